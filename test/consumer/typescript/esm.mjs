// The same package from an ES module: by name, not only by default export.
import { App, Chart } from 'cdk8s';
import { Gateway, HttpRoute, Server, ServiceRef, VirtualService } from 'cdk8s-istio';
import { Gateway as GatewayL1 } from 'cdk8s-istio/l1';

const app = new App();
const chart = new Chart(app, 'shop');
const gateway = new Gateway(chart, 'edge', { servers: [Server.http({ port: { number: 80 }, hosts: ['*'] })] });
new VirtualService(chart, 'routes', { hosts: ['*'], gateways: [gateway], http: [HttpRoute.to([ServiceRef.of({ name: 'cart' })])] });
new GatewayL1(chart, 'plain', { spec: { servers: [] } });
console.log(app.synthYaml());
