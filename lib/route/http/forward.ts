import { Cluster } from '../cluster/clusters';
import { traceCluster } from '../cluster/trace-cluster';
import { ClientResponse, DestinationDecision, Mirror, RouteDecision, UpstreamRequest } from '../decision';
import { partsOfCluster } from '../parts';
import { ProxyState } from '../proxy-state';
import { isCounting, reach } from '../reach';
import { UpstreamAnswer } from '../request';
import { Trace } from '../trace';
import { addCorsHeaders, CorsVerdict } from './cors';
import { FormatContext } from './formatter';
import { Forwarding } from './forwarding';
import { grpcTimeoutFor } from './grpc-timeout';
import { HeaderMap } from './header-map';
import { HttpRequest } from './http-request';
import { HttpRouteEntry } from './http-route';
import { rewritePath } from './rewrite';
import { ForwardAction, WeightedCluster } from './route-action';

/**
 * Sends a request on: each destination with what it sees and what the client sees of it.
 * `RouteEntryImplBase::finalizeRequestHeaders`: Envoy 1.36 source/common/router/config_impl.cc; `WeightedClustersConfigEntry`:
 * weighted_cluster_specifier.cc
 */
export function forward(
  state: ProxyState,
  entry: HttpRouteEntry,
  action: ForwardAction,
  request: HttpRequest,
  cors: CorsVerdict,
  answer: UpstreamAnswer | undefined,
  trace: Trace | undefined,
): RouteDecision {
  const route = (entry.effect.forwarding ??= describeForwarding(state, action));
  if (trace) for (const { cluster } of action.clusters) traceCluster(trace, state, state.clusters.get(cluster));
  if (isCounting()) for (const { cluster } of [...action.clusters, ...action.mirrors]) reach(partsOfCluster(state.clusters.get(cluster)));
  const decision: Mutable<RouteDecision> = { outcome: 'route', ...entry.effect.named, destinations: route.destinations, ...route.settings };
  if (route.isDead) return Object.assign(decision, { response: UNAVAILABLE });
  const { clusters } = action;
  const first = passage(entry, action, clusters[0]!, request, cors, answer);
  if (action.isUniform) return Object.assign(decision, first);
  const passages = clusters.map((weighted, index) => (index === 0 ? first : passage(entry, action, weighted, request, cors, answer)));
  const text = canonical(first);
  if (passages.every((each) => canonical(each) === text)) return Object.assign(decision, first);
  decision.destinations = route.destinations.map((destination, index) => ({ ...destination, ...passages[index] }));
  return decision;
}

function describeForwarding(state: ProxyState, action: ForwardAction): Forwarding {
  const destinations = action.clusters.map(({ cluster, share }) => describe(state.clusters.get(cluster), share));
  const settings = {
    ...(action.timeout !== undefined && { timeout: action.timeout }),
    ...(action.retries && { retries: action.retries }),
    ...(action.mirrors.length > 0 && { mirrors: action.mirrors.map((mirror) => describeMirror(state, mirror)) }),
    ...(action.hash.length > 0 && { hash: action.hash }),
  };
  const isDead = destinations.every(({ state: reached }) => reached === 'unknownCluster' || reached === 'noEndpoints');
  return { destinations, settings, isDead };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What Envoy answers where a destination can't. */
const UNAVAILABLE: ClientResponse = Object.freeze({ status: 503 });

/** What upstream and client see of a request that one destination answers. */
function passage(
  entry: HttpRouteEntry,
  action: ForwardAction,
  weighted: WeightedCluster,
  request: HttpRequest,
  cors: CorsVerdict,
  answer: UpstreamAnswer | undefined,
): Passage {
  const sent = send(entry, action, weighted, request);
  const response = receive(action, weighted, request, sent, cors, answer);
  return { upstream: sent.upstream, ...(response !== NO_CHANGE && !isEmpty(response) && { response }) };
}

type Passage = Pick<RouteDecision, 'upstream' | 'response'>;

interface Sent {
  readonly upstream: UpstreamRequest;
  readonly headers: HeaderMap;
}

/** The request as one destination gets it. Header operations see the request's own path and, but for a destination's Host, its own Host. */
function send(entry: HttpRouteEntry, action: ForwardAction, weighted: WeightedCluster, request: HttpRequest): Sent {
  const path = rewritePath(request.path, entry.effect.rewrite, entry.match.path);
  const authority = action.hostRewrite ?? weighted.hostRewrite ?? request.authority;
  const { method } = request;
  const grpcTimeout = grpcTimeoutFor(action, request);
  if (!weighted.request && !action.request && grpcTimeout === undefined)
    return { upstream: { method, path, authority }, headers: request.headers };
  const headers = request.headers.clone();
  const seen = { ...request, authority: weighted.hostRewrite ?? request.authority };
  const context = contextOf(seen, headers, undefined, undefined, entry.name);
  weighted.request?.apply(headers, context);
  action.request?.apply(headers, context);
  if (grpcTimeout !== undefined) headers.set('grpc-timeout', grpcTimeout);
  const { set, removed } = headers.changesFrom(request.headers);
  return { upstream: { method, path, authority, ...(set && { headersSet: set }), ...(removed && { headersRemoved: removed }) }, headers };
}

/** The answer as the client gets it, compared with the upstream's. Here `%REQ(…)%` means the request as it was sent on. */
function receive(
  action: ForwardAction,
  weighted: WeightedCluster,
  request: HttpRequest,
  sent: Sent,
  cors: CorsVerdict,
  answer: UpstreamAnswer | undefined,
): ClientResponse {
  const status = answer?.status ?? 200;
  if (!weighted.response && !action.response && cors.kind !== 'actual') return status === 200 ? NO_CHANGE : { status };
  const before = HeaderMap.from(answer?.headers);
  const headers = before.clone();
  const context = contextOf({ ...request, ...sent.upstream }, sent.headers, headers, status, undefined);
  weighted.response?.apply(headers, context);
  action.response?.apply(headers, context);
  addCorsHeaders(cors, headers);
  const { set, removed } = headers.changesFrom(before);
  return { ...(status !== 200 && { status }), ...(set && { headers: set }), ...(removed && { headersRemoved: removed }) };
}

const NO_CHANGE: ClientResponse = Object.freeze({});

/** What header values are computed from. */
export function contextOf(
  request: Pick<HttpRequest, 'method' | 'path' | 'authority' | 'scheme' | 'protocol' | 'clientAddress'>,
  headers: HeaderMap,
  response: HeaderMap | undefined,
  responseCode: number | undefined,
  routeName: string | undefined,
): FormatContext {
  return {
    request: (name) => {
      switch (name) {
        case ':path':
          return request.path;
        case ':method':
          return request.method;
        case ':authority':
        case 'host':
          return request.authority;
        case ':scheme':
        case 'x-forwarded-proto':
          return request.scheme;
        default:
          return headers.get(name)?.join(',');
      }
    },
    response: (name) => (name === ':status' ? responseCode?.toString() : response?.get(name)?.join(',')),
    protocol: request.protocol,
    clientAddress: request.clientAddress,
    routeName,
    responseCode,
  };
}

/** A destination without what passes through it. */
export function describe(cluster: Cluster, share: number): DestinationDecision {
  const { name, state, destinationRule, policy } = cluster;
  return {
    host: name.host,
    ...(name.subset !== '' && { subset: name.subset }),
    port: name.port,
    weight: share,
    endpoints: cluster.endpoints.map((endpoint) => endpoint.name).sort(),
    ...(state && { state }),
    ...(destinationRule && { destinationRule: `${destinationRule.resource.namespace}/${destinationRule.resource.name}` }),
    ...(policy && { policy }),
  };
}

function describeMirror(state: ProxyState, { cluster, percent }: ForwardAction['mirrors'][number]): Mirror {
  const { state: reached } = state.clusters.get(cluster);
  return {
    host: cluster.host,
    ...(cluster.subset !== '' && { subset: cluster.subset }),
    port: cluster.port,
    percent,
    ...(reached && { state: reached }),
  };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}
