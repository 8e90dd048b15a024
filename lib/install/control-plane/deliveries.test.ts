import { App, Chart, Testing } from 'cdk8s';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  ArgoCdInstall,
  type ControlPlaneProps,
  FluxInstall,
  HelmInstall,
  IstioOperatorInstall,
  MeshGateway,
  Platform,
  Profile,
  SailInstall,
  Scaling,
  Toleration,
} from '.';
import { ISTIO_VERSION } from './version';

const chart = (): Chart => new Chart(new App(), 'mesh');

/** What a delivery adds to its chart. */
function objects(Delivery: new (scope: Chart, id: string, props: any) => unknown, props: any = {}): any[] {
  const scope = chart();
  new Delivery(scope, 'istio', props);
  return Testing.synth(scope);
}

const operator = (props: ControlPlaneProps = {}): any => objects(IstioOperatorInstall, props)[0].spec;
const helm = (props: ControlPlaneProps = {}): HelmInstall => new HelmInstall(chart(), 'istio', props);
const values = (props: ControlPlaneProps): any => Object.fromEntries(helm(props).releases.map((release) => [release.name, release.values]));
const idOf = ({ kind, metadata }: any): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

test('every delivery names the release of Istio that the CRDs come from', () => {
  const { istio } = JSON.parse(readFileSync(join(__dirname, '../../../imports/version.json'), 'utf8'));
  expect(ISTIO_VERSION).toBe(istio);
  expect(operator().tag).toBe(istio);
  expect(helm().releases.map(({ version }) => version)).toEqual([istio, istio, istio]);
  expect(objects(ArgoCdInstall).map(({ spec }) => spec.source.targetRevision)).toEqual([istio, istio, istio]);
  expect(objects(FluxInstall).flatMap(({ spec }) => spec.chart?.spec.version ?? [])).toEqual([istio, istio, istio]);
  const sail = objects(SailInstall, { profile: Profile.AMBIENT }).flatMap(({ apiVersion, spec }) =>
    /sail/.test(apiVersion) ? spec.version : [],
  );
  expect(sail).toEqual([`v${istio}`, `v${istio}`, `v${istio}`]);
});

describe('the ingress gateway has the labels that Bookinfo selects, and its ports, by', () => {
  const labels = { app: 'istio-ingressgateway', istio: 'ingressgateway' };
  const ports = [
    { name: 'status-port', port: 15021, targetPort: 15021, protocol: 'TCP' },
    { name: 'http2', port: 80, targetPort: 8080, protocol: 'TCP' },
    { name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' },
  ];

  test('IstioOperator', () => {
    expect(operator().components.ingressGateways).toEqual([
      { name: 'istio-ingressgateway', enabled: true, label: labels, k8s: { service: { type: 'LoadBalancer', ports } } },
    ]);
  });

  test.each([
    ['Helm', () => values({})['istio-ingressgateway']],
    ['Argo CD', () => objects(ArgoCdInstall)[2].spec.source.helm.valuesObject],
    ['Flux', () => objects(FluxInstall)[3].spec.values],
  ])('%s', (_, gateway) => {
    expect(gateway()).toEqual({ name: 'istio-ingressgateway', labels, service: { type: 'LoadBalancer', ports } });
  });

  test('Sail, which has gateways of injected Deployments', () => {
    const all = objects(SailInstall);
    const deployment = all.find(({ kind }) => kind === 'Deployment');
    expect(deployment.spec.selector.matchLabels).toEqual(labels);
    expect(deployment.spec.template.metadata.labels).toEqual({
      ...labels,
      'istio.io/dataplane-mode': 'none',
      'sidecar.istio.io/inject': 'true',
    });
    expect(deployment.spec.template.metadata.annotations['inject.istio.io/templates']).toBe('gateway');
    expect(all.find(({ kind }) => kind === 'Service').spec).toEqual({ type: 'LoadBalancer', selector: labels, ports });
    expect(all.map(idOf)).toEqual([
      'Namespace /istio-system',
      'Istio /default',
      'ServiceAccount istio-system/istio-ingressgateway',
      'Role istio-system/istio-ingressgateway',
      'RoleBinding istio-system/istio-ingressgateway',
      'Deployment istio-system/istio-ingressgateway',
      'Service istio-system/istio-ingressgateway',
      'HorizontalPodAutoscaler istio-system/istio-ingressgateway',
    ]);
  });
});

describe('profiles', () => {
  const charts = (profile: Profile): string[] => helm({ profile }).releases.map(({ name, chart }) => `${name} (${chart})`);

  test('are the same charts as the components of istioctl', () => {
    expect(charts(Profile.DEFAULT)).toEqual(['istio-base (base)', 'istiod (istiod)', 'istio-ingressgateway (gateway)']);
    expect(charts(Profile.DEMO)).toEqual([...charts(Profile.DEFAULT), 'istio-egressgateway (gateway)']);
    expect(charts(Profile.MINIMAL)).toEqual(['istio-base (base)', 'istiod (istiod)']);
    expect(charts(Profile.AMBIENT)).toEqual(['istio-base (base)', 'istiod (istiod)', 'istio-cni (cni)', 'ztunnel (ztunnel)']);
  });

  test('demo is small without autoscaling, also the gateways, whose chart does not know the profile', () => {
    const demo = values({ profile: Profile.DEMO });
    expect(demo.istiod.profile).toBe('demo');
    expect(demo['istio-ingressgateway']).toMatchObject({
      profile: 'demo',
      autoscaling: { enabled: false },
      resources: { requests: { cpu: '10m', memory: '40Mi' } },
    });
    expect(demo['istio-ingressgateway'].service.ports.map(({ port }: any) => port)).toEqual([15021, 80, 443, 31400, 15443]);
  });

  test('Helm is told that istiod works with the CNI agent, which istioctl knows by itself', () => {
    expect(values({ profile: Profile.AMBIENT }).istiod.pilot).toEqual({ cni: { enabled: true } });
    const spec = operator({ cni: { enabled: true } });
    expect(spec.components.cni).toEqual({ enabled: true });
    expect(spec.values).toBeUndefined();
    const [, istio, cni] = objects(SailInstall, { cni: { enabled: true }, gateways: [] });
    expect(istio.spec).toEqual({
      version: 'v1.30.3',
      namespace: 'istio-system',
      profile: 'default',
      values: { pilot: { cni: { enabled: true } } },
    });
    expect(cni.spec).toEqual({ version: 'v1.30.3', namespace: 'istio-system', profile: 'default' });
  });

  test('empty is gateways beside a control plane that is there', () => {
    const props = { profile: Profile.EMPTY, gateways: [MeshGateway.ingress({ name: 'edge', namespace: 'edge' })] };
    expect(helm(props).releases.map(({ name, namespace }) => `${namespace}/${name}`)).toEqual(['edge/edge']);
    expect(operator(props)).toMatchObject({ profile: 'empty', components: { ingressGateways: [{ name: 'edge', namespace: 'edge' }] } });
    expect(objects(FluxInstall, props)[1].spec.dependsOn).toBeUndefined();
  });

  test("are expressed by the deliveries that the docs' table names", () => {
    const page = readFileSync(join(__dirname, '../../../docs/install.md'), 'utf8');
    const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replace(/`/g, '')));
    const [, , , ...names] = rows.find((cells) => cells[1] === 'Profile')!;
    const deliveries: { [name: string]: new (scope: Chart, id: string, props: any) => unknown } = {
      IstioOperatorInstall,
      HelmInstall,
      ArgoCdInstall,
      FluxInstall,
      SailInstall,
    };
    expect(names.filter((name) => name !== '')).toEqual(Object.keys(deliveries));
    for (const profile of Object.values(Profile)) {
      const said = rows.find((cells) => cells[1] === profile)!.slice(3, -1);
      const done = Object.values(deliveries).map((Delivery) => {
        try {
          objects(Delivery, { profile });
          return 'yes';
        } catch {
          return 'no';
        }
      });
      expect([profile, ...said]).toEqual([profile, ...done]);
    }
  });

  test('what a delivery cannot express is refused with the reason', () => {
    const nothing = 'profile: "empty" installs nothing, so there is no chart to install; add gateways, or use another profile';
    for (const Delivery of [HelmInstall, ArgoCdInstall, FluxInstall])
      expect(() => objects(Delivery, { profile: Profile.EMPTY })).toThrow(`mesh/istio: ${nothing}`);
    expect(() => objects(SailInstall, { profile: Profile.EMPTY })).toThrow(
      'mesh/istio: profile: "empty" is without a control plane, and Sail\'s Istio always brings istiod; ' +
        'use HelmInstall or IstioOperatorInstall for gateways alone',
    );
    const selector = { cni: { enabled: true, nodeSelector: { pool: 'a' } } };
    for (const Delivery of [HelmInstall, ArgoCdInstall, FluxInstall])
      expect(() => objects(Delivery, selector)).toThrow(`cni.nodeSelector: {"pool":"a"} has no value in Istio's chart cni`);
    expect(operator(selector).components.cni).toEqual({ enabled: true, k8s: { nodeSelector: { pool: 'a' } } });
    const tolerations = { cni: { enabled: true, tolerations: [Toleration.all()] } };
    expect(() => objects(SailInstall, tolerations)).toThrow('cni.tolerations: [{"operator":"Exists"}] is not a field of Sail\'s IstioCNI');
    expect(operator(tolerations).components.cni.k8s).toEqual({ tolerations: [{ operator: 'Exists' }] });
    expect(values(tolerations)['istio-cni']).toEqual({ global: { tag: '1.30.3' }, cni: { tolerations: [{ operator: 'Exists' }] } });
  });
});

test('Argo CD has a wave for each step, and leaves istiod its webhooks', () => {
  const applications = objects(ArgoCdInstall, { profile: Profile.AMBIENT, gateways: [MeshGateway.ingress()], argoCdNamespace: 'gitops' });
  expect(
    applications.map(({ metadata }) => [metadata.name, metadata.namespace, metadata.annotations['argocd.argoproj.io/sync-wave']]),
  ).toEqual([
    ['istio-base', 'gitops', '0'],
    ['istiod', 'gitops', '1'],
    ['istio-cni', 'gitops', '2'],
    ['ztunnel', 'gitops', '3'],
    ['istio-ingressgateway', 'gitops', '2'],
  ]);
  expect(applications[0].spec).toMatchObject({
    destination: { server: 'https://kubernetes.default.svc', namespace: 'istio-system' },
    source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', chart: 'base', helm: { releaseName: 'istio-base' } },
    ignoreDifferences: [{ group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' }],
    syncPolicy: { syncOptions: ['CreateNamespace=true', 'RespectIgnoreDifferences=true'] },
  });
  expect(applications[3].spec.ignoreDifferences).toBeUndefined();
});

test('Flux waits for what comes before', () => {
  const [repository, ...releases] = objects(FluxInstall, {
    profile: Profile.AMBIENT,
    gateways: [MeshGateway.ingress({ namespace: 'edge' })],
  });
  expect(repository).toMatchObject({
    kind: 'HelmRepository',
    metadata: { name: 'istio', namespace: 'flux-system' },
    spec: { interval: '10m' },
  });
  expect(releases.map(({ metadata, spec }) => [metadata.name, spec.targetNamespace, spec.dependsOn?.map(({ name }: any) => name)])).toEqual(
    [
      ['istio-base', 'istio-system', undefined],
      ['istiod', 'istio-system', ['istio-base']],
      ['istio-cni', 'istio-system', ['istiod']],
      ['ztunnel', 'istio-system', ['istiod', 'istio-cni']],
      ['istio-ingressgateway', 'edge', ['istiod']],
    ],
  );
});

test('a revision is a control plane beside others', () => {
  const props: ControlPlaneProps = { profile: Profile.AMBIENT, revision: '1-30-3', gateways: [MeshGateway.ingress()] };
  const all = values(props);
  expect(Object.keys(all)).toEqual(['istio-base', 'istiod-1-30-3', 'istio-cni', 'ztunnel', 'istio-ingressgateway']);
  expect(all['istio-base'].defaultRevision).toBe('1-30-3');
  for (const name of ['istiod-1-30-3', 'ztunnel', 'istio-ingressgateway']) expect(all[name].revision).toBe('1-30-3');
  expect(operator(props).revision).toBe('1-30-3');
  const [, istio, , ztunnel] = objects(SailInstall, props);
  expect(istio.metadata).toEqual({ name: '1-30-3' });
  expect(ztunnel.spec.targetRef).toEqual({ kind: 'Istio', name: '1-30-3' });
});

test('namespace, registry and platform go where each chart reads them', () => {
  const props: ControlPlaneProps = {
    profile: Profile.AMBIENT,
    namespace: 'mesh',
    hub: 'registry.example.com/istio',
    platform: Platform.K3S,
  };
  const global = { hub: 'registry.example.com/istio', tag: '1.30.3', platform: 'k3s' };
  expect(values(props)).toEqual({
    'istio-base': { profile: 'ambient', global: { istioNamespace: 'mesh' } },
    istiod: { profile: 'ambient', global: { ...global, istioNamespace: 'mesh' }, pilot: { cni: { enabled: true } } },
    'istio-cni': { profile: 'ambient', global },
    ztunnel: { profile: 'ambient', ...global, istioNamespace: 'mesh' },
  });
  expect(operator(props)).toMatchObject({ hub: global.hub, values: { global: { istioNamespace: 'mesh', platform: 'k3s' } } });
  expect(objects(IstioOperatorInstall, props)[0].metadata.namespace).toBe('mesh');
  expect(objects(SailInstall, props)[1].spec).toMatchObject({
    namespace: 'mesh',
    values: { global: { hub: global.hub, platform: 'k3s' } },
  });
});

test('gateways that scale differently can stand side by side', () => {
  const gateways = [
    MeshGateway.ingress({ scaling: Scaling.fixed(3) }),
    MeshGateway.ingress({ name: 'other', scaling: Scaling.auto({ min: 2 }) }),
  ];
  const [fixed, auto] = operator({ gateways }).components.ingressGateways;
  expect(fixed.k8s.hpaSpec).toEqual({ minReplicas: 3, maxReplicas: 3 });
  expect(auto.k8s.hpaSpec).toMatchObject({ minReplicas: 2, maxReplicas: 5 });
  const alone = operator({ gateways: gateways.slice(0, 1) });
  expect(alone.components.ingressGateways[0].k8s.replicaCount).toBe(3);
  expect(alone.values.gateways).toEqual({ 'istio-ingressgateway': { autoscaleEnabled: false } });
  expect(values({ gateways })['istio-ingressgateway']).toMatchObject({ replicaCount: 3, autoscaling: { enabled: false } });
  const autoscalers = objects(SailInstall, { gateways }).filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
  expect(autoscalers.map(idOf)).toEqual(['HorizontalPodAutoscaler istio-system/other']);
});

describe('HelmInstall.writeTo', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'helm-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('writes numbered values files, each with its command, and nothing else', () => {
    const target = join(folder, 'install/helm');
    const install = helm({ profile: Profile.MINIMAL });
    install.writeTo(target);
    install.writeTo(target); // again is the same
    expect(readdirSync(target)).toEqual(['1-istio-base.yaml', '2-istiod.yaml']);
    const text = readFileSync(join(target, '2-istiod.yaml'), 'utf8');
    expect(text.split('\n')[0]).toBe(
      '# helm upgrade --install istiod istiod --repo https://istio-release.storage.googleapis.com/charts --version 1.30.3 ' +
        '--namespace istio-system --create-namespace --values 2-istiod.yaml --wait',
    );
    expect(parse(text)).toEqual({ global: { tag: '1.30.3' } });
    expect(parse(readFileSync(join(target, '1-istio-base.yaml'), 'utf8'))).toEqual({});
  });

  test('refuses the folder that kubectl reads', () => {
    const scope = new Chart(new App({ outdir: folder }), 'mesh');
    expect(() => new HelmInstall(scope, 'istio').writeTo(folder)).toThrow(
      `mesh/istio: directory: ${JSON.stringify(folder)} holds the manifests of the app, and values among them break "kubectl apply -f"`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says where it cannot write, and leaves nothing half done', () => {
    helm().writeTo(join(folder, 'a'));
    const file = join(folder, 'a', '1-istio-base.yaml');
    expect(() => helm().writeTo(file)).toThrow(`directory: ${JSON.stringify(file)} can't hold 1-istio-base.yaml (EEXIST)`);
    expect(existsSync(file)).toBe(true);
    expect(() => helm().writeTo(7 as any)).toThrow('mesh/istio: directory: 7 is not a string');
  });
});
