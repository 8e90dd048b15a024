import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { importCommand } from './command';
import { type ImportReport, type ImportRequest } from './import-crds';
import { ImportError } from './import-error';

const REPORT: ImportReport = { source: 'crds.yaml', istio: '1.30.3', kinds: 15, servedVersions: 33, newKinds: [] };

async function command(args: readonly string[], run: (request: ImportRequest) => ImportReport = () => REPORT) {
  const said = { out: '', err: '' };
  const requests: ImportRequest[] = [];
  const exitCode = await importCommand(args, {
    folder: 'imports',
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    run: async (request) => {
      requests.push(request);
      return Promise.resolve(run(request));
    },
  });
  return { exitCode, ...said, requests };
}

test('writes everything anew without an argument', async () => {
  expect(await command([])).toEqual({
    exitCode: 0,
    out: 'imports/ written from crds.yaml: Istio 1.30.3, 15 kinds, 33 served versions\n',
    err: '',
    requests: [{ folder: 'imports', source: undefined, istio: undefined }],
  });
});

test.each([[['bundle.yaml', '--istio', '1.31.0']], [['--istio=1.31.0', 'bundle.yaml']]])('takes a file and a version: %j', async (args) => {
  expect((await command(args)).requests).toEqual([{ folder: 'imports', source: 'bundle.yaml', istio: '1.31.0' }]);
});

test('says which kinds are new', async () => {
  const { out } = await command([], () => ({ ...REPORT, newKinds: ['networking.istio.io/Airport'] }));
  expect(out).toContain('\n  networking.istio.io/Airport is new: it gets types and schemas, and there is no construct for it yet\n');
});

test.each(['--help', '-h'])('explains itself: %s', async (flag) => {
  const { exitCode, out, err, requests } = await command([flag]);
  expect([exitCode, err, requests]).toEqual([0, '', []]);
  expect(out).toMatch(/^Usage: npm run import \[-- \[FILE\|URL\] \[--istio X\.Y\.Z\]\]\n/);
});

test.each([
  [['a.yaml', 'b.yaml'], 'npm run import: one FILE or URL, not 2: a.yaml b.yaml\n\nUsage: '],
  [['--force'], "npm run import: Unknown option '--force'"],
  [['--istio'], "npm run import: Option '--istio <value>' argument missing"],
  [['--help=yes'], "npm run import: Option '-h, --help' does not take an argument"],
])('refuses %j', async (args, message) => {
  const { exitCode, out, err, requests } = await command(args);
  expect([exitCode, out, requests]).toEqual([2, '', []]);
  expect(err).toContain(message);
  expect(err).toContain('Usage: npm run import');
});

test('shows what is wrong with the input, and no stack trace', async () => {
  const result = await command(['a.yaml'], () => {
    throw new ImportError({ where: 'a.yaml', found: 'no such file', expected: 'a file', wayOut: 'look' });
  });
  expect(result).toMatchObject({
    exitCode: 2,
    out: '',
    err: 'npm run import: a.yaml: no such file\n  expected: a file\n  way out:  look\n  imports/ is as it was.\n',
  });
});

test('shows what is wrong with the disk', async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write 'imports'"), { syscall: 'write' });
  const { exitCode, err } = await command([], () => {
    throw full;
  });
  expect([exitCode, err]).toEqual([2, "npm run import: ENOSPC: no space left on device, write 'imports'\n  imports/ is as it was.\n"]);
});

test('does not hide a defect of its own', async () => {
  const defect = () => {
    throw new TypeError('x is undefined');
  };
  await expect(command([], defect)).rejects.toThrow('x is undefined');
});

test('gives its exit code to the shell', async () => {
  const script = join(__dirname, '..', 'import.ts');
  const failing = promisify(execFile)(process.execPath, ['--import', 'tsx', script, 'a', 'b'], { cwd: join(__dirname, '..', '..') });
  await expect(failing).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^npm run import: one FILE or URL, not 2: a b\n/) as unknown,
  });
}, 30_000);
