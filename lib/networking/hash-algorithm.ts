import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash } from '../../imports/networking.istio.io';
import { renderInteger } from '../render/number';

/** Envoy refuses a larger ring (`minimum_ring_size` of RingHashLbConfig), and with it the whole cluster. */
const MAX_RING_SIZE = 8_388_608;
/** Maglev tables are smaller than this (`validateLoadBalancer` in pkg/config/validation of istio 1.30.3). */
const MAGLEV_BOUND = 5_000_011;
const DEFAULT_TABLE_SIZE = 65_537;

/**
 * How a hash chooses the endpoint.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB
 */
export class HashAlgorithm {
  /**
   * Endpoints on a ring.
   *
   * @param minimumRingSize least number of points on the ring, 1 to 8388608: the more, the more even; default: 1024
   */
  public static ringHash(minimumRingSize?: number): HashAlgorithm {
    return new HashAlgorithm('ringHash', minimumRingSize);
  }

  /**
   * Endpoints in a table: evener and faster than a ring, less stable when endpoints come and go.
   *
   * @param tableSize a prime number below 5000011: the larger, the fewer keys move; default: 65537
   */
  public static maglev(tableSize: number = DEFAULT_TABLE_SIZE): HashAlgorithm {
    // Istio's reference calls the size optional, but its webhook refuses `maglev: {}`.
    return new HashAlgorithm('maglev', tableSize);
  }

  private constructor(
    private readonly kind: 'ringHash' | 'maglev',
    private readonly size: number | undefined,
  ) {}

  /** @internal */
  public _render(place: Place): Pick<Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash>, 'ringHash' | 'maglev'> {
    const { kind, size } = this;
    const at = place.at(kind);
    if (kind === 'maglev') return { maglev: { tableSize: renderTableSize(size!, at.at('tableSize')) } };
    return { ringHash: size === undefined ? {} : { minimumRingSize: renderInteger(size, at.at('minimumRingSize'), 1, MAX_RING_SIZE) } };
  }
}

function renderTableSize(size: number, place: Place): number {
  if (!Number.isInteger(size) || size < 1 || size >= MAGLEV_BOUND || !isPrime(size)) {
    place.fail(size, 'is not the size of a Maglev table', `give a prime number below ${MAGLEV_BOUND}, e.g. ${DEFAULT_TABLE_SIZE}`);
  }
  return size;
}

/** Istio's and Envoy's own test, which takes 1 for a prime (`isPrime` in pkg/config/validation of istio 1.30.3). */
function isPrime(number: number): boolean {
  if (number < 4) return true;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) {
    if (number % factor === 0) return false;
  }
  return true;
}
