import { App, Chart, Duration } from 'cdk8s';
import { LocalityLbSetting } from '../../networking';
import { MeshNamespace, NamespaceMode } from '../namespace';
import { WorkloadMode } from '../workload';
import {
  AccessLog,
  ArgoCdInstall,
  ExtensionProvider,
  FluxInstall,
  HelmInstall,
  IstioOperatorInstall,
  MeshGateway,
  Profile,
  SailInstall,
  Scaling,
  Toleration,
} from '.';

/**
 * What a JavaScript user can get wrong, everywhere: each value of a specimen is replaced by each of a set of foreign
 * ones. Either the construct makes sense of it, or it says so as an InvalidConfigError.
 */

/** Marks a value of a specimen as one that is replaced in turn. */
type Mark = (value: any) => any;

const props = (v: Mark): any =>
  v({
    profile: v(Profile.AMBIENT),
    version: v('1.30.3'),
    namespace: v('mesh'),
    revision: v('a'),
    hub: v('example.com/istio'),
    platform: v('gke'),
    meshConfig: v({
      accessLog: v(AccessLog.json(v({ fields: v({ a: v('b') }), path: v('/a') }))),
      outboundTrafficPolicy: v('ALLOW_ANY'),
      enableAutoMtls: v(true),
      trustDomain: v('a'),
      trustDomainAliases: v([v('b')]),
      localityLbSetting: v(LocalityLbSetting.failoverPriority(v([v('a')]))),
      defaultConfig: v({
        holdApplicationUntilProxyStarts: v(true),
        concurrency: v(1),
        tracing: v({ sampling: v(1), maxPathTagLength: v(1) }),
        proxyMetadata: v({ a: v('b') }),
        terminationDrainDuration: v(Duration.seconds(1)),
        gatewayTopology: v({ numTrustedProxies: v(1), forwardClientCertDetails: v('SANITIZE') }),
        statsInclusionPrefixes: v([v('a')]),
        other: v({ statusPort: v(15020), image: v({ imageType: v('debug') }) }),
      }),
      enableTracing: v(true),
      extensionProviders: v([
        v(ExtensionProvider.openTelemetry(v('a'), v({ service: v('a.b'), port: v(1), maxTagLength: v(1), httpPath: v('/') }))),
        v(ExtensionProvider.fileAccessLog(v('b'), v({ path: v('/a'), labels: v({ a: v('b') }) }))),
        v(
          ExtensionProvider.extAuthzHttp(
            v('c'),
            v({ service: v('a.b'), port: v(1), statusOnError: v(503), headersToUpstreamOnAllow: v([v('a')]) }),
          ),
        ),
        v(ExtensionProvider.of(v('d'), v('stackdriver'), v({ maxTagLength: v(1) }))),
      ]),
      defaultProviders: v({ tracing: v([v('a')]) }),
      discoverySelectors: v([
        v({ matchLabels: v({ a: v('b') }), matchExpressions: v([v({ key: v('a'), operator: v('In'), values: v([v('b')]) })]) }),
      ]),
      other: v({ connectTimeout: v('1s'), serviceSettings: v([v({ hosts: v([v('a')]) })]) }),
    }),
    istiod: v({
      resources: v({ requests: v({ cpu: v('1') }), limits: v({ cpu: v('2'), memory: v('4Gi') }) }),
      scaling: v(Scaling.auto(v({ min: v(1), max: v(2), targetCpu: v(50) }))),
      env: v({ A: v('b') }),
      nodeSelector: v({ a: v('b') }),
      tolerations: v([v(Toleration.equal(v('a'), v('b'), v('NoExecute')))]),
    }),
    cni: v({ enabled: v(true), resources: v({}) }),
    ztunnel: v({ nodeSelector: v({ a: v('b') }) }),
    proxy: v({ resources: v({ requests: v({ cpu: v('1') }) }) }),
    gateways: v([
      v(
        MeshGateway.ingress(
          v({
            name: v('a'),
            namespace: v('b'),
            labels: v({ a: v('b') }),
            ports: v([v({ name: v('a'), port: v(80), targetPort: v(8080) })]),
            serviceType: v('ClusterIP'),
            serviceAnnotations: v({ a: v('b') }),
            scaling: v(Scaling.fixed(v(2))),
            resources: v({ requests: v({ memory: v('1Mi') }) }),
          }),
        ),
      ),
    ]),
  });

type Specimen = (v: Mark, scope: Chart) => unknown;

const SPECIMENS: { readonly [name: string]: Specimen } = {
  IstioOperatorInstall: (v, scope) => new IstioOperatorInstall(scope, 'a', props(v)),
  SailInstall: (v, scope) => new SailInstall(scope, 'a', v({ profile: v('demo'), hub: v('a') })),
  HelmInstall: (v, scope) => new HelmInstall(scope, 'a', v({ profile: v('ambient'), cni: v({ tolerations: v([]) }) })),
  ArgoCdInstall: (v, scope) => new ArgoCdInstall(scope, 'a', v({ argoCdNamespace: v('a'), project: v('b'), server: v('https://c') })),
  FluxInstall: (v, scope) => new FluxInstall(scope, 'a', v({ fluxNamespace: v('a'), interval: v(Duration.minutes(1)) })),
  MeshNamespace: (v, scope) =>
    new MeshNamespace(
      scope,
      'a',
      v({ mode: v(NamespaceMode.waypoint(v({ name: v('a'), namespace: v('b'), fromIngress: v(true) }))), metadata: { name: 'b' } }),
    ),
  WorkloadMode: (v, scope) =>
    WorkloadMode.inherited(
      v({
        resources: v({ limits: v({ cpu: v('1') }) }),
        excludeInboundPorts: v([v(1)]),
        excludeOutboundIPRanges: v([v('10.0.0.0/8')]),
        holdApplicationUntilProxyStarts: v(true),
        nativeSidecar: v(false),
        interceptionMode: v('NONE'),
        logLevel: v('info'),
        proxyImage: v('a/b'),
        statusPort: v(1),
        readinessPeriodSeconds: v(1),
        proxyConfig: v({ concurrency: v(1) }),
      }),
    ).podMetadata(scope),
};

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

const FOREIGN: unknown[] = [
  null,
  undefined,
  Symbol('s'),
  5n,
  () => 'a',
  NaN,
  -1,
  1e99,
  '',
  '__proto__',
  true,
  {},
  [],
  [null],
  cyclic,
  Object.create(null),
  JSON.parse('{"__proto__":"a","constructor":"b"}'),
  new Map([['a', 'b']]),
];

test.each(Object.entries(SPECIMENS))('%s makes sense of every value, or refuses it', (_, specimen) => {
  const scope = (): Chart => new Chart(new App(), 'mesh');
  let count = 0;
  specimen((value) => (count++, value), scope()); // the specimen itself is right
  expect(count).toBeGreaterThan(2);
  const crashes: string[] = [];
  for (let target = 0; target < count; target++) {
    for (const foreign of FOREIGN) {
      const chart = scope();
      let index = 0;
      try {
        specimen((value) => (index++ === target ? foreign : value), chart);
        JSON.stringify(chart.toJson());
      } catch (error) {
        const { name, message } = error as Error;
        if (name !== 'InvalidConfigError') crashes.push(`value ${target} as ${typeof foreign} ${String(message).slice(0, 200)}`);
      }
    }
  }
  expect(crashes).toEqual([]);
});
