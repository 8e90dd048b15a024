import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Chart, Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ArgoCdAddons, FluxAddons } from '.';

function synth(fill: (scope: Construct) => void): Record<string, any>[] {
  const chart = new Chart(new App(), 'app');
  fill(chart);
  return Testing.synth(chart);
}

/** Files of Istio's release, as far as they could be mixed up. */
const RELEASE = [
  'README.md',
  'manifests/charts/base/Chart.yaml',
  'samples/README.md',
  'samples/addons/README.md',
  'samples/addons/extras/prometheus-operator.yaml',
  'samples/addons/grafana.yaml',
  'samples/addons/jaeger.yaml',
  'samples/addons/kiali.yaml',
  'samples/addons/loki.yaml',
  'samples/addons/prometheus.yaml',
  'samples/bookinfo/platform/kube/bookinfo.yaml',
];
const WANTED = ['grafana.yaml', 'jaeger.yaml', 'kiali.yaml', 'prometheus.yaml'];

test('Argo CD takes the samples of the release, and none of its extras', () => {
  const [application] = synth((scope) => new ArgoCdAddons(scope, 'addons'));
  expect(application).toMatchObject({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'istio-addons', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: 'https://github.com/istio/istio',
        targetRevision: '1.30.3',
        path: 'samples/addons',
        directory: { include: '{grafana.yaml,jaeger.yaml,kiali.yaml,prometheus.yaml}' },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'istio-system' },
    },
  });
});

test('Flux takes the same', () => {
  const [source, kustomization] = synth((scope) => new FluxAddons(scope, 'addons', { interval: Duration.hours(1) }));
  expect(source).toMatchObject({
    kind: 'GitRepository',
    metadata: { name: 'istio-addons', namespace: 'flux-system' },
    spec: { interval: '1h', url: 'https://github.com/istio/istio', ref: { tag: '1.30.3' } },
  });
  expect(kustomization).toMatchObject({
    kind: 'Kustomization',
    metadata: { namespace: 'flux-system' },
    spec: { interval: '1h', path: './samples/addons', prune: true, sourceRef: { kind: 'GitRepository', name: 'istio-addons' } },
  });
});

test('of the release, what Flux ignores is all but the samples, as git reads it', () => {
  const [source] = synth((scope) => new FluxAddons(scope, 'addons'));
  const folder = mkdtempSync(join(tmpdir(), 'flux-addons-'));
  try {
    for (const file of RELEASE) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    writeFileSync(join(folder, 'ignore'), source!.spec.ignore as string);
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
    git('init', '--quiet');
    const kept = git('-c', 'core.excludesFile=ignore', 'ls-files', '--others', '--exclude-standard');
    expect(kept.trim().split('\n')).toEqual(WANTED.map((file) => `samples/addons/${file}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('refuses what is no namespace, project, server or interval', () => {
  const argo = (props: object) => (): unknown => synth((scope) => new ArgoCdAddons(scope, 'addons', props));
  const flux = (props: object) => (): unknown => synth((scope) => new FluxAddons(scope, 'addons', props));
  expect(argo({ argoCdNamespace: 'Argo' })).toThrow('app/addons: argoCdNamespace: "Argo" is not a namespace');
  expect(argo({ project: '' })).toThrow('app/addons: project: "" is empty; name a project');
  expect(argo({ server: 'kubernetes' })).toThrow('app/addons: server: "kubernetes" is not the address of an API server');
  expect(argo({ version: '1.29.0' })).toThrow('app/addons: version: "1.29.0" is not a field of ArgoCdAddonsProps; remove it');
  expect(flux({ fluxNamespace: '' })).toThrow('app/addons: fluxNamespace: "" is not a namespace');
  expect(flux({ interval: 7 })).toThrow("app/addons: interval: 7 is not a duration; give one of cdk8s' Duration");
});
