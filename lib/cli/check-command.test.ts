import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './main';

const broken = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: a
  namespace: shop
spec:
  hosts: [a, a]
  http:
    - route:
        - destination:
            host: a
---
apiVersion: v1
kind: Service
metadata: { name: a, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: a, namespace: shop }
spec:
  host: a
  trafficPolicy:
    outlierDetection: { consecutiveErrors: 5 }
`;
const fine = broken.replace('[a, a]', '[a]').replace('consecutiveErrors', 'consecutive5xxErrors');
const COLOUR = '\u001b[';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const [bad, good] = [file('bad.yaml', broken), file('good.yaml', fine)];
afterAll(() => rmSync(folder, { recursive: true }));

function run(argv: readonly string[], { stdin, colors = false }: { stdin?: string; colors?: boolean } = {}) {
  const io = { out: '', err: '' };
  const code = main(['check', ...argv], {
    out: (text) => (io.out += text),
    err: (text) => (io.err += text),
    ...(stdin !== undefined && { stdin: () => stdin }),
    colors,
  });
  return { code, out: io.out.replaceAll(folder, 'DIR'), err: io.err.replaceAll(folder, 'DIR') };
}
const codesIn = (out: string) => [...out.matchAll(/^\w+\[([\w-]+)\]/gm)].map(([, code]) => code);

describe('What is found', () => {
  test('is text with the line that it is about, and a summary that says whose rules they are', () => {
    expect(run([bad])).toEqual({
      code: 1,
      err: '',
      out: `error[IST0106] VirtualService shop/a: The host "a" is listed twice: remove one.
 --> DIR/bad.yaml:7:14
  |
7 |   hosts: [a, a]
  |              ^
  = field spec.hosts[1]
  = see docs/findings/IST0106.md

warning[IST0133] DestinationRule shop/a: consecutiveErrors is deprecated: use consecutive5xxErrors or consecutiveGatewayErrors.
  --> DIR/bad.yaml:24:25
   |
24 |     outlierDetection: { consecutiveErrors: 5 }
   |                         ^^^^^^^^^^^^^^^^^
   = field spec.trafficPolicy.outlierDetection.consecutiveErrors
   = see docs/findings/IST0133.md

1 error, 1 warning in 3 objects of 1 file, by the rules of Istio 1.30.3
`,
    });
  });

  test('is nothing where all is fine', () => {
    expect(run([good])).toEqual({ code: 0, err: '', out: 'nothing found in 3 objects of 1 file, by the rules of Istio 1.30.3\n' });
  });

  test('has colours only on a terminal', () => {
    expect(run([bad]).out).not.toContain(COLOUR);
    expect(run([bad], { colors: true }).out).toContain(COLOUR);
  });

  test('shows lines of stdin, too', () => {
    expect(run(['-'], { stdin: broken }).out).toContain(' --> -:7:14\n  |\n7 |   hosts: [a, a]\n');
  });

  test('is shown with a part of a long line only', () => {
    const long = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { labels: { a: 'x'.repeat(5000) } } });
    const [line] = /^\d+ \| .*$/m.exec(run(['-'], { stdin: long }).out)!;
    expect(line).toMatch(/…$/);
    expect(line.length).toBeLessThan(200);
  });

  test('is plain data with -o json', () => {
    const { code, out } = run([bad, '-o', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      istio: '1.30.3',
      objects: 3,
      files: 1,
      summary: { error: 1, warning: 1, info: 0 },
      findings: [
        {
          code: 'IST0106',
          level: 'error',
          object: 'VirtualService shop/a',
          field: 'spec.hosts[1]',
          place: { file: 'DIR/bad.yaml', line: 7, column: 14 },
          page: 'docs/findings/IST0106.md',
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
        { code: 'IST0133' },
      ],
    });
  });

  test('is SARIF 2.1.0 with -o sarif', () => {
    const { runs, ...log } = JSON.parse(run([bad, '-o', 'sarif']).out);
    expect(log).toEqual({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' });
    expect(runs).toHaveLength(1);
    expect(runs[0].tool.driver).toMatchObject({
      name: 'cdk8s-istio',
      rules: [{ id: 'IST0106' }, { id: 'IST0133', defaultConfiguration: { level: 'warning' } }],
    });
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'IST0106',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'VirtualService shop/a: The host "a" is listed twice: remove one.' },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: expect.stringMatching(/bad\.yaml$/) }, region: { startLine: 7, startColumn: 14 } },
          },
        ],
        partialFingerprints: { 'cdk8sIstio/v1': expect.any(String) },
      },
      { ruleId: 'IST0133', ruleIndex: 1, level: 'warning' },
    ]);
  });

  test('is a command to GitHub with -o github, its special characters escaped', () => {
    const odd = file('50%, a:b.yaml', broken);
    expect(run([odd, '-o', 'github']).out.split('\n')[0]).toBe(
      '::error file=DIR/50%25%2C a%3Ab.yaml,line=7,col=14,title=IST0106 VirtualService shop/a::The host "a" is listed twice: remove one. See docs/findings/IST0106.md',
    );
  });
});

describe('What is told', () => {
  test.each<[string[], string[], number]>([
    [[], ['IST0106', 'IST0133'], 1],
    [['--only', 'IST0133'], ['IST0133'], 0],
    [['--only', 'IST0133', '--fail-on', 'warning'], ['IST0133'], 1],
    [['--skip', 'IST0106,IST0133'], [], 0],
    [['--skip', 'IST0106', '--skip', 'IST0133', '--fail-on', 'info'], [], 0],
    [['--skip', 'IST0106', '--fail-on', 'info'], ['IST0133'], 1],
  ])('with %j is %j', (argv, codes, code) => {
    const result = run([bad, ...argv]);
    expect(codesIn(result.out)).toEqual(codes);
    expect(result.code).toBe(code);
  });

  test('depends on the context, which is read but not told of', () => {
    const [virtualService, ...rest] = broken.replace('[a, a]', '[a]').split('---\n');
    const [mine, theirs] = [file('mine.yaml', virtualService!), file('theirs.yaml', rest.join('---\n'))];
    expect(codesIn(run([mine]).out)).toEqual(['IST0101']);
    expect(run([mine])).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        '1 warning in 1 object of 1 file, by the rules of Istio 1.30.3\nbehind 1 of them is what the manifests do not hold: add it with --context PATH, or take it as being there with --open\n',
      ),
    });
    expect(JSON.parse(run([mine, '-o', 'json']).out).findings).toMatchObject([{ code: 'IST0101', outside: true }]);
    expect(codesIn(run([mine, '--context', theirs]).out)).toEqual([]);
    expect(codesIn(run([mine, '--open']).out)).toEqual([]);
    expect(codesIn(run([mine, '--context', '-'], { stdin: rest.join('---\n') }).out)).toEqual([]);
  });

  test('is of subfolders only with -R', () => {
    mkdirSync(join(folder, 'sub/deep'), { recursive: true });
    file('sub/a.yaml', fine);
    file('sub/deep/b.yaml', broken.replaceAll('name: a', 'name: b'));
    expect(codesIn(run([join(folder, 'sub')]).out)).toEqual([]);
    expect(codesIn(run(['-R', join(folder, 'sub')]).out)).toContain('IST0106');
  });

  test('is said of an object once where its file is named twice, and of an object that comes twice', () => {
    expect(run([good, good]).out).toContain('nothing found in 3 objects of 1 file');
    expect(codesIn(run([good, file('again.yaml', fine)]).out)).toEqual(['duplicate-object', 'duplicate-object', 'duplicate-object']);
  });
});

describe('A baseline', () => {
  const baseline = join(folder, 'baseline.json');

  test('is written whole, and lets pass what it has', () => {
    expect(run([bad, '--write-baseline', baseline])).toEqual({ code: 0, out: '', err: 'DIR/baseline.json: 2 findings written\n' });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(run([bad, '--baseline', baseline])).toEqual({
      code: 0,
      err: '',
      out: 'nothing found in 3 objects of 1 file, by the rules of Istio 1.30.3\n2 findings of the baseline not shown\n',
    });
  });

  test('knows a finding again when its lines have moved, and not when it is another one', () => {
    run([bad, '--write-baseline', baseline]);
    const moved = broken.replace('  http:', '  exportTo: ["*"]\n  # moved\n  http:').replace('- route:', '- name: first\n      route:');
    expect(run(['-', '--baseline', baseline], { stdin: moved }).code).toBe(0);
    const more = broken.replace('[a, a]', '[a, a, b, b]');
    expect(codesIn(run(['-', '--baseline', baseline], { stdin: more }).out)).toEqual(['IST0106']);
  });

  test('says what is gone', () => {
    run([bad, '--write-baseline', baseline]);
    const { code, out } = run([good, '--baseline', baseline]);
    expect(code).toBe(0);
    expect(out).toContain('gone since the baseline: IST0106 VirtualService shop/a spec.hosts[]\n');
    expect(out).toContain('write the baseline again to forget what is gone: --write-baseline\n');
    expect(run([good, '--baseline', baseline, '--skip', 'IST0106']).out).not.toContain('IST0106');
    expect(JSON.parse(run([good, '--baseline', baseline, '-o', 'json']).out).baseline).toMatchObject({
      known: 0,
      gone: [{ code: 'IST0133' }, { code: 'IST0106' }],
    });
  });
});

describe('Where a file can not be read', () => {
  const sub = (name: string, files: Record<string, string>): string => {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [each, text] of Object.entries(files)) file(`${name}/${each}`, text);
    return join(folder, name);
  };
  const mixed = sub('mixed', { 'a.yaml': broken, 'chart.yaml': 'kind: {{ .Values.kind }}', 'cut.yaml': 'a: [' });

  test('the others are checked, it is told last, and the exit code is 2', () => {
    const { code, out, err } = run([mixed]);
    expect(code).toBe(2);
    expect(codesIn(out)).toEqual(['IST0106', 'IST0133']);
    expect(out).toContain('of Istio 1.30.3\n2 files could not be read: what may be there is taken as being there\n');
    expect(err).toBe(
      'cdk8s-istio: DIR/mixed/chart.yaml:1:8: a template, which is YAML only when it is rendered; read what comes of it, for instance by `helm template`\n' +
        'cdk8s-istio: DIR/mixed/cut.yaml:2:1: unexpected end of the stream within a flow collection; add the closing bracket\n',
    );
  });

  test('nothing that it may hold is missed', () => {
    const alone = broken.split('---\n')[0]!.replace('[a, a]', '[a]');
    expect(codesIn(run([sub('alone', { 'a.yaml': alone })]).out)).toEqual(['IST0101']);
    expect(run([sub('alone', { 'cut.yaml': 'a: [' })])).toMatchObject({
      code: 2,
      out: expect.stringContaining('nothing found in 1 object'),
    });
  });

  test('programs are told, too', () => {
    const place = { file: 'DIR/mixed/chart.yaml', line: 1, column: 8 };
    expect(JSON.parse(run([mixed, '-o', 'json']).out)).toMatchObject({ unread: [{ place }, {}] });
    expect(JSON.parse(run([mixed, '-o', 'sarif']).out).runs[0].invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', locations: [{}] }, {}] },
    ]);
    expect(run([mixed, '-o', 'github']).out).toContain('::error file=DIR/mixed/chart.yaml,line=1,col=8,title=unreadable::a template');
  });

  test('no baseline is written', () => {
    const baseline = join(folder, 'partial.json');
    expect(run([mixed, '--write-baseline', baseline])).toMatchObject({ code: 2, out: '' });
    expect(existsSync(baseline)).toBe(false);
  });

  test('a file of a folder that is no Kubernetes object is left out, with a note', () => {
    const foreign = sub('foreign', {
      'a.yaml': fine,
      'values.yaml': 'replicas: 1',
      'patch.yaml': '- op: remove',
      'b.yml': 'on: push',
      'c.yml': 'a: 1',
    });
    expect(run([foreign])).toEqual({
      code: 0,
      out: 'nothing found in 3 objects of 1 file, by the rules of Istio 1.30.3\n',
      err: 'note: left out, for nothing in it says that it is a Kubernetes object: DIR/foreign/b.yml, DIR/foreign/c.yml, DIR/foreign/patch.yaml and 1 more\n',
    });
  });

  test('one that is named is meant, and so is a folder of nothing else', () => {
    const values = sub('values', { 'values.yaml': 'replicas: 1' });
    for (const path of [values, join(values, 'values.yaml')])
      expect(run([path])).toEqual({
        code: 2,
        out: '',
        err: 'cdk8s-istio: DIR/values/values.yaml:1:1: no apiVersion, so this is no Kubernetes object; add it, or leave the file out\n',
      });
  });
});

describe('The exit code is 2, with one sentence and no stack trace,', () => {
  test.each<[string[], string]>([
    [[], "missing required argument 'paths'"],
    [['no/such'], 'no/such: no such file or folder'],
    [[bad, '--only', 'IST1O1'], '"IST1O1" is no code of a finding; did you mean IST0101'],
    [[bad, '--skip', '__proto__'], '"__proto__" is no code of a finding'],
    [[bad, '--fail-on', 'never'], 'Allowed choices are error, warning, info'],
    [[bad, '-o', 'xml'], 'Allowed choices are text, json, sarif, github'],
    [['-', '--context', '-'], '- is given more than once'],
    [[bad, '--baseline', 'no/such'], 'no/such: can not be read as baseline'],
    [[bad, '--baseline', bad], 'more than one document'],
    [[bad, '--baseline', file('not-one.json', '{"version": 1, "findings": [{"code": 5}]}')], 'no baseline of findings'],
    [[bad, '--write-baseline', join(folder, 'no/such/file')], 'can not be written'],
  ])('for %j', (argv, message) => {
    const { code, out, err } = run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message.replaceAll(folder, 'DIR'));
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('Names that would change the terminal are shown, not obeyed', () => {
  const evil = `\u001b[2J\u202e\u0007`;
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: `a${evil}`, labels: { [`${evil}b`]: evil } } });

  test.each(['text', 'json', 'sarif', 'github'])('in %s', (format) => {
    const path = file(`evil\u001b[2J.json`, text);
    const { code, out } = run([path, '-o', format]);
    expect(code).toBe(1);

    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(out).toContain('u001b[2J');
  });

  test('in complaints', () => {
    expect(run([`no\u001b[2J`]).err).not.toContain('\u001b');
  });
});

test('Help is no mistake', () => {
  expect(run(['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Exit code: 0 no finding is as grave') });
  expect(existsSync(join(folder, 'nothing'))).toBe(false);
  expect(readFileSync(bad, 'utf8')).toBe(broken);
});
