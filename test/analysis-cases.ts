import { Analyzer } from '../lib/check/analysis/analyzer';
import { Context } from '../lib/check/analysis/context';
import { keyOf, Model } from '../lib/model';

/** A manifest, as short as cases need it: `Kind namespace/name` and the rest of it. */
export type Manifest = Readonly<Record<string, unknown>>;

const GROUPS: Readonly<Record<string, string>> = {
  Namespace: 'v1',
  Node: 'v1',
  Service: 'v1',
  Pod: 'v1',
  Secret: 'v1',
  ConfigMap: 'v1',
  ServiceAccount: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
};

/** An object of a kind, named `namespace/name` or `name`; what is no Kubernetes kind named above is of Istio's networking group. */
export function object(kind: string, name: string, spec?: object, more: { readonly metadata?: object } & Manifest = {}): Manifest {
  const [namespace, plain] = name.includes('/') ? name.split('/', 2) : [undefined, name];
  const { metadata, ...rest } = more;
  return {
    apiVersion: GROUPS[kind] ?? 'networking.istio.io/v1',
    kind,
    metadata: { name: plain, namespace, ...metadata },
    ...(spec && { spec }),
    ...rest,
  };
}

/** A Namespace, injected unless other labels are given. */
export const namespace = (name: string, labels: object = { 'istio-injection': 'enabled' }) =>
  object('Namespace', name, undefined, { metadata: { labels } });

/** A Service of port 80, http, that selects `app: NAME`. */
export const service = (name: string, spec: object = {}, metadata: object = {}) =>
  object(
    'Service',
    `shop/${name}`,
    { selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec },
    { metadata: { namespace: 'shop', ...metadata } },
  );

/** A Deployment in `shop` whose Pods have these labels. */
export const deployment = (name: string, labels: object = { app: name }, podSpec: object = {}, metadata: object = {}) =>
  object('Deployment', `shop/${name}`, {
    template: { metadata: { labels, ...metadata }, spec: { containers: [{ name: 'app', image: 'app:1' }], ...podSpec } },
  });

/** The Pods of a gateway in `istio-system`, labelled `istio: ingressgateway`. */
export const gatewayPods = (): Manifest =>
  object('Deployment', 'istio-system/ingress', {
    template: { metadata: { labels: { istio: 'ingressgateway' } }, spec: { containers: [{ name: 'istio-proxy', image: 'proxy:1' }] } },
  });

/** A VirtualService in `shop` for the host `web`. */
export const virtualService = (spec: object, name = 'routes') => object('VirtualService', `shop/${name}`, { hosts: ['web'], ...spec });

/** A VirtualService in `shop` with these rules for HTTP, each to `web` unless it says otherwise. */
export const rules = (...http: readonly object[]) => virtualService({ http: http.map((rule) => ({ route: [to('web')], ...rule })) });

/** A route's destination. */
export const to = (host: string, more: object = {}, weight?: number) => ({
  destination: { host, ...more },
  ...(weight !== undefined && { weight }),
});

/** What an analyzer finds: `CODE Kind namespace/name field.path`, with `?` before what rests on a closed world, `~` before what is most likely fine. */
export function find(analyzer: Analyzer, manifests: readonly Manifest[], meshConfig: object = {}): readonly string[] {
  const context = new Context(Model.of(manifests, { meshConfig }), new Date('2030-01-01T00:00:00Z'));
  return [...analyzer.analyze(context)].map(({ code, resource, field, outside, likelyFine }) => {
    const kind = resource.kind.slice(resource.kind.indexOf('/') + 1);
    return `${outside ? '?' : ''}${likelyFine ? '~' : ''}${code} ${kind} ${keyOf(resource).replace(/^\//, '')} ${field.join('.')}`.trimEnd();
  });
}

/** Tests of an analyzer: what a set is, what the set holds, what is found in it. */
export function cases(
  analyzer: Analyzer,
  table: readonly (readonly [name: string, manifests: readonly Manifest[], found: readonly string[]])[],
): void {
  test.each(table)('%s', (_name, manifests, found) => {
    expect(find(analyzer, manifests)).toEqual(found);
  });
}
