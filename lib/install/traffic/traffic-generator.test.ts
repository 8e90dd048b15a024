import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import fc from 'fast-check';
import { MeshNamespace, NamespaceMode } from '../namespace';
import { TrafficGenerator, type TrafficGeneratorProps, TrafficOrigin } from '.';

const TARGET = 'http://istio-ingressgateway.istio-system/productpage';

function synth(props: Partial<TrafficGeneratorProps> = {}): Record<string, any>[] {
  const chart = new Chart(new App(), 'app', { namespace: 'bookinfo' });
  new TrafficGenerator(chart, 'traffic', { target: TARGET, ...props });
  return Testing.synth(chart);
}

const podOf = (props?: Partial<TrafficGeneratorProps>): Record<string, any> => synth(props)[1]!.spec.template;
const argsOf = (props?: Partial<TrafficGeneratorProps>): string[] => podOf(props).spec.containers[0].args;
const after = (args: string[], flag: string): string => args[args.indexOf(flag) + 1]!;

test('asks once a second for ever, from outside the mesh, under an account of its own', () => {
  const [account, deployment] = synth({ metadata: { name: 'productpage-traffic' } });
  expect(account).toEqual({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'productpage-traffic', namespace: 'bookinfo' } });
  expect(deployment).toMatchObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'productpage-traffic', namespace: 'bookinfo' },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: { app: 'productpage-traffic' } },
      template: {
        metadata: {
          labels: { app: 'productpage-traffic', 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'none' },
        },
        spec: { serviceAccountName: 'productpage-traffic', automountServiceAccountToken: false },
      },
    },
  });
  const args = argsOf();
  expect(args[0]).toBe('load');
  expect(after(args, '-t')).toBe('0');
  expect(after(args, '-qps')).toBe('1');
  expect(after(args, '-c')).toBe('1');
  expect(args.at(-1)).toBe(TARGET);
});

test('is named by its place in the app, as one thing', () => {
  const names = synth().map(({ metadata }) => metadata.name as string);
  expect(names[0]).toMatch(/^app-traffic-[0-9a-f]{8}$/);
  expect(names[1]).toBe(names[0]);
});

test('its Deployment can be patched', () => {
  const chart = new Chart(new App(), 'app');
  ApiObject.of(new TrafficGenerator(chart, 'traffic', { target: TARGET })).addJsonPatch(JsonPatch.replace('/spec/replicas', 0));
  expect(Testing.synth(chart)[1]).toMatchObject({ kind: 'Deployment', spec: { replicas: 0 } });
});

test('runs one fixed version, small, not as root, and without any right that it does not need', () => {
  const { spec } = podOf();
  expect(spec.securityContext).toEqual({
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(spec.containers).toHaveLength(1);
  const [container] = spec.containers;
  expect(container.image).toBe('docker.io/fortio/fortio:1.75.3');
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
  expect(container.resources.limits).toEqual({ cpu: '200m', memory: '64Mi' });
});

test('sends its headers as fortio takes them', () => {
  const args = argsOf({ headers: { 'end-user': 'jason', Host: 'bookinfo.example.com', 'x-empty': '' } });
  expect(args.slice(args.indexOf('-H'), -1)).toEqual(['-H', 'end-user:jason', '-H', 'Host:bookinfo.example.com', '-H', 'x-empty:']);
});

test('has a connection for every ten requests a second', () => {
  expect([0.001, 1, 10, 10.5, 300, 1000].map((rate) => argsOf({ rate })).map((args) => [after(args, '-qps'), after(args, '-c')])).toEqual([
    ['0.001', '1'],
    ['1', '1'],
    ['10', '1'],
    ['10.5', '2'],
    ['300', '30'],
    ['1000', '100'],
  ]);
});

test('joins the mesh by the labels of its Pod', () => {
  const labels = (origin: TrafficOrigin): unknown => {
    const { app, ...rest } = podOf({ origin }).metadata.labels;
    return rest;
  };
  expect(labels(TrafficOrigin.SIDECAR)).toEqual({ 'sidecar.istio.io/inject': 'true' });
  expect(labels(TrafficOrigin.AMBIENT)).toEqual({ 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'ambient' });
});

test('does not ask for a sidecar in a namespace of the app that has none', () => {
  const chart = new Chart(new App(), 'app', { namespace: 'bookinfo' });
  new MeshNamespace(chart, 'namespace', { metadata: { name: 'bookinfo' }, mode: NamespaceMode.withoutSidecars() });
  new TrafficGenerator(chart, 'traffic', { target: TARGET, origin: TrafficOrigin.SIDECAR });
  expect(() => Testing.synth(chart)).toThrow('is one without sidecars, which wins');
});

test('Kubernetes reads the arguments as they were given', () => {
  // Expand in third_party/forked/golang/expansion of Kubernetes 1.35: $$ is $, $(NAME) a variable, any other $ itself.
  const expand = (text: string): string => text.replace(/\$(\$|\(([^)]*)\))/g, (_all, what: string) => (what === '$' ? '$' : 'EXPANDED'));
  expect(argsOf({ headers: { 'x-price': '$(HOME) $$ $5' } }).map(expand)).toContain('x-price:$(HOME) $$ $5');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('$', '(', ')', 'A') }), (value) => {
      expect(argsOf({ headers: { 'x-v': value } }).map(expand)).toContain(`x-v:${value}`);
    }),
  );
});

test.each([0, -1, 1000.1, NaN, Infinity, '1' as never, null as never])('refuses the rate %p', (rate) => {
  expect(() => synth({ rate })).toThrow(
    `app/traffic: rate: ${JSON.stringify(rate) === 'null' && rate !== null ? String(rate) : JSON.stringify(rate)} is out of range; give a number of requests per second above 0 and up to 1000`,
  );
});

test.each([
  ['', '"" is not a URL of http or https; write it as "http://reviews.bookinfo:9080/reviews/1"'],
  ['reviews:9080/reviews/1', '"reviews:9080/reviews/1" is not a URL of http or https'],
  ['ftp://reviews/', '"ftp://reviews/" is not a URL of http or https'],
  ['http:reviews', '"http:reviews" is not a URL of http or https'],
  ['http://', '"http://" is not a URL of http or https'],
  ['http://reviews:99999/', '"http://reviews:99999/" is not a URL of http or https'],
  ['http://a b/', '"http://a b/" is not a URL of http or https'],
  ['http://jane:secret@reviews/', '"http://...@reviews" holds credentials, which everybody would read in the Deployment; remove them'],
  ['http://reviews/#top', '"http://reviews/#top" has a fragment, which no client sends; remove what follows the "#"'],
  [7 as never, '7 is not a string; quote it'],
  [undefined as never, 'is not a string; quote it'],
])('refuses the target %p', (target, complaint) => {
  expect(() => synth({ target })).toThrow(`app/traffic: target: ${complaint}`);
});

test.each([
  [{ 'end user': 'jason' }, 'headers[end user]: "end user" is not the name of a header; use letters, digits and dashes'],
  [{ '': 'jason' }, 'headers[]: "" is not the name of a header'],
  [{ 'end-user': 'jason\r\nx: y' }, 'headers[end-user]: "jason\\r\\nx: y" has a line break or NUL'],
  [{ 'end-user': 7 as never }, 'headers[end-user]: 7 is not a string; quote it'],
  [{ 'End-User': 'a', 'end-user': 'b' }, 'headers[end-user]: "end-user" is there already'],
])('refuses the headers %p', (headers, complaint) => {
  expect(() => synth({ headers })).toThrow(`app/traffic: ${complaint}`);
});

test('refuses what it does not know, and names that Kubernetes does not take', () => {
  expect(() => synth({ origin: 'inside' as never })).toThrow(
    'app/traffic: origin: "inside" is not known here; use one of outside, sidecar, ambient',
  );
  expect(() => synth({ qps: 7 } as never)).toThrow('app/traffic: qps: 7 is not a field of TrafficGeneratorProps; remove it');
  expect(() => synth({ metadata: { name: 'Traffic' } })).toThrow('metadata.name: "Traffic" is not a name that Kubernetes takes');
  expect(() => synth({ metadata: { name: 'a'.repeat(64) } })).toThrow(
    'is longer than the 63 characters of the label that Pods get from it; shorten it',
  );
  expect(() => new TrafficGenerator(new Chart(new App(), 'app'), 'traffic', undefined as never)).toThrow(
    'app/traffic: is not an object; give one with the fields of TrafficGeneratorProps',
  );
});
