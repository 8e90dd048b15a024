import { HostMap, isWildcard, Kind, listOf, Resource, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { MESH } from '../gateway-name';
import { rivalsOf } from '../rivals';

const EVERYWHERE = '*';

/**
 * VirtualServices for sidecars that share a host in the eyes of some namespace. Wildcards are compared only between what
 * one namespace sees and what all see, as Istio does. Of one that names a host twice istiod takes it once
 * (`buildSidecarOutboundVirtualHosts`, pilot/pkg/networking/core/httproute.go, drops the second).
 * `ConflictingMeshGatewayHostsAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/virtualservice/conflictingmeshgatewayhosts.go
 */
export const meshHostConflict: Analyzer = {
  name: 'virtual-service/mesh-host-conflict',
  codes: ['IST0109'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const scopes = hostsByScope(context);
    const everywhere = new OverlapIndex(scopes.get(EVERYWHERE) ?? new Map<string, Claim[]>());
    const reported = new Set<Resource>();
    const twice = new Map<Resource, Report>();
    for (const [scope, hosts] of scopes) {
      for (const [host, own] of hosts) {
        const claims = scope === EVERYWHERE ? own : [...own, ...everywhere.overlapping(host)];
        if (claims.length < 2) continue;
        const others = rivalsOf([...new Set(claims.map(({ resource }) => resource))]);
        for (const { resource, field } of claims) {
          if (reported.has(resource)) continue;
          const rivals = others(resource);
          if (rivals === '') {
            twice.set(resource, {
              code: 'IST0109',
              resource,
              field,
              message: `"${host}" stands here twice, in short and in full. Istio's analyzers call that a conflict, but istiod takes it once: leave one out.`,
              likelyFine: true,
            });
            continue;
          }
          reported.add(resource);
          yield {
            code: 'IST0109',
            resource,
            field,
            message:
              `The sidecars get rules for "${host}" from ${rivals} too, and which of them holds is not defined. ` +
              'Put them into one VirtualService.',
          };
        }
      }
    }
    for (const [resource, report] of twice) if (!reported.has(resource)) yield report;
  },
};

interface Claim {
  readonly resource: Resource;
  readonly field: readonly (string | number)[];
}

/** Who claims which host: first by the namespace that sees it, then by the host in full. */
function hostsByScope(context: Context): ReadonlyMap<string, Map<string, Claim[]>> {
  const scopes = new Map<string, Map<string, Claim[]>>();
  for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
    const { spec, namespace } = resource;
    if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) continue;
    const exportTo = stringsIn(spec.exportTo);
    const isForAll = exportTo.length === 0 || exportTo.includes(EVERYWHERE);
    for (const scope of isForAll ? [EVERYWHERE] : new Set(exportTo.map((each) => (each === '.' ? namespace : each)))) {
      let hosts = scopes.get(scope);
      if (!hosts) scopes.set(scope, (hosts = new Map<string, Claim[]>()));
      stringsIn(spec.hosts).forEach((written, index) => {
        const host = context.hosts.fullName(written, namespace);
        const claim = { resource, field: ['spec', 'hosts', index] };
        const claims = hosts.get(host);
        if (claims) claims.push(claim);
        else hosts.set(host, [claim]);
      });
    }
  }
  return scopes;
}

/** Finds the hosts that overlap with one, wildcards on either side. */
class OverlapIndex {
  private readonly wildcards: HostMap<Claim[]> = new HostMap();
  /** All hosts, read backwards and sorted, so that what a wildcard covers stands together. */
  private readonly backwards: readonly string[];

  public constructor(private readonly hosts: ReadonlyMap<string, Claim[]>) {
    for (const [host, claims] of hosts) if (isWildcard(host)) this.wildcards.set(host, claims);
    this.backwards = [...hosts.keys()].map(reverse).sort();
  }

  public *overlapping(host: string): Iterable<Claim> {
    const own = this.hosts.get(host);
    if (own) yield* own;
    // No host is longer in DNS.
    if (host.length > 255) return;
    // What covers the host: every suffix of it that is a wildcard of its own.
    for (let start = isWildcard(host) ? 2 : 0; start <= host.length; start++) {
      yield* this.wildcards.get(`*${host.slice(start)}`) ?? [];
    }
    if (!isWildcard(host)) return;
    const suffix = reverse(host.slice(1));
    for (let index = this.firstFrom(suffix); index < this.backwards.length; index++) {
      const each = this.backwards[index]!;
      if (!each.startsWith(suffix)) return;
      if (reverse(each) !== host) yield* this.hosts.get(reverse(each))!;
    }
  }

  private firstFrom(suffix: string): number {
    let low = 0;
    let high = this.backwards.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.backwards[middle]! < suffix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
