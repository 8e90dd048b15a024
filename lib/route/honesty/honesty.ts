import { isObject, Kind, Labels, listOf, Model, Resource, selects, Workload } from '../model';
import { Cluster } from './cluster/clusters';
import { Decision, NotModelledDecision } from './decision';
import { ProxyState } from './proxy-state';
import { RouteRequest } from './request';
import { nameOf } from './trace';

/** Something in the set that has a say in a request and that this engine does not model. */
export interface Unmodelled {
  readonly resource: Resource;
  readonly reason: string;
}

/**
 * What the engine leaves out it says: instead of an answer that might be wrong there is the object to blame, and the
 * answer that would hold without it.
 */
export class Honesty {
  private readonly ofProxy: Unmodelled | undefined;
  private readonly watchesDestinations: boolean;
  private readonly ofClusters = new Map<Cluster, Unmodelled | undefined>();

  public constructor(private readonly state: ProxyState) {
    this.ofProxy = onProxy(state);
    this.watchesDestinations = DESTINATION_KINDS.some((kind) => this.model.ofKind(kind).length > 0) || usesWaypoints(this.model);
  }

  /** The decision, or that it can't be told and why. */
  public judge(request: RouteRequest, decision: Decision): Decision {
    const unmodelled =
      this.ofProxy ?? onPort(this.state, request) ?? (this.watchesDestinations ? this.onDestinations(decision) : undefined);
    if (!unmodelled) return decision;
    return {
      outcome: 'notModelled',
      object: nameOf(unmodelled.resource),
      reason: unmodelled.reason,
      otherwise: decision,
    } satisfies NotModelledDecision;
  }

  private get model(): Model {
    return this.state.push.model;
  }

  private onDestinations(decision: Decision): Unmodelled | undefined {
    if (decision.outcome !== 'route') return undefined;
    for (const { host, port, subset } of decision.destinations) {
      const cluster = this.state.clusters.get({ host, port, subset: subset ?? '' });
      if (!this.ofClusters.has(cluster)) this.ofClusters.set(cluster, onCluster(this.model, cluster));
      const unmodelled = this.ofClusters.get(cluster);
      if (unmodelled) return unmodelled;
    }
    return undefined;
  }
}

/** Kinds that act where requests arrive. */
const DESTINATION_KINDS: readonly string[] = [
  Kind.AUTHORIZATION_POLICY,
  Kind.ENVOY_FILTER,
  Kind.WASM_PLUGIN,
  Kind.TRAFFIC_EXTENSION,
  Kind.PEER_AUTHENTICATION,
  Kind.HTTP_ROUTE,
  Kind.GRPC_ROUTE,
  Kind.TCP_ROUTE,
  Kind.TLS_ROUTE,
];

const ROUTE_KINDS: readonly string[] = [Kind.HTTP_ROUTE, Kind.GRPC_ROUTE, Kind.TCP_ROUTE, Kind.TLS_ROUTE];

/** Who a policy is for: `selector.matchLabels`, or `workloadSelector.labels` of an EnvoyFilter; without any, all of its namespace. */
interface SelectingSpec {
  readonly selector?: { readonly matchLabels?: Labels };
  readonly workloadSelector?: { readonly labels?: Labels };
  readonly targetRefs?: readonly unknown[];
  readonly targetRef?: unknown;
  readonly action?: string;
  readonly configPatches?: readonly { readonly match?: { readonly context?: string } }[];
}

/** The policies of a kind that act on Pods of a namespace with these labels. */
function* acting(model: Model, kind: string, namespace: string, labels: Labels): Iterable<Resource<SelectingSpec>> {
  for (const resource of model.ofKind<SelectingSpec>(kind)) {
    if (resource.namespace !== namespace && resource.namespace !== model.rootNamespace) continue;
    const { spec } = resource;
    if (spec.targetRef || listOf(spec.targetRefs).length > 0) continue;
    if (selects(spec.selector?.matchLabels ?? spec.workloadSelector?.labels, labels)) yield resource;
  }
}

function onProxy(state: ProxyState): Unmodelled | undefined {
  const { proxy, push } = state;
  const { model } = push;
  const contexts = proxy.type === 'router' ? ['GATEWAY', 'ANY'] : ['SIDECAR_OUTBOUND', 'ANY'];
  const filter = envoyFilterOn(model, proxy.namespace, proxy.labels, contexts);
  if (filter) return filter;
  for (const kind of [Kind.WASM_PLUGIN, Kind.TRAFFIC_EXTENSION]) {
    for (const resource of acting(model, kind, proxy.namespace, proxy.labels)) return { resource, reason: 'its code runs in this proxy' };
  }
  if (proxy.type === 'sidecar') return withoutSidecar(model, proxy.workload);
  for (const resource of acting(model, Kind.AUTHORIZATION_POLICY, proxy.namespace, proxy.labels)) {
    if (resource.spec.action !== 'AUDIT') return { resource, reason: 'it decides who may pass this gateway' };
  }
  return gatewayApi(model, proxy.namespace, proxy.labels) ?? ingress(model, proxy.labels);
}

function envoyFilterOn(model: Model, namespace: string, labels: Labels, contexts: readonly string[]): Unmodelled | undefined {
  for (const resource of acting(model, Kind.ENVOY_FILTER, namespace, labels)) {
    const patches = listOf(resource.spec.configPatches);
    if (patches.some((patch) => contexts.includes(patch.match?.context ?? 'ANY')))
      return { resource, reason: "it changes the proxy's configuration" };
  }
  return undefined;
}

/** A client that has no sidecar: what it sends no Envoy sees. */
function withoutSidecar(model: Model, workload: Workload | undefined): Unmodelled | undefined {
  if (!workload) return undefined;
  const { resource, labels } = workload;
  const inject = labels['sidecar.istio.io/inject'] ?? podAnnotation(workload, 'sidecar.istio.io/inject');
  if (inject === 'false') return { resource, reason: 'it has no sidecar' };
  const namespace = model.get(Kind.NAMESPACE, '', workload.namespace);
  const mode = labels['istio.io/dataplane-mode'] ?? namespace?.labels['istio.io/dataplane-mode'];
  return mode === 'ambient'
    ? { resource: namespace ?? resource, reason: 'it is in the ambient mesh, where ztunnel and waypoints route' }
    : undefined;
}

/** Ports that the client keeps from its sidecar. */
function onPort({ proxy }: ProxyState, request: RouteRequest): Unmodelled | undefined {
  if (!proxy.workload || request.port === undefined) return undefined;
  const excluded = podAnnotation(proxy.workload, 'traffic.sidecar.istio.io/excludeOutboundPorts');
  if (!excluded?.split(',').some((port) => Number(port.trim()) === request.port)) return undefined;
  return { resource: proxy.workload.resource, reason: `it keeps port ${request.port} from its sidecar` };
}

function podAnnotation({ resource }: Workload, name: string): string | undefined {
  const template = (resource.spec as { template?: { metadata?: { annotations?: unknown } } }).template;
  const annotations = template?.metadata?.annotations ?? resource.annotations;
  const value = isObject(annotations) && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

interface ParentRef {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Routes of the Gateway API that hang on an object. */
function routeOf(model: Model, kind: string, namespace: string, name: string): Resource | undefined {
  for (const routeKind of ROUTE_KINDS) {
    for (const resource of model.ofKind<{ parentRefs?: readonly ParentRef[] }>(routeKind)) {
      const isParent = (ref: ParentRef): boolean =>
        (ref.kind ?? 'Gateway') === kind && ref.name === name && (ref.namespace ?? resource.namespace) === namespace;
      if (listOf(resource.spec.parentRefs).some(isParent)) return resource;
    }
  }
  return undefined;
}

/** A gateway that a Gateway of the Gateway API has made carries its name as a label. */
function gatewayApi(model: Model, namespace: string, labels: Labels): Unmodelled | undefined {
  const name = labels['gateway.networking.k8s.io/gateway-name'];
  if (name === undefined) return undefined;
  const resource = routeOf(model, 'Gateway', namespace, name) ?? model.get(Kind.K8S_GATEWAY, namespace, name);
  return resource && { resource, reason: 'routes of the Gateway API are not modelled' };
}

/** Ingresses of Istio's class are served by the gateway labelled `istio: ingressgateway`. */
function ingress(model: Model, labels: Labels): Unmodelled | undefined {
  if (labels.istio !== 'ingressgateway') return undefined;
  const resource = model
    .ofKind<{ ingressClassName?: string }>(Kind.INGRESS)
    .find((each) => (each.spec.ingressClassName ?? each.annotations['kubernetes.io/ingress.class']) === 'istio');
  return resource && { resource, reason: 'Ingresses are not modelled' };
}

const WAYPOINT = 'istio.io/use-waypoint';

function usesWaypoints(model: Model): boolean {
  return [Kind.NAMESPACE, Kind.SERVICE, Kind.SERVICE_ENTRY].some((kind) =>
    model.ofKind(kind).some(({ labels }) => Object.hasOwn(labels, WAYPOINT)),
  );
}

/** What waits for the request at its destination. */
function onCluster(model: Model, cluster: Cluster): Unmodelled | undefined {
  const { service } = cluster;
  if (!service) return undefined;
  const namespace = model.get(Kind.NAMESPACE, '', service.namespace);
  const waypoint = [service.resource, ...(namespace ? [namespace] : [])].find(({ labels }) => (labels[WAYPOINT] ?? 'none') !== 'none');
  if (waypoint) return { resource: waypoint, reason: 'its traffic goes through a waypoint' };
  const route = service.registry === 'Kubernetes' ? routeOf(model, 'Service', service.namespace, service.name) : undefined;
  if (route) return { resource: route, reason: 'routes of the Gateway API are not modelled' };
  for (const { workload } of cluster.endpoints) {
    const unmodelled = workload && onWorkload(model, workload, cluster);
    if (unmodelled) return unmodelled;
  }
  return undefined;
}

function onWorkload(model: Model, { namespace, labels }: Workload, cluster: Cluster): Unmodelled | undefined {
  for (const resource of acting(model, Kind.AUTHORIZATION_POLICY, namespace, labels)) {
    if (resource.spec.action !== 'AUDIT') return { resource, reason: 'it decides who may call the destination' };
  }
  const filter = envoyFilterOn(model, namespace, labels, ['SIDECAR_INBOUND', 'ANY']);
  if (filter) return filter;
  for (const kind of [Kind.WASM_PLUGIN, Kind.TRAFFIC_EXTENSION]) {
    for (const resource of acting(model, kind, namespace, labels)) return { resource, reason: 'its code runs in front of the destination' };
  }
  if (cluster.policy?.tls !== 'DISABLE') return undefined;
  for (const resource of acting(model, Kind.PEER_AUTHENTICATION, namespace, labels)) {
    const { mtls } = resource.spec as { mtls?: { mode?: string } };
    if (mtls?.mode === 'STRICT')
      return { resource, reason: 'the destination takes mutual TLS only, and a DestinationRule sends plain text' };
  }
  return undefined;
}
