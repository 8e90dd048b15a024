import type { ClientResponse, Decision, DestinationDecision, Fault, Retries, RouteDecision, UpstreamRequest } from '../route';
import { parseDuration } from '../route/duration';
import { describeDecision, explain } from './describe';
import type { Target, Wanted, WorkloadConstruct, WorkloadTarget } from './target';
import { isHost, isWorkload, wantedOf, workloadNameOf } from './target';

/** A length of time: `2s`, `250ms`, or a cdk8s `Duration`. */
export type Time = string | { toMilliseconds(): number };

/** What the matchers need of `this`, which jest and vitest both give. */
export interface MatcherContext {
  readonly isNot?: boolean;
  equals(a: unknown, b: unknown): boolean;
}

/** What a matcher hands back, to jest and vitest alike. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** A redirect: any field may be left out, or be an asymmetric matcher such as `expect.stringContaining`. */
export interface ExpectedRedirect {
  readonly status?: number;
  readonly location?: string;
}

/** Shares in percent, by subset or host, or by destination with weights: `[v1.weight(90), v2.weight(10)]`. */
export type Shares = Readonly<Record<string, number>> | readonly WeightedTarget[];

/** A destination that says its share. */
export interface WeightedTarget {
  readonly name: string;
  readonly target?: { readonly weight?: number };
}

interface Verdict {
  readonly name: string;
  readonly decision: Decision;
  readonly pass: boolean;
  readonly wanted: string;
  /** What there is instead, in short; default: the decision. */
  readonly got?: readonly string[];
}

function result(context: MatcherContext, { name, decision, pass, wanted, got }: Verdict): MatcherResult {
  return {
    pass,
    message: () => {
      const { isNot = false } = context;
      const [first = 'nothing of the kind', ...more] = got ?? describeDecision(decision);
      const received = [first, ...more].map((line, index) => `${index === 0 ? 'Received: ' : '          '}${line}`);
      const asked = `expect(decision)${isNot ? '.not' : ''}.${name}()`;
      return [asked, '', `Expected: ${isNot ? 'not ' : ''}${wanted}`, ...received, '', explain(decision, got !== undefined)].join('\n');
    },
  };
}

/** Refuses what is no decision, and what nobody can judge: neither a matcher nor its negation holds of it. */
function decided(name: string, received: unknown): Decision {
  const decision = received as Decision | null | undefined;
  if (typeof decision !== 'object' || typeof decision?.outcome !== 'string') {
    throw new TypeError(`expect(…).${name}() takes a decision, as mesh.route(request) returns it; this is ${JSON.stringify(received)}`);
  }
  if (decision.outcome === 'notModelled') {
    throw new Error(
      `expect(decision).${name}(): where this request goes depends on what is not modelled, so neither yes nor no would be true\n\n${explain(decision)}`,
    );
  }
  return decision;
}

/** The destinations that get requests. */
function used(decision: Decision): readonly DestinationDecision[] {
  return decision.outcome === 'route' ? decision.destinations.filter(({ weight }) => weight > 0) : [];
}

function isAlive({ state }: DestinationDecision): boolean {
  return state === undefined || state === 'originalDst';
}

function setting<T>(decision: Decision, read: (route: RouteDecision) => T): T | undefined {
  return decision.outcome === 'route' ? read(decision) : undefined;
}

/** Whether all that is expected is there; what is not mentioned may be anything. */
function holds(context: MatcherContext, expected: unknown, received: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected) || 'asymmetricMatch' in expected) {
    return context.equals(received, expected);
  }
  if (typeof received !== 'object' || received === null) return false;
  return Object.entries(expected).every(
    ([key, value]) => value === undefined || holds(context, value, (received as Record<string, unknown>)[key]),
  );
}

function show(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nanoseconds(time: Time, name: string): number {
  const value = typeof time === 'string' ? parseDuration(time) : time.toMilliseconds() * 1e6;
  if (value === undefined)
    throw new TypeError(`${name}(${JSON.stringify(time)}): no duration; write it as '2s', '250ms' or Duration.seconds(2)`);
  return value;
}

function showTime(time: Time): string {
  return typeof time === 'string' ? time : `${time.toMilliseconds()}ms`;
}

function toReach(this: MatcherContext, received: unknown, target: Target): MatcherResult {
  const decision = decided('toReach', received);
  const wanted = wantedOf(target);
  const destinations = used(decision);
  const pass = this.isNot
    ? destinations.some((destination) => isAlive(destination) && wanted.takesAny(destination))
    : destinations.length > 0 && destinations.every((destination) => isAlive(destination) && wanted.takesAll(destination));
  return result(this, {
    name: 'toReach',
    decision,
    pass,
    wanted: this.isNot ? `any of it to ${wanted.label}` : `all of it to ${wanted.label}`,
  });
}

function toSplit(this: MatcherContext, received: unknown, shares: Shares): MatcherResult {
  const decision = decided('toSplit', received);
  const wanted = sharesOf(shares);
  const destinations = used(decision);
  const isListed = destinations.every((destination) => isAlive(destination) && wanted.some((share) => share.takesAll(destination)));
  const pass =
    destinations.length > 0 &&
    isListed &&
    wanted.every((share) => {
      const sent = destinations.filter((destination) => share.takesAll(destination)).reduce((sum, { weight }) => sum + weight, 0);
      return Math.abs(sent - share.percent) < 0.02;
    });
  const label = wanted.map((share) => `${share.percent} % to ${share.label}`).join(', ');
  return result(this, { name: 'toSplit', decision, pass, wanted: label });
}

type Share = Wanted & { readonly percent: number };

function sharesOf(shares: Shares): Share[] {
  const wanted = isList(shares)
    ? shares.map((target) => ({ ...wantedOf(target as Target), percent: target.target?.weight ?? Number.NaN }))
    : Object.entries(shares).map(([name, percent]) => ({ ...bySubsetOrHost(name), percent }));
  const sum = wanted.reduce((before, { percent }) => before + percent, 0);
  if (!(Math.abs(sum - 100) < 0.1)) {
    throw new TypeError(
      `toSplit(): shares are percent of the requests and make 100 together; these make ${Number.isNaN(sum) ? 'no number' : sum}`,
    );
  }
  return wanted;
}

function isList(shares: Shares): shares is readonly WeightedTarget[] {
  return Array.isArray(shares);
}

/** `v1`, `reviews`, or both as `reviews/v1`. */
function bySubsetOrHost(name: string): Wanted {
  const slash = name.indexOf('/');
  if (slash > 0) return wantedOf({ host: name.slice(0, slash), subset: name.slice(slash + 1) });
  const takes: Wanted['takesAll'] = ({ host, subset }) => subset === name || isHost(name, host);
  return { label: name, takesAll: takes, takesAny: takes };
}

function toSpreadOver(
  this: MatcherContext,
  received: unknown,
  workloads: readonly (string | WorkloadConstruct | WorkloadTarget)[],
): MatcherResult {
  const decision = decided('toSpreadOver', received);
  const names = workloads.map(workloadNameOf);
  const [destination, ...others] = used(decision);
  const endpoints = destination?.endpoints ?? [];
  const pass =
    destination !== undefined &&
    isAlive(destination) &&
    others.length === 0 &&
    endpoints.every((endpoint) => names.some((name) => isWorkload(name, endpoint))) &&
    names.every((name) => endpoints.some((endpoint) => isWorkload(name, endpoint)));
  return result(this, { name: 'toSpreadOver', decision, pass, wanted: `one destination with ${names.join(', ')} behind it` });
}

function toRedirect(this: MatcherContext, received: unknown, expected: string | ExpectedRedirect = {}): MatcherResult {
  const decision = decided('toRedirect', received);
  const wanted = isFields(expected) ? expected : { location: expected };
  const pass = decision.outcome === 'redirect' && holds(this, wanted, decision.response);
  return result(this, { name: 'toRedirect', decision, pass, wanted: `a redirect ${show(wanted)}` });
}

/** An object of fields, not a value of its own or an asymmetric matcher that stands for one. */
function isFields<T extends object>(value: T | string | number): value is T {
  return typeof value === 'object' && !('asymmetricMatch' in value);
}

function toRespond(this: MatcherContext, received: unknown, expected: number | ClientResponse): MatcherResult {
  const decision = decided('toRespond', received);
  const wanted = isFields(expected) ? expected : { status: expected };
  const response = 'response' in decision ? decision.response : undefined;
  const pass = holds(this, wanted, response ?? {});
  const got = response ? [show(response)] : [`no answer of the proxy's own: ${describeDecision(decision)[0]}`];
  return result(this, { name: 'toRespond', decision, pass, wanted: `the answer ${show(wanted)}`, got });
}

function toBeBlocked(this: MatcherContext, received: unknown): MatcherResult {
  const decision = decided('toBeBlocked', received);
  return result(this, {
    name: 'toBeBlocked',
    decision,
    pass: decision.outcome === 'blocked',
    wanted: 'blocked, for nothing in the mesh claims it',
  });
}

function toPassThrough(this: MatcherContext, received: unknown): MatcherResult {
  const decision = decided('toPassThrough', received);
  const pass = decision.outcome === 'passthrough';
  return result(this, { name: 'toPassThrough', decision, pass, wanted: 'passed through to where the client dialled' });
}

function toTimeOutAfter(this: MatcherContext, received: unknown, time: Time): MatcherResult {
  const decision = decided('toTimeOutAfter', received);
  const timeout = setting(decision, (route) => route.timeout);
  const pass = timeout !== undefined && parseDuration(timeout) === nanoseconds(time, 'toTimeOutAfter');
  return result(this, {
    name: 'toTimeOutAfter',
    decision,
    pass,
    wanted: `a timeout of ${showTime(time)}`,
    got: [`timeout ${show(timeout)}`],
  });
}

function toRetry(this: MatcherContext, received: unknown, expected: number | Partial<Retries>): MatcherResult {
  const decision = decided('toRetry', received);
  const wanted = isFields(expected) ? expected : { attempts: expected };
  // A decision leaves Istio's default out.
  const retries = setting(decision, (route) => route.retries ?? ISTIO_DEFAULT_RETRIES);
  return result(this, {
    name: 'toRetry',
    decision,
    pass: holds(this, wanted, retries),
    wanted: `retries ${show(wanted)}`,
    got: [`retries ${show(retries)}`],
  });
}

const ISTIO_DEFAULT_RETRIES: Retries = { attempts: 2 };

function toRewriteTo(this: MatcherContext, received: unknown, expected: string | Partial<UpstreamRequest>): MatcherResult {
  const decision = decided('toRewriteTo', received);
  const wanted = isFields(expected) ? expected : { path: expected };
  const seen = setting(decision, (route) => route.destinations.map((destination) => destination.upstream ?? route.upstream)) ?? [];
  const pass =
    seen.length > 0 && (this.isNot ? seen.some((each) => holds(this, wanted, each)) : seen.every((each) => holds(this, wanted, each)));
  return result(this, {
    name: 'toRewriteTo',
    decision,
    pass,
    wanted: `sent on as ${show(wanted)}`,
    got: seen.map(show),
  });
}

function toMirrorTo(this: MatcherContext, received: unknown, target: Target, percent?: number): MatcherResult {
  const decision = decided('toMirrorTo', received);
  const wanted = wantedOf(target);
  const mirrors = setting(decision, (route) => route.mirrors) ?? [];
  const pass = mirrors.some((mirror) => !mirror.state && wanted.takesAll(mirror) && (percent === undefined || mirror.percent === percent));
  const label = `a mirror of ${percent === undefined ? '' : `${percent} % `}to ${wanted.label}`;
  return result(this, { name: 'toMirrorTo', decision, pass, wanted: label, got: mirrors.map((mirror) => show(mirror)) });
}

function toInjectFault(this: MatcherContext, received: unknown, expected: Fault | DeepPartial<Fault> = {}): MatcherResult {
  const decision = decided('toInjectFault', received);
  const fault = 'fault' in decision ? decision.fault : undefined;
  const pass = fault !== undefined && holds(this, expected, fault);
  return result(this, { name: 'toInjectFault', decision, pass, wanted: `a fault ${show(expected)}`, got: [`fault ${show(fault)}`] });
}

/** The same, with any field left out. */
export type DeepPartial<T> = { readonly [Key in keyof T]?: T[Key] extends object | undefined ? DeepPartial<NonNullable<T[Key]>> : T[Key] };

/** The matchers, for `expect.extend` of jest or vitest. */
export const matchers = {
  toReach,
  toSplit,
  toSpreadOver,
  toRedirect,
  toRespond,
  toBeBlocked,
  toPassThrough,
  toTimeOutAfter,
  toRetry,
  toRewriteTo,
  toMirrorTo,
  toInjectFault,
};
