import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** As much of a manifest as the tests look at. */
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: {
    host?: string;
    subsets?: { name: string }[];
    gateways?: string[];
    http?: { route: { destination: { host: string; subset?: string } }[] }[];
    template?: { spec: { serviceAccountName?: string } };
  };
}

/** Everything that main.ts writes, by path below its folder, in the order in which kubectl takes files. */
let written: Map<string, string>;

function readFolder(folder: string): Map<string, string> {
  const paths = (dir: string): string[] =>
    readdirSync(dir).flatMap((name) => (statSync(join(dir, name)).isDirectory() ? paths(join(dir, name)) : [join(dir, name)]));
  return new Map(
    paths(folder)
      .map((path) => relative(folder, path))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

const parse = (text: string): Manifest[] => parseAllDocuments(text).map((document) => document.toJS() as Manifest);

const filesIn = (folder: string): string[] => [...written.keys()].filter((path) => dirname(path) === folder);

/** What one `kubectl apply` creates: the top level as a whole, else a file. */
function scenarios(): Map<string, Manifest[]> {
  const base = filesIn('.').flatMap((path) => parse(written.get(path)!));
  // Helm's values are no objects.
  const rest = [...written].filter(([path]) => dirname(path) !== '.' && !path.startsWith('install/helm/'));
  return new Map([['top level', base], ...rest.map(([path, text]): [string, Manifest[]] => [path, parse(text)])]);
}

/** Everything in a set that must be there before this object is. */
function needs(object: Manifest): { kind: string; name: string; subset?: string }[] {
  const { namespace } = object.metadata;
  const { template, gateways = [], http = [] } = object.spec ?? {};
  const account = template?.spec.serviceAccountName;
  const destinations = http.flatMap((rule) => rule.route.map((route) => route.destination));
  return [
    ...(namespace ? [{ kind: 'Namespace', name: namespace }] : []),
    ...(account ? [{ kind: 'ServiceAccount', name: account }] : []),
    ...gateways.map((name) => ({ kind: 'Gateway', name })),
    ...destinations.filter(({ subset }) => subset).map(({ host, subset }) => ({ kind: 'DestinationRule', name: host, subset })),
  ];
}

beforeAll(() => {
  const outdir = mkdtempSync(join(tmpdir(), 'bookinfo-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.requireActual('./main');
    written = readFolder(outdir);
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
});

test('main.ts writes what it wrote before', () => {
  for (const [path, text] of written) expect(text).toMatchSnapshot(path);
});

test('dist/ is what main.ts writes', () => {
  expect(Object.fromEntries(readFolder(join(__dirname, 'dist')))).toEqual(Object.fromEntries(written));
});

test('there is a file for each of the 47 manifests of the sample, for the running whole, and for what the walk-through adds', () => {
  expect(filesIn('networking')).toHaveLength(21);
  expect(filesIn('platform/kube')).toHaveLength(19);
  expect(filesIn('gateway-api')).toHaveLength(6);
  expect(filesIn('policy')).toHaveLength(1);
  expect(filesIn('.')).toEqual(['0000-namespace.yaml', '0001-bookinfo.yaml']);
  expect(filesIn('install/metrics')).toEqual([
    'install/metrics/metrics-reader.yaml',
    'install/metrics/metrics-server-insecure-tls.yaml',
    'install/metrics/metrics-server.yaml',
  ]);
  expect(filesIn('install/traffic')).toEqual(['install/traffic/productpage.yaml', 'install/traffic/reviews-as-jason.yaml']);
  expect(filesIn('install/addons')).toEqual([
    'install/addons/access.yaml',
    'install/addons/argo-cd.yaml',
    'install/addons/flux.yaml',
    'install/addons/tracing.yaml',
  ]);
  const profiles = ['ambient', 'default', 'demo', 'minimal'];
  expect(filesIn('install/istio-operator').map((path) => basename(path, '.yaml'))).toEqual([...profiles, 'empty'].sort());
  for (const delivery of ['argo-cd', 'flux', 'sail'])
    expect(filesIn(`install/${delivery}`).map((path) => basename(path, '.yaml'))).toEqual(profiles);
  const control = ['1-istio-base.yaml', '2-istiod.yaml'];
  const charts = Object.fromEntries(profiles.map((profile) => [profile, filesIn(`install/helm/${profile}`).map((path) => basename(path))]));
  expect(charts).toEqual({
    ambient: [...control, '3-istio-cni.yaml', '4-ztunnel.yaml'],
    default: [...control, '3-istio-ingressgateway.yaml'],
    demo: [...control, '3-istio-ingressgateway.yaml', '4-istio-egressgateway.yaml'],
    minimal: control,
  });
  const modes = ['ambient', 'revision', 'tag', 'waypoint', 'without-sidecars'];
  expect(filesIn('install/namespaces').map((path) => basename(path, '.yaml'))).toEqual(modes);
  expect([...written.keys()].filter((path) => !basename(path).endsWith('.yaml'))).toEqual([]);
});

test('every object is there once in its scenario', () => {
  for (const [scenario, objects] of scenarios()) {
    const ids = objects.map(({ apiVersion, kind, metadata }) =>
      [apiVersion.split('/')[0], kind, metadata.namespace, metadata.name].join(' '),
    );
    expect({ scenario, ids }).toEqual({ scenario, ids: [...new Set(ids)] });
  }
});

test('everything of the sample is in the namespace bookinfo, but for what belongs to the gateway', () => {
  const sample = [...scenarios()].filter(([scenario]) => !scenario.startsWith('install/'));
  const elsewhere = sample.flatMap(([scenario, objects]) =>
    objects
      .filter(({ metadata }) => metadata.namespace !== 'bookinfo')
      .map(({ kind, metadata }) => `${scenario}: ${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
  );
  expect(elsewhere.sort()).toEqual([
    'networking/certmanager-gateway.yaml: Gateway istio-system/cert-manager-gateway',
    'networking/certmanager-gateway.yaml: VirtualService istio-system/cert-manager',
    'policy/productpage-envoy-ratelimit.yaml: EnvoyFilter istio-system/filter-ratelimit',
    'policy/productpage-envoy-ratelimit.yaml: EnvoyFilter istio-system/filter-ratelimit-svc',
    'top level: Namespace /bookinfo',
  ]);
});

test('what others need comes first', () => {
  for (const [scenario, objects] of scenarios()) {
    objects.forEach((object, index) => {
      for (const { kind, name } of needs(object)) {
        const later = objects.slice(index).filter((other) => other.kind === kind && other.metadata.name === name);
        expect({ scenario, object: object.metadata.name, comesBefore: later }).toEqual({
          scenario,
          object: object.metadata.name,
          comesBefore: [],
        });
      }
    });
  }
});

test('every route leads to a subset of the running Bookinfo', () => {
  const base = scenarios().get('top level')!;
  const subsets = base.flatMap(({ kind, spec }) =>
    kind === 'DestinationRule' ? spec!.subsets!.map(({ name }) => `${spec!.host} ${name}`) : [],
  );
  const used = [...scenarios().values()]
    .flat()
    .flatMap(needs)
    .filter(({ subset }) => subset);
  expect(used.length).toBeGreaterThan(20);
  expect(used.map(({ name, subset }) => `${name} ${subset}`).filter((id) => !subsets.includes(id))).toEqual([]);
});
