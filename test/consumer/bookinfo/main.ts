// Bookinfo in somebody else's app, with a route of her own.
import { App, Chart } from 'cdk8s';
import { HttpRoute, StringMatch, VirtualService } from 'cdk8s-istio';
import { Bookinfo } from 'cdk8s-istio/bookinfo';

const app = new App();
const chart = new Chart(app, 'bookinfo', { namespace: 'bookinfo' });
const bookinfo = new Bookinfo(chart, 'bookinfo');
new VirtualService(chart, 'mine', {
  hosts: [bookinfo.ratings],
  http: [HttpRoute.to([bookinfo.ratings], { match: [{ uri: StringMatch.prefix('/ratings') }] })],
});
console.log(app.synthYaml());
