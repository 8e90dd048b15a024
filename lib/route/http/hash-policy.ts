import { ConsistentHash, objectsIn } from '../../model';
import { MergedDestinationRule } from '../push/destination-rule-index';
import { HashPolicy } from '../decision';

/** What requests are hashed by. `consistentHashToHashPolicy`, istio 1.30.3 pilot/pkg/networking/core/route/route.go */
export function toHashPolicy(hash: ConsistentHash | undefined): HashPolicy | undefined {
  if (hash?.httpHeaderName !== undefined) return { header: hash.httpHeaderName };
  if (hash?.httpCookie !== undefined) return { cookie: hash.httpCookie.name ?? '' };
  if (hash?.useSourceIp !== undefined) return hash.useSourceIp ? { sourceIp: true } : undefined;
  if (hash?.httpQueryParameterName !== undefined) return { query: hash.httpQueryParameterName };
  return undefined;
}

/**
 * The hash that a DestinationRule sets for a destination: port level of the subset, the subset, port level, the rule.
 * Port levels count only where the destination names a port. `HashForHTTPDestination`
 */
export function hashForDestination(
  rule: MergedDestinationRule | undefined,
  port: number | undefined,
  subset: string,
): ConsistentHash | undefined {
  const ofSubset = rule?.subsets.find((each) => (each.name ?? '') === subset)?.trafficPolicy;
  return (
    hashAtPort(ofSubset?.portLevelSettings, port) ??
    ofSubset?.loadBalancer?.consistentHash ??
    hashAtPort(rule?.trafficPolicy?.portLevelSettings, port) ??
    rule?.trafficPolicy?.loadBalancer?.consistentHash
  );
}

/** The hash for a service's default route. `hashForService` */
export function hashForService(rule: MergedDestinationRule | undefined, port: number): ConsistentHash | undefined {
  return hashAtPort(rule?.trafficPolicy?.portLevelSettings, port) ?? rule?.trafficPolicy?.loadBalancer?.consistentHash;
}

type PortLevel = NonNullable<MergedDestinationRule['trafficPolicy']>['portLevelSettings'];

function hashAtPort(settings: PortLevel, port: number | undefined): ConsistentHash | undefined {
  if (port === undefined) return undefined;
  return objectsIn(settings).find((each) => each.port?.number === port)?.loadBalancer?.consistentHash;
}
