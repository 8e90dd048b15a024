import { HttpDirectResponse, HttpRoute, HttpRouteDestination, Service } from '../../model';
import { ClusterName, clusterNameFor, Clusters } from '../cluster/clusters';
import { HashPolicy, Retries } from '../decision';
import { normalizeDuration } from '../duration';
import { percentOf } from './fault';
import { hashForDestination, toHashPolicy } from './hash-policy';
import { authorityOf, HeaderParser } from './header-operations';
import { RedirectAction, toRedirectAction } from './redirect';
import { toRetries } from './retry';
import { HttpRetry } from '../../model';

/** What an Envoy route does with a request that it fits. */
export type RouteAction =
  | ForwardAction
  | { readonly kind: 'redirect'; readonly redirect: RedirectAction; readonly response: HeaderParser | undefined }
  | {
      readonly kind: 'directResponse';
      readonly status: number;
      readonly body: string | undefined;
      readonly response: HeaderParser | undefined;
    };

/** Sends it on. */
export interface ForwardAction {
  readonly kind: 'forward';
  readonly clusters: readonly WeightedCluster[];
  /** True if Envoy holds the clusters as weighted ones, whose header operations come before the route's. */
  readonly isWeighted: boolean;
  /** True if all destinations are sent, and answer, the same. */
  readonly isUniform: boolean;
  readonly request: HeaderParser | undefined;
  readonly response: HeaderParser | undefined;
  readonly hostRewrite: string | undefined;
  readonly timeout: string | undefined;
  readonly retries: Retries | undefined;
  readonly mirrors: readonly { readonly cluster: ClusterName; readonly percent: number }[];
  readonly hash: readonly HashPolicy[];
}

export interface WeightedCluster {
  readonly cluster: ClusterName;
  /** Percent of the sum, two decimals. */
  readonly share: number;
  readonly request: HeaderParser | undefined;
  readonly response: HeaderParser | undefined;
  readonly hostRewrite: string | undefined;
}

/** What making routes needs to know of where they stand. */
export interface RouteContext {
  /** The port that routes without one send to, and that `FROM_REQUEST_PORT` means. */
  readonly listenPort: number;
  readonly isTls: boolean;
  readonly lookupService: (hostname: string) => Service | undefined;
  readonly clusters: Clusters;
  readonly defaultRetries: HttpRetry | undefined;
}

/** `TranslateRoute`, istio 1.30.3 pilot/pkg/networking/core/route/route.go. Undefined: Envoy would find no action in it. */
export function toRouteAction(rule: HttpRoute, context: RouteContext): RouteAction | undefined {
  const response = HeaderParser.of(rule.headers?.response);
  if (rule.redirect) {
    const redirect = toRedirectAction(rule.redirect, context.listenPort, context.isTls);
    return redirect && { kind: 'redirect', redirect, response };
  }
  if (rule.directResponse) {
    return { kind: 'directResponse', status: rule.directResponse.status ?? 0, body: bodyOf(rule.directResponse), response };
  }
  return forward(rule, context);
}

function bodyOf({ body }: HttpDirectResponse): string | undefined {
  if (body?.string !== undefined) return body.string;
  return body?.bytes === undefined ? undefined : Buffer.from(body.bytes, 'base64').toString('utf8');
}

/** `applyHTTPRouteDestination`, `processDestination`, `processWeightedDestination` */
function forward(rule: HttpRoute, context: RouteContext): ForwardAction {
  const destinations = rule.route ?? [];
  const isWeighted = destinations.length !== 1;
  const weighted = isWeighted ? destinations.filter((each) => (each.weight ?? 0) > 0) : destinations;
  const total = weighted.reduce((sum, each) => sum + (each.weight ?? 0), 0);
  const single = isWeighted ? undefined : destinations[0];
  const ruleHost = rule.rewrite?.authority || authorityOf(rule.headers);
  const clusters = weighted.map((each) => ({
    cluster: clusterFor(each, context),
    share: isWeighted ? Math.round(((each.weight ?? 0) / total) * 10_000) / 100 : 100,
    request: isWeighted ? HeaderParser.of(each.headers?.request) : undefined,
    response: isWeighted ? HeaderParser.of(each.headers?.response) : undefined,
    hostRewrite: isWeighted ? authorityOf(each.headers) : undefined,
  }));
  return {
    kind: 'forward',
    clusters,
    isWeighted,
    isUniform: clusters.every((each) => !each.request && !each.response && each.hostRewrite === undefined),
    request: HeaderParser.of(rule.headers?.request, single?.headers?.request),
    response: HeaderParser.of(rule.headers?.response, single?.headers?.response),
    hostRewrite: ruleHost ?? authorityOf(single?.headers),
    timeout: timeoutOf(rule.timeout),
    retries: toRetries(rule.retries ?? context.defaultRetries),
    mirrors: mirrorsOf(rule, context),
    hash: weighted.flatMap((each) => hashOf(each, context) ?? []),
  };
}

function clusterFor({ destination }: HttpRouteDestination, context: RouteContext): ClusterName {
  return clusterNameFor(destination ?? {}, context.lookupService(destination?.host ?? ''), context.listenPort);
}

function hashOf({ destination }: HttpRouteDestination, { clusters }: RouteContext): HashPolicy | undefined {
  const rule = clusters.destinationRuleFor(destination?.host ?? '');
  return toHashPolicy(hashForDestination(rule, destination?.port?.number, destination?.subset ?? ''));
}

function timeoutOf(timeout: string | undefined): string | undefined {
  const normalized = normalizeDuration(timeout);
  return normalized === '0s' ? undefined : normalized;
}

/** `mirror`, then `mirrors`; none at 0 %. `MirrorPercent`, `MirrorPercentByPolicy` */
function mirrorsOf(rule: HttpRoute, context: RouteContext): ForwardAction['mirrors'] {
  const mirrors: { cluster: ClusterName; percent: number }[] = [];
  if (rule.mirror) {
    const percent = rule.mirrorPercentage ? percentOf(rule.mirrorPercentage.value) : (rule.mirrorPercent ?? rule.mirror_percent ?? 100);
    if (percent > 0) mirrors.push({ cluster: clusterFor({ destination: rule.mirror }, context), percent });
  }
  for (const { destination, percentage } of rule.mirrors ?? []) {
    const percent = percentage ? percentOf(percentage.value) : 100;
    if (percent > 0 && destination) mirrors.push({ cluster: clusterFor({ destination }, context), percent });
  }
  return mirrors;
}
