import { append, compareStrings, GatewaySpec, keyOf, Kind, Resource, stringsIn, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { printSelector } from '../pods';
import { print } from '../print';

/** Gateways that claim the same, by their selectors as Kubernetes prints them. */
type Claims = ReadonlyMap<string, readonly Resource<GatewaySpec>[]>;

/**
 * Gateways of the same Pods that serve the same host on the same port and address: the proxies keep only one of them.
 * Of several servers of a Gateway on one port, Istio looks for others' hosts in the last. It also counts the hosts of a
 * Gateway's own earlier servers as those of each other Gateway on the port, having noted them there.
 * `ConflictingGatewayAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/gateway/conflictinggateway.go
 */
export const conflict: Analyzer = {
  name: 'gateway/conflict',
  codes: ['IST0145'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    const gateways = [...context.of<GatewaySpec>(Kind.GATEWAY)].sort((a, b) => compareStrings(keyOf(a), keyOf(b)));
    const claims = claimsOf(gateways);
    const ports = portsOf(gateways);
    for (const resource of gateways) {
      const noted = new Map<string, string>();
      for (const [index, { port, hosts, bind }] of objectsWithIndex(resource.spec.servers)) {
        const number = print(port?.number ?? 0);
        const own = stringsIn(hosts);
        const repeated = own.find((host) => noted.get(`${number} ${host}`) === textOf(bind));
        const contested = own
          .filter((host) => !noted.has(`${number} ${host}`))
          .map((host) => ({ host, others: rivalsOf(context, resource, claims.get(claimKey(port?.number, host, bind))) }))
          .find(({ others }) => others.length > 0);
        for (const host of own) noted.set(`${number} ${host}`, textOf(bind));
        const field = ['spec', 'servers', index, 'hosts'];
        if (contested) {
          const { host, others } = contested;
          yield {
            code: 'IST0145',
            resource,
            field,
            message: `${named(others)} serves "${host}" on port ${number} of the same Pods, and only one of them counts. Keep the host in one Gateway.`,
          };
        } else if (repeated !== undefined && rivalsOf(context, resource, ports.get(number)).length > 0) {
          yield {
            code: 'IST0145',
            resource,
            field,
            message: `Another server of this Gateway has "${repeated}" on port ${number} too, and of servers with TLS only the first counts. Keep the host in one server.`,
          };
        }
      }
    }
  },
};

/** Who claims a host, port and address. */
function claimsOf(gateways: readonly Resource<GatewaySpec>[]): ReadonlyMap<string, Claims> {
  const claims = new Map<string, Map<string, Resource<GatewaySpec>[]>>();
  for (const resource of gateways) {
    const last = new Map(objectsWithIndex(resource.spec.servers).map(([, server]) => [server.port?.number ?? 0, server]));
    for (const { port, hosts, bind } of last.values()) {
      for (const host of new Set(stringsIn(hosts))) claim(claims, claimKey(port?.number, host, bind), resource);
    }
  }
  return claims;
}

/** Who has a server on a port. */
function portsOf(gateways: readonly Resource<GatewaySpec>[]): ReadonlyMap<string, Claims> {
  const ports = new Map<string, Map<string, Resource<GatewaySpec>[]>>();
  for (const resource of gateways) {
    for (const port of new Set(objectsWithIndex(resource.spec.servers).map(([, server]) => print(server.port?.number ?? 0)))) {
      claim(ports, port, resource);
    }
  }
  return ports;
}

function claim(claims: Map<string, Map<string, Resource<GatewaySpec>[]>>, key: string, resource: Resource<GatewaySpec>): void {
  let selectors = claims.get(key);
  if (!selectors) claims.set(key, (selectors = new Map<string, Resource<GatewaySpec>[]>()));
  append(selectors, printSelector(resource.spec.selector), resource);
}

function claimKey(port: number | undefined, host: string, bind: string | undefined): string {
  return `${print(port ?? 0)} ${textOf(bind)} ${host}`;
}

const NAMED = 3;

/** Of the other Gateways that claim the same for some Pod of this one as many as are named, and one more. */
function rivalsOf(context: Context, resource: Resource<GatewaySpec>, claims: Claims | undefined): readonly Resource[] {
  const rivals: Resource[] = [];
  const selector = printSelector(resource.spec.selector);
  for (const [other, gateways] of claims ?? []) {
    const others = gateways.slice(0, NAMED + 2).filter((each) => each !== resource);
    if (others.length === 0 || !shareAPod(context, resource.spec, selector, others[0]!.spec, other)) continue;
    rivals.push(...others);
    if (rivals.length > NAMED) break;
  }
  return rivals;
}

function named(gateways: readonly Resource[]): string {
  return `${gateways.slice(0, NAMED).map(keyOf).join(', ')}${gateways.length > NAMED ? ' and more' : ''}`;
}

/** Equal selectors do; where one is part of the other, some Pod must have the labels of both. */
function shareAPod(context: Context, a: GatewaySpec, selector: string, b: GatewaySpec, other: string): boolean {
  if (selector === other) return true;
  if (!selector.includes(other) && !other.includes(selector)) return false;
  return context.pods.selectedBy({ ...a.selector, ...b.selector }).length > 0 && !contradict(a, b);
}

function contradict(a: GatewaySpec, b: GatewaySpec): boolean {
  return Object.entries(a.selector ?? {}).some(([name, value]) => Object.hasOwn(b.selector ?? {}, name) && b.selector![name] !== value);
}
