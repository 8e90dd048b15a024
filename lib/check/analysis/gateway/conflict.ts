import { GatewaySpec, keyOf, Kind, Resource, stringsIn, textOf } from '../../../model';
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
 * Of several servers of a Gateway on one port, Istio looks for others' hosts in the last.
 * `ConflictingGatewayAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/gateway/conflictinggateway.go
 */
export const conflict: Analyzer = {
  name: 'gateway/conflict',
  codes: ['IST0145'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    const claims = claimsOf(context);
    for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
      const selector = printSelector(resource.spec.selector);
      for (const [index, { port, hosts, bind }] of objectsWithIndex(resource.spec.servers)) {
        const others = new Map<string, string>();
        stringsIn(hosts).forEach((host) => {
          for (const other of claims.get(claimKey(port?.number, host, bind)) ?? []) {
            if (other.resource === resource || !shareAPod(context, resource, selector, other)) continue;
            others.set(keyOf(other.resource), host);
          }
        });
        const [first] = others;
        if (!first) continue;
        yield {
          code: 'IST0145',
          resource,
          field: ['spec', 'servers', index, 'hosts'],
          message: `${[...others.keys()].sort().join(', ')} serves "${first[1]}" on port ${print(port?.number ?? 0)} of the same Pods, and only one of them counts. Keep the host in one Gateway.`,
        };
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
