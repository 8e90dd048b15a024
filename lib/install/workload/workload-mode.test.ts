import { ApiObject, App, Chart, Cron, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { MeshNamespace, NamespaceMode } from '../namespace';
import { InterceptionMode, ProxyLogLevel, type SidecarSettings, WorkloadMode } from '.';

const chart = (): Chart => new Chart(new App(), 'shop', { namespace: 'shop' });

/** A Deployment whose Pods have a label and an annotation of their own. */
function deployment(
  scope: Chart,
  template: object = { metadata: { labels: { app: 'cart' }, annotations: { own: 'yes' } }, spec: {} },
): ApiObject {
  return new ApiObject(scope, 'cart', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'cart' }, spec: { template } });
}

/** Annotations that settings make. */
function annotations(settings: SidecarSettings): any {
  return WorkloadMode.inherited(settings).podMetadata(chart()).annotations;
}

function refusal(settings: any): string {
  try {
    WorkloadMode.sidecar(settings).applyToObject(deployment(chart()));
  } catch (error) {
    expect((error as Error).name).toBe('InvalidConfigError');
    expect((error as Error).message).toMatch(/^shop\/cart: sidecar/);
    return (error as Error).message.slice('shop/cart: sidecar'.length).replace(/^\./, '');
  }
  return 'none';
}

test('settings become the annotations that the injector reads', () => {
  expect(
    annotations({
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } },
      excludeInboundPorts: [8081, 9090],
      excludeOutboundPorts: [3306],
      includeOutboundPorts: [443],
      excludeOutboundIPRanges: ['10.1.0.0/16', 'fd00::/8'],
      includeOutboundIPRanges: [],
      holdApplicationUntilProxyStarts: true,
      nativeSidecar: false,
      rewriteAppHttpProbers: false,
      interceptionMode: InterceptionMode.TPROXY,
      logLevel: ProxyLogLevel.DEBUG,
      proxyImage: 'registry.example.com/proxyv2:1.30.3',
      statusPort: 15999,
      readinessInitialDelaySeconds: 0,
      readinessPeriodSeconds: 5,
      readinessFailureThreshold: 3,
      mergeMetrics: false,
      proxyConfig: { concurrency: 2 },
    }),
  ).toEqual({
    'sidecar.istio.io/proxyCPU': '50m',
    'sidecar.istio.io/proxyCPULimit': '1',
    'sidecar.istio.io/proxyMemory': '64Mi',
    'sidecar.istio.io/proxyMemoryLimit': '256Mi',
    'traffic.sidecar.istio.io/excludeInboundPorts': '8081,9090',
    'traffic.sidecar.istio.io/excludeOutboundPorts': '3306',
    'traffic.sidecar.istio.io/includeOutboundPorts': '443',
    'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.1.0.0/16,fd00::/8',
    'traffic.sidecar.istio.io/includeOutboundIPRanges': '',
    'sidecar.istio.io/nativeSidecar': 'false',
    'sidecar.istio.io/rewriteAppHTTPProbers': 'false',
    'sidecar.istio.io/interceptionMode': 'TPROXY',
    'sidecar.istio.io/logLevel': 'debug',
    'sidecar.istio.io/proxyImage': 'registry.example.com/proxyv2:1.30.3',
    'status.sidecar.istio.io/port': '15999',
    'readiness.status.sidecar.istio.io/initialDelaySeconds': '0',
    'readiness.status.sidecar.istio.io/periodSeconds': '5',
    'readiness.status.sidecar.istio.io/failureThreshold': '3',
    'prometheus.istio.io/merge-metrics': 'false',
    'proxy.istio.io/config': '{"holdApplicationUntilProxyStarts":true,"concurrency":2}',
  });
  expect(annotations({ includeInboundPorts: [8080] })).toEqual({ 'traffic.sidecar.istio.io/includeInboundPorts': '8080' });
  expect(annotations({})).toEqual({});
});

test('each mode has its labels', () => {
  const labels = (mode: WorkloadMode): unknown => mode.podMetadata(chart()).labels;
  expect(labels(WorkloadMode.inherited({}))).toEqual({});
  expect(labels(WorkloadMode.sidecar())).toEqual({ 'sidecar.istio.io/inject': 'true' });
  expect(labels(WorkloadMode.withoutSidecar())).toEqual({ 'sidecar.istio.io/inject': 'false' });
  expect(labels(WorkloadMode.ambient())).toEqual({ 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'ambient' });
  expect(labels(WorkloadMode.withoutAmbient())).toEqual({ 'istio.io/dataplane-mode': 'none' });
});

describe('a mode is added to', () => {
  const added = { labels: { 'sidecar.istio.io/inject': 'true' }, annotations: { 'sidecar.istio.io/logLevel': 'info' } };
  const mode = WorkloadMode.sidecar({ logLevel: ProxyLogLevel.INFO });

  test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'Job'] as const)('a %s of cdk8s-plus', (kind) => {
    const scope = chart();
    const workload = new plus[kind](scope, 'cart', { containers: [{ image: 'cart', portNumber: 8080 }] });
    mode.applyTo(workload);
    expect(Testing.synth(scope).find((object) => object.kind === kind).spec.template.metadata).toMatchObject(added);
  });

  test('a CronJob and a Pod of cdk8s-plus', () => {
    const scope = chart();
    mode.applyTo(new plus.Pod(scope, 'pod', { containers: [{ image: 'cart' }] }));
    mode.applyTo(new plus.CronJob(scope, 'cron', { schedule: Cron.daily(), containers: [{ image: 'cart' }] }));
    const [pod, cron] = Testing.synth(scope);
    expect(pod.metadata).toMatchObject(added);
    expect(cron.spec.jobTemplate.spec.template.metadata).toMatchObject(added);
  });

  test('a plain object, beside what its Pods have', () => {
    const scope = chart();
    mode.applyToObject(deployment(scope));
    expect(Testing.synth(scope)[0].spec.template.metadata).toEqual({
      labels: { app: 'cart', ...added.labels },
      annotations: { own: 'yes', ...added.annotations },
    });
  });

  test('a plain object whose Pods have no metadata yet', () => {
    const scope = chart();
    mode.applyToObject(deployment(scope, { spec: {} }));
    expect(Testing.synth(scope)[0].spec.template.metadata).toEqual(added);
  });

  test('a plain Pod and CronJob', () => {
    const scope = chart();
    mode.applyToObject(new ApiObject(scope, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec: {} }));
    const jobTemplate = { spec: { template: { metadata: { labels: { app: 'x' } }, spec: {} } } };
    mode.applyToObject(new ApiObject(scope, 'cron', { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate } }));
    const [pod, cron] = Testing.synth(scope);
    expect(pod.metadata).toEqual({ name: 'pod', namespace: 'shop', ...added });
    expect(cron.spec.jobTemplate.spec.template.metadata).toEqual({ labels: { app: 'x', ...added.labels }, annotations: added.annotations });
  });

  test('the metadata of a plain template', () => {
    const metadata = { name: 'kept', labels: { app: 'cart' }, annotations: { own: 'yes' } };
    expect(mode.podMetadata(chart(), metadata)).toEqual({
      name: 'kept',
      labels: { app: 'cart', ...added.labels },
      annotations: { own: 'yes', ...added.annotations },
    });
  });
});

describe('in a namespace of the app', () => {
  /** The complaint at synth about a workload of this mode in a namespace of that. */
  function complaint(namespace: NamespaceMode, mode: WorkloadMode): string {
    const app = new App();
    const workloads = new Chart(app, 'cart', { namespace: 'shop' });
    mode.applyTo(new plus.Deployment(workloads, 'deployment', { containers: [{ image: 'cart' }] }));
    // Afterwards, for the order of constructs does not matter.
    new MeshNamespace(new Chart(app, 'home'), 'namespace', { metadata: { name: 'shop' }, mode: namespace });
    try {
      Testing.synth(workloads);
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  }

  test('that is ambient, sidecar settings are refused', () => {
    expect(complaint(NamespaceMode.ambient(), WorkloadMode.inherited({ excludeInboundPorts: [8081] }))).toContain(
      '[cart/deployment] podMetadata.sidecar: the namespace shop (home/namespace) is ambient, so there is no sidecar that these settings ' +
        'could be of; remove them, or give the workload a sidecar all the same, by WorkloadMode.sidecar(...)',
    );
    expect(complaint(NamespaceMode.waypoint({ name: 'waypoint' }), WorkloadMode.inherited({}))).toContain('is ambient');
    expect(complaint(NamespaceMode.ambient(), WorkloadMode.sidecar({ excludeInboundPorts: [8081] }))).toBe('none');
    expect(complaint(NamespaceMode.ambient(), WorkloadMode.withoutAmbient())).toBe('none');
  });

  test('without sidecars, none can be asked for', () => {
    const wins = '[cart/deployment] podMetadata.sidecar: the namespace shop (home/namespace) is one without sidecars, which wins';
    expect(complaint(NamespaceMode.withoutSidecars(), WorkloadMode.sidecar())).toContain(wins);
    expect(complaint(NamespaceMode.withoutSidecars(), WorkloadMode.inherited({}))).toContain(wins);
    expect(complaint(NamespaceMode.withoutSidecars(), WorkloadMode.withoutSidecar())).toBe('none');
  });

  test('with sidecars, settings are welcome', () => {
    for (const mode of [NamespaceMode.sidecars(), NamespaceMode.revision('1-30-3'), NamespaceMode.tag('prod')])
      expect(complaint(mode, WorkloadMode.inherited({ excludeInboundPorts: [8081] }))).toBe('none');
  });

  test('every workload that is wrong is named, in every synthesis', () => {
    const app = new App();
    const scope = new Chart(app, 'cart', { namespace: 'shop' });
    for (const id of ['a', 'b']) WorkloadMode.inherited({}).applyTo(new plus.Deployment(scope, id, { containers: [{ image: 'cart' }] }));
    expect(() => Testing.synth(scope)).not.toThrow();
    new MeshNamespace(new Chart(app, 'home'), 'namespace', { metadata: { name: 'shop' }, mode: NamespaceMode.ambient() });
    expect(() => Testing.synth(scope)).toThrow(/\[cart\/a\].*is ambient[^]*\[cart\/b\].*is ambient/);
  });

  test('a template says where it will run', () => {
    const app = new App();
    const scope = new Chart(app, 'cart');
    new MeshNamespace(scope, 'namespace', { metadata: { name: 'shop' }, mode: NamespaceMode.ambient() });
    WorkloadMode.inherited({}).podMetadata(scope, {}, 'shop');
    expect(() => Testing.synth(scope)).toThrow('[cart] template.metadata.sidecar: the namespace shop (cart/namespace) is ambient');
  });
});

test('a workload has one mode', () => {
  const scope = chart();
  const workload = deployment(scope);
  WorkloadMode.sidecar().applyToObject(workload);
  expect(() => WorkloadMode.ambient().applyToObject(workload)).toThrow(
    'shop/cart: has WorkloadMode.sidecar already, and WorkloadMode.ambient is another; give the workload one mode',
  );
});

test('settings of a sidecar are refused at once on a Pod that is labelled ambient, or without a sidecar', () => {
  const ambient = { metadata: { labels: { 'istio.io/dataplane-mode': 'ambient' } }, spec: {} };
  expect(() => WorkloadMode.inherited({ statusPort: 1 }).applyToObject(deployment(chart(), ambient))).toThrow(
    'shop/cart: labels[istio.io/dataplane-mode]: "ambient" is of a Pod without a sidecar, and WorkloadMode.inherited is about one; ' +
      'remove the label, or leave the mode out',
  );
  const podMetadata = { labels: { 'sidecar.istio.io/inject': 'false' } };
  const workload = new plus.Deployment(chart(), 'cart', { containers: [{ image: 'cart' }], podMetadata });
  expect(() => WorkloadMode.sidecar().applyTo(workload)).toThrow(
    'shop/cart: podMetadata.labels[sidecar.istio.io/inject]: "false" is of a Pod without a sidecar',
  );
  expect(() => WorkloadMode.sidecar().podMetadata(chart(), podMetadata)).toThrow('"false" is of a Pod without a sidecar');
  expect(() => WorkloadMode.withoutSidecar().applyTo(workload)).not.toThrow();
});

test('a Pod in the network of its node gets no sidecar', () => {
  const own = deployment(chart(), { spec: { hostNetwork: true } });
  expect(() => WorkloadMode.sidecar().applyToObject(own)).toThrow('shop/cart: hostNetwork: true is a Pod in the network of its node');
});

test('what has no Pods is refused', () => {
  const service = new ApiObject(chart(), 'cart', { apiVersion: 'v1', kind: 'Service', spec: {} });
  expect(() => WorkloadMode.ambient().applyToObject(service)).toThrow('shop/cart: kind: "Service" has no template of Pods');
  expect(() => WorkloadMode.ambient().applyTo(deployment(chart()) as any)).toThrow('shop/cart: podMetadata: is not that of a workload');
});

test.each<[any, string]>([
  [{ excludeInboundPorts: [0] }, 'excludeInboundPorts[0]: 0 is out of range; give a whole number from 1 to 65535'],
  [{ excludeInboundPorts: '8081' }, 'excludeInboundPorts: "8081" is not a list'],
  [{ excludeInboundPorts: [1], includeInboundPorts: [2] }, 'excludeInboundPorts: [1] has no effect beside includeInboundPorts'],
  [
    { excludeOutboundIPRanges: ['10.0.0.1'] },
    'excludeOutboundIPRanges[0]: "10.0.0.1" is an address, not a CIDR block; write "10.0.0.1/32"',
  ],
  [{ excludeOutboundIPRanges: ['::1'] }, 'write "::1/128"'],
  [{ includeOutboundIPRanges: ['*'] }, 'includeOutboundIPRanges[0]: "*" is not an IP address or CIDR block'],
  [{ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }, 'resources.limits.cpu: "1" is less than the 2 that is requested'],
  [{ resources: { requests: { cpu: '100m\n' } } }, 'is not a quantity of Kubernetes'],
  [{ logLevel: 'warn' }, 'logLevel: "warn" is not known here; use one of trace, debug'],
  [{ interceptionMode: 'redirect' }, 'interceptionMode: "redirect" is not known here'],
  [{ nativeSidecar: 'true' }, 'nativeSidecar: "true" is not a boolean'],
  [{ proxyImage: 'proxyv2' }, 'proxyImage: "proxyv2" is not an image in full'],
  [{ readinessPeriodSeconds: 0 }, 'readinessPeriodSeconds: 0 is out of range'],
  [{ proxyConfig: { concurrency: 1.5 } }, 'proxyConfig.concurrency: 1.5 is out of range'],
  [
    { holdApplicationUntilProxyStarts: true, proxyConfig: { holdApplicationUntilProxyStarts: false } },
    'holdApplicationUntilProxyStarts: true is given in proxyConfig, too; remove one of the two',
  ],
  [{ excludePorts: [1] }, 'excludePorts: [1] is not a field of SidecarSettings'],
  [null, ': null is not an object'],
])('refuses %j', (settings, message) => {
  expect(refusal(settings)).toContain(message);
});
