import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { IstioValidation, type IstioValidationProps } from '.';
import type { Violation } from './cdk8s-cli';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'plugin-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `cdk8s synth` of test/plugin with the plugin in cdk8s.yaml. */
function synth(properties: IstioValidationProps, broken = false) {
  const cwd = mkdtempSync(join(folder, 'app-'));
  const validations = [{ package: join(root, 'test/plugin/plugin.cjs'), version: '0.0.0', class: 'IstioValidation', properties }];
  writeFileSync(
    join(cwd, 'cdk8s.yaml'),
    JSON.stringify({ language: 'typescript', app: `node ${join(root, 'test/plugin/app.cjs')}`, validations }),
  );
  const cli = join(root, 'node_modules/.bin/cdk8s');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'synth', '--check-upgrade=false', '--validation-reports-output-file', 'report.json'],
    { cwd, encoding: 'utf8', env: { ...process.env, BROKEN: String(broken) } },
  );
  const path = join(cwd, 'report.json');
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).reports[0] : undefined;
  return { status, out: stdout + stderr, report };
}

describe('cdk8s synth, with the plugin in cdk8s.yaml,', () => {
  test('takes a base and scenarios for a mesh each, and passes what is fine', () => {
    const { status, report, out } = synth({ base: '.', scenarios: ['scenarios'], failOn: 'warning' });
    expect({ status, violations: report?.violations, out }).toMatchObject({ status: 0, violations: [] });
    expect(report.summary).toMatchObject({ status: 'success', metadata: { Istio: '1.30.3' } });
  });

  test('takes each folder for a mesh of its own where nothing else is said: nothing there is an error', () => {
    const { status, report } = synth({});
    expect(status).toBe(0);
    expect(report.violations.map(({ ruleName }: Violation) => ruleName)).toEqual(
      expect.arrayContaining(['warning[duplicate-object]', 'warning[IST0101]', 'warning[IST0174]']),
    );
  });

  test('fails for what is broken, with the construct where its name tells it, and no other’s', () => {
    const { status, report } = synth({ base: '.', scenarios: ['scenarios'] }, true);
    expect(status).toBe(2);
    const found = report.violations.map(({ ruleName, violatingConstructs: [construct] }: any) => [
      ruleName,
      construct.resourceName,
      construct.constructPath,
      construct.manifestPath,
    ]);
    expect(found).toEqual([
      ['error[schema]', 'Deployment shop/web', undefined, 'dist/web.k8s.yaml'],
      ['error[schema]', 'only-one', 'web/account', 'dist/web.k8s.yaml'],
      ['warning[IST0174]', 'DestinationRule shop/web', undefined, 'dist/admin/admin.k8s.yaml'],
    ]);
    expect(report.violations[0].violatingConstructs[0].locations).toEqual([
      expect.stringMatching(/^Deployment shop\/web, metadata\.labels\.team, line \d+, column \d+$/),
    ]);
  });
});

describe('A mistake in the properties is a violation', () => {
  test.each<[object, string]>([
    [{ fialOn: 'error' }, 'fialOn is no property of IstioValidation; use failOn, '],
    [{ failOn: 'never' }, 'failOn is "never"; use error, warning, info'],
    [{ only: 'schema' }, 'only has to be a list of text'],
    [{ skip: ['IST1'] }, '"IST1" is no code of a finding'],
    [{ base: 'none' }, 'no manifest was written to the folder'],
    [{ scenarios: ['none'] }, 'no manifest was written to the folder'],
    [{ baseline: 'no/such' }, 'no/such: can not be read as baseline'],
    [{ context: ['no/such'] }, 'no/such: no such file or folder'],
  ])('%j', async (props, message) => {
    const file = join(folder, 'a.yaml');
    writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n');
    const violations: Violation[] = [];
    const report = { addViolation: (violation: Violation) => violations.push(violation), submit: jest.fn() };
    await new IstioValidation(props).validate({ manifests: [file], report });
    expect(violations).toMatchObject([{ ruleName: 'unreadable', recommendation: expect.stringContaining(message) }]);
    expect(report.submit).toHaveBeenCalledWith('failure', { Istio: '1.30.3' });
  });
});

test('An app without manifests has nothing wrong with it', async () => {
  const report = { addViolation: jest.fn(), submit: jest.fn() };
  await new IstioValidation().validate({ manifests: [], report });
  expect(report.addViolation).not.toHaveBeenCalled();
  expect(report.submit).toHaveBeenCalledWith('success', { Istio: '1.30.3' });
});
