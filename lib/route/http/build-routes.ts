import { HttpMatchRequest, selects } from '../../model';
import { Proxy } from '../proxy';
import { VirtualService } from '../push/virtual-service';
import { HttpRouteEntry } from './http-route';
import { RouteContext } from './route-action';
import { isCatchAll } from './route-match';

/** A match, or a whole rule, that istiod leaves out of what it sends to this proxy, and why. */
export interface Pruned {
  readonly rule: number;
  /** Undefined: the whole rule. */
  readonly match?: number;
  readonly reason: string;
  /** The field of the match that decides. */
  readonly field?: string;
}

export interface BuiltRoutes {
  readonly routes: readonly HttpRouteEntry[];
  readonly pruned: readonly Pruned[];
}

/**
 * The routes of a VirtualService for one proxy and port: a route a match, in order, without what can't hold there, and
 * nothing behind the first that takes everything.
 * `BuildHTTPRoutesForVirtualService`, `sourceMatchHTTP`: istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export function buildRoutes(virtualService: VirtualService, proxy: Proxy, gateway: string, context: RouteContext): BuiltRoutes {
  const routes: HttpRouteEntry[] = [];
  const pruned: Pruned[] = [];
  for (let index = 0; index < virtualService.http.length; index++) {
    const rule = virtualService.http[index]!;
    const matches = rule.spec.match ?? [];
    if (matches.length === 0) {
      routes.push(HttpRouteEntry.ofRule(virtualService, rule, undefined, context));
      noteUnreached(virtualService, index, 0, pruned);
      return { routes, pruned };
    }
    for (let position = 0; position < matches.length; position++) {
      const match = matches[position]!;
      const against = reasonAgainst(match, proxy, gateway, context.listenPort);
      if (against) {
        pruned.push({ rule: index, match: position, ...against });
        continue;
      }
      routes.push(HttpRouteEntry.ofRule(virtualService, rule, match, context));
      if (isCatchAll(match)) {
        noteUnreached(virtualService, index, position, pruned);
        return { routes, pruned };
      }
    }
  }
  return { routes, pruned };
}

function noteUnreached(virtualService: VirtualService, rule: number, match: number, pruned: Pruned[]): void {
  const total = virtualService.http.length;
  const reason = `rule ${rule} takes everything before it`;
  const left = virtualService.http[rule]!.spec.match?.length ?? 0;
  for (let position = match + 1; position < left; position++) pruned.push({ rule, match: position, reason });
  for (let index = rule + 1; index < total; index++) pruned.push({ rule: index, reason });
}

/** Why a match can't hold for this proxy on this port. With `gateways` set, the conditions on the source are moot. */
export function reasonAgainst(
  match: HttpMatchRequest,
  proxy: Pick<Proxy, 'labels' | 'namespace'>,
  gateway: string,
  port: number,
): { readonly field: string; readonly reason: string } | undefined {
  const against = (field: string, want: string | number, is: string | number): { field: string; reason: string } => ({
    field,
    reason: `${field}: want ${want}, is ${is}`,
  });
  if (match.port && match.port !== port) return against('port', match.port, port);
  if (match.gateways && match.gateways.length > 0) {
    return match.gateways.includes(gateway) ? undefined : against('gateways', `one of ${match.gateways.join(', ')}`, gateway);
  }
  if (!selects(match.sourceLabels, proxy.labels)) {
    return against('sourceLabels', printLabels(match.sourceLabels!), printLabels(proxy.labels));
  }
  if (match.sourceNamespace && match.sourceNamespace !== proxy.namespace) {
    return against('sourceNamespace', match.sourceNamespace, proxy.namespace);
  }
  return undefined;
}

function printLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
