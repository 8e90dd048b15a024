import { App, Chart, Testing } from 'cdk8s';
import { IstioOperatorInstall, MeshGateway, Platform, Profile, Scaling, TaintEffect, Toleration } from '.';

/** The complaint about the props, without the construct's path. */
function refusal(props: any): string {
  try {
    new IstioOperatorInstall(new Chart(new App(), 'mesh'), 'istio', props);
  } catch (error) {
    expect((error as Error).name).toBe('InvalidConfigError');
    expect((error as Error).message).toMatch(/^mesh\/istio: /);
    return (error as Error).message.slice('mesh/istio: '.length);
  }
  return 'none';
}

function spec(props: any): any {
  const chart = new Chart(new App(), 'mesh');
  new IstioOperatorInstall(chart, 'istio', props);
  return Testing.synth(chart)[0].spec;
}

test('unknown profiles and releases are refused, with those that are known', () => {
  expect(refusal({ profile: 'sds' })).toBe(
    'profile: "sds" is not a profile that is known here; use one of default, demo, minimal, ambient, empty',
  );
  expect(refusal({ profile: '__proto__' })).toContain('"__proto__" is not a profile that is known here');
  expect(refusal({ version: '1.20.0' })).toBe(
    'version: "1.20.0" is not a release of Istio that this version of cdk8s-istio knows; install 1.30.3, or take the cdk8s-istio for it',
  );
  expect(refusal({ version: '1.30.3' })).toBe('none');
});

test('names that Kubernetes and Istio refuse are refused', () => {
  expect(refusal({ namespace: 'Mesh' })).toContain('namespace: "Mesh" is not a namespace');
  expect(refusal({ revision: '1.30.3' })).toContain('revision: "1.30.3" is not a revision');
  expect(refusal({ revision: 'default' })).toBe('revision: "default" is what the control plane without a revision is called; leave it out');
  expect(refusal({ hub: 'https://registry.example.com/istio' })).toContain('hub: "https://registry.example.com/istio" is not a registry');
  expect(refusal({ hub: 'registry.example.com:5000/istio' })).toBe('none');
  expect(refusal({ platform: 'aks' })).toContain('platform: "aks" is not known here; use one of gke,');
  expect(refusal({ platform: Platform.GKE })).toBe('none');
});

test('what the profile does not have cannot be configured', () => {
  expect(refusal({ ztunnel: {} })).toBe('ztunnel: configures what the profile default has not; use Profile.AMBIENT, or leave it out');
  expect(refusal({ cni: { resources: { requests: { cpu: '1' } } } })).toBe(
    'cni: configures what the profile default does not run; add enabled: true, or leave it out',
  );
  expect(refusal({ profile: Profile.AMBIENT, cni: { enabled: false } })).toContain(
    'cni.enabled: false leaves the profile ambient without what redirects its traffic',
  );
  expect(refusal({ profile: Profile.EMPTY, meshConfig: {} })).toContain(
    'meshConfig: configures a control plane, and the profile empty has none',
  );
});

test('settings of istiod go where its chart reads them', () => {
  const istiod = {
    resources: { requests: { cpu: '1', memory: '3Gi' }, limits: { memory: '4Gi' } },
    scaling: Scaling.auto({ min: 2, max: 4, targetCpu: 60 }),
    nodeSelector: { pool: 'mesh' },
    tolerations: [
      Toleration.all(TaintEffect.NO_SCHEDULE),
      Toleration.key('dedicated'),
      Toleration.equal('team', 'mesh', TaintEffect.NO_EXECUTE),
    ],
    env: { PILOT_ENABLE_STATUS: 'true' },
  };
  expect(spec({ istiod }).values.pilot).toEqual({
    resources: istiod.resources,
    autoscaleEnabled: true,
    autoscaleMin: 2,
    autoscaleMax: 4,
    cpu: { targetAverageUtilization: 60 },
    nodeSelector: { pool: 'mesh' },
    tolerations: [
      { operator: 'Exists', effect: 'NoSchedule' },
      { key: 'dedicated', operator: 'Exists' },
      { key: 'team', operator: 'Equal', value: 'mesh', effect: 'NoExecute' },
    ],
    env: { PILOT_ENABLE_STATUS: 'true' },
  });
  expect(spec({ istiod: { scaling: Scaling.fixed(3) } }).values.pilot).toEqual({ autoscaleEnabled: false, replicaCount: 3 });
  expect(spec({ proxy: { resources: { requests: { cpu: '50m' } } } }).values.global).toEqual({
    proxy: { resources: { requests: { cpu: '50m' } } },
  });
});

test('a limit below a request is refused, also of what the charts have by default', () => {
  expect(refusal({ istiod: { resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } } })).toBe(
    'istiod.resources.limits.cpu: "1500m" is less than the 2 that is requested; raise the limit, or lower the request',
  );
  expect(refusal({ istiod: { resources: { limits: { memory: '1Gi' } } } })).toBe(
    'istiod.resources.limits.memory: "1Gi" is less than the 2048Mi that is requested by default; raise the limit, or lower the request',
  );
  expect(refusal({ profile: Profile.DEMO, istiod: { resources: { limits: { memory: '1Gi' } } } })).toBe('none');
  expect(refusal({ gateways: [MeshGateway.ingress({ resources: { requests: { memory: '2Gi' } } })] })).toBe(
    'gateways[0].resources.requests.memory: "2Gi" is more than the default limit, 1024Mi; give a limit as well',
  );
});

test.each([
  [{ istiod: { resources: { requests: { cpu: 1 } } } }, 'istiod.resources.requests.cpu: 1 is not a quantity of Kubernetes'],
  [{ istiod: { resources: { requests: { cpu: '-1' } } } }, '"-1" is not a quantity'],
  [{ istiod: { resources: { requests: { memory: '1 Gi' } } } }, '"1 Gi" is not a quantity'],
  [{ istiod: { resources: { cpu: '1' } } }, 'istiod.resources.cpu: "1" is not a field of Resources'],
  [{ istiod: { scaling: Scaling.fixed(0) } }, 'istiod.scaling: 0 is out of range'],
  [{ istiod: { scaling: Scaling.auto({ min: 3, max: 2 }) } }, 'istiod.scaling.max: 2 is less than min, 3; raise it'],
  [{ istiod: { scaling: Scaling.auto({ targetCpu: 0 }) } }, 'istiod.scaling.targetCpu: 0 is out of range'],
  [{ istiod: { scaling: 2 } }, 'istiod.scaling: 2 was not made by Scaling'],
  [{ istiod: { tolerations: [Toleration.key('')] } }, 'istiod.tolerations[0].key: "" is the key of no taint'],
  [{ istiod: { tolerations: [{ key: 'a' }] } }, 'was not made by Toleration'],
  [{ istiod: { nodeSelector: { 'a b': 'c' } } }, 'istiod.nodeSelector[a b]: "a b" is not a label key'],
  [{ istiod: { env: { A: 1 } } }, 'istiod.env.A: 1 is not a string'],
  [{ istiod: null }, 'istiod: null is not an object'],
  [{ cni: { enabled: 'yes' } }, 'cni.enabled: "yes" is not a boolean'],
  [{ proxy: { cpu: '1' } }, 'proxy.cpu: "1" is not a field of ProxyOptions'],
  [{ profiel: 'demo' }, 'profiel: "demo" is not a field of the props of a control plane; remove it'],
  [{ gateways: {} }, 'gateways: {} is not a list'],
  [{ gateways: [{ name: 'x' }] }, 'gateways[0]: {"name":"x"} was not made by MeshGateway'],
  [{ gateways: [MeshGateway.ingress(), MeshGateway.ingress()] }, 'gateways[1].name: "istio-ingressgateway" names a gateway before it'],
  [
    { gateways: [MeshGateway.ingress({ labels: { app: 'x' } }), MeshGateway.ingress({ name: 'b', labels: { app: 'x' } })] },
    'gateways[1].labels: {"app":"x","istio":"ingressgateway"} are those of a gateway before it; give each a label app or istio of its own',
  ],
  [{ gateways: [MeshGateway.ingress({ name: 'a.b' })] }, 'gateways[0].name: "a.b" is not a name for a Service'],
  [{ gateways: [MeshGateway.ingress({ ports: [] })] }, 'gateways[0].ports: [] has no port'],
  [
    { gateways: [MeshGateway.ingress({ ports: [{ name: 'ftp', port: 21 }] })] },
    'ports[0].targetPort: 21 is a port that only root can open',
  ],
  [{ gateways: [MeshGateway.ingress({ ports: [{ name: 'x', port: 15021 }] })] }, 'ports[0].port: 15021 is a port of this gateway already'],
  [
    { gateways: [MeshGateway.egress({ ports: [1, 2].map(() => ({ name: 'x', port: 90, targetPort: 9000 })) })] },
    'ports[1].port: 90 is a port',
  ],
  [
    { gateways: [MeshGateway.ingress({ serviceType: 'ExternalName' as any })] },
    'gateways[0].serviceType: "ExternalName" is not known here',
  ],
  [null, 'null is not an object'],
])('refuses %j', (props, message) => {
  expect(refusal(props)).toContain(message);
});

test('gateways have their own names, namespaces, labels, ports and annotations', () => {
  const gateway = MeshGateway.ingress({
    name: 'inner',
    namespace: 'edge',
    labels: { istio: 'inner', team: 'x' },
    ports: [{ name: 'tcp-db', port: 5432 }],
    serviceAnnotations: { 'example.com/internal': 'true' },
  });
  expect(spec({ gateways: [gateway] }).components).toEqual({
    ingressGateways: [
      {
        name: 'inner',
        namespace: 'edge',
        enabled: true,
        label: { app: 'inner', istio: 'inner', team: 'x' },
        k8s: {
          service: {
            type: 'LoadBalancer',
            ports: [
              { name: 'status-port', port: 15021, targetPort: 15021, protocol: 'TCP' },
              { name: 'tcp-db', port: 5432, targetPort: 5432, protocol: 'TCP' },
            ],
          },
          serviceAnnotations: { 'example.com/internal': 'true' },
        },
      },
    ],
    egressGateways: [{ name: 'istio-egressgateway', enabled: false }],
  });
});
