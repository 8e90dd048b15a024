import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Bookinfo } from './bookinfo';
import { Gateway, HttpRoute, VirtualService } from '.';
import { formatTraceEntry, Mesh, ReadError, UnknownSourceError, UnreadableMeshConfigError, placeOfEntry } from './mesh';

const service = (name: string, namespace = 'shop', ports = [80]) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [${ports.map((port) => `{ name: http-${port}, port: ${port} }`).join(', ')}] }
---`;
const deployment = (app: string, version = 'v1', namespace = 'shop') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}-${version}, namespace: ${namespace} }
spec: { template: { metadata: { labels: { app: ${app}, version: ${version} } } } }
---`;
const virtualService = (spec: string, metadata = '{ name: reviews, namespace: shop }') => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: ${metadata}
spec: ${spec}
---`;
const gateway = (name: string, selector = '{ istio: ingressgateway }') => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: shop }
spec: { selector: ${selector}, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }] }
---`;
const shop = service('reviews') + deployment('reviews', 'v1') + deployment('reviews', 'v2') + service('client') + deployment('client');
const redirect = virtualService('{ hosts: [reviews], http: [{ redirect: { uri: /gone } }] }');
const mesh = Mesh.fromYaml(shop);
const reviews = 'reviews.shop.svc.cluster.local';

describe('Who sends a request', () => {
  const ask = (from: any, set = mesh) => set.resolve({ from, host: 'reviews' }).from;
  const client = { workload: { name: 'client-v1', namespace: 'shop', labels: { app: 'client', version: 'v1' } } };

  test.each([
    ['a workload by name', 'client-v1'],
    ['a workload by namespace and name', 'shop/client-v1'],
    ['a Service that has one workload', 'shop/client'],
    ['a workload by name, as data', { workload: { name: 'client-v1', namespace: 'shop' } }],
    ['a workload by labels', { workload: { labels: { app: 'client' } } }],
    ['a Service of some cdk8s-plus', { name: 'client', metadata: { namespace: 'shop' }, kind: 'Service', ports: [] }],
    ['an object with a name and namespace', { name: 'client', metadata: { namespace: 'shop' } }],
    ['a Deployment construct', { name: 'client-v1', metadata: { namespace: 'shop' }, kind: 'Deployment' }],
  ])('may be %s', (_, from) => expect(ask(from)).toEqual(client));

  test('may be a workload that is not in the set, if its labels are given', () => {
    const from = { workload: { name: 'other', namespace: 'far', labels: { app: 'other' } } };
    expect(ask(from)).toEqual(from);
  });

  test('may be a gateway: by labels, by a Gateway, by a construct, in the namespace where it runs', () => {
    const away = { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } };
    const set = mesh.with(Mesh.fromYaml(gateway('front')));
    expect(ask('gateway:istio=ingressgateway')).toEqual(away);
    expect(ask({ gateway: { labels: { istio: 'ingressgateway' } } })).toEqual(away);
    expect(ask('front', set)).toEqual(away);
    expect(ask('gateway:shop/front', set)).toEqual(away);
    expect(ask({ gateway: 'front' }, set)).toEqual(away);
    expect(ask({ gatewayName: 'front', gatewayNamespace: 'shop' }, set)).toEqual(away);
    expect(ask('gateway:edge/istio=ingressgateway')).toEqual({ gateway: { ...away.gateway, namespace: 'edge' } });
    expect(ask('gateway:example.com/role=edge')).toEqual({
      gateway: { namespace: 'istio-system', labels: { 'example.com/role': 'edge' } },
    });
    const pod = deployment('edge', 'v1', 'ingress').replace('app: edge', 'istio: ingressgateway');
    expect(ask('front', set.with(Mesh.fromYaml(pod)))).toEqual({
      gateway: { namespace: 'ingress', labels: { istio: 'ingressgateway', version: 'v1' } },
    });
  });

  test.each<[string, any, string]>([
    ['an unknown name', 'cleint-v1', 'No workload, Service or Gateway cleint-v1 is in the set. Did you mean shop/client-v1?'],
    ['a name of another namespace', 'other/client-v1', 'Did you mean shop/client-v1 or shop/client?'],
    ['an unknown Service', { name: 'clent', metadata: {}, kind: 'Service' }, 'No Service clent is in the set. Did you mean shop/client?'],
    ['a Service of several workloads', 'reviews', 'Service shop/reviews has 2 workloads'],
    [
      'labels of several workloads',
      { workload: { labels: { app: 'reviews' } } },
      '2 workloads have the labels app=reviews; name one: shop/reviews-v1',
    ],
    [
      'labels of none',
      { workload: { labels: { app: 'x' }, namespace: 'shop' } },
      'No workload of the set has the labels app=x in namespace shop',
    ],
    ['an unknown Gateway', 'gateway:front', 'No Gateway front is in the set. The set has none at all.'],
    ['half a label', 'gateway:istio=', '"istio=" is no label'],
    ['too many slashes', 'a/b/c', 'write NAME or NAMESPACE/NAME'],
    ['nothing', undefined, "A request's from is undefined: give the name of a workload"],
    ['null', null, "A request's from is null"],
    ['something else', { node: 1 }, "A request's from has the fields node"],
    ['a workload without anything', { workload: {} }, 'neither name nor labels'],
    ['a gateway without labels', { gateway: { labels: {} } }, 'has no labels'],
  ])('%s is an error that helps', (_, from, message) => {
    expect(() => ask(from)).toThrow(UnknownSourceError);
    expect(() => ask(from)).toThrow(message);
  });

  test('a name that several namespaces have means the default one, else none', () => {
    const twice = shop + deployment('client', 'v1', 'mall');
    expect(() => ask('client-v1', Mesh.fromYaml(twice))).toThrow(
      '2 workloads are called client-v1; say which one: shop/client-v1, mall/client-v1.',
    );
    expect(ask('client-v1', Mesh.fromYaml(twice, { defaultNamespace: 'mall' }))).toMatchObject({ workload: { namespace: 'mall' } });
  });

  test('a Gateway without selector does not say which gateway', () => {
    expect(() => ask('all', Mesh.fromYaml(gateway('all', '{}')))).toThrow('Gateway shop/all has no selector');
  });
});

describe('What it dials', () => {
  test('is at the only port of its service, where none is given', () => {
    const set = Mesh.fromYaml(shop + service('ratings', 'shop', [9080]) + service('many', 'shop', [9080, 9090]));
    const portOf = (host: any, from = 'client-v1') => set.resolve({ from, host }).port;
    expect(portOf('ratings')).toBe(9080);
    expect(portOf('RATINGS.shop.')).toBe(9080);
    expect(portOf({ name: 'ratings', metadata: { namespace: 'shop' } })).toBe(9080);
    expect(portOf('many')).toBeUndefined();
    expect(portOf('example.com')).toBeUndefined();
    expect(portOf('ratings', 'gateway:istio=ingressgateway')).toBeUndefined();
  });

  test('may be a Service', () => {
    expect(mesh.route({ from: 'client', host: { name: 'reviews', metadata: { namespace: 'shop' } } })).toMatchObject({
      outcome: 'route',
      destinations: [{ host: reviews, endpoints: ['shop/reviews-v1', 'shop/reviews-v2'] }],
    });
    expect(() => mesh.route({ from: 'client', host: 7 as any })).toThrow("A request's host is neither a name nor a Service");
  });
});

describe('with', () => {
  test('adds, and replaces what has the same kind, namespace and name', () => {
    const ask = (set: Mesh) => set.route({ from: 'client', host: 'reviews' }).outcome;
    const redirected = mesh.with(Mesh.fromYaml(redirect));
    expect([ask(mesh), ask(redirected)]).toEqual(['route', 'redirect']);
    const answer = virtualService('{ hosts: [reviews], http: [{ directResponse: { status: 418 } }] }');
    const answered = redirected.with(Mesh.fromYaml(answer));
    expect(ask(answered)).toBe('directResponse');
    expect(answered.duplicates).toEqual([]);
    expect(ask(redirected)).toBe('redirect');
  });

  test('keeps the options of both, the later ones first, and the default namespace of each', () => {
    const bare = virtualService('{ hosts: [reviews], http: [{ redirect: { uri: / } }] }', '{ name: reviews }');
    const base = Mesh.fromYaml(shop, { defaultNamespace: 'shop', meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } });
    expect(base.with(Mesh.fromYaml(bare)).route({ from: 'client', host: 'reviews' }).outcome).toBe('redirect');
    const elsewhere = base.with(Mesh.fromYaml(bare, { defaultNamespace: 'mall', domain: undefined }));
    expect(elsewhere.model.get('networking.istio.io/VirtualService', 'mall', 'reviews')).toBeDefined();
    expect(elsewhere.route({ from: 'client', host: 'example.com' }).outcome).toBe('blocked');
    expect(base.with(Mesh.fromYaml('', { meshConfig: {} })).route({ from: 'client', host: 'example.com' }).outcome).toBe('passthrough');
  });

  test('takes nothing but a Mesh', () => expect(() => mesh.with('dist' as any)).toThrow('mesh.with takes a Mesh'));
});

test('The same object twice in one load is reported with both places', () => {
  expect(Mesh.fromYaml(redirect + redirect).duplicates).toEqual([
    {
      object: 'VirtualService shop/reviews',
      earlier: { file: '<text>', line: 2, column: 1 },
      later: { file: '<text>', line: 7, column: 1 },
    },
  ]);
  expect(Mesh.fromYaml(redirect).with(Mesh.fromYaml(redirect)).duplicates).toEqual([]);
});

test('A trace comes along if asked for, and only then', () => {
  const request = { from: 'client', host: 'reviews' };
  expect(mesh.route(request)).not.toHaveProperty('trace');
  expect(mesh.route(request, { trace: true }).trace).toContainEqual(expect.objectContaining({ stage: 'listener', taken: true }));
});

describe('What is read', () => {
  test('Mesh config is found in the set, in YAML', () => {
    const map = (data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data: { mesh: "${data}" }
`;
    const blocked = Mesh.fromYaml(shop + map('outboundTrafficPolicy:\\n  mode: REGISTRY_ONLY'));
    expect(blocked.route({ from: 'client', host: 'example.com' }).outcome).toBe('blocked');
    const broken = Mesh.fromYaml(shop + map('a: [1'));
    expect(() => broken.route({ from: 'client', host: 'x' })).toThrow(UnreadableMeshConfigError);
  });

  test('Files and folders, subfolders only when asked', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mesh-'));
    try {
      writeFileSync(join(folder, 'shop.yaml'), shop);
      mkdirSync(join(folder, 'sub'));
      writeFileSync(join(folder, 'sub', 'vs.yaml'), redirect);
      const ask = (options?: object) => Mesh.fromFiles([folder], options).route({ from: 'client', host: 'reviews' }).outcome;
      expect([ask(), ask({ recursive: true })]).toEqual(['route', 'redirect']);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(() => Mesh.fromFiles(['no/such.yaml'])).toThrow(ReadError);
    expect(() => Mesh.fromFiles('dist' as any)).toThrow("Mesh.fromFiles takes a list: Mesh.fromFiles(['dist'])");
    expect(() => Mesh.fromApp({} as any)).toThrow('Mesh.fromApp takes a cdk8s App');
    expect(() => Mesh.fromYaml('{ a: 1 }')).toThrow(ReadError);
  });

  test('An app, asked by its own constructs', () => {
    const app = new App();
    const chart = new Chart(app, 'bookinfo', { namespace: 'bookinfo' });
    const bookinfo = new Bookinfo(chart, 'sample');
    const routes = new VirtualService(chart, 'jason', { hosts: [bookinfo.reviews] });
    routes.addHttpRoute(HttpRoute.to([bookinfo.reviews.subset('v2')]));
    const front = new Gateway(chart, 'front', { selector: { istio: 'other' } });
    const set = Mesh.fromApp(app);
    expect(set.route({ from: bookinfo.productpage, host: 'reviews', headers: { 'end-user': 'jason' } })).toMatchObject({
      outcome: 'route',
      virtualService: `bookinfo/${routes.name}`,
      destinations: [{ subset: 'v2' }],
    });
    expect(set.resolve({ from: front, host: 'x' }).from).toEqual({ gateway: { namespace: 'istio-system', labels: { istio: 'other' } } });
  });
});

test('A trace’s entries have the place of the field that decides, in a file or a construct', () => {
  const text = [
    'apiVersion: v1',
    'kind: Service',
    'metadata: { name: web }',
    'spec: { ports: [{ name: http, port: 80 }] }',
    '---',
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: client }',
    'spec: { template: { metadata: { labels: { app: client } } } }',
    '---',
    'apiVersion: networking.istio.io/v1',
    'kind: VirtualService',
    'metadata: { name: web }',
    'spec:',
    '  hosts: [web]',
    '  http:',
    '    - match:',
    '        - headers:',
    '            end-user: { exact: jason }',
    '      directResponse: { status: 200 }',
  ].join('\n');
  const request = { from: 'client', host: 'web' };
  const mesh = Mesh.fromYaml(text);
  const inFile = mesh.route(request, { trace: true }).trace!.find(({ stage }) => stage === 'route')!;
  expect(placeOfEntry(inFile)).toEqual({ file: '<text>', line: 19, column: 13 });
  expect(formatTraceEntry(inFile)).toBe(
    'route: ✗ default/web #0 (VirtualService default/web): headers.end-user: want exact "jason", got none (<text>:19:13)',
  );
  const ofConstruct = { ...inFile, origin: { kind: 'construct', path: 'app/routes' } };
  expect(formatTraceEntry(ofConstruct)).toContain('(app/routes spec.http[0].match[0].headers.end-user)');
});
