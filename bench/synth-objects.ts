/**
 * One side of "synthesize 20,000 objects in one chart": `l2` makes three quarters of them with this
 * package's constructs, `plain` makes the same objects as ApiObjects. Prints the milliseconds from the
 * first construct to the YAML; with `--hash` a hash of the YAML in front, to show that the two are equal.
 */
import { createHash } from 'node:crypto';
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { DestinationRule, Gateway, HttpRoute, LoadBalancer, Server, ServiceRef, StringMatch, VirtualService } from 'cdk8s-istio';

const SETS = 5_000; // of four objects each

const [side, hash] = process.argv.slice(2);
const started = performance.now();
const app = new App();
const chart = new Chart(app, 'mesh', { namespace: 'shop', disableResourceNameHashes: true });
const make = side === 'l2' ? withConstructs : plain;
for (let i = 0; i < SETS; i++) {
  const name = `svc-${i}`;
  new ApiObject(chart, `service-${i}`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 8080 }] },
  });
  make(name, i);
}
const yaml = app.synthYaml();
const elapsed = performance.now() - started;
if (hash === '--hash') console.log(createHash('sha256').update(yaml).digest('hex'));
console.log(elapsed);

function withConstructs(name: string, i: number): void {
  const metadata = { name };
  const service = ServiceRef.of({ name, namespace: 'shop', ports: [{ name: 'http', port: 8080 }] });
  const rule = new DestinationRule(chart, `rule-${i}`, {
    metadata,
    host: service,
    trafficPolicy: { loadBalancer: LoadBalancer.leastRequest() },
  });
  const v1 = rule.addSubset('v1', { labels: { version: 'v1' } });
  const v2 = rule.addSubset('v2', { labels: { version: 'v2' } });
  const gateway = new Gateway(chart, `gateway-${i}`, {
    metadata,
    selector: { istio: 'ingressgateway' },
    servers: [Server.http({ port: { number: 80, name: 'http' }, hosts: [`${name}.example.com`] })],
  });
  new VirtualService(chart, `routes-${i}`, {
    metadata,
    hosts: [service, `${name}.example.com`],
    gateways: [gateway],
    http: [
      HttpRoute.to([v2], { name: 'beta', match: [{ headers: { 'x-user': StringMatch.exact('beta') } }] }),
      HttpRoute.to([v1.weight(90), v2.weight(10)], { name: 'main', timeout: Duration.seconds(2) }),
    ],
  });
}

function plain(name: string, i: number): void {
  const metadata = { name };
  const apiVersion = 'networking.istio.io/v1';
  new ApiObject(chart, `rule-${i}`, {
    apiVersion,
    kind: 'DestinationRule',
    metadata,
    spec: {
      host: name,
      trafficPolicy: { loadBalancer: { simple: 'LEAST_REQUEST' } },
      subsets: [
        { name: 'v1', labels: { version: 'v1' } },
        { name: 'v2', labels: { version: 'v2' } },
      ],
    },
  });
  new ApiObject(chart, `gateway-${i}`, {
    apiVersion,
    kind: 'Gateway',
    metadata,
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [`${name}.example.com`] }],
    },
  });
  new ApiObject(chart, `routes-${i}`, {
    apiVersion,
    kind: 'VirtualService',
    metadata,
    spec: {
      hosts: [name, `${name}.example.com`],
      gateways: [name],
      http: [
        { name: 'beta', match: [{ headers: { 'x-user': { exact: 'beta' } } }], route: [{ destination: { host: name, subset: 'v2' } }] },
        {
          name: 'main',
          timeout: '2s',
          route: [
            { destination: { host: name, subset: 'v1' }, weight: 90 },
            { destination: { host: name, subset: 'v2' }, weight: 10 },
          ],
        },
      ],
    },
  });
}
