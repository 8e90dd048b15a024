// An app that writes several folders: what runs, scenarios of which one is applied at a time, and what an admin adds.
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { ApiObject, App, Chart } = require('cdk8s');

const dist = process.env.CDK8S_OUTDIR;
const broken = process.env.BROKEN === 'true';

function file(folder, name, objects) {
  const app = new App({ outdir: join(dist, folder) });
  const chart = new Chart(app, name, { namespace: 'shop' });
  for (const [id, object] of Object.entries(objects)) new ApiObject(chart, id, object);
  app.synth();
}

const labels = { app: 'web' };
file('.', 'web', {
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: labels, ports: [{ name: 'http', port: 80 }] },
  },
  workload: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: broken ? { team: '-' } : {} },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'web:1' }] } },
    },
  },
  account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'only-one', labels: broken ? { team: '-' } : {} } },
});

const routes = (http) => ({
  routes: { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'web' }, spec: { hosts: ['web'], http } },
});
const route = [{ destination: { host: 'web' } }];
file('scenarios', 'plain', routes([{ route }]));
file('scenarios', 'slow', routes([{ route, fault: { delay: { fixedDelay: '5s', percentage: { value: 10 } } } }]));
file('admin', 'admin', {
  rule: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'web' },
    spec: { host: broken ? 'wbe' : 'web' },
  },
});

// Values of a chart are no manifest.
mkdirSync(join(dist, 'helm'));
writeFileSync(join(dist, 'helm/values.yaml'), 'replicas: 2\n');
