import { App, Chart } from 'cdk8s';
import { Mesh, type MeshRequest, RouteCoverage } from '../mesh';
import { DestinationRule, HttpRoute, ServiceRef, VirtualService } from '../networking';

const workload = (app: string, version: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}-${version}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${app}, version: ${version} } } } }
`;
const service = (name: string, ports: string): string => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [${ports}] }
`;
const runs = [
  service('reviews', '{ name: http, port: 80 }'),
  service('db', '{ name: tcp, port: 5432 }'),
  service('vault', '{ name: tls, port: 443 }'),
  ...['v1', 'v2', 'v3'].map((version) => workload('reviews', version)),
  ...['client', 'db', 'vault'].map((app) => workload(app, 'v1')),
].join('');
const subsets = (names: string): string => `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, subsets: [${names
  .split(' ')
  .map((name) => `{ name: ${name}, labels: { version: ${name} } }`)
  .join(', ')}] }
`;
const routes = (http: string, name = 'reviews', head = 'hosts: [reviews]'): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: shop }
spec: { ${head}, http: [${http}] }
`;
const to = (subset: string, weight = 0): string =>
  `{ destination: { host: reviews, subset: ${subset} }${weight === 0 ? '' : `, weight: ${weight}`} }`;
const header = (value: string): string => `{ headers: { user: { exact: ${value} } } }`;
const ask = (mesh: Mesh, user?: string, more: Partial<MeshRequest> = {}): void =>
  void mesh.route({ from: 'shop/client-v1', host: 'reviews', ...(user !== undefined && { headers: { user } }), ...more });

/** What no request has reached, each as `Kind name: label`. */
function missed(coverage: RouteCoverage): string[] {
  return coverage.report().objects.flatMap(({ object, missed }) => missed.map(({ label }) => `${object}: ${label}`));
}

const twoRules = routes(
  `{ name: testers, match: [${header('anna')}, ${header('ben')}], route: [${to('v2')}] }, { route: [${to('v1', 90)}, ${to('v3', 10)}] }`,
);

describe('A recorder', () => {
  test('says which rules, matches and subsets no request has reached', () => {
    const coverage = new RouteCoverage();
    const mesh = Mesh.fromYaml(runs + subsets('v1 v2 v3') + twoRules, { coverage });
    ask(mesh, 'ben');
    expect(missed(coverage)).toEqual([
      'DestinationRule shop/reviews: subsets[0] v1',
      'DestinationRule shop/reviews: subsets[2] v3',
      'VirtualService shop/reviews: http[0].match[0]',
      'VirtualService shop/reviews: http[1]',
    ]);
    expect(coverage.report()).toMatchObject({
      routes: { reached: 1, total: 2 },
      matches: { reached: 1, total: 2 },
      subsets: { reached: 1, total: 3 },
      notModelled: [],
    });
    ask(mesh);
    ask(mesh, 'anna');
    expect(missed(coverage)).toEqual([]);
  });

  test('counts the rules of a mesh from its first request on', () => {
    const coverage = new RouteCoverage();
    const mesh = Mesh.fromYaml(runs + twoRules, { coverage });
    expect(coverage.report()).toMatchObject({ routes: { total: 0 }, objects: [] });
    ask(mesh, undefined, { host: 'db', port: 5432, protocol: 'tcp' });
    expect(coverage.report()).toMatchObject({ routes: { reached: 0, total: 2 } });
  });

  test('tells places: file, line and column, or the construct', () => {
    const coverage = new RouteCoverage();
    const app = new App();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    const reviews = ServiceRef.of({ name: 'reviews', namespace: 'shop' });
    const v4 = new DestinationRule(chart, 'versions', { metadata: { name: 'more' }, host: reviews }).addSubset('v4', { labels: {} });
    new VirtualService(chart, 'routes', { metadata: { name: 'other' }, hosts: ['other'], http: [HttpRoute.to([v4])] });
    ask(Mesh.fromYaml(runs + subsets('v1'), { coverage }).with(Mesh.fromApp(app)));
    expect(coverage.report().objects).toMatchObject([
      { object: 'DestinationRule shop/more', source: 'chart/versions', missed: [{ kind: 'subset', place: { construct: 'chart/versions' } }] },
      { object: 'DestinationRule shop/reviews', source: '<text>', missed: [{ place: { file: '<text>', line: 50, column: 34 } }] },
      { object: 'VirtualService shop/other', source: 'chart/routes', missed: [{ kind: 'route', label: 'http[0]' }] },
    ]);
  });

  test('leaves the answers as they are, trace and all', () => {
    const request = { from: 'shop/client-v1', host: 'reviews' };
    const text = runs + subsets('v1 v2 v3') + twoRules;
    const [plain, counted] = [Mesh.fromYaml(text), Mesh.fromYaml(text, { coverage: new RouteCoverage() })];
    expect(counted.route(request)).toEqual(plain.route(request));
    const { trace } = counted.route(request, { trace: true });
    expect(trace?.map((entry) => ({ ...entry, origin: undefined }))).toEqual(
      plain.route(request, { trace: true }).trace?.map((entry) => ({ ...entry, origin: undefined })),
    );
    expect(counted.route(request)).not.toHaveProperty('trace');
  });

  test('is told anew what is new, and nothing twice', () => {
    const events: object[] = [];
    const coverage = new RouteCoverage((event) => events.push(event));
    const mesh = Mesh.fromYaml(runs + subsets('v1 v2 v3') + twoRules, { coverage });
    for (let i = 0; i < 3; i++) ask(mesh, 'anna');
    for (let i = 0; i < 3; i++) ask(mesh, 'ben');
    expect(events.map((event) => Object.keys(event)[0])).toEqual(['parts', 'reached', 'reached']);
  });
});

describe('A subset is reached', () => {
  const reachedSubsets = (rule: string, more = ''): number => {
    const coverage = new RouteCoverage();
    ask(Mesh.fromYaml(runs + more + (more === '' ? subsets('v1 v2 v9') : '') + routes(rule), { coverage }));
    return coverage.report().subsets.reached;
  };

  test.each([
    ['by each destination with a share', `{ route: [${to('v1', 1)}, ${to('v2', 99)}] }`, 2],
    ['not by a destination of weight 0', `{ route: [${to('v1', 100)}, { destination: { host: reviews, subset: v2 }, weight: 0 }] }`, 1],
    ['by the only destination, whatever its weight', `{ route: [{ destination: { host: reviews, subset: v2 }, weight: 0 }] }`, 1],
    ['by copies', `{ route: [${to('v1')}], mirror: { host: reviews, subset: v2 } }`, 2],
    ['not where nobody answers', `{ route: [${to('v9')}] }`, 0],
    ['not by what a fault aborts', `{ fault: { abort: { httpStatus: 500, percentage: { value: 100 } } }, route: [${to('v1')}] }`, 0],
    ['not by a redirect', `{ redirect: { uri: /x } }`, 0],
  ])('%s', (_, rule, count) => {
    expect(reachedSubsets(rule)).toBe(count);
  });

  test('in whichever of two merged DestinationRules it is written', () => {
    const second = subsets('v2').replace('name: reviews,', 'name: second,');
    const coverage = new RouteCoverage();
    ask(Mesh.fromYaml(runs + subsets('v1') + second + routes(`{ route: [${to('v2')}] }`), { coverage }));
    expect(missed(coverage)).toEqual(['DestinationRule shop/reviews: subsets[0] v1']);
  });
});

describe('Of a delegate', () => {
  const root = routes(
    `{ match: [{ uri: { prefix: /a } }, { uri: { prefix: /b } }], delegate: { name: leaf } }, { route: [${to('v1')}] }`,
    'root',
  );
  const leaf = routes(`{ match: [{ method: { exact: GET } }, ${header('anna')}], route: [${to('v2')}] }, { route: [${to('v1')}] }`, 'leaf', '')
    .replace('spec: { , ', 'spec: { ');
  const mesh = (coverage: RouteCoverage): Mesh => Mesh.fromYaml(runs + root + leaf, { coverage });

  test("both the root's rule and the delegate's are reached, each by its own match", () => {
    const coverage = new RouteCoverage();
    ask(mesh(coverage), 'anna', { path: '/b', method: 'POST' });
    expect(missed(coverage)).toEqual([
      'VirtualService shop/leaf: http[0].match[0]',
      'VirtualService shop/leaf: http[1]',
      'VirtualService shop/root: http[0].match[0]',
      'VirtualService shop/root: http[1]',
    ]);
  });

  test("a rule without matches takes those of the root's", () => {
    const coverage = new RouteCoverage();
    ask(mesh(coverage), undefined, { path: '/a', method: 'POST' });
    expect(missed(coverage)).toEqual([
      'VirtualService shop/leaf: http[0]',
      'VirtualService shop/root: http[0].match[1]',
      'VirtualService shop/root: http[1]',
    ]);
  });

  test('one that nobody names is not reached', () => {
    const coverage = new RouteCoverage();
    ask(Mesh.fromYaml(runs + leaf, { coverage }));
    expect(missed(coverage)).toEqual(['VirtualService shop/leaf: http[0]', 'VirtualService shop/leaf: http[1]']);
  });
});

describe('Of connections', () => {
  const l4 = (host: string, spec: string): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${host}, namespace: shop }
spec: { hosts: [${host}], ${spec} }
`;

  test('the TLS match with their SNI counts', () => {
    const coverage = new RouteCoverage();
    const rule = (names: string[]): string =>
      `{ match: [${names.map((name) => `{ sniHosts: [${name}] }`).join(', ')}], route: [{ destination: { host: vault } }] }`;
    const tls = l4('vault', `tls: [${rule(['vault.shop', 'old.shop'])}, ${rule(['vault'])}]`).replace('[vault]', '[vault, vault.shop, old.shop]');
    ask(Mesh.fromYaml(runs + tls, { coverage }), undefined, { host: 'vault', port: 443, protocol: 'tls', sni: 'old.shop' });
    expect(missed(coverage)).toEqual(['VirtualService shop/vault: tls[0].match[0]', 'VirtualService shop/vault: tls[1]']);
  });

  test('the TCP match that fits port and address counts', () => {
    const coverage = new RouteCoverage();
    const route = 'route: [{ destination: { host: db } }]';
    const tcp = l4(
      'db',
      `tcp: [{ match: [{ port: 1 }, { destinationSubnets: [192.0.2.0/24] }, { destinationSubnets: [10.0.0.0/8] }], ${route} }, { ${route} }]`,
    );
    ask(Mesh.fromYaml(runs + tcp, { coverage }), undefined, { host: 'db', port: 5432, protocol: 'tcp' });
    expect(missed(coverage)).toEqual([
      'VirtualService shop/db: tcp[0].match[0]',
      'VirtualService shop/db: tcp[0].match[1]',
      'VirtualService shop/db: tcp[1]',
    ]);
  });

  test('through a gateway count as well', () => {
    const coverage = new RouteCoverage();
    const gateway = `---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec:
  selector: { istio: edge }
  servers:
    - { port: { number: 5432, name: tcp, protocol: TCP }, hosts: ['*'] }
    - { port: { number: 443, name: tls, protocol: TLS }, tls: { mode: PASSTHROUGH }, hosts: [vault.example] }
`;
    const both = l4(
      'vault.example',
      `gateways: [edge], tls: [{ match: [{ sniHosts: [vault.example] }], route: [{ destination: { host: vault } }] }],
        tcp: [{ match: [{ port: 9 }, { port: 5432 }], route: [{ destination: { host: db } }] }]`,
    );
    const mesh = Mesh.fromYaml(runs + gateway + both, { coverage });
    ask(mesh, undefined, { from: 'gateway:shop/istio=edge', host: 'vault.example', port: 5432, protocol: 'tcp' });
    expect(missed(coverage)).toEqual(['VirtualService shop/vault.example: tls[0]', 'VirtualService shop/vault.example: tcp[0].match[0]']);
    ask(mesh, undefined, { from: 'gateway:shop/istio=edge', host: 'vault.example', port: 443, protocol: 'tls' });
    expect(missed(coverage)).toEqual(['VirtualService shop/vault.example: tcp[0].match[0]']);
  });
});

describe('Meshes laid over each other share a recorder, and', () => {
  const scenario = (http: string): Mesh => Mesh.fromYaml(routes(http));
  const base = (coverage: RouteCoverage): Mesh =>
    Mesh.fromYaml(runs + subsets('v1 v2') + routes(`{ match: [${header('anna')}], route: [${to('v2')}] }, { route: [${to('v1')}] }`), { coverage });

  test('a rule that both have is reached in either', () => {
    const coverage = new RouteCoverage();
    const mesh = base(coverage);
    ask(mesh, 'anna');
    ask(mesh.with(scenario(`{ route: [${to('v1')}] }`)));
    expect(missed(coverage)).toEqual([]);
    expect(coverage.report().routes).toEqual({ reached: 2, total: 2 });
  });

  test('a rule that is written otherwise, though its name be the same, wants a request of its own', () => {
    const coverage = new RouteCoverage();
    const mesh = base(coverage);
    ask(mesh, 'anna');
    ask(mesh);
    const canary = mesh.with(scenario(`{ match: [${header('anna')}], route: [${to('v2')}] }, { route: [${to('v1', 90)}, ${to('v2', 10)}] }`));
    ask(canary, 'anna');
    expect(missed(coverage)).toEqual(['VirtualService shop/reviews: http[1]']);
    ask(canary);
    expect(missed(coverage)).toEqual([]);
  });

  test('the order of keys makes no other rule, a second copy of one does', () => {
    const coverage = new RouteCoverage();
    const rule = (keys: string[]): string => `{ ${keys.join(', ')} }`;
    const keys = ['timeout: 1s', `route: [${to('v1')}]`];
    const mesh = Mesh.fromYaml(runs + subsets('v1') + routes(rule(keys)), { coverage });
    ask(mesh);
    ask(mesh.with(scenario([rule([...keys].reverse()), rule(keys)].join(', '))));
    expect(missed(coverage)).toEqual(['VirtualService shop/reviews: http[1]']);
  });
});

describe('What can not be told', () => {
  const filter = `---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: magic, namespace: shop }
spec: { configPatches: [{ applyTo: HTTP_FILTER, patch: { operation: MERGE, value: {} } }] }
`;

  test('reaches nothing, and is named', () => {
    const coverage = new RouteCoverage();
    ask(Mesh.fromYaml(runs + twoRules + filter, { coverage }));
    expect(coverage.report()).toMatchObject({ routes: { reached: 0, total: 2 }, notModelled: ['EnvoyFilter shop/magic'] });
    expect(String(coverage)).toContain('Requests that depend on EnvoyFilter shop/magic reach nothing, for it is not modelled.');
  });
});

test('The report is a table, and the list of what is missed', () => {
  const coverage = new RouteCoverage();
  ask(Mesh.fromYaml(runs + subsets('v1 v2 v3') + twoRules, { coverage }), 'ben');
  expect(String(coverage)).toBe(
    `
Reached by requests
                                routes         matches        subsets
  all                           1 of 2 (50 %)  1 of 2 (50 %)  1 of 3 (33 %)
  DestinationRule shop/reviews                                1 of 3
  VirtualService shop/reviews   1 of 2         1 of 2

No request has reached
  DestinationRule shop/reviews in <text>
    subsets[0] v1  <text>:50:34
    subsets[2] v3  <text>:50:112
  VirtualService shop/reviews in <text>
    http[0].match[0]  <text>:55:59
    http[1]           <text>:55:198
`.trim(),
  );
});
