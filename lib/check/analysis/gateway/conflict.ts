import { append, GatewaySpec, keyOf, Kind, Resource, stringsIn, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { printSelector } from '../pods';
import { print } from '../print';

/** One claim of a host on a port. */
interface Claim {
  readonly resource: Resource<GatewaySpec>;
  readonly selector: string;
}

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
    const claims = claimsOf(context);
    const ports = portsOf(context);
    for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
      const selector = printSelector(resource.spec.selector);
      const noted = new Map<string, string>();
      for (const [index, { port, hosts, bind }] of objectsWithIndex(resource.spec.servers)) {
        const others = new Map<string, string>();
        const repeated = stringsIn(hosts).find((host) => noted.get(`${print(port?.number ?? 0)} ${host}`) === textOf(bind));
        stringsIn(hosts).forEach((host) => {
          if (noted.has(`${print(port?.number ?? 0)} ${host}`)) return;
          for (const other of claims.get(claimKey(port?.number, host, bind)) ?? []) {
            if (other.resource === resource || !shareAPod(context, resource, selector, other)) continue;
            others.set(keyOf(other.resource), host);
          }
        });
        for (const host of stringsIn(hosts)) noted.set(`${print(port?.number ?? 0)} ${host}`, textOf(bind));
        const field = ['spec', 'servers', index, 'hosts'];
        const [first] = others;
        if (first) {
          yield {
            code: 'IST0145',
            resource,
            field,
            message: `${[...others.keys()].sort().join(', ')} serves "${first[1]}" on port ${print(port?.number ?? 0)} of the same Pods, and only one of them counts. Keep the host in one Gateway.`,
          };
        } else if (repeated !== undefined && isShared(context, resource, selector, ports.get(print(port?.number ?? 0)))) {
          yield {
            code: 'IST0145',
            resource,
            field,
            message: `Another server of this Gateway has "${repeated}" on port ${print(port?.number ?? 0)} too, and of servers with TLS only the first counts. Keep the host in one server.`,
          };
        }
      }
    }
  },
};

function claimsOf(context: Context): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
    const claim = { resource, selector: printSelector(resource.spec.selector) };
    const last = new Map(objectsWithIndex(resource.spec.servers).map(([, server]) => [server.port?.number ?? 0, server]));
    for (const { port, hosts, bind } of last.values()) {
      for (const host of new Set(stringsIn(hosts))) {
        const key = claimKey(port?.number, host, bind);
        const list = claims.get(key);
        if (list) list.push(claim);
        else claims.set(key, [claim]);
      }
    }
  }
  return claims;
}

/** The Gateways on each port, by their selectors. */
function portsOf(context: Context): ReadonlyMap<string, ReadonlyMap<string, readonly Claim[]>> {
  const ports = new Map<string, Map<string, Claim[]>>();
  for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
    const claim = { resource, selector: printSelector(resource.spec.selector) };
    for (const port of new Set(objectsWithIndex(resource.spec.servers).map(([, server]) => print(server.port?.number ?? 0)))) {
      let selectors = ports.get(port);
      if (!selectors) ports.set(port, (selectors = new Map<string, Claim[]>()));
      append(selectors, claim.selector, claim);
    }
  }
  return ports;
}

/** True if some other Gateway of the same Pods has this port. */
function isShared(
  context: Context,
  resource: Resource<GatewaySpec>,
  selector: string,
  selectors: ReadonlyMap<string, readonly Claim[]> | undefined,
): boolean {
  for (const claims of selectors?.values() ?? []) {
    const other = claims.find((each) => each.resource !== resource);
    if (other && shareAPod(context, resource, selector, other)) return true;
  }
  return false;
}

function claimKey(port: number | undefined, host: string, bind: string | undefined): string {
  return `${print(port ?? 0)} ${textOf(bind)} ${host}`;
}

/** Equal selectors do; where one is part of the other, some Pod must have the labels of both. */
function shareAPod(context: Context, { spec }: Resource<GatewaySpec>, selector: string, other: Claim): boolean {
  if (selector === other.selector) return true;
  if (!selector.includes(other.selector) && !other.selector.includes(selector)) return false;
  return (
    context.pods.selectedBy({ ...spec.selector, ...other.resource.spec.selector }).length > 0 && !contradict(spec, other.resource.spec)
  );
}

function contradict(a: GatewaySpec, b: GatewaySpec): boolean {
  return Object.entries(a.selector ?? {}).some(([name, value]) => Object.hasOwn(b.selector ?? {}, name) && b.selector![name] !== value);
}
