import { Construct } from 'constructs';
import { BookinfoService } from './bookinfo-service';
import { refuseUnknown } from '../refuse';
import type { BookinfoPodProps } from './pod-props';
import { BookinfoServiceName } from '../service-name';

/** The versions of each service that run. */
export interface BookinfoVersions {
  /** Of productpage: there is only v1. @default ['v1'] */
  readonly productpage?: string[];
  /** Of details: v1, v2. @default ['v1'] */
  readonly details?: string[];
  /** Of reviews: v1, v2, v3. @default ['v1', 'v2', 'v3'] */
  readonly reviews?: string[];
  /** Of ratings: v1; v2, which needs MongoDB; v2-mysql and v2-mysql-vm, which need MySQL. @default ['v1'] */
  readonly ratings?: string[];
}

/** How the four services run. */
export interface BookinfoWorkloadsProps extends BookinfoPodProps {
  /**
   * The versions of each service that run. Refused: a version that the sample does not have, and the
   * same one twice.
   *
   * @default - three of reviews, else v1
   */
  readonly versions?: BookinfoVersions;
  /**
   * Whether the Services have addresses of both IP families, IPv4 and IPv6. The cluster must have
   * both. As in the sample, details and ratings get IPv6 as their first, the others IPv4, so that
   * calls between them are of both kinds.
   *
   * @default false
   */
  readonly dualStack?: boolean;
}

/** What runs: the four services with their accounts, Services and Deployments, and nothing of the mesh. */
export class BookinfoWorkloads extends Construct {
  /** Facts about the book. */
  public readonly details: BookinfoService;
  /** How many stars readers give. */
  public readonly ratings: BookinfoService;
  /** What readers say, and since v2 their stars. */
  public readonly reviews: BookinfoService;
  /** The page of one book. */
  public readonly productpage: BookinfoService;

  public constructor(scope: Construct, id: string, props: BookinfoWorkloadsProps = {}) {
    super(scope, id);
    const { versions = {}, imageRegistry, imageTag, podSecurity, dualStack, ...unknown } = props;
    const { details, ratings, reviews, productpage, ...unknownServices } = versions;
    refuseUnknown(this.node.path, unknown, 'BookinfoWorkloads');
    refuseUnknown(this.node.path, unknownServices, 'BookinfoVersions', 'versions.');
    const shared = { imageRegistry, imageTag, podSecurity, dualStack };
    // Those that are asked come before those that ask.
    this.details = new BookinfoService(this, 'details', { ...shared, service: BookinfoServiceName.DETAILS, versions: details });
    this.ratings = new BookinfoService(this, 'ratings', { ...shared, service: BookinfoServiceName.RATINGS, versions: ratings });
    this.reviews = new BookinfoService(this, 'reviews', { ...shared, service: BookinfoServiceName.REVIEWS, versions: reviews });
    this.productpage = new BookinfoService(this, 'productpage', {
      ...shared,
      service: BookinfoServiceName.PRODUCTPAGE,
      versions: productpage,
    });
  }
}
