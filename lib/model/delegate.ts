import { HttpMatchRequest, HttpRoute, StringMatch, StringMatches } from './istio';
import { isObject, objectsIn, stringsIn, textOf } from './resource';

/**
 * How the rules of a delegate VirtualService are merged into the root's rule that names it.
 * istio 1.30.3 pilot/pkg/model/virtualservice.go
 */

/** Of a match that root and delegate share, the two that it is made of. */
export interface MatchOrigin {
  readonly root: HttpMatchRequest;
  readonly leaf: HttpMatchRequest;
}

const origins = new WeakMap<HttpMatchRequest, MatchOrigin>();

/** What a match was merged from; undefined for one that is as it was written. */
export function originOfMatch(match: HttpMatchRequest): MatchOrigin | undefined {
  return origins.get(match);
}

/** The delegate's rules, each merged with the root's, or left out where the two contradict. `MergeHTTPRoutes` */
export function mergeHttpRoutes(root: HttpRoute, delegate: readonly HttpRoute[]): HttpRoute[] {
  return delegate.flatMap((leaf) => mergeHttpRoute(root, leaf) ?? []);
}

/** One rule of the delegate under the root's; undefined if they contradict. What the delegate says wins. `mergeHTTPRoute` */
export function mergeHttpRoute(root: HttpRoute, leaf: HttpRoute): HttpRoute | undefined {
  const match = mergeMatches(objectsIn(root.match), objectsIn(leaf.match));
  if (!match) return undefined;
  return {
    ...leaf,
    match,
    name: joinNames(root.name, leaf.name),
    rewrite: leaf.rewrite ?? root.rewrite,
    directResponse: leaf.directResponse ?? root.directResponse,
    timeout: leaf.timeout ?? root.timeout,
    retries: leaf.retries ?? root.retries,
    fault: leaf.fault ?? root.fault,
    mirror: leaf.mirror ?? root.mirror,
    mirrorPercent: leaf.mirrorPercent ?? leaf.mirror_percent ?? root.mirrorPercent ?? root.mirror_percent,
    mirrorPercentage: leaf.mirrorPercentage ?? root.mirrorPercentage,
    corsPolicy: leaf.corsPolicy ?? root.corsPolicy,
    mirrors: leaf.mirrors?.length ? leaf.mirrors : root.mirrors,
    headers: leaf.headers ?? root.headers,
  };
}

function joinNames(root: string | undefined, leaf: string | undefined): string | undefined {
  if (!leaf) return root;
  return root ? `${root}-${leaf}` : leaf;
}

/**
 * Each condition of the delegate under each of the root's that it does not contradict; undefined if one finds no place.
 * `mergeHTTPMatchRequests`
 */
export function mergeMatches(
  root: readonly HttpMatchRequest[],
  leaf: readonly HttpMatchRequest[],
): readonly HttpMatchRequest[] | undefined {
  if (root.length === 0) return leaf;
  if (leaf.length === 0) return root;
  const merged: HttpMatchRequest[] = [];
  for (const inner of leaf) {
    const fitting = root.filter((outer) => !hasConflict(outer, inner));
    if (fitting.length === 0) return undefined;
    merged.push(...fitting.map((outer) => mergeMatch(outer, inner)));
  }
  return merged;
}

/** `mergeHTTPMatchRequest` */
function mergeMatch(root: HttpMatchRequest, leaf: HttpMatchRequest): HttpMatchRequest {
  const merged = {
    ...leaf,
    name: joinNames(root.name, leaf.name),
    uri: leaf.uri ?? root.uri,
    scheme: leaf.scheme ?? root.scheme,
    method: leaf.method ?? root.method,
    authority: leaf.authority ?? root.authority,
    headers: { ...root.headers, ...leaf.headers },
    withoutHeaders: { ...root.withoutHeaders, ...leaf.withoutHeaders },
    queryParams: { ...root.queryParams, ...leaf.queryParams },
    port: leaf.port || root.port,
    sourceLabels: { ...root.sourceLabels, ...leaf.sourceLabels },
    sourceNamespace: leaf.sourceNamespace || root.sourceNamespace,
    gateways: leaf.gateways?.length ? leaf.gateways : root.gateways,
  };
  origins.set(merged, { root, leaf });
  return merged;
}

/** True when the delegate's condition is not within the root's. `hasConflict` */
export function hasConflict(root: HttpMatchRequest, leaf: HttpMatchRequest): boolean {
  if (
    stringsConflict(root.uri, leaf.uri) ||
    stringsConflict(root.scheme, leaf.scheme) ||
    stringsConflict(root.method, leaf.method) ||
    stringsConflict(root.authority, leaf.authority) ||
    anyConflict(root.headers, leaf.headers) ||
    anyConflict(root.withoutHeaders, leaf.withoutHeaders) ||
    anyConflict(root.queryParams, leaf.queryParams)
  ) {
    return true;
  }
  if (!root.ignoreUriCase !== !leaf.ignoreUriCase) return true;
  if (root.port && leaf.port && root.port !== leaf.port) return true;
  if (root.sourceNamespace && leaf.sourceNamespace !== root.sourceNamespace) return true;
  const rootLabels = root.sourceLabels ?? {};
  for (const [key, value] of Object.entries(leaf.sourceLabels ?? {})) {
    if (Object.hasOwn(rootLabels, key) && rootLabels[key] !== value) return true;
  }
  const rootGateways = stringsIn(root.gateways);
  const leafGateways = stringsIn(leaf.gateways);
  if (rootGateways.length === 0 || leafGateways.length === 0) return false;
  return rootGateways.length < leafGateways.length || leafGateways.some((gateway) => !rootGateways.includes(gateway));
}

function anyConflict(root: StringMatches | undefined, leaf: StringMatches | undefined): boolean {
  return Object.entries(leaf ?? {}).some(([name, match]) => stringsConflict(own(root, name), match));
}

function own(matches: StringMatches | undefined, name: string): StringMatch | null | undefined {
  return isObject(matches) && Object.hasOwn(matches, name) ? matches[name] : undefined;
}

/** `stringMatchConflict`: a regex fits with nothing, a prefix with what begins with it, an exact string with itself. */
function stringsConflict(root: StringMatch | null | undefined, leaf: StringMatch | null | undefined): boolean {
  if (!root || !leaf) return false;
  if (root.regex && (leaf.regex || leaf.prefix || leaf.exact)) return true;
  if (leaf.regex && (root.regex || root.prefix || root.exact)) return true;
  if (root.exact) return !!leaf.prefix || leaf.exact !== root.exact;
  if (root.prefix) {
    if (leaf.prefix) return !textOf(leaf.prefix).startsWith(textOf(root.prefix));
    if (leaf.exact) return !textOf(leaf.exact).startsWith(textOf(root.prefix));
  }
  return true;
}
