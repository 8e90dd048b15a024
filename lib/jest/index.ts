/**
 * Matchers for decisions, as `mesh.route(request)` returns them. Importing this adds them to the global `expect` of jest,
 * or of vitest with `globals: true`; elsewhere: `expect.extend(matchers)`.
 */
import type { ClientResponse, Fault, Retries, UpstreamRequest } from '../route';
import { keepQuestions } from '../route/question';
import type { DeepPartial, ExpectedRedirect, Shares, Time } from './matchers';
import { matchers } from './matchers';
import type { Target, WorkloadConstruct, WorkloadTarget } from './target';

export { coverage } from './coverage';
export { matchers };
export type { DeepPartial, ExpectedRedirect, MatcherContext, MatcherResult, Shares, Time, WeightedTarget } from './matchers';
export type { ReporterOptions, Thresholds } from './thresholds';
export type { HostTarget, Target, WorkloadConstruct, WorkloadTarget } from './target';

/** What `expect(mesh.route(request))` can say. */
export interface RoutingMatchers<R> {
  /**
   * All of the requests arrive there. A place that nobody answers at is not reached. Negated: no part of them does.
   *
   * @param target a subset, service or workload construct; the name of a host or workload; `{ host, subset }`
   */
  toReach(target: Target): R;
  /**
   * They are split so, and none goes elsewhere.
   *
   * @param shares percent by subset, host or `host/subset`, e.g. `{ v1: 90, v2: 10 }`; or destinations with weights
   */
  toSplit(shares: Shares): R;
  /** They go to one destination, and these workloads, no more and no fewer, are behind it. */
  toSpreadOver(workloads: readonly (string | WorkloadConstruct | WorkloadTarget)[]): R;
  /** The client is sent elsewhere. @param expected the location, or location and status; default: anywhere */
  toRedirect(expected?: string | ExpectedRedirect): R;
  /**
   * The proxy itself answers so, or changes the upstream's answer so: a direct response, an injected abort, a 404 where no
   * route fits, a 503 where nobody is.
   *
   * @param expected the status, or what of the response to look at
   */
  toRespond(expected: number | ClientResponse): R;
  /** Nothing in the mesh claims them, and nothing unknown may leave. */
  toBeBlocked(): R;
  /** Nothing in the mesh claims them, so they go where the client dialled. */
  toPassThrough(): R;
  /** The route has this timeout. */
  toTimeOutAfter(time: Time): R;
  /** The route retries so. @param expected the number of attempts, or more of it; Istio's default is 2 */
  toRetry(expected: number | Partial<Retries>): R;
  /** The upstream sees this. @param expected the path, or path, authority, headers */
  toRewriteTo(expected: string | Partial<UpstreamRequest>): R;
  /** Copies go there too. @param percent how many; default: any share */
  toMirrorTo(target: Target, percent?: number): R;
  /** The route delays or aborts requests on purpose. @param expected what of it to look at; default: any fault */
  toInjectFault(expected?: DeepPartial<Fault>): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends RoutingMatchers<R> {}
  }
}

// Of `@jest/globals`; where there is no jest, e.g. with vitest, there is no such module either.
// eslint-disable-next-line @typescript-eslint/ban-ts-comment
/** @ts-ignore */
declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T = unknown> extends RoutingMatchers<R> {}
}

keepQuestions();
const { expect } = globalThis as { expect?: { extend?(added: typeof matchers): void } };
expect?.extend?.(matchers);
