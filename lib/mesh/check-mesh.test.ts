import fc from 'fast-check';
import { App, Chart } from 'cdk8s';
import { HttpRoute, ServiceRef, VirtualService } from '..';
import { Baseline, Mesh } from '../mesh';
import { fieldText } from './field-text';
import { homeOf } from './page';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {ports: [{name: http, port: 80}]}\n`;
const routes = (host: string) => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: routes
  namespace: shop
spec:
  hosts: [web]
  http:
    - route:
        - destination:
            host: ${host}
`;

describe('A finding', () => {
  test('of a file has line and column, and says all in plain data', () => {
    const [finding, ...rest] = Mesh.fromYaml(`${service('web')}---\n${routes('5')}`).check();
    expect(rest).toEqual([]);
    expect(JSON.parse(JSON.stringify(finding))).toEqual({
      code: 'schema',
      level: 'error',
      message: expect.stringContaining('host is 5'),
      object: 'VirtualService shop/routes',
      field: 'spec.http[0].route[0].destination.host',
      place: { file: '<text>', line: 16, column: 13 },
      page: 'docs/findings/schema.md',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test('of an app has the construct’s path', () => {
    const app = new App();
    const other = ServiceRef.of({ name: 'other', namespace: 'shop', ports: [{ port: 80 }] });
    new VirtualService(new Chart(app, 'shop', { namespace: 'shop' }), 'routes', {
      hosts: ['a.example.com'],
      http: [HttpRoute.to([other])],
    });
    expect(Mesh.fromApp(app).check()).toMatchObject([{ code: 'IST0101', level: 'warning', place: { construct: 'shop/routes' } }]);
    expect(Mesh.fromApp(app).check({ open: true })).toEqual([]);
  });

  test('comes in the order of the manifests', () => {
    const text = [routes('5'), service('5'), routes('6').replace('name: routes', 'name: b')].join('---\n');
    expect(
      Mesh.fromYaml(text)
        .check({ only: ['schema'] })
        .map(({ object }) => object),
    ).toEqual(['VirtualService shop/routes', 'Service shop/(unnamed)', 'VirtualService shop/b']);
  });
});

describe('What kubectl passes over in silence', () => {
  const told = (text: string) =>
    Mesh.fromYaml(text)
      .check()
      .map(({ code, object, field, place }) => [code, object, field, place]);
  const at = (line: number, column: number) => ({ file: '<text>', line, column });

  test('is a key that stands twice, at its later place', () => {
    const twice = routes('web').replace('  hosts: [web]', '  hosts: [api]\n  hosts: [web]');
    expect(told(`${service('web')}---\n${twice}`)).toEqual([['duplicate-key', 'VirtualService shop/routes', 'spec.hosts', at(13, 3)]]);
  });

  test('is told of a third one, too', () => {
    const thrice = service('web').replace('spec:', 'spec: {}\nspec: {}\nspec:');
    expect(told(thrice).map(([, , , place]) => place)).toEqual([at(5, 1), at(6, 1)]);
  });

  test('is text after the end of a document', () => {
    expect(told(`${service('web')}...\n${routes('web')}`)).toEqual([['unread-text', 'Service shop/web', '', at(5, 1)]]);
  });

  test('is told of the item of a List that it is in, and of the first one if it is in none', () => {
    const item = (name: string, more = '') => `{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "${name}"${more}}}`;
    const list = (...items: string[]) => `{"apiVersion": "v1", "kind": "Status", "kind": "List", "items": [\n${items.join(',\n')}]}`;
    expect(told(list(item('a'), item('b', ', "name": "c"')))).toEqual([
      ['duplicate-key', 'Service default/a', '', at(1, 40)],
      ['duplicate-key', 'Service default/c', 'metadata.name', at(3, 67)],
    ]);
  });

  test('can be suppressed as all else', () => {
    const twice = service('web').replace(
      'namespace: shop',
      'namespace: shop, annotations: {galley.istio.io/analyze-suppress: duplicate-key}',
    );
    expect(told(twice.replace('spec:', 'spec: {}\nspec:'))).toEqual([]);
  });
});

describe('A context', () => {
  test('is read, not told of', () => {
    const context = Mesh.fromYaml(`${service('web')}---\n${service('other')}---\n${routes('5').replace('name: routes', 'name: theirs')}`);
    const mine = Mesh.fromYaml(routes('other'));
    expect(mine.check({ skip: ['IST0109', 'unknown-route-host'] }).map(({ code }) => code)).toEqual(['IST0101']);
    expect(mine.check({ context, skip: ['IST0109'] })).toEqual([]);
    expect(() => mine.check({ context: 'dist' as any })).toThrow('context takes a Mesh');
  });

  test('may have the same objects; its own count then', () => {
    const context = Mesh.fromYaml(`${service('web')}---\n${routes('5')}`);
    expect(Mesh.fromYaml(routes('web')).check({ context })).toEqual([]);
  });

  test('and a default namespace of its own', () => {
    const bare = (text: string) => text.replace(/,? ?\n?  ?namespace: shop/, '');
    const context = Mesh.fromYaml(bare(service('web')), { defaultNamespace: 'shop' });
    const mine = Mesh.fromYaml(bare(routes('web')), { defaultNamespace: 'shop' });
    expect(mine.check({ context })).toEqual([]);
  });
});

test('What `with` replaces is neither a duplicate nor looked at', () => {
  const base = Mesh.fromYaml(`${service('web')}---\n${routes('5')}`);
  expect(base.with(Mesh.fromYaml(routes('web'))).check()).toEqual([]);
  const twice = Mesh.fromYaml(`${service('web')}---\n${routes('web')}---\n${routes('web')}`);
  expect(twice.check().map(({ code, place }) => [code, place])).toEqual([['duplicate-object', { file: '<text>', line: 18, column: 1 }]]);
});

describe('A baseline', () => {
  const findings = (text: string) => Mesh.fromYaml(`${service('web')}---\n${text}`).check({ only: ['schema'] });

  test('is read as it was written', () => {
    const baseline = Baseline.of(findings(routes('5')));
    expect(Baseline.parse(baseline.toString(), 'baseline.json')).toEqual(baseline);
    expect(baseline.entries).toMatchObject([
      { code: 'schema', object: 'VirtualService shop/routes', field: 'spec.http[].route[].destination.host', count: 1 },
    ]);
    expect(Baseline.parse(Baseline.of([]).toString(), 'empty.json').entries).toEqual([]);
  });

  test('knows how often; one more of the same is new', () => {
    const twice = routes('5').replace('    - route:', '    - route:\n        - destination:\n            host: 5\n    - route:');
    const baseline = Baseline.of(findings(routes('5')));
    expect(baseline.compare(findings(twice))).toMatchObject({ fresh: [{ code: 'schema' }], known: 1, gone: [] });
    expect(Baseline.of(findings(twice)).compare(findings(routes('5')))).toMatchObject({ fresh: [], known: 1, gone: [{ count: 1 }] });
  });

  test('takes another value in the same field for another mistake', () => {
    expect(Baseline.of(findings(routes('5'))).compare(findings(routes('6'))).fresh).toHaveLength(1);
  });

  test.each(['', '[]', '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}', '{"version": 1, "findings": [null]}'])(
    'is not %j',
    (text) => {
      expect(() => Baseline.parse(text, 'b.json')).toThrow(
        'b.json: no baseline of findings; write one by cdk8s-istio check --write-baseline',
      );
    },
  );
});

test('A field is written as people write it', () => {
  expect(fieldText(['spec', 'http', 0, 'match', 1, 'headers', 'x-a'])).toBe('spec.http[0].match[1].headers.x-a');
  expect(fieldText(['metadata', 'annotations', 'example.com/a'])).toBe('metadata.annotations["example.com/a"]');
  expect(fieldText([])).toBe('');
});

test.each<[object, string]>([
  [{}, ''],
  [{ repository: 'https://example.com/a/b' }, ''],
  [{ repository: 'github:a/b' }, 'https://github.com/a/b/blob/main/'],
  [{ repository: 'a/b' }, 'https://github.com/a/b/blob/main/'],
  [{ repository: { url: 'git+https://github.com/a/b.git' } }, 'https://github.com/a/b/blob/main/'],
])('The pages of a package with %j are at "%s"', (manifest, home) => {
  expect(homeOf(manifest)).toBe(home);
});

describe('Whatever the manifests hold', () => {
  const kinds = [
    ...[
      'VirtualService',
      'DestinationRule',
      'Gateway',
      'ServiceEntry',
      'Sidecar',
      'EnvoyFilter',
      'WorkloadEntry',
      'WorkloadGroup',
      'ProxyConfig',
    ].map((kind) => ['networking.istio.io/v1', kind]),
    ...['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'].map((kind) => ['security.istio.io/v1', kind]),
    ...['Service', 'Pod', 'Namespace', 'ConfigMap', 'Secret'].map((kind) => ['v1', kind]),
    ['telemetry.istio.io/v1', 'Telemetry'],
    ['extensions.istio.io/v1alpha1', 'WasmPlugin'],
    ['apps/v1', 'Deployment'],
  ] as const;
  const FIELDS = (
    'hosts http tcp tls match route destination host subset port number weight gateways exportTo selector servers protocol name tls mode credentialName ' +
    'subsets labels trafficPolicy outlierDetection endpoints addresses ports resolution workloadSelector egress ingress configPatches applyTo patch operation value ' +
    'rules from to when source principals jwtRules issuer jwksUri mtls portLevelMtls headers uri exact prefix regex redirect rewrite retries timeout fault delegate ' +
    'template metadata annotations spec containers image type externalName data __proto__ constructor toString'
  ).split(' ');
  const scalar = fc.oneof(
    fc.constantFrom(
      'a',
      'web',
      '*',
      '*.a.com',
      'web.shop.svc.cluster.local',
      '',
      '1s',
      '-1',
      '((a+)+)+$',
      '[',
      '%',
      '%A%',
      '~',
      './*',
      '../x',
      'HTTP',
      'SIMPLE',
      '\u0000',
      '🐛',
    ),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...FIELDS), tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  const manifest = fc
    .tuple(
      fc.constantFrom(...kinds),
      fc.constantFrom('a', 'b', 'web', undefined, 5),
      fc.constantFrom('shop', 'default', undefined),
      value,
      value,
    )
    .map(([[apiVersion, kind], name, namespace, spec, extra]) => ({
      apiVersion,
      kind,
      metadata: { name, namespace, labels: extra, annotations: extra },
      spec,
      data: extra,
    }));

  test('a check neither throws nor changes it, and says the same again', () => {
    fc.assert(
      fc.property(fc.array(manifest, { minLength: 1, maxLength: 6 }), (manifests) => {
        const text = manifests.map((each) => JSON.stringify(each)).join('\n');
        const mesh = Mesh.fromYaml(text);
        const before = JSON.stringify(mesh.model.kindsPresent.map((kind) => mesh.model.ofKind(kind).map((each) => each.manifest)));
        const found = JSON.stringify(mesh.check());
        expect(JSON.stringify(mesh.model.kindsPresent.map((kind) => mesh.model.ofKind(kind).map((each) => each.manifest)))).toBe(before);
        expect(JSON.stringify(Mesh.fromYaml(text).check())).toBe(found);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
    );
  });
});
