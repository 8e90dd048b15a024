// Writes Istio's Bookinfo to dist/: `npm run synth`.
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

const dist = process.env.CDK8S_OUTDIR ?? 'dist';
const namespace = 'bookinfo';

// What `kubectl apply -f dist/` creates. The dependency numbers the files, so that the namespace comes first.
const app = new App({ outdir: dist, outputFileExtension: '.yaml', recordConstructMetadata: false });
const home = new Chart(app, 'namespace');
new ApiObject(home, 'namespace', {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace, labels: { 'istio-injection': 'enabled' } },
});
const running = new Chart(app, 'bookinfo', { namespace });
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

/** An App of its own: scenarios have objects of the same names. */
function file(folder: string, name: string, fill: (chart: Chart) => void): void {
  const scenario = new App({ outdir: join(dist, folder), outputFileExtension: '.yaml', recordConstructMetadata: false });
  fill(new Chart(scenario, name, { namespace }));
  scenario.synth();
}
