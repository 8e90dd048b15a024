import { Construct } from 'constructs';
import { DestinationRule } from '../../networking/destination-rule';
import type { TrafficPolicy } from '../../networking/traffic-policy';
import { BookinfoRef } from '../bookinfo-ref';
import { CATALOGUE } from '../catalogue';
import type { IBookinfo } from '../ibookinfo';

/** How the mesh talks to the four services. */
export interface BookinfoTrafficProps {
  /**
   * Load balancing, connection pools, outlier detection and TLS, the same for all four services.
   *
   * @default - Istio's
   */
  readonly trafficPolicy?: TrafficPolicy;
}

/** Whose subsets to create. */
export interface BookinfoSubsetsProps extends BookinfoTrafficProps {
  /**
   * The services.
   *
   * @default - those in the same namespace
   */
  readonly bookinfo?: IBookinfo;
}

/**
 * The subsets that routes go to: for each service a DestinationRule with one for every version that
 * the sample has, also for those that do not run yet, so that bringing one in needs no change here.
 */
export class BookinfoSubsets extends Construct {
  /** The DestinationRule of productpage. */
  public readonly productpage: DestinationRule;
  /** The DestinationRule of reviews. */
  public readonly reviews: DestinationRule;
  /** The DestinationRule of ratings. */
  public readonly ratings: DestinationRule;
  /** The DestinationRule of details. */
  public readonly details: DestinationRule;

  public constructor(scope: Construct, id: string, props: BookinfoSubsetsProps = {}) {
    super(scope, id);
    const { bookinfo = BookinfoRef.of(), trafficPolicy } = props;
    this.productpage = addSubsets(this, bookinfo, 'productpage', { trafficPolicy });
    this.reviews = addSubsets(this, bookinfo, 'reviews', { trafficPolicy });
    this.ratings = addSubsets(this, bookinfo, 'ratings', { trafficPolicy });
    this.details = addSubsets(this, bookinfo, 'details', { trafficPolicy });
  }
}

/** What of one service's DestinationRule differs. @internal */
export interface SubsetsOptions {
  /** @default - all that the sample has */
  readonly versions?: string[];
  readonly trafficPolicy?: TrafficPolicy;
}

/** The DestinationRule of one service, named like it. @internal */
export function addSubsets(scope: Construct, bookinfo: IBookinfo, service: keyof IBookinfo, options: SubsetsOptions = {}): DestinationRule {
  const { versions = Object.keys(CATALOGUE[service].versions), trafficPolicy } = options;
  const host = bookinfo[service];
  const rule = new DestinationRule(scope, `${service}-subsets`, { metadata: { name: host.name }, host, trafficPolicy });
  for (const version of versions) rule.addSubset(version, { labels: { version } });
  return rule;
}
