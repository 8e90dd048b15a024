import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { HttpRoute, ServiceRef, VirtualService } from '..';
import { Baseline, Mesh } from '../mesh';
import { IstioChecks } from '.';

const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const reviews = ServiceRef.of({ name: 'reviews', namespace: 'shop', ports: [{ port: 9080 }] });

/** An app with a chart of a broken Service, and another chart that is fine. */
function anApp({ broken = true } = {}) {
  const app = new App({ outdir });
  const [bad, good] = [new Chart(app, 'bad', { namespace: 'shop' }), new Chart(app, 'good', { namespace: 'shop' })];
  const metadata = { name: 'reviews', ...(broken && { labels: { team: '-' } }) };
  const object = new ApiObject(bad, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ name: 'http', port: 9080 }] },
  });
  new VirtualService(good, 'routes', { hosts: [reviews], http: [HttpRoute.to([reviews])] });
  return { app, bad, good, object };
}

test('A synth fails for what the cluster would refuse, and names the construct and the field', () => {
  const { app } = anApp();
  IstioChecks.of(app);
  expect(() => app.synth()).toThrow(
    /^Validation failed with the following errors:\n {2}\[\] bad\/service: metadata\.labels\.team: .* \(schema, see docs\/findings\/schema\.md\)$/,
  );
  expect(() => app.synthYaml()).toThrow('bad/service: metadata.labels.team');
});

test('A synth of what is fine is as it was', () => {
  const { app } = anApp({ broken: false });
  const before = app.synthYaml();
  IstioChecks.of(app);
  app.synth();
  expect(app.synthYaml()).toBe(before);
});

test('A synth checks once, however many charts there are, and the next one anew', () => {
  const check = jest.spyOn(Mesh, 'fromApp');
  const { app, object } = anApp({ broken: false });
  for (let i = 0; i < 5; i++) new Chart(app, `empty-${i}`);
  IstioChecks.of(app);
  app.synth();
  expect(check).toHaveBeenCalledTimes(1);
  object.metadata.addLabel('team', '-');
  expect(() => app.synth()).toThrow('bad/service: metadata.labels.team');
  expect(check).toHaveBeenCalledTimes(2);
  check.mockRestore();
});

test('A chart that is synthesized alone does not fail for another, unless that was asked for', () => {
  const { app, good } = anApp();
  IstioChecks.of(app);
  expect(() => app.synth()).toThrow('bad/service');
  expect(Testing.synth(good)).toHaveLength(1);
  const strict = anApp();
  IstioChecks.of(strict.app, { chartsAlone: true });
  expect(() => Testing.synth(strict.good)).toThrow('bad/service');
});

test('What constructs find themselves is told beside', () => {
  const { app, good } = anApp();
  good.node.addValidation({ validate: () => ['of its own'] });
  IstioChecks.of(app);
  expect(() => app.synth()).toThrow(/bad\/service: .*\n {2}\[good\] of its own/);
});

test('Options say what is known, what counts and what is told', () => {
  const build = (options: Parameters<typeof IstioChecks.of>[1]) => {
    const app = new App({ outdir });
    new VirtualService(new Chart(app, 'good', { namespace: 'shop' }), 'routes', {
      hosts: ['a.example.com'],
      http: [HttpRoute.to([reviews])],
    });
    return { app, checks: IstioChecks.of(app, options) };
  };
  const file = join(outdir, 'context.yaml');
  writeFileSync(
    file,
    'apiVersion: v1\nkind: Service\nmetadata: {name: reviews, namespace: shop}\nspec: {ports: [{name: http, port: 9080}]}\n',
  );
  const synth = (options: Parameters<typeof IstioChecks.of>[1]) => () => build(options).app.synth();
  expect(synth({})).not.toThrow();
  expect(synth({ failOn: 'warning' })).toThrow('(IST0101, see docs/findings/IST0101.md)');
  expect(synth({ failOn: 'warning', open: true })).not.toThrow();
  expect(synth({ failOn: 'warning', skip: ['IST0101'] })).not.toThrow();
  expect(synth({ failOn: 'warning', only: ['schema'] })).not.toThrow();
  expect(synth({ failOn: 'warning', context: [file] })).not.toThrow();
  const baseline = join(outdir, 'baseline.json');
  writeFileSync(baseline, Baseline.of(build({}).checks.findings()).toString());
  expect(readFileSync(baseline, 'utf8')).toContain('IST0101');
  expect(synth({ failOn: 'warning', baseline })).not.toThrow();
});

test('It is switched on once, and for an App', () => {
  const { app, good } = anApp();
  IstioChecks.of(app);
  expect(() => IstioChecks.of(app)).toThrow('was called for this App before');
  expect(() => IstioChecks.of(good)).toThrow('takes the App itself');
  expect(() => IstioChecks.of(undefined as any)).toThrow('takes the App itself');
});

test('What can not be read is told like the rest', () => {
  const { app, bad } = anApp({ broken: false });
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: '[' } };
  new ApiObject(bad, 'mesh', manifest);
  bad.node.addValidation({ validate: () => ['of its own'] });
  IstioChecks.of(app);
  expect(() => app.synth()).toThrow(/data\.mesh can't be read[^]*of its own/);
});
