// Writes Istio's Bookinfo, and what the walk-through installs around it, to dist/: `npm run synth`.
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Bookinfo,
  BookinfoGatewayApi,
  BookinfoGatewayApiScenario,
  BookinfoPlatform,
  BookinfoRateLimit,
  BookinfoRouting,
  BookinfoScenario,
  BookinfoVariant,
} from './lib/bookinfo';
import { Addon, AddonAccess, AddonCallers, ArgoCdAddons, FluxAddons } from './lib/install/addons';
import { ArgoCdInstall, FluxInstall, HelmInstall, IstioOperatorInstall, Profile, SailInstall } from './lib/install/control-plane';
import { MetricsReader, MetricsServer, NodeAddressType, RbacSubject } from './lib/install/metrics';
import { MeshNamespace, NamespaceMode } from './lib/install/namespace';
import { TrafficGenerator, TrafficOrigin } from './lib/install/traffic';
import { Gateway, Server, ServerCredential, ServerTlsSettings } from './lib/networking';
import type { Manifest } from './lib/render/manifest';
import type { TelemetrySpec } from './imports/telemetry.istio.io';

const dist = process.env.CDK8S_OUTDIR ?? 'dist';
const BOOKINFO = 'bookinfo';

// What `kubectl apply -f dist/` creates. The dependency numbers the files, so that the namespace comes first.
const app = new App({ outdir: dist, outputFileExtension: '.yaml', recordConstructMetadata: false });
const home = new Chart(app, 'namespace');
new MeshNamespace(home, 'namespace', { metadata: { name: BOOKINFO }, mode: NamespaceMode.sidecars() });
const running = new Chart(app, 'bookinfo', { namespace: BOOKINFO });
running.addDependency(home);
new Bookinfo(running, 'bookinfo');
app.synth();

// What replaces parts of it, or is added to it: one file each, in folders like Istio's.
for (const scenario of Object.values(BookinfoScenario)) {
  file('networking', scenario, (chart) => new BookinfoRouting(chart, 'routing', { scenario }));
}
for (const variant of Object.values(BookinfoVariant)) {
  file('platform/kube', variant, (chart) => new BookinfoPlatform(chart, 'platform', { variant }));
}
for (const scenario of Object.values(BookinfoGatewayApiScenario)) {
  file('gateway-api', scenario, (chart) => new BookinfoGatewayApi(chart, 'routing', { scenario }));
}
file('policy', 'productpage-envoy-ratelimit', (chart) => new BookinfoRateLimit(chart, 'ratelimit'));

// Istio itself, by each delivery and in each profile that it can express: docs/install.md.
for (const profile of Object.values(Profile)) {
  file('install/istio-operator', profile, (chart) => new IstioOperatorInstall(chart, 'istio', { profile }));
  if (profile === Profile.EMPTY) continue; // nothing that the others could install
  file('install/argo-cd', profile, (chart) => new ArgoCdInstall(chart, 'istio', { profile }));
  file('install/flux', profile, (chart) => new FluxInstall(chart, 'istio', { profile }));
  file('install/sail', profile, (chart) => new SailInstall(chart, 'istio', { profile }));
  new HelmInstall(new Chart(new App(), profile), 'istio', { profile }).writeTo(join(dist, 'install/helm', profile));
}

// Bookinfo's namespace, another way into the mesh.
for (const [name, mode] of Object.entries({
  'without-sidecars': NamespaceMode.withoutSidecars(),
  revision: NamespaceMode.revision('1-30-3'),
  tag: NamespaceMode.tag('prod'),
  ambient: NamespaceMode.ambient(),
  waypoint: NamespaceMode.waypoint({ name: 'waypoint' }),
})) {
  file('install/namespaces', name, (chart) => new MeshNamespace(chart, 'namespace', { metadata: { name: BOOKINFO }, mode }));
}

// What the walk-through adds to look at it all: docs/walkthrough.md.
file('install/metrics', 'metrics-server', (chart) => new MetricsServer(chart, 'metrics-server'));
// For clusters whose kubelets sign their own certificates; apply one of the two.
file('install/metrics', 'metrics-server-insecure-tls', (chart) => {
  new MetricsServer(chart, 'metrics-server', {
    kubeletInsecureTls: true,
    kubeletPreferredAddressTypes: [NodeAddressType.INTERNAL_IP],
  });
});
file('install/metrics', 'metrics-reader', (chart) => {
  new MetricsReader(chart, 'reader', { subjects: [RbacSubject.user('metrics-viewer')] });
});
file('install/traffic', 'productpage', (chart) => {
  const target = 'http://istio-ingressgateway.istio-system/productpage';
  new TrafficGenerator(chart, 'traffic', { metadata: { name: 'traffic-productpage' }, target });
});
file('install/traffic', 'reviews-as-jason', (chart) => {
  new TrafficGenerator(chart, 'traffic', {
    metadata: { name: 'traffic-reviews-as-jason' },
    target: 'http://reviews:9080/reviews/1',
    headers: { 'end-user': 'jason' },
    origin: TrafficOrigin.SIDECAR,
  });
});
file('install/addons', 'access', exposeAddons, 'istio-system');
file('install/addons', 'tracing', traceEverything, 'istio-system');
file('install/addons', 'argo-cd', (chart) => new ArgoCdAddons(chart, 'addons'));
file('install/addons', 'flux', (chart) => new FluxAddons(chart, 'addons'));

/** To the provider of the profile demo, which is Jaeger's Service of Istio's samples. */
function traceEverything(chart: Chart): void {
  new ApiObject(chart, 'tracing', {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'mesh-default' },
    spec: { tracing: [{ providers: [{ name: 'jaeger' }], randomSamplingPercentage: 100 }] } satisfies Manifest<TelemetrySpec>,
  });
}

/** At hosts of your own, for your own addresses: those here are of nobody (RFC 2606 and RFC 5737). */
function exposeAddons(chart: Chart): void {
  const addons = { grafana: Addon.grafana(), kiali: Addon.kiali(), prometheus: Addon.prometheus(), tracing: Addon.tracing() };
  const hostOf = (name: string): string => `${name}.example.com`;
  const gateway = new Gateway(chart, 'gateway', {
    metadata: { name: 'telemetry-gateway' },
    selector: { istio: 'ingressgateway' },
    servers: [
      Server.https({
        port: { number: 443, name: 'https' },
        hosts: Object.keys(addons).map(hostOf),
        tls: ServerTlsSettings.simple(ServerCredential.secret('telemetry-cert')),
      }),
    ],
  });
  const callers = AddonCallers.fromAddresses(['192.0.2.0/24']);
  for (const [name, addon] of Object.entries(addons))
    new AddonAccess(chart, name, { metadata: { name }, addon, hosts: [hostOf(name)], gateway, callers });
}

/** An App of its own: scenarios have objects of the same names. */
function file(folder: string, name: string, fill: (chart: Chart) => void, namespace = BOOKINFO): void {
  const scenario = new App({ outdir: join(dist, folder), outputFileExtension: '.yaml', recordConstructMetadata: false });
  fill(new Chart(scenario, name, { namespace }));
  scenario.synth();
}
