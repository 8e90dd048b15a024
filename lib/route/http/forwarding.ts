import { DestinationDecision, RouteDecision } from '../decision';

/** What of an action is the same for every request. */
export interface Forwarding {
  readonly destinations: readonly DestinationDecision[];
  readonly settings: Pick<RouteDecision, 'timeout' | 'retries' | 'mirrors' | 'hash'>;
  /** True if nobody answers at all. */
  readonly isDead: boolean;
}
