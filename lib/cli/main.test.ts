import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { main } from './main';

const shop = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-v1, namespace: shop }
spec: { template: { metadata: { labels: { app: reviews, version: v1 } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: client, namespace: shop }
spec: { template: { metadata: { labels: { app: client } } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - match: [{ headers: { end-user: { exact: jason } } }]
      route: [{ destination: { host: reviews, subset: v2 } }]
    - match: [{ uri: { prefix: /split } }]
      route: [{ destination: { host: reviews, subset: v1 }, weight: 90 }, { destination: { host: reviews }, weight: 10 }]
    - match: [{ uri: { exact: /old } }]
      redirect: { uri: /new }
    - match: [{ method: { exact: HEAD } }]
      directResponse: { status: 299 }
    - name: rest
      timeout: 2s
      mirror: { host: reviews }
      fault: { delay: { fixedDelay: 5s, percentage: { value: 10 } } }
      headers: { request: { set: { x-a: b } } }
      route: [{ destination: { host: reviews, subset: v1 } }]
`;
const filter = `
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: magic, namespace: shop }
spec: { configPatches: [{ applyTo: LISTENER }] }
`;
const COLOUR = '\u001b[';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const manifests = file('shop.yaml', shop);
afterAll(() => rmSync(folder, { recursive: true }));

function run(argv: readonly string[], { stdin, colors = false }: { stdin?: string; colors?: boolean } = {}) {
  const io = { out: '', err: '' };
  const code = main(argv, {
    out: (text) => (io.out += text),
    err: (text) => (io.err += text),
    ...(stdin !== undefined && { stdin: () => stdin }),
    colors,
  });
  return { code, ...io };
}
const ask = (...argv: string[]) => run(['route', manifests, '--from', 'client', ...argv]);

describe('The answer', () => {
  test('is text that a colleague understands', () => {
    expect(ask('http://reviews/x')).toEqual({ code: 0, out: expect.any(String), err: '' });
    expect(
      ask('http://reviews/x')
        .out.replaceAll(folder, 'DIR')
        .replace(/(yaml:\d+):\d+/g, '$1'),
    ).toBe(`GET http://reviews/x from shop/client
  Host: reviews

route: it is sent on
  by        VirtualService shop/reviews, rule rest  DIR/shop.yaml:36
  to        100 %  reviews.shop.svc.cluster.local:80 subset v1
                   workload shop/reviews-v1
                   DestinationRule shop/reviews  DIR/shop.yaml:17
  upstream  GET /x, Host: reviews
            x-a: b
  timeout   2s
  mirrored  100 % to reviews.shop.svc.cluster.local:80
  fault     10 % delayed by 5s
`);
  });

  test('has colours only on a terminal', () => {
    expect(ask('reviews').out).not.toContain(COLOUR);
    expect(run(['route', manifests, '--from', 'client', 'reviews'], { colors: true }).out).toContain(COLOUR);
  });

  test('says why if asked to, down to the condition and its place', () => {
    const { out } = ask('reviews', '-H', 'end-user: anna', '--explain');
    expect(out).toContain('✗ shop/reviews #0 (VirtualService shop/reviews): headers.end-user: want exact "jason", got "anna"');
    expect(out).toContain('shop.yaml:28:');
  });

  test('is data with -o json, places included', () => {
    const { code, out } = ask('reviews', '-H', 'end-user: jason', '-o', 'json', '--explain');
    expect(code).toBe(0);
    const decision = JSON.parse(out);
    expect(decision).toMatchObject({ outcome: 'route', route: '#0', destinations: [{ subset: 'v2', state: 'noEndpoints' }] });
    expect(decision.trace).toContainEqual(
      expect.objectContaining({ stage: 'route', taken: true, place: { file: manifests, line: 28, column: expect.any(Number) } }),
    );
  });

  test.each([
    [['http://nobody/'], 'passthrough: nothing in the mesh claims it'],
    [['reviews/old'], 'sees 301 to http://reviews/new'],
    [['reviews:81/'], 'has ports 80, not 81'],
    [['-I', 'reviews'], 'directResponse: the proxy answers itself'],
    [['-H', 'end-user: jason', 'reviews'], 'nobody answers there: 503'],
    [['reviews/split'], ' 10 %  reviews.shop.svc.cluster.local:80\n'],
    [['reviews/split/../x'], 'upstream  GET /x,'],
    [['--path-as-is', 'reviews/split/./x'], 'GET http://reviews/split/./x'],
    [['-X', 'POST', '-A', 'me', '-b', 'a=b', 'http://u:p@reviews/'], 'User-Agent: me\n  Cookie: a=b'],
    [['http://u:p@reviews/'], 'Authorization: Basic dTpw'],
    [['http://x/', '-H', 'Host: reviews'], 'Host: reviews'],
    [['tcp://reviews:80'], 'tcp://reviews:80 from shop/client'],
  ])('%j is answered', (argv, text) => {
    const { code, out, err } = ask(...argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(text);
  });
});

describe('The manifests', () => {
  test('come from stdin, too', () => {
    expect(run(['route', '-', '--from', 'client', 'reviews'], { stdin: shop })).toMatchObject({ code: 0, err: '' });
  });

  test('that come twice are warned of; the later one counts', () => {
    const later = file('later.yaml', shop.slice(shop.lastIndexOf('---')).replace('/old', '/older'));
    const { code, out, err } = run(['route', manifests, later, '--from', 'client', 'reviews/older']);
    expect(code).toBe(0);
    expect(out).toContain('redirect: the client is sent elsewhere');
    expect(err).toBe(
      `warning: VirtualService shop/reviews is given more than once, at ${manifests}:22:1 and ${later}:2:1; the later one counts\n`,
    );
  });

  test('in a file that is named twice are warned of once, by its name', () => {
    const { code, err } = run(['route', manifests, manifests, '--from', 'client', 'reviews']);
    expect({ code, err }).toEqual({ code: 0, err: `warning: ${manifests} is read more than once; name it once\n` });
  });

  test('without namespace are of that of --namespace, and the domain is that of --domain', () => {
    const bare = file('bare.yaml', shop.replaceAll(', namespace: shop', ''));
    const { out } = run(['route', bare, '-n', 'mall', '--domain', 'mesh.test', '--from', 'mall/client', 'reviews']);
    expect(out).toContain('reviews.mall.svc.mesh.test:80 subset v1');
  });

  test('are judged by the mesh config given: as it is, in a ConfigMap, in an IstioOperator', () => {
    const config = 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }';
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio' }, data: { mesh: config } };
    const operator = `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: { meshConfig: { ${config} } }`;
    for (const text of [config, JSON.stringify(map), operator])
      expect(ask('example.com', '--mesh-config', file('mesh.yaml', text)).out).toContain('blocked: ');
    expect(ask('example.com', '--mesh-config', file('mesh.yaml', '# nothing'))).toMatchObject({ code: 0 });
  });
});

describe('The exit code is 1', () => {
  test.each([
    [['reviews'], 'reviews/v1', true],
    [['reviews'], 'reviews.shop:80/v1', true],
    [['reviews'], 'route', true],
    [['reviews/old'], 'REDIRECT', true],
    [['reviews'], 'reviews/v2', false],
    [['reviews'], 'review', false],
    [['reviews'], 'reviews:81', false],
    [['reviews/split'], 'reviews', true],
    [['reviews/split'], 'reviews/v1', false],
    [['reviews', '-H', 'end-user: jason'], 'reviews/v2', false],
    [['reviews/old'], 'reviews', false],
    [['reviews'], 'notFound', false],
  ])('when %j is not %s', (argv, expected, met) => {
    const { code, out } = ask(...argv, '--expect', expected);
    expect(code).toBe(met ? 0 : 1);
    expect(out).toContain(met ? `✓ as expected: ${expected}` : `✗ not as expected: ${expected} was expected, but `);
  });

  test('and the reason is on stderr where stdout is JSON', () => {
    const { code, out, err } = ask('reviews/split', '--expect', 'reviews/v1', '-o', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'route' });
    expect(err).toBe(
      'cdk8s-istio: not as expected: reviews/v1 was expected, but it goes to reviews.shop.svc.cluster.local/v1 (90 %) and reviews.shop.svc.cluster.local (10 %)\n',
    );
  });

  test('when the answer is not modelled, and names who is to blame and what would be else', () => {
    const path = file('filter.yaml', shop + filter);
    const { code, out } = run(['route', path, '--from', 'client', 'reviews']);
    expect(code).toBe(1);
    expect(out).toContain("notModelled: EnvoyFilter shop/magic: it changes the proxy's configuration");
    expect(out).toContain(`at        ${path}:44:1`);
    expect(out).toContain('otherwise route: it is sent on');
    for (const expected of ['reviews', 'notModelled', 'redirect'])
      expect(run(['route', path, '--from', 'client', 'reviews', '--expect', expected]).code).toBe(1);
    expect(run(['route', path, '--from', 'client', 'reviews', '--expect', 'notModelled']).out).toContain(
      '✗ notModelled it is, as expected; but that is no answer, so the exit code is 1',
    );
    expect(JSON.parse(run(['route', path, '--from', 'client', 'reviews', '-o', 'json']).out)).toMatchObject({
      otherwise: { outcome: 'route' },
    });
  });
});

describe('The exit code is 2, with one sentence and no stack trace,', () => {
  const bad = file('bad.yaml', 'kind: [');
  test.each<[string[], string]>([
    [['route', manifests, 'reviews'], "required option '--from <from>' not specified"],
    [['route', '--from', 'client', 'http://reviews/'], 'no manifests are given'],
    [['route', '--from', 'client', manifests], 'no URL is given'],
    [['route', '--from', 'client', manifests, manifests], 'where the URL is expected'],
    [['route', 'http://reviews/', manifests, '--from', 'client'], 'http://reviews/ is not at the end'],
    [['route', '-', '-', 'reviews', '--from', 'client'], '- is given more than once'],
    [['route', 'no/such', 'reviews', '--from', 'client'], 'no/such: no such file or folder'],
    [['route', bad, 'reviews', '--from', 'client'], `${bad}:`],
    [['route', manifests, 'reviews', '--from', 'cleint'], 'Did you mean shop/client?'],
    [['route', manifests, 'reviews', '--from', 'gateway:'], 'write NAME or NAMESPACE/NAME'],
    [['route', manifests, 'reviews', '--from', 'client', '-o', 'yaml'], 'Allowed choices are text, json'],
    [['route', manifests, 'reviews', '--from', 'client', '--nope'], "unknown option '--nope'"],
    [['route', manifests, 'reviews', '--from', 'client', '-H', 'nonsense'], '-H "nonsense" is no header'],
    [['route', manifests, 'reviews', '--from', 'client', '-H', ':path: /x'], ':path is not given as a header'],
    [['route', manifests, 'reviews', '--from', 'client', '-H', 'a: b\r\nc: d'], "a header's value is one line"],
    [['route', manifests, 'reviews', '--from', 'client', '-X', 'G T'], '-X "G T" is no method'],
    [['route', manifests, 'reviews', '--from', 'client', '--claims', '[]'], '--claims is no JSON object'],
    [['route', manifests, 'reviews', '--from', 'client', '--mesh-config', 'no/such'], 'no/such: can not be read as mesh config'],
    [['route', manifests, 'reviews', '--from', 'client', '--mesh-config', manifests], 'more than one document'],
    [['route', manifests, 'reviews', '--from', 'client', '--mesh-config', bad], `${bad}:`],
    [['route', manifests, 'tcp://reviews:80', '--from', 'client', '-H', 'a: b'], '-H is for HTTP'],
    [['route', manifests, 'ftp://reviews', '--from', 'client'], 'ftp is none of http, https'],
    [['route', manifests, 'http://reviews:99999', '--from', 'client'], '99999 is no port'],
    [['nope'], "unknown command 'nope'"],
    [[], 'Usage: cdk8s-istio'],
  ])('for %j', (argv, message) => {
    const { code, out, err } = run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('for a mesh config in the set that can not be read', () => {
    const text = `${shop}\n---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: istio, namespace: istio-system }, data: { mesh: '[' } }`;
    const { code, err } = run(['route', file('config.yaml', text), '--from', 'client', 'reviews']);
    expect(code).toBe(2);
    expect(err).toContain("ConfigMap istio-system/istio: data.mesh can't be read");
  });
});

test('Help is no mistake', () => {
  for (const argv of [['--help'], ['route', '--help'], ['help', 'route']]) expect(run(argv)).toMatchObject({ code: 0, err: '' });
  expect(run(['route', '--help']).out).toContain('Exit code: 0 there is a decision');
});

test('The version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8')) as { version: string };
  for (const option of ['--version', '-V']) expect(run([option])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('The program itself reads stdin and writes to a pipe', () => {
  const out = execFileSync(
    process.execPath,
    ['--import', 'tsx', resolve(__dirname, 'bin.ts'), 'route', '-', '--from', 'client', 'reviews'],
    {
      input: shop,
      encoding: 'utf8',
    },
  );
  expect(out).toContain('route: it is sent on');
  expect(out).not.toContain(COLOUR);
});
