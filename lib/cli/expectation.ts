import type { Decision, DestinationDecision, Outcome } from '../mesh';
import { OUTCOMES } from './words';

/** Is a decision what `--expect` says, and what to say of it. */
export interface Verdict {
  readonly met: boolean;
  readonly text: string;
}

const OUTCOME_OF: ReadonlyMap<string, Outcome> = new Map(OUTCOMES.map((outcome) => [outcome.toLowerCase(), outcome]));

/**
 * Compares a decision with an outcome (`redirect`) or with the one place where it is to go (`reviews`, `reviews.bookinfo`,
 * `reviews:9080`, `reviews/v2`): all requests, to where somebody answers. What is not modelled meets nothing, `notModelled` included.
 */
export function judge(decision: Decision, expected: string): Verdict {
  const outcome = OUTCOME_OF.get(expected.toLowerCase());
  if (outcome === 'notModelled' && decision.outcome === outcome)
    return { met: false, text: 'notModelled it is, as expected; but that is no answer, so the exit code is 1' };
  if (outcome) return verdict(decision.outcome === outcome, expected, `it is ${decision.outcome}`);
  if (decision.outcome !== 'route') return verdict(false, expected, `it is ${decision.outcome}`);
  const { host, port, subset } = /^(?<host>[^/:]*)(?::(?<port>[^/]*))?(?:\/(?<subset>.*))?$/.exec(expected)?.groups ?? {};
  const destinations = decision.destinations.filter(({ weight }) => weight > 0);
  const strangers = destinations.filter(
    (each) =>
      !isNamed(each.host, host ?? '') ||
      (port !== undefined && each.port !== Number(port)) ||
      (subset !== undefined && each.subset !== subset),
  );
  if (strangers.length > 0 || destinations.length === 0)
    return verdict(false, expected, `it goes to ${destinations.map(shareOf).join(' and ') || 'nowhere'}`);
  const dead = destinations.find(({ state }) => state === 'noEndpoints' || state === 'unknownCluster');
  if (dead) return verdict(false, expected, `nobody answers there (${dead.state})`);
  return verdict(true, expected, '');
}

function verdict(met: boolean, expected: string, instead: string): Verdict {
  return { met, text: met ? `as expected: ${expected}` : `not as expected: ${expected} was expected, but ${instead}` };
}

/** `reviews` is meant by its first labels: `reviews`, `reviews.bookinfo`, … */
function isNamed(host: string, name: string): boolean {
  return host === name || (name !== '' && host.includes('.svc.') && host.startsWith(`${name}.`));
}

function shareOf({ host, subset, weight }: DestinationDecision): string {
  return `${host}${subset === undefined ? '' : `/${subset}`}${weight === 100 ? '' : ` (${weight} %)`}`;
}
