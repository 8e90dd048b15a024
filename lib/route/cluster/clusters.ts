import { Destination, Endpoint, PolicySettings, selects, Service } from '../../model';
import { DestinationState, Policy } from '../decision';
import { Proxy } from '../proxy';
import { MergedDestinationRule } from '../push/destination-rule-index';
import { PushContext } from '../push/push-context';
import { SidecarScope } from '../push/sidecar-scope';
import { nameOf } from '../trace';
import { toPolicy, withSubset, atPort } from './traffic-policy';

/** Which cluster a route names: `outbound|<port>|<subset>|<host>`. */
export interface ClusterName {
  readonly host: string;
  readonly port: number;
  /** Empty: none. */
  readonly subset: string;
}

/** A cluster as far as a request cares. */
export interface Cluster {
  readonly name: ClusterName;
  /** Absent: reachable. */
  readonly state: DestinationState | undefined;
  readonly endpoints: readonly Endpoint[];
  readonly destinationRule: MergedDestinationRule | undefined;
  readonly policy: Policy | undefined;
  /** The settings in effect, as they were written. */
  readonly settings: PolicySettings | undefined;
  readonly service: Service | undefined;
  /** Why it does not exist, or nobody answers. */
  readonly reason: string;
}

/**
 * The cluster that a destination means: of a service with one port that port, else the listener's; an ExternalName's is
 * the one it stands for.
 * `GetDestinationCluster`, istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export function clusterNameFor(destination: Destination, service: Service | undefined, listenPort: number): ClusterName {
  const port = destination.port?.number ?? (service?.ports.length === 1 ? service.ports[0]!.port : listenPort);
  return { host: service?.externalName ?? destination.host ?? '', port, subset: destination.subset ?? '' };
}

/** `BuildSubsetKey` */
export function formatClusterName({ host, port, subset }: ClusterName): string {
  return `outbound|${port}|${subset}|${host}`;
}

/** Protocols for which istiod makes clusters that resolve each request's own host. */
const DYNAMIC_DNS_PROTOCOLS: ReadonlySet<string> = new Set(['HTTP', 'TLS', 'GRPC', 'HTTP2']);

/**
 * The clusters of one proxy, made when first asked for.
 * `buildOutboundClusters`, istio 1.30.3 pilot/pkg/networking/core/cluster.go; `buildSubsetCluster`: cluster_builder.go
 */
export class Clusters {
  private readonly known = new Map<string, Cluster>();
  private readonly rules = new Map<Service, MergedDestinationRule | undefined>();

  public constructor(
    private readonly push: PushContext,
    private readonly proxy: Proxy,
    private readonly scope: SidecarScope,
  ) {}

  public get(name: ClusterName): Cluster {
    const key = formatClusterName(name);
    let cluster = this.known.get(key);
    if (!cluster) this.known.set(key, (cluster = this.build(name)));
    return cluster;
  }

  /** The DestinationRule for a host that the proxy knows. */
  public destinationRuleFor(hostname: string): MergedDestinationRule | undefined {
    const service = this.scope.services.get(hostname);
    if (!service) return undefined;
    if (!this.rules.has(service)) this.rules.set(service, this.push.destinationRules.forService(service, this.proxy));
    return this.rules.get(service);
  }

  private build(name: ClusterName): Cluster {
    const service = this.scope.services.get(name.host);
    if (!service || service.resolution === 'Alias') return unknown(name, `the proxy knows no service ${name.host}`);
    const port = service.ports.find((each) => each.port === name.port);
    if (!port || port.protocol === 'UDP') return unknown(name, `${name.host} has no port ${name.port}`, service);
    const rule = this.destinationRuleFor(name.host);
    const subset = name.subset === '' ? undefined : rule?.subsets.find((each) => each.name === name.subset);
    if (name.subset !== '' && !subset) {
      const where = rule ? nameOf(rule.resource) : 'no DestinationRule';
      return unknown(name, `${name.host} has no subset ${name.subset} (${where})`, service);
    }
    const isDynamic = service.resolution === 'DynamicDNS' && service.hostname.startsWith('*');
    if (isDynamic && (!DYNAMIC_DNS_PROTOCOLS.has(port.protocol) || subset)) {
      return unknown(name, `${name.host} is resolved for each request, without subsets and not for ${port.protocol}`, service);
    }
    const ofRule = atPort(rule?.trafficPolicy, port.port).settings;
    const settings = subset ? withSubset(rule?.trafficPolicy, subset.trafficPolicy, port.port) : ofRule;
    // A subset's cluster begins as what its rule's policy made of the service's, whatever its port level says.
    const passesThrough = [ofRule, subset?.trafficPolicy, settings].some((each) => each?.loadBalancer?.simple === 'PASSTHROUGH');
    const isOriginalDst = passesThrough || (service.resolution === 'Passthrough' && this.proxy.type === 'sidecar');
    const everyone = isDynamic ? [] : this.push.model.endpointsOf(service, port);
    const all = isOriginalDst ? [] : everyone;
    const endpoints = subset ? all.filter((endpoint) => selects(subset.labels, endpoint.labels)) : all;
    const isDns = service.resolution === 'DNSLB' || service.resolution === 'DNSRoundRobinLB';
    if (isDns && (everyone.length === 0 || (endpoints.length === 0 && !isOriginalDst)))
      return unknown(name, `${formatClusterName(name)} has no endpoints, so istiod makes no cluster of it`, service);
    // istiod looks at the subset's own load balancer here, not at the one it inherits.
    const ownBalancer = (subset ? subset.trafficPolicy : rule?.trafficPolicy)?.loadBalancer;
    const tls = {
      isAutomatic: this.push.mutualTls.isAutomatic(service, port, ownBalancer?.simple === 'PASSTHROUGH'),
      isOriginalDst,
      isEds: !isOriginalDst && !isDns && !isDynamic,
      isSidecar: this.proxy.type === 'sidecar',
      hasSelector: !!rule?.resource.spec.workloadSelector,
    };
    return {
      name,
      service,
      state: isOriginalDst ? 'originalDst' : endpoints.length === 0 ? 'noEndpoints' : undefined,
      endpoints,
      destinationRule: rule,
      settings,
      policy: toPolicy(settings, this.push.model.meshConfig, isOriginalDst || isDynamic, tls),
      reason:
        endpoints.length > 0
          ? 'reachable'
          : isDynamic
            ? 'each request’s own host is looked up, and outside the mesh nothing answers'
            : emptiness(all.length, name, isOriginalDst),
    };
  }
}

function emptiness(total: number, name: ClusterName, isOriginalDst: boolean): string {
  if (isOriginalDst) return 'the address that the client dialled is used';
  if (total > 0) return `no workload of ${name.host} carries the labels of subset ${name.subset}`;
  return `no ready workload stands behind ${name.host}:${name.port}`;
}

function unknown(name: ClusterName, reason: string, service?: Service): Cluster {
  return {
    name,
    service,
    state: 'unknownCluster',
    endpoints: [],
    destinationRule: undefined,
    policy: undefined,
    settings: undefined,
    reason,
  };
}
