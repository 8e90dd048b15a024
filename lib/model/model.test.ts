import { Kind, Model, UnreadableMeshConfigError } from '.';

const service = (name: string, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', ...metadata },
  spec: { ports: [{ name: 'http', port: 80 }], selector: { app: name }, ...spec },
});
const deployment = (name: string, labels: object, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: { template: { metadata: { labels }, spec: { containers: [{ ports: [{ name: 'web', containerPort: 8080 }] }] } }, ...spec },
});
const endpointsOf = (model: Model, host: string) => {
  const [found] = model.servicesOf(host);
  return model.endpointsOf(found!, found!.ports[0]!).map(({ name }) => name);
};

test('All served versions of a kind are one kind', () => {
  const of = (apiVersion: string, name: string) => ({ apiVersion, kind: 'VirtualService', metadata: { name }, spec: {} });
  const model = Model.of([
    of('networking.istio.io/v1', 'a'),
    of('networking.istio.io/v1beta1', 'b'),
    of('networking.istio.io/v1alpha3', 'c'),
  ]);
  expect(model.ofKind(Kind.VIRTUAL_SERVICE).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('A Gateway of the Gateway API is not one of Istio', () => {
  const model = Model.of([{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'a' } }]);
  expect(model.ofKind(Kind.GATEWAY)).toEqual([]);
  expect(model.ofKind(Kind.K8S_GATEWAY)).toHaveLength(1);
});

test('Of one identity given twice the later counts, and both are told', () => {
  const model = Model.of([service('a', { clusterIP: '10.0.0.1' }), service('a', { clusterIP: '10.0.0.2' })]);
  expect(model.services.map(({ address }) => address)).toEqual(['10.0.0.2']);
  expect(model.duplicates).toHaveLength(1);
});

test('Objects without a name are in no index, but told', () => {
  const unnamed = { apiVersion: 'v1', kind: 'Service', metadata: { generateName: 'a-' } };
  const model = Model.of([unnamed, service('a')]);
  expect(model.unnamed).toMatchObject([{ kind: '/Service', name: '', namespace: 'default', manifest: unnamed }]);
  expect(model.ofKind('/Service')).toHaveLength(1);
  expect(Model.of([{ apiVersion: 'v1', kind: 'Service' }]).unnamed).toMatchObject([{ name: '' }]);
});

test('What is no Kubernetes object is passed over', () => {
  expect(
    Model.of([null, 3, 'text', [], {}, { kind: 'Service' }, { apiVersion: 'v1', kind: 'Service', metadata: {} }]).kindsPresent,
  ).toEqual([]);
});

test('Names out of prototypes are names like any other', () => {
  const model = Model.of([service('__proto__'), service('constructor')]);
  expect(model.get(Kind.SERVICE, 'shop', '__proto__')?.name).toBe('__proto__');
  expect(model.get(Kind.SERVICE, 'shop', 'toString')).toBeUndefined();
});

test('Objects are taken by creation, then name, then namespace', () => {
  const at = (name: string, creationTimestamp?: string) => service(name, {}, { creationTimestamp });
  const model = Model.of([at('c', '2025-01-02T00:00:00Z'), at('b', '2025-01-01T00:00:00Z'), at('z'), at('a')]);
  expect(model.inOrder(Kind.SERVICE).map(({ name }) => name)).toEqual(['a', 'z', 'b', 'c']);
});

test('Behind a Service stand the ready Pods that its selector selects', () => {
  const model = Model.of([
    service('a'),
    deployment('a-v1', { app: 'a', version: 'v1' }),
    deployment('a-v2', { app: 'a' }, { replicas: 0 }),
    deployment('b', { app: 'b' }),
  ]);
  expect(endpointsOf(model, 'a.shop.svc.cluster.local')).toEqual(['shop/a-v1']);
});

test('A named target port asks for Pods that declare it', () => {
  const model = Model.of([service('a', { ports: [{ port: 80, targetPort: 'web' }] }), deployment('a', { app: 'a' })]);
  expect(endpointsOf(model, 'a.shop.svc.cluster.local')).toEqual(['shop/a']);
  const other = Model.of([service('a', { ports: [{ port: 80, targetPort: 'grpc' }] }), deployment('a', { app: 'a' })]);
  expect(endpointsOf(other, 'a.shop.svc.cluster.local')).toEqual([]);
});

test('WorkloadEntries stand behind Services and ServiceEntries alike', () => {
  const entry = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: { name: 'vm', namespace: 'shop' },
    spec: { address: '10.9.9.9', labels: { app: 'a' } },
  };
  expect(endpointsOf(Model.of([service('a'), entry]), 'a.shop.svc.cluster.local')).toEqual(['10.9.9.9:80']);
});

test('A ServiceEntry by DNS without endpoints answers at its own host', () => {
  const entry = (resolution: string) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'e', namespace: 'shop' },
    spec: { hosts: ['api.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS', targetPort: 8443 }], resolution },
  });
  expect(endpointsOf(Model.of([entry('DNS')]), 'api.example.com')).toEqual(['api.example.com:8443']);
  expect(endpointsOf(Model.of([entry('STATIC')]), 'api.example.com')).toEqual([]);
});

test('Aliases are followed to their end, rings to none', () => {
  const alias = (name: string, to: string) => service(name, { type: 'ExternalName', externalName: `${to}.shop.svc.cluster.local` });
  const model = Model.of([alias('one', 'two'), alias('two', 'real'), service('real'), alias('x', 'y'), alias('y', 'x')]);
  expect(model.servicesOf('real.shop.svc.cluster.local')[0]?.aliases).toEqual(['one.shop.svc.cluster.local', 'two.shop.svc.cluster.local']);
});

test('Mesh config is as given, else that of the ConfigMap, else Istio’s default', () => {
  const map = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: 'mesh' },
    data: { mesh: '{"outboundTrafficPolicy": {"mode": "REGISTRY_ONLY"}}' },
  };
  expect(Model.of([map]).meshConfig.outboundTrafficPolicy?.mode).toBe('REGISTRY_ONLY');
  expect(Model.of([map]).rootNamespace).toBe('mesh');
  expect(Model.of([map], { meshConfig: {} }).meshConfig).toEqual({});
  expect(Model.of([]).rootNamespace).toBe('istio-system');
});

test('Mesh config that can’t be read is an error, not a default', () => {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: 'a: [' } };
  expect(() => Model.of([map]).meshConfig).toThrow(UnreadableMeshConfigError);
});
