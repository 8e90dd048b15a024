/** What an object needs of others before it works, as far as Bookinfo and what is installed around it go. */

/** As much of a manifest as the order depends on. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Spec;
  /** Of bindings. */
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly namespace?: string; readonly name: string }[];
}

interface Spec {
  /** Of an IstioOperator. */
  readonly profile?: string;
  /** Of a Deployment. */
  readonly template?: {
    readonly spec: { readonly serviceAccountName?: string; readonly containers: readonly { readonly args?: readonly string[] }[] };
  };
  /** Of a DestinationRule. */
  readonly host?: string;
  readonly subsets?: readonly { readonly name: string }[];
  /** Of a VirtualService. */
  readonly gateways?: readonly string[];
  readonly http?: readonly { readonly route: readonly { readonly destination: { readonly host: string; readonly subset?: string } }[] }[];
  /** Of a Gateway its labels, of an AuthorizationPolicy `matchLabels`. */
  readonly selector?: { readonly istio?: string; readonly matchLabels?: { readonly istio: string } };
  readonly servers?: readonly { readonly tls?: { readonly credentialName: string } }[];
  /** Of an APIService. */
  readonly service?: Service;
}

/** Kind, namespace and name; what lies in no namespace has an empty one. */
export const idOf = (kind: string, namespace: string | undefined, name: string): string => `${kind} ${namespace ?? ''}/${name}`;
export const idOfObject = ({ kind, metadata }: Manifest): string => idOf(kind, metadata.namespace, metadata.name);

/** Ids, and for subsets `Subset namespace/service/name`. */
export function needsOf(object: Manifest): string[] {
  const { namespace } = object.metadata;
  return [
    ...(namespace === undefined ? [] : [idOf('Namespace', '', namespace)]),
    ...(BY_KIND[object.kind]?.(object, object.spec ?? {}, namespace ?? '') ?? []),
  ];
}

/** The subsets that it brings. */
export function subsetsOf({ kind, metadata, spec }: Manifest): string[] {
  if (kind !== 'DestinationRule') return [];
  return spec!.subsets!.map(({ name }) => subset(serviceOf(spec!.host!, metadata.namespace!), name));
}

const BY_KIND: Record<string, (object: Manifest, spec: Spec, home: string) => string[]> = {
  Deployment: (_, { template }, home) => {
    const { serviceAccountName, containers = [] } = template?.spec ?? {};
    const targets = containers.flatMap(({ args = [] }) => args.filter((arg) => /^https?:/.test(arg)));
    return [
      ...(serviceAccountName ? [idOf('ServiceAccount', home, serviceAccountName)] : []),
      ...targets.map((url) => id(serviceOf(new URL(url).hostname, home))),
    ];
  },
  DestinationRule: (_, { host }, home) => [id(serviceOf(host!, home))],
  VirtualService: (_, { gateways = [], http = [] }, home) => [
    ...gateways.map((name) => idOf('Gateway', home, name)),
    ...http
      .flatMap(({ route }) => route)
      .flatMap(({ destination }) => {
        const service = serviceOf(destination.host, home);
        return [id(service), ...(destination.subset ? [subset(service, destination.subset)] : [])];
      }),
  ],
  Gateway: (_, { selector, servers = [] }) => [
    podsOf(selector!.istio!),
    ...servers.flatMap(({ tls }) => (tls ? [idOf('Secret', 'istio-system', tls.credentialName)] : [])),
  ],
  AuthorizationPolicy: (_, { selector }) => [podsOf(selector!.matchLabels!.istio)],
  RoleBinding: roleOf,
  ClusterRoleBinding: roleOf,
  APIService: (_, { service }) => [id(service!)],
  // The profile demo sends traces to the Service of Jaeger's sample.
  Telemetry: () => [idOf('Service', 'istio-system', 'jaeger-collector')],
};

/** The gateways of the profile demo are called by their label. */
const podsOf = (label: string): string => idOf('Deployment', 'istio-system', `istio-${label}`);

/** Roles that every cluster has. */
const KUBERNETES_OWN = ['system:auth-delegator', 'extension-apiserver-authentication-reader'];

function roleOf({ roleRef, subjects = [] }: Manifest, _: Spec, home: string): string[] {
  const { kind, name } = roleRef!;
  const accounts = subjects.filter((subject) => subject.kind === 'ServiceAccount');
  return [
    ...(KUBERNETES_OWN.includes(name) ? [] : [idOf(kind, kind === 'Role' ? home : '', name)]),
    ...accounts.map((account) => idOf('ServiceAccount', account.namespace, account.name)),
  ];
}

interface Service {
  readonly name: string;
  readonly namespace: string;
}

/** `reviews`, `reviews.bookinfo` or `reviews.bookinfo.svc.cluster.local`. */
function serviceOf(host: string, home: string): Service {
  const [name, namespace = home] = host.split('.');
  return { name: name!, namespace };
}

const id = ({ namespace, name }: Service): string => idOf('Service', namespace, name);
const subset = ({ namespace, name }: Service, of: string): string => `Subset ${namespace}/${name}/${of}`;
