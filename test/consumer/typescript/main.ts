// An app of somebody else.
import { ApiObject, App, Chart, Duration, JsonPatch } from 'cdk8s';
import {
  Destination,
  DestinationRule,
  Gateway,
  GatewayRef,
  HttpRewrite,
  HttpRoute,
  LoadBalancer,
  Server,
  ServerCredential,
  ServerTlsSettings,
  ServiceRef,
  StringMatch,
  VirtualService,
  type HttpRouteOptions,
  type IDestination,
  type TrafficPolicy,
} from 'cdk8s-istio';
import type { VirtualServiceSpec } from 'cdk8s-istio/l1';
import { addCart } from './cart';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });

const cart = addCart(chart);
const policy: TrafficPolicy = { loadBalancer: LoadBalancer.leastRequest() };
const rule = new DestinationRule(chart, 'cart-versions', { host: cart, trafficPolicy: policy });
const v1 = rule.addSubset('v1', { labels: { version: 'v1' } });
const v2 = rule.addSubset('v2', { labels: { version: 'v2' } });

const gateway = new Gateway(chart, 'edge', { selector: { istio: 'ingressgateway' } });
gateway.addServer(
  Server.https({ port: { number: 443 }, hosts: ['shop.example.com'], tls: ServerTlsSettings.simple(ServerCredential.secret('shop-cert')) }),
);

const destinations: IDestination[] = [v1.weight(90), v2.weight(10)];
const options: HttpRouteOptions = { timeout: Duration.seconds(2) };
const routes = new VirtualService(chart, 'cart-routes', { hosts: [cart, 'shop.example.com'], gateways: [gateway, GatewayRef.MESH] });
routes.addHttpRoute(HttpRoute.to([v2], { match: [{ headers: { 'end-user': StringMatch.exact('jason') } }] }));
routes.addHttpRoute(HttpRoute.to([cart], { match: [{ uri: StringMatch.prefix('/cart') }], rewrite: HttpRewrite.uri('/') }));
routes.addHttpRoute(
  HttpRoute.to([Destination.of(ServiceRef.of({ name: 'news', namespace: 'site' })).port(80)], {
    match: [{ uri: StringMatch.exact('/news') }],
  }),
);
routes.addHttpRoute(HttpRoute.to(destinations, options));
ApiObject.of(routes).addJsonPatch(JsonPatch.add('/metadata/labels', { team: 'cart' }));

const spec: VirtualServiceSpec = { hosts: ['plain'] };
console.log(spec.hosts!.length === 1 ? app.synthYaml() : 'the L1 types are broken');
