import { Model } from '.';

const service = (spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { ports: [{ name: 'tcp', port: 5432 }], ...spec },
});
const slice = (more: object, labels: object = { 'kubernetes.io/service-name': 'db' }) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'db-1', namespace: 'shop', labels },
  addressType: 'IPv4',
  ports: [{ name: 'tcp', port: 6000 }],
  ...more,
});
const endpointsOf = (...manifests: readonly unknown[]) => {
  const model = Model.of(manifests);
  const [db] = model.servicesOf('db.shop.svc.cluster.local');
  return model.endpointsOf(db!, db!.ports[0]!).map(({ name }) => name);
};

describe('Behind a Service without selector', () => {
  test('are the ready addresses of its slices, at the slices’ port of that name', () => {
    const endpoints = [
      { addresses: ['10.0.0.1'] },
      { addresses: ['10.0.0.2'], conditions: { ready: true } },
      { addresses: ['10.0.0.3'], conditions: { ready: false } },
    ];
    expect(endpointsOf(service(), slice({ endpoints }))).toEqual(['10.0.0.1:6000', '10.0.0.2:6000']);
    expect(endpointsOf(service(), slice({ endpoints, ports: [{ name: 'other', port: 6000 }] }))).toEqual([]);
  });

  test('are no slices of other Services, nor names', () => {
    const endpoints = [{ addresses: ['10.0.0.1'] }];
    expect(endpointsOf(service(), slice({ endpoints }, { 'kubernetes.io/service-name': 'other' }))).toEqual([]);
    expect(endpointsOf(service(), slice({ endpoints: [{ addresses: ['a.com'] }], addressType: 'FQDN' }))).toEqual([]);
  });

  test('is the Pod that a slice names, if the set has it', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db-0', namespace: 'shop', labels: { app: 'db' } } };
    const endpoints = [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: 'db-0' } }];
    expect(endpointsOf(service(), slice({ endpoints }), pod)).toEqual(['shop/db-0']);
  });

  test('is what an Endpoints object lists, unless it is not to be mirrored', () => {
    const object = (labels: object = {}) => ({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'db', namespace: 'shop', labels },
      subsets: [{ addresses: [{ ip: '10.0.0.9' }], notReadyAddresses: [{ ip: '10.0.0.8' }], ports: [{ name: 'tcp', port: 7000 }] }],
    });
    expect(endpointsOf(service(), object())).toEqual(['10.0.0.9:7000']);
    expect(endpointsOf(service(), object({ 'endpointslice.kubernetes.io/skip-mirror': 'true' }))).toEqual([]);
  });
});

test('A selector makes slices moot: they say what its Pods say', () => {
  expect(endpointsOf(service({ selector: { app: 'db' } }), slice({ endpoints: [{ addresses: ['10.0.0.1'] }] }))).toEqual([]);
});

test('Slices of a wrong shape say nothing', () => {
  const odd = [{ endpoints: 3 }, { endpoints: [null, { addresses: 'x' }, { addresses: [3] }] }, { endpoints: [{}], ports: 'x' }];
  for (const each of odd) expect(endpointsOf(service(), slice(each))).toEqual([]);
});

test('Of a Service’s addresses the IPv4 one counts, if it has one', () => {
  const addressOf = (spec: object) => Model.of([service(spec)]).services[0]!.address;
  expect(addressOf({ clusterIP: 'fd00::1', clusterIPs: ['fd00::1', '10.1.2.3'] })).toBe('10.1.2.3');
  expect(addressOf({ clusterIP: 'fd00::1', clusterIPs: ['fd00::1'] })).toBe('fd00::1');
  expect(addressOf({ clusterIP: 'None', clusterIPs: ['None'] })).toBe('0.0.0.0');
});
