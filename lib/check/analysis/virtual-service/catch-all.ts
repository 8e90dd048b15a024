import {
  hostsMatch,
  HttpMatchRequest,
  HttpRoute,
  isObject,
  keyOf,
  Kind,
  listOf,
  Resource,
  stringsIn,
  VirtualServiceSpec,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { boundServers } from '../bound-servers';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';

/**
 * The rules that take what is left: at a gateway the VirtualServices of one host are merged and all that take everything
 * come last, so that of several only the first is used; at a sidecar a host whose rules leave something over answers it with
 * 404, not by the service's default route.
 * `SortVHostRoutes`, `IsCatchAllRoute`, istio 1.30.3 pilot/pkg/networking/core/route/route.go;
 * `buildSidecarOutboundHTTPRouteConfig`, httproute.go
 */
export const catchAll: Analyzer = {
  name: 'virtual-service/catch-all',
  codes: ['no-default-rule', 'second-catch-all'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const first = new Map<string, Resource>();
    for (const resource of context.model.inOrder<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const report = second(context, resource, first);
      if (report) yield report;
    }
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const report = withoutDefault(resource);
      if (report) yield report;
    }
  },
};

/** The catch-all of a VirtualService where another one has one for the same gateway and host. */
function second(context: Context, resource: Resource<VirtualServiceSpec>, first: Map<string, Resource>): Report | undefined {
  const { spec } = resource;
  const field = isPublic(context, spec) ? catchAllOf(spec) : undefined;
  if (!field) return undefined;
  let report: Report | undefined;
  // Where a gateway is not in the set, nobody knows whom it serves.
  for (const { resource: gateway, hosts } of boundServers(context, resource) ?? []) {
    for (const host of stringsIn(spec.hosts)) {
      if (!hosts.some((each) => hostsMatch(each, host))) continue;
      const key = `${keyOf(gateway)} ${host.toLowerCase()}`;
      const other = first.get(key);
      if (!other) first.set(key, resource);
      else if (other !== resource) {
        report ??= {
          code: 'second-catch-all',
          resource,
          field,
          message: `${keyOf(other)} takes everything that is left of "${host}" at ${keyOf(gateway)} too, and istiod uses only one of the two. Keep one of them.`,
        };
      }
    }
  }
  return report;
}

/** True where every gateway sees it; of others nobody knows the namespace. */
function isPublic(context: Context, { exportTo }: VirtualServiceSpec): boolean {
  const own = stringsIn(exportTo);
  return (own.length > 0 ? own : (context.model.meshConfig.defaultVirtualServiceExportTo ?? ['*'])).includes('*');
}

/** The rule, or the match of one, that takes everything. */
function catchAllOf({ http }: VirtualServiceSpec): FieldPath | undefined {
  for (const [index, { match, delegate }] of objectsWithIndex<HttpRoute>(http)) {
    if (delegate) continue;
    if (listOf(match).length === 0) return ['spec', 'http', index];
    const found = objectsWithIndex<HttpMatchRequest>(match).find(([, each]) => isCatchAll(each));
    if (found) return ['spec', 'http', index, 'match', found[0]];
  }
  return undefined;
}

/** A VirtualService for sidecars that picks requests by header and the like, and says nothing of the rest. */
function withoutDefault(resource: Resource<VirtualServiceSpec>): Report | undefined {
  const { spec } = resource;
  if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) return undefined;
  const rules = objectsWithIndex<HttpRoute>(spec.http);
  // Of a list of paths nobody knows whether it is meant to be all; of delegates not here, what they take.
  if (rules.length === 0 || listOf(spec.hosts).length === 0 || rules.some(([, rule]) => rule.delegate)) return undefined;
  if (rules.some(([, rule]) => takesAll(rule, isOpen))) return undefined;
  if (!rules.some(([, rule]) => objectsWithIndex<HttpMatchRequest>(rule.match).some(([, match]) => !match.uri && !isOpen(match))))
    return undefined;
  return {
    code: 'no-default-rule',
    resource,
    field: ['spec', 'http'],
    message:
      'Requests that no rule matches get 404, also where the service would answer them without these rules. End with a rule without match.',
  };
}

function takesAll(rule: HttpRoute, test: (match: HttpMatchRequest) => boolean): boolean {
  return listOf(rule.match).length === 0 || objectsWithIndex<HttpMatchRequest>(rule.match).some(([, match]) => test(match));
}

/** True of a match that takes every request of whoever it is for. */
function isOpen({ uri, scheme, method, authority, headers, withoutHeaders, queryParams }: HttpMatchRequest): boolean {
  const isBare = [headers, withoutHeaders, queryParams].every((map) => !isObject(map) || Object.keys(map).length === 0);
  return isBare && !scheme && !method && !authority && (!uri || uri.prefix === '/' || uri.regex === '.*' || uri.regex === '/.*');
}

/** One that takes it at every gateway and port, as istiod tells it. */
function isCatchAll(match: HttpMatchRequest): boolean {
  const isForAll = !match.port && listOf(match.gateways).length === 0 && !match.sourceNamespace && !isObject(match.sourceLabels);
  return isForAll && isOpen(match) && match.uri?.regex !== '/.*';
}
