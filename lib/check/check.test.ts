import { Model } from '../model';
import { check, type CheckOptions, type CheckScope, CODES } from '.';

type Manifest = Record<string, any>;

const virtualService = (spec: object = {}, metadata: object = {}): Manifest => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'a', namespace: 'shop', ...metadata },
  spec: { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' } }] }], ...spec },
});
const gateway = (server: object): Manifest => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name: 'g', namespace: 'shop' },
  spec: {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['a.com'], ...server }],
  },
});
const service = (name: string, metadata: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', ...metadata },
  spec: { ports: [{ name: 'http', port: 80 }] },
});

const annotations = (codes: string) => ({ annotations: { 'galley.istio.io/analyze-suppress': codes } });

/** As short lines: `code field`. */
const linesOf = (manifests: Manifest[], options: CheckOptions = { open: true }, scope?: CheckScope) =>
  check(Model.of(manifests), options, scope).map(({ code, field }) => `${code} ${field.join('.')}`);

describe('Each layer speaks under a code of its own', () => {
  test('the API server’s', () => {
    expect(check(Model.of([virtualService({ hosts: 5 })]), { open: true })).toMatchObject([
      { code: 'schema', level: 'error', resource: { name: 'a' }, field: ['spec', 'hosts'], message: expect.stringContaining('hosts is 5') },
    ]);
  });

  test('the webhook’s, errors and warnings apart', () => {
    expect(check(Model.of([virtualService({ hosts: ['a', 'a'] })]), { open: true })).toMatchObject([{ code: 'IST0106', level: 'error' }]);
    const policy = { host: 'a', trafficPolicy: { outlierDetection: { consecutiveErrors: 5 } } };
    const rule = { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'a' }, spec: policy };
    expect(check(Model.of([rule]), { open: true })).toMatchObject([{ code: 'IST0133', level: 'warning' }]);
  });

  test('the analyzers’, where objects do not fit together', () => {
    expect(linesOf([virtualService({ gateways: ['mesh'] }), virtualService({}, { name: 'b' })])).toEqual([
      'IST0109 spec.hosts.0',
      'IST0109 spec.hosts.0',
    ]);
  });
});

describe('One mistake is one finding', () => {
  test.each<[string, Manifest, string[]]>([
    ['a wrong type, which istiod can not read either', virtualService({ http: 'x' }), ['schema spec.http']],
    [
      'a timeout that is none',
      virtualService({ http: [{ timeout: 'x', route: [{ destination: { host: 'a' } }] }] }),
      ['schema spec.http.0.timeout'],
    ],
    [
      'a field by a wrong name, which istiod misses by its right one',
      virtualService({ hosts: undefined, host: ['a'] }),
      ['schema spec.host'],
    ],
    [
      'of two rules of the API server about one field the first',
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'RequestAuthentication',
        metadata: { name: 'a' },
        spec: { jwtRules: [{ issuer: 'a', jwksUri: '' }] },
      },
      ['schema spec.jwtRules.0.jwksUri'],
    ],
    ['a missing name, which istiod finds in what is around it', virtualService({ http: [{}] }), ['IST0106 spec.http.0']],
    [
      'what istiod refuses is looked at no closer',
      gateway({ port: { number: 80, name: 'http', protocol: 'HTTP' }, tls: { mode: 'SIMPLE' } }),
      ['IST0106 spec.servers.0.tls'],
    ],
    [
      'a rule that is never reached is warned of by the webhook, too, at its match',
      virtualService({
        http: [{ route: [{ destination: { host: 'a' } }] }, { match: [{ uri: { exact: '/x' } }], route: [{ destination: { host: 'a' } }] }],
      }),
      ['IST0130 spec.http.1'],
    ],
    ['a Gateway that is missing has none of the hosts', virtualService({ gateways: ['mesh', 'none'] }), ['IST0101 spec.gateways.1']],
    [
      'a proxy that nobody injects is injected by no webhook',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'gate' },
        spec: { template: { spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] } } },
      },
      ['IST0147 spec.template.spec.containers.0.image'],
    ],
    [
      'a prefix that no path fits takes no neighbours',
      virtualService({ http: [{ match: [{ uri: { prefix: 'api' } }], route: [{ destination: { host: 'a' } }] }] }),
      ['path-never-matches spec.http.0.match.0.uri.prefix'],
    ],
    [
      'a host that is no host is no unknown host besides',
      virtualService({ http: [{ route: [{ destination: { host: '*' } }] }] }),
      ['IST0106 spec.http.0.route.0.destination.host'],
    ],
  ])('%s', (_, manifest, expected) => {
    expect(linesOf([manifest, service('a')], { open: false }).filter((line) => !/^(?:IST0102|token-not-required) /.test(line))).toEqual(
      expected,
    );
  });

  test('but two mistakes are two, also in one object and of two layers', () => {
    expect(linesOf([virtualService({ hosts: ['a', 'a'] }, { labels: { team: '-' } })])).toEqual([
      'schema metadata.labels.team',
      'IST0106 spec.hosts.1',
    ]);
  });
});

describe('What the model leaves out is told', () => {
  test('an object without a name, which the API server refuses', () => {
    expect(linesOf([virtualService({}, { name: undefined }), { apiVersion: 'v1', kind: 'Service' }])).toEqual([
      'schema metadata.name',
      'schema metadata.name',
    ]);
  });

  test('one whose name the API server would make up, its spec included', () => {
    expect(linesOf([virtualService({ http: [{}] }, { name: undefined, generateName: 'a-' })])).toEqual([
      'generated-name metadata.generateName',
      'IST0106 spec.http.0',
    ]);
  });

  test('but no file of another tool, its metadata neither', () => {
    const cluster = { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'My Cluster', region: 'eu' } };
    expect(linesOf([cluster, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { generateName: 'a-' } }])).toEqual([]);
    expect(linesOf([{ ...cluster, apiVersion: 'policy/v1' }])).toEqual(['schema metadata.region']);
  });

  test('nor one without a name', () => {
    const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['a.yaml'] };
    const operator = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: {} };
    expect(linesOf([kustomization, operator, { apiVersion: 'v1', kind: 'Config', clusters: [] }])).toEqual([]);
  });

  test('an object that came twice, and what is wrong with the earlier one', () => {
    const model = Model.of([virtualService({ hosts: 5 }), virtualService()]);
    const findings = check(model, { open: true });
    expect(findings.map(({ code, resource }) => [code, resource])).toEqual([
      ['duplicate-object', model.duplicates[0]!.later],
      ['schema', model.duplicates[0]!.earlier],
    ]);
  });
});

describe('An annotation suppresses', () => {
  test('any code, of all layers', () => {
    expect(linesOf([virtualService({ hosts: ['a', 'a'] }, annotations('IST0106'))])).toEqual([]);
    expect(linesOf([virtualService({ hosts: 5 }, annotations('schema'))])).toEqual([]);
    expect(linesOf([virtualService({ hosts: 5 }, annotations('*'))])).toEqual([]);
  });

  test('and one that suppresses nothing is told', () => {
    expect(linesOf([virtualService({}, annotations('IST0106'))])).toEqual([
      'unused-suppression metadata.annotations.galley.istio.io/analyze-suppress',
    ]);
  });

  test('and what an open world leaves out is no reason to call it unused', () => {
    const lost = virtualService({ http: [{ route: [{ destination: { host: 'elsewhere' } }] }] }, annotations('IST0101'));
    expect(linesOf([lost, service('a')], { open: true })).toEqual([]);
    expect(linesOf([lost, service('a')], { open: false })).toEqual([]);
  });

  test('and what another layer says of the same mistake is no reason to call it unused', () => {
    expect(linesOf([virtualService({ hosts: 5 }, annotations('schema,IST0106'))])).toEqual([]);
  });
});

test('Codes are chosen by only and skip', () => {
  const manifests = [virtualService({ hosts: ['a', 'a'] }), virtualService({ hosts: 5 }, { name: 'b' })];
  expect(linesOf(manifests)).toEqual(['IST0106 spec.hosts.1', 'schema spec.hosts']);
  expect(linesOf(manifests, { open: true, only: ['schema'] })).toEqual(['schema spec.hosts']);
  expect(linesOf(manifests, { open: true, skip: ['schema'] })).toEqual(['IST0106 spec.hosts.1']);
});

test('A code is told of alone as it is told of among all others', () => {
  const unreached = { route: [{ destination: { host: 'a' } }] };
  const manifests = [
    virtualService({ hosts: ['a', 'a'] }),
    virtualService({ hosts: 5 }, { name: 'b' }),
    virtualService({ hosts: ['c'], http: [unreached, unreached] }, { name: 'c', ...annotations('IST0999') }),
  ];
  const all = linesOf(manifests, { open: false });
  const codes = [...CODES.keys()];
  expect(new Set(all.map((line) => line.split(' ')[0]))).toEqual(
    new Set(['schema', 'IST0106', 'IST0130', 'IST0101', 'unused-delegate', 'unused-suppression']),
  );
  for (const code of codes)
    expect(linesOf(manifests, { open: false, only: [code] })).toEqual(all.filter((line) => line.startsWith(`${code} `)));
});

test('The order is that of objects and of their fields, whatever order they come in', () => {
  const spec = { http: [{ route: [{ destination: { host: 5 } }], timeout: 'x' }], exportTo: [5], hosts: [5] };
  const manifests = [virtualService(spec, { name: 'b' }), virtualService(spec), gateway({ hosts: [5] })];
  const lines = (list: Manifest[]) =>
    check(Model.of(list), { open: true }).map(({ resource, field }) => `${resource.name} ${field.join('.')}`);
  const fields = ['hosts.0', 'http.0.route.0.destination.host', 'http.0.timeout', 'exportTo.0'];
  expect(lines(manifests)).toEqual([
    'g spec.servers.0.hosts.0',
    ...fields.map((field) => `a spec.${field}`),
    ...fields.map((field) => `b spec.${field}`),
  ]);
  expect(lines([...manifests].reverse())).toEqual(lines(manifests));
});

test('What is not to be reported on is looked at all the same', () => {
  const known = { ...service('other', { namespace: 'shop' }) };
  const mine = virtualService({ http: [{ route: [{ destination: { host: 'other' } }] }] });
  const broken = virtualService({ hosts: 5 }, { name: 'broken' });
  const scope = { isReported: ({ manifest }: { manifest: unknown }) => manifest === mine };
  expect(linesOf([mine, service('a'), broken], { open: false }, scope)).toEqual(['IST0101 spec.http.0.route.0.destination.host']);
  expect(linesOf([mine, service('a'), broken, known], { open: false }, scope)).toEqual([]);
});

test('Progress is told from beginning to end', () => {
  const shares: number[] = [];
  check(Model.of([service('a')]), {}, { progress: (share) => shares.push(share) });
  expect(shares).toEqual([0, 0.5, 1]);
});
