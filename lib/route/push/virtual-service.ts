import {
  Destination,
  HttpRoute,
  keyOf,
  Kind,
  L4MatchAttributes,
  mergeHttpRoute,
  objectsIn,
  Model,
  resolveGatewayName,
  resolveShortHost,
  Resource,
  RouteDestination,
  stringsIn,
  TcpRoute,
  textOf,
  TlsRoute,
  VirtualServiceSpec,
} from '../../model';
import { exportedTo, PRIVATE, PUBLIC } from './visibility';

/** The gateway that means all sidecars. */
export const MESH_GATEWAY = 'mesh';

/** A VirtualService as istiod uses it: names in full, delegates merged in. */
export interface VirtualService {
  readonly key: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  readonly http: readonly HttpRule[];
  readonly tls: readonly TlsRoute[];
  readonly tcp: readonly TcpRoute[];
  readonly exportTo: readonly string[];
  readonly resource: Resource<VirtualServiceSpec>;
  /** Rules whose delegate is missing, hidden, or contradicts them, and why. */
  readonly dropped: readonly { readonly rule: number; readonly reason: string }[];
}

/** A rule of `http[]`, or one that a delegate put in its place. */
export interface HttpRule {
  readonly spec: HttpRoute;
  /** Its name; without one `#<its place in spec.http>`. A delegate's rule is `<root's>-<its own>`. */
  readonly name: string;
  /** The rule of `spec.http` that it is, or that names the delegate. */
  readonly root: WrittenRule;
  /** The delegate's rule that it came from. */
  readonly leaf?: WrittenRule;
}

/** A rule as it was written, with names in full. */
export interface WrittenRule {
  readonly resource: Resource<VirtualServiceSpec>;
  readonly position: number;
  readonly spec: HttpRoute;
}

/** All VirtualServices that are no delegates, oldest first. `mergeVirtualServices`, istio 1.30.3 pilot/pkg/model/virtualservice_controller.go */
export function readVirtualServices(model: Model): readonly VirtualService[] {
  const meshDefault = model.meshConfig.defaultVirtualServiceExportTo;
  const delegates = new Map<string, Resource<VirtualServiceSpec>>();
  const roots: Resource<VirtualServiceSpec>[] = [];
  for (const resource of model.inOrder<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
    if (stringsIn(resource.spec.hosts).length === 0) delegates.set(keyOf(resource), resource);
    else roots.push(resource);
  }
  return roots.map((resource) => {
    const { namespace, spec } = resource;
    const resolve = new NameResolver(namespace, model.domain);
    const dropped: { rule: number; reason: string }[] = [];
    const http: HttpRule[] = [];
    objectsIn(spec.http).forEach((rule, position) => {
      if (!rule.delegate) {
        const written = resolve.rule(rule);
        http.push({ spec: written, name: nameOfRule(rule, position), root: { resource, position, spec: written } });
        return;
      }
      const key = `${rule.delegate.namespace || namespace}/${rule.delegate.name ?? ''}`;
      const delegate = delegates.get(key);
      const refused = delegate ? refusal(delegate, namespace, meshDefault) : `delegate ${key} does not exist`;
      if (!delegate || refused) {
        dropped.push({ rule: position, reason: refused! });
        return;
      }
      const inner = new NameResolver(delegate.namespace, model.domain);
      const leaves = objectsIn(delegate.spec.http).map((leaf) => inner.rule(leaf));
      const root = { ...resolve.rule(rule), delegate: undefined };
      leaves.forEach((leaf, leafPosition) => {
        const merged = mergeHttpRoute(root, leaf);
        const name = `${nameOfRule(rule, position)}-${nameOfRule(leaf, leafPosition)}`;
        const leafRule = { resource: delegate, position: leafPosition, spec: leaf };
        if (merged) http.push({ spec: merged, name, root: { resource, position, spec: root }, leaf: leafRule });
        else dropped.push({ rule: position, reason: `rule ${nameOfRule(leaf, leafPosition)} of delegate ${key} lies outside its matches` });
      });
    });
    const gateways = stringsIn(spec.gateways).map((name) => resolve.gateway(name));
    return {
      key: keyOf(resource),
      namespace,
      hosts: stringsIn(spec.hosts).map((host) => resolve.host(host)),
      gateways: gateways.length > 0 ? gateways : [MESH_GATEWAY],
      http,
      tls: objectsIn(spec.tls).map((rule) => resolve.l4(rule)),
      tcp: objectsIn(spec.tcp).map((rule) => resolve.l4(rule)),
      exportTo: exportedTo(spec.exportTo, meshDefault),
      resource,
      dropped,
    };
  });
}

function nameOfRule(rule: HttpRoute, position: number): string {
  return rule.name || `#${position}`;
}

/** Why a delegate can't be used from a namespace. */
function refusal(
  delegate: Resource<VirtualServiceSpec>,
  namespace: string,
  meshDefault: readonly string[] | undefined,
): string | undefined {
  const exportTo = exportedTo(delegate.spec.exportTo, meshDefault).map((each) => (each === PRIVATE ? delegate.namespace : each));
  if (exportTo.includes(PUBLIC) || exportTo.includes(namespace)) return undefined;
  return `delegate ${keyOf(delegate)} is not exported to namespace ${namespace}`;
}

/** `ResolveVirtualServiceShortnames`, istio 1.30.3 pilot/pkg/model/virtualservice.go */
class NameResolver {
  private written = '';
  private resolved = '';

  public constructor(
    private readonly namespace: string,
    private readonly domain: string,
  ) {}

  /** A VirtualService mostly names one host again and again: one text for all of them is made, kept and compared sooner. */
  public host(host: string): string {
    if (host !== this.written) {
      this.written = host;
      this.resolved = resolveShortHost(host, this.namespace, this.domain);
    }
    return this.resolved;
  }

  public gateway(name: string): string {
    return name === MESH_GATEWAY ? name : resolveGatewayName(name, this.namespace);
  }

  public rule(rule: HttpRoute): HttpRoute {
    const { match, route, mirror, mirrors } = rule;
    // Only what is there is written: of thousands of rules few have mirrors.
    const resolved: { -readonly [Field in keyof HttpRoute]: HttpRoute[Field] } = { ...rule };
    if (match) resolved.match = objectsIn(match).map((each) => this.gateways(each));
    if (route) resolved.route = objectsIn(route).map((each) => this.destination(each));
    if (mirror) resolved.mirror = this.to(mirror);
    if (mirrors) resolved.mirrors = objectsIn(mirrors).map((each) => this.destination(each));
    return resolved;
  }

  public l4<Rule extends { readonly match?: readonly L4MatchAttributes[]; readonly route?: readonly RouteDestination[] }>(
    rule: Rule,
  ): Rule {
    return {
      ...rule,
      match: rule.match && objectsIn(rule.match).map((match) => this.gateways(match)),
      route: rule.route && objectsIn(rule.route).map((each) => this.destination(each)),
    };
  }

  private gateways<Match extends { readonly gateways?: readonly string[] }>(match: Match): Match {
    return match.gateways ? { ...match, gateways: stringsIn(match.gateways).map((name) => this.gateway(name)) } : match;
  }

  private destination<Entry extends { readonly destination?: Destination }>(entry: Entry): Entry {
    return entry.destination ? { ...entry, destination: this.to(entry.destination) } : entry;
  }

  private to(destination: Destination): Destination {
    return { ...destination, host: this.host(textOf(destination.host)) };
  }
}
