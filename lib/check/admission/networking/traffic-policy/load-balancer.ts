import { BOOL, DOUBLE, DURATION, enumeration, list, message, optional, type Read, STRING, UINT64 } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration } from '../../value/duration';
import { checkLocalityLbSetting, LOCALITY_LB_SETTING } from './locality-load-balancing';
import type { OutlierDetection } from './outlier-detection';

const HTTP_COOKIE = message({
  name: STRING,
  path: STRING,
  ttl: optional(DURATION),
  attributes: list(message({ name: STRING, value: STRING })),
});

const CONSISTENT_HASH_LB = message(
  {
    httpHeaderName: optional(STRING),
    httpCookie: optional(HTTP_COOKIE),
    useSourceIp: optional(BOOL),
    httpQueryParameterName: optional(STRING),
    ringHash: optional(message({ minimumRingSize: UINT64 })),
    maglev: optional(message({ tableSize: UINT64 })),
    minimumRingSize: UINT64,
  },
  {
    oneOf: [
      ['httpHeaderName', 'httpCookie', 'useSourceIp', 'httpQueryParameterName'],
      ['ringHash', 'maglev'],
    ],
  },
);

const WARMUP_CONFIGURATION = message({ duration: optional(DURATION), minimumPercent: optional(DOUBLE), aggression: optional(DOUBLE) });

/** networking/v1alpha3 `LoadBalancerSettings` */
export const LOAD_BALANCER_SETTINGS = message(
  {
    simple: optional(enumeration('UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST')),
    consistentHash: optional(CONSISTENT_HASH_LB),
    localityLbSetting: optional(LOCALITY_LB_SETTING),
    warmupDurationSecs: optional(DURATION),
    warmup: optional(WARMUP_CONFIGURATION),
  },
  { oneOf: [['simple', 'consistentHash']] },
);

/** How an endpoint is chosen. `validateLoadBalancer`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkLoadBalancer(
  settings: Read<typeof LOAD_BALANCER_SETTINGS> | undefined,
  outlier: OutlierDetection | undefined,
  spot: Spot,
): void {
  if (!settings) return;
  if (settings.consistentHash) checkConsistentHash(settings.consistentHash, spot.at('consistentHash'));
  checkLocalityLbSetting(settings.localityLbSetting, outlier, spot.at('localityLbSetting'));
  if (settings.warmup) checkWarmup(settings.warmup, spot.at('warmup'));
}

function checkConsistentHash(hash: Read<typeof CONSISTENT_HASH_LB>, spot: Spot): void {
  if (hash.httpCookie) checkCookie(hash.httpCookie, spot.at('httpCookie'));
  if (hash.minimumRingSize !== 0) {
    const at = spot.at('minimumRingSize');
    at.warn('minimumRingSize is deprecated here: use ringHash.minimumRingSize.');
    if (hash.ringHash || hash.maglev) at.error('minimumRingSize excludes ringHash and maglev: remove it.');
  }
  if (hash.maglev) checkTableSize(hash.maglev.tableSize, spot.at('maglev').at('tableSize'));
}

function checkCookie(cookie: Read<typeof HTTP_COOKIE>, spot: Spot): void {
  if (cookie.name === '') spot.at('name').error('The name of the cookie is missing: give it.');
  const seen = new Set<string>();
  for (const [index, { name }] of cookie.attributes.entries()) {
    const at = spot.at('attributes').at(index).at('name');
    if (name === '') at.error('The name of the attribute is missing: give it.');
    else if (seen.has(name)) at.error(`The attribute ${JSON.stringify(name)} is listed twice: remove one.`);
    seen.add(name);
  }
}

/** Envoy's limit on Maglev tables. */
const MAX_TABLE_SIZE = 5_000_011;

function checkTableSize(size: number, spot: Spot): void {
  if (size >= MAX_TABLE_SIZE || !isPrime(size)) {
    spot.error(`${size} is no size for a Maglev table: use a prime below ${MAX_TABLE_SIZE}, such as 65537.`);
  }
}

/** Prime as Envoy sees it, for which 1 is one. `isPrime` */
function isPrime(number: number): boolean {
  if (number < 4) return number !== 0;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) if (number % factor === 0) return false;
  return true;
}

function checkWarmup({ duration, minimumPercent, aggression }: Read<typeof WARMUP_CONFIGURATION>, spot: Spot): void {
  if (duration === undefined) spot.at('duration').error('How long warming up takes is missing: give a duration.');
  checkDuration(duration, spot.at('duration'));
  if ((minimumPercent ?? 0) > 100) spot.at('minimumPercent').error(`${minimumPercent} is not a percentage: use at most 100.`);
  if (aggression !== undefined && aggression < 1) spot.at('aggression').error(`The aggression ${aggression} is below 1: use 1 or more.`);
}
