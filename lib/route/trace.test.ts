import { MeshConfig, Model } from '../model';
import { formatFieldPath, route, RouteRequest, Trace } from '.';

const istio = (kind: string, name: string, spec: object, namespace = 'shop') => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace },
  spec,
});
const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec },
});
const deployment = (name: string, app: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: { template: { metadata: { labels: { app, version: 'v1' } } } },
});
const base = [service('reviews'), deployment('reviews-v1', 'reviews'), deployment('client', 'client')];
const to = (subset?: string) => ({ destination: { host: 'reviews', ...(subset && { subset }) } });
const virtualService = (name: string, spec: object, namespace?: string) =>
  istio('VirtualService', name, { hosts: ['reviews.shop.svc.cluster.local'], http: [{ route: [to()] }], ...spec }, namespace);
const gateway = { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } };

/** Entries of a stage as `✓|✗ candidate: reason @ object field`. */
function traceOf(stage: string, manifests: readonly object[], request: Partial<RouteRequest> = {}, meshConfig?: MeshConfig): string[] {
  const trace = new Trace();
  route(
    Model.of([...base, ...manifests], { meshConfig }),
    { from: { workload: { namespace: 'shop', name: 'client' } }, host: 'reviews', ...request },
    trace,
  );
  return trace.entries
    .filter((entry) => entry.stage === stage)
    .map(
      ({ taken, candidate, reason, object, field }) =>
        `${taken ? '✓' : '✗'} ${candidate}: ${reason} @ ${object} ${field ? formatFieldPath(field) : ''}`,
    );
}

describe('A route', () => {
  test('names the condition’s own field, whatever its name', () => {
    const match = [
      { uri: { exact: '/a' } },
      { headers: { 'x.y': { exact: '1' } } },
      { withoutHeaders: { z: {} } },
      { queryParams: { q: { exact: '1' } } },
      { method: { exact: 'PUT' } },
    ];
    const rules = virtualService('a', {
      http: [
        { match, route: [to()] },
        { name: 'rest', route: [to()] },
      ],
    });
    expect(traceOf('route', [rules], { headers: { z: '1' } })).toEqual([
      '✗ shop/a #0: uri: want exact "/a", got "/" @ VirtualService shop/a spec.http[0].match[0].uri',
      '✗ shop/a #0: headers.x.y: want exact "1", got none @ VirtualService shop/a spec.http[0].match[1].headers.x.y',
      '✗ shop/a #0: withoutHeaders.z: want absent, got "1" @ VirtualService shop/a spec.http[0].match[2].withoutHeaders.z',
      '✗ shop/a #0: queryParams.q: want exact "1", got none @ VirtualService shop/a spec.http[0].match[3].queryParams.q',
      '✗ shop/a #0: method: want exact "PUT", got "GET" @ VirtualService shop/a spec.http[0].match[4].method',
      '✓ shop/a rest: takes everything @ VirtualService shop/a spec.http[1]',
    ]);
  });

  test('that never got to this proxy names the field that keeps it away', () => {
    const http = [
      { match: [{ port: 81 }, { sourceLabels: { app: 'x' } }, { sourceNamespace: 'y' }, { gateways: ['gw'] }], route: [to()] },
      { match: [{ uri: { prefix: '/' } }, { uri: { exact: '/a' } }], route: [to()] },
      { route: [to()] },
    ];
    expect(traceOf('route', [virtualService('a', { http })])).toEqual([
      '✗ shop/a #0 match 0: port: want 81, is 80 @ VirtualService shop/a spec.http[0].match[0].port',
      '✗ shop/a #0 match 1: sourceLabels: want app=x, is app=client,version=v1 @ VirtualService shop/a spec.http[0].match[1].sourceLabels',
      '✗ shop/a #0 match 2: sourceNamespace: want y, is shop @ VirtualService shop/a spec.http[0].match[2].sourceNamespace',
      '✗ shop/a #0 match 3: gateways: want one of shop/gw, is mesh @ VirtualService shop/a spec.http[0].match[3].gateways',
      '✗ shop/a #1 match 1: rule 1 takes everything before it @ VirtualService shop/a spec.http[1].match[1]',
      '✗ shop/a #2: rule 1 takes everything before it @ VirtualService shop/a spec.http[2]',
      '✓ shop/a #1: takes everything @ VirtualService shop/a spec.http[1].match[0]',
    ]);
  });

  test('of a delegate has its conditions where they were written, in the root or in the delegate', () => {
    const root = virtualService('root', {
      http: [
        { name: 'r', match: [{ uri: { prefix: '/a' }, headers: { x: { exact: '1' } } }], delegate: { name: 'leaf' } },
        { delegate: { name: 'none' } },
      ],
    });
    const leaf = istio('VirtualService', 'leaf', {
      http: [{ name: 'l', match: [{ method: { exact: 'GET' } }, { uri: { prefix: '/a/b' } }], route: [to()] }],
    });
    expect(traceOf('route', [root, leaf], { path: '/a' })).toEqual([
      '✗ shop/root rule 1: delegate shop/none does not exist @ VirtualService shop/root spec.http[1].delegate',
      '✗ shop/root r-l: headers.x: want exact "1", got none @ VirtualService shop/root spec.http[0].match[0].headers.x',
      '✗ shop/root r-l: uri: want prefix "/a/b", got "/a" @ VirtualService shop/leaf spec.http[0].match[1].uri',
    ]);
    expect(traceOf('route', [root, leaf], { path: '/a', method: 'PUT', headers: { x: '1' } })).toContain(
      '✗ shop/root r-l: method: want exact "GET", got "PUT" @ VirtualService shop/leaf spec.http[0].match[0].method',
    );
  });

  test('that Envoy refuses is named with the rule that does it', () => {
    const bad = virtualService('z', { hosts: ['z.com'], http: [{ route: [to()] }, { redirect: { redirectCode: 304 } }].reverse() });
    expect(traceOf('route', [bad])).toEqual(['✗ 80: route without action @ VirtualService shop/z spec.http[0]']);
  });
});

describe('A VirtualService without a say says why', () => {
  const winner = virtualService('a', {});
  const lost = (spec: object, more: readonly object[] = [], namespace?: string, meshConfig?: MeshConfig) =>
    traceOf('virtualHost', [winner, virtualService('b', spec, namespace), ...more], {}, meshConfig).filter((line) => line.startsWith('✗'));

  test('it is younger', () => {
    expect(lost({})).toEqual([
      '✗ VirtualService shop/b: hosts: reviews.shop.svc.cluster.local goes to VirtualService shop/a, which is older or has the more specific host, and hosts are not shared @ VirtualService shop/b spec.hosts[0]',
    ]);
  });

  test('it is bound elsewhere, hidden, or not imported', () => {
    expect(lost({ gateways: ['gw'] })).toEqual([
      '✗ VirtualService shop/b: gateways: want mesh, is shop/gw @ VirtualService shop/b spec.gateways',
    ]);
    expect(lost({ exportTo: ['.'] }, [], 'web')).toEqual([
      '✗ VirtualService web/b: exportTo: want shop, is . @ VirtualService web/b spec.exportTo',
    ]);
    const sidecar = istio('Sidecar', 's', { egress: [{ hosts: ['shop/*'] }] });
    expect(lost({}, [sidecar], 'web')).toEqual([
      '✗ VirtualService web/b: hosts: Sidecar shop/s imports none of them on port 80 @ VirtualService web/b spec.hosts',
    ]);
  });

  test('it has no rule for HTTP, or none for this proxy', () => {
    expect(lost({ http: undefined, tcp: [{ route: [to()] }] })).toEqual([
      '✗ VirtualService shop/b: http: it has no rules for HTTP @ VirtualService shop/b spec',
    ]);
    expect(lost({ http: [{ match: [{ port: 9 }], route: [to()] }] })).toEqual([
      '✗ VirtualService shop/b: none of its rules can hold for this proxy and port @ VirtualService shop/b spec.http',
    ]);
  });

  test('it is none of the gateway’s server’s hosts', () => {
    const open = istio('Gateway', 'gw', {
      selector: { istio: 'ingressgateway' },
      servers: [{ hosts: ['web/a.com'], port: { number: 80, name: 'http', protocol: 'HTTP' } }],
    });
    const bound = virtualService('b', { hosts: ['a.com'], gateways: ['gw'] });
    expect(traceOf('virtualHost', [open, bound], { from: gateway, host: 'a.com' })).toContain(
      "✗ VirtualService shop/b: hosts: none of them is one of the server's, web/a.com @ VirtualService shop/b spec.hosts[0]",
    );
  });

  test('What has nothing to do with the host is not mentioned', () => {
    expect(traceOf('virtualHost', [virtualService('c', { hosts: ['other.com'] })]).filter((line) => line.startsWith('✗'))).toEqual([]);
  });
});

describe('A DestinationRule says why it holds or not', () => {
  const rule = (name: string, spec: object, namespace?: string) =>
    istio('DestinationRule', name, { host: 'reviews.shop.svc.cluster.local', ...spec }, namespace);
  const rules = (...all: readonly object[]) => traceOf('cluster', all).filter((line) => /^. DestinationRule /.test(line));

  test('Rules of one host are merged, the older’s policy holds', () => {
    const policy = { trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } };
    const subsets = (...names: string[]) => ({ subsets: names.map((name) => ({ name, labels: { version: name } })) });
    expect(rules(rule('a', { ...policy, ...subsets('v1') }), rule('b', { ...policy, ...subsets('v1', 'v2') }))).toEqual([
      '✓ DestinationRule shop/a: holds for reviews.shop.svc.cluster.local @ DestinationRule shop/a spec.host',
      '✓ DestinationRule shop/b: merged into DestinationRule shop/a, which is older: it adds subset v2, its trafficPolicy does not count @ DestinationRule shop/b spec.host',
    ]);
  });

  test('It is elsewhere, hidden, for others, or less specific', () => {
    const winner = rule('a', {});
    expect(rules(winner, rule('b', {}, 'web'))).toEqual([
      '✗ DestinationRule web/b: namespace: want shop, istio-system (of the client, of the service, of the mesh), is web @ DestinationRule web/b metadata.namespace',
    ]);
    expect(rules(winner, rule('b', { exportTo: ['web'] }, 'istio-system'))).toEqual([
      '✗ DestinationRule istio-system/b: exportTo: want shop, is web @ DestinationRule istio-system/b spec.exportTo',
    ]);
    expect(rules(winner, rule('b', { workloadSelector: { matchLabels: { app: 'x' } } }))).toEqual([
      '✗ DestinationRule shop/b: workloadSelector: it does not select this client @ DestinationRule shop/b spec.workloadSelector',
    ]);
    expect(rules(winner, rule('b', { host: '*.local' }))).toEqual([
      '✗ DestinationRule shop/b: host: reviews.shop.svc.cluster.local of DestinationRule shop/a is more specific than *.local @ DestinationRule shop/b spec.host',
    ]);
    expect(rules(winner, rule('b', {}, 'istio-system'))).toEqual([
      '✗ DestinationRule istio-system/b: DestinationRule shop/a is in the namespace of the client, which comes first @ DestinationRule istio-system/b spec.host',
    ]);
  });

  test('A subset is named with its place', () => {
    const subsets = rule('a', { subsets: [{ name: 'v0' }, { name: 'v1', labels: { version: 'v1' } }] });
    expect(traceOf('cluster', [subsets, virtualService('a', { http: [{ route: [to('v1')] }] })])).toEqual([
      '✓ outbound|80|v1|reviews.shop.svc.cluster.local: reachable @ DestinationRule shop/a spec.subsets[1]',
    ]);
  });
});

test('Chains, servers and the Sidecar are named with their places', () => {
  const tls = virtualService('tls', {
    hosts: ['secure'],
    http: undefined,
    tls: [{ match: [{ sniHosts: ['a.com'] }, { sniHosts: ['b.com'] }], route: [{ destination: { host: 'secure' } }] }],
  });
  const secure = service('secure', { ports: [{ name: 'tls', port: 443 }] });
  const sidecar = istio('Sidecar', 's', { egress: [{ hosts: ['*/*'] }] });
  const request: Partial<RouteRequest> = { host: 'secure', port: 443, protocol: 'tls', sni: 'b.com' };
  expect(traceOf('filterChain', [tls, secure], request)).toContain(
    '✓ shop/tls: takes SNI b.com @ VirtualService shop/tls spec.tls[0].match[1]',
  );
  expect(traceOf('proxy', [sidecar])).toEqual(['✓ Sidecar shop/s: it holds for shop/client @ Sidecar shop/s ']);
  const server = (hosts: string[], name: string) => ({
    hosts,
    port: { number: 443, name, protocol: 'HTTPS' },
    tls: { mode: 'SIMPLE', credentialName: 'c' },
  });
  const open = istio('Gateway', 'gw', {
    selector: { istio: 'ingressgateway' },
    servers: [server(['a.com'], 'one'), server(['a.com', 'b.com'], 'two')],
  });
  expect(traceOf('listener', [open], { from: gateway, host: 'a.com', protocol: 'https' })).toContain(
    '✗ server two of shop/gw on 443: an older server of that port has a.com @ Gateway shop/gw spec.servers[1]',
  );
});
