import {
  append,
  GatewaySpec,
  hostsForNamespace,
  hostsMatch,
  isWildcard,
  Kind,
  resolveGatewayName,
  Resource,
  stringsIn,
  VirtualServiceSpec,
} from '../../model';
import { Context } from './context';
import { objectsWithIndex } from './destinations';
import { MESH, splitKey } from './gateway-name';
import { PlacedServer } from './tls-servers';

/** A server that a VirtualService is bound to. */
export interface BoundServer extends PlacedServer {
  /** Of its hosts those that the VirtualService's namespace may use. */
  readonly hosts: readonly string[];
}

/**
 * The servers of a VirtualService's gateways that have some of its hosts; undefined where one of the gateways is not in
 * the set, so that nobody knows its servers. `buildGatewayHTTPRouteConfig`, istio 1.30.3
 * pilot/pkg/networking/core/gateway.go
 */
export function boundServers(context: Context, resource: Resource<VirtualServiceSpec>): readonly BoundServer[] | undefined {
  let found = FOUND.get(resource);
  if (found === undefined) FOUND.set(resource, (found = find(context, resource)));
  return found ?? undefined;
}

const FOUND = new WeakMap<Resource, readonly BoundServer[] | null>();

function find(context: Context, { spec, namespace }: Resource<VirtualServiceSpec>): readonly BoundServer[] | null {
  const servers: BoundServer[] = [];
  for (const key of new Set(stringsIn(spec.gateways).map((name) => (name === MESH ? MESH : resolveGatewayName(name, namespace))))) {
    if (key === MESH) continue;
    const gateway = context.get<GatewaySpec>(Kind.GATEWAY, splitKey(key).namespace, splitKey(key).name);
    if (!gateway) return null;
    const own = stringsIn(spec.hosts);
    for (const placed of candidates(gateway, own)) {
      const hosts = hostsIn(placed.server.hosts, gateway, namespace);
      if (hosts.some((host) => own.some((each) => hostsMatch(host, each)))) servers.push({ ...placed, hosts });
    }
  }
  return servers;
}

/** The hosts of a server that VirtualServices of a namespace may use, without the namespaces. `sanitizeServerHostNamespace` */
export function hostsIn(hosts: readonly string[] | undefined, gateway: Resource, namespace: string): readonly string[] {
  return hostsForNamespace(
    stringsIn(hosts).map((host) => (host.startsWith('./') ? `${gateway.namespace}/${host.slice(2)}` : host)),
    namespace,
  );
}

/** The servers of a Gateway that may have some of these hosts, in their order; of thousands only these are looked at. */
function candidates(gateway: Resource<GatewaySpec>, hosts: readonly string[]): readonly PlacedServer[] {
  let index = INDEXES.get(gateway);
  if (!index) INDEXES.set(gateway, (index = indexOf(gateway)));
  const { all, byHost } = index;
  if (hosts.some(isWildcard)) return all;
  const found = new Set<PlacedServer>();
  for (const host of hosts) {
    for (const server of byHost.get(host) ?? []) found.add(server);
    // No host is longer in DNS.
    if (host.length > 255) continue;
    for (let start = 0; start <= host.length; start++) for (const server of byHost.get(`*${host.slice(start)}`) ?? []) found.add(server);
  }
  return [...found].sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ field }: PlacedServer): number {
  return field.at(-1) as number;
}

interface ServerIndex {
  readonly all: readonly PlacedServer[];
  readonly byHost: ReadonlyMap<string, readonly PlacedServer[]>;
}

const INDEXES = new WeakMap<Resource, ServerIndex>();

function indexOf(gateway: Resource<GatewaySpec>): ServerIndex {
  const all = objectsWithIndex(gateway.spec.servers).map(([index, server]) => ({
    resource: gateway,
    server,
    field: ['spec', 'servers', index],
  }));
  const byHost = new Map<string, PlacedServer[]>();
  for (const placed of all) {
    for (const host of stringsIn(placed.server.hosts)) append(byHost, host.slice(host.indexOf('/') + 1), placed);
  }
  return { all, byHost };
}
