import { Construct } from 'constructs';
import { ServiceType } from 'cdk8s-plus-27';
import { refuse } from '../refuse';
import { BookinfoServiceName } from '../service-name';
import { BookinfoIngress } from './bookinfo-ingress';
import { BookinfoService } from './bookinfo-service';
import type { BookinfoServiceProps } from './bookinfo-service';
import { BookinfoVersionServices } from './bookinfo-version-services';
import { BookinfoWorkload } from './bookinfo-workload';
import { BookinfoWorkloads } from './bookinfo-workloads';
import type { BookinfoWorkloadsProps } from './bookinfo-workloads';
import type { BookinfoImageProps } from './pod-props';
import { BookinfoVariant } from './variant';

const { DETAILS, MONGODB, MYSQLDB, PRODUCTPAGE, RATINGS, REVIEWS } = BookinfoServiceName;

/** Which of the sample's manifests for a cluster to create. */
export interface BookinfoPlatformProps extends BookinfoImageProps {
  /** The manifest, by Istio's name for it. */
  readonly variant: BookinfoVariant;
}

/**
 * A variant of the workloads, or an addition to them, by Istio's name for it. In an app of your own,
 * `Bookinfo`, `BookinfoService` and `BookinfoWorkload` say the same in props.
 */
export class BookinfoPlatform extends Construct {
  public constructor(scope: Construct, id: string, props: BookinfoPlatformProps) {
    super(scope, id);
    const { variant, ...images } = props;
    if (!Object.hasOwn(VARIANTS, variant)) {
      refuse(this.node.path, 'variant', variant, 'is not a manifest of the sample', `use one of ${Object.keys(VARIANTS).join(', ')}`);
    }
    VARIANTS[variant](this, images);
  }
}

type Variant = (scope: Construct, images: BookinfoImageProps) => void;

function all(props: BookinfoWorkloadsProps = {}): Variant {
  return (scope, images) => new BookinfoWorkloads(scope, 'workloads', { ...props, ...images });
}

/** A service as these manifests have it: without an account of its own. */
function service(name: BookinfoServiceName, props: Omit<BookinfoServiceProps, 'service'> = {}): Variant {
  return (scope, images) => new BookinfoService(scope, name, { service: name, serviceAccount: false, ...props, ...images });
}

function workload(name: BookinfoServiceName, version: string): Variant {
  return (scope, images) => new BookinfoWorkload(scope, name, { service: name, version, ...images });
}

const VARIANTS: { readonly [variant in BookinfoVariant]: Variant } = {
  [BookinfoVariant.BOOKINFO]: all(),
  [BookinfoVariant.BOOKINFO_DUALSTACK]: all({ dualStack: true }),
  [BookinfoVariant.BOOKINFO_PSA]: all({ podSecurity: true }),
  [BookinfoVariant.BOOKINFO_DETAILS]: service(DETAILS),
  [BookinfoVariant.BOOKINFO_DETAILS_DUALSTACK]: service(DETAILS, { dualStack: true }),
  [BookinfoVariant.BOOKINFO_DETAILS_V2]: workload(DETAILS, 'v2'),
  [BookinfoVariant.BOOKINFO_RATINGS]: service(RATINGS),
  [BookinfoVariant.BOOKINFO_RATINGS_DUALSTACK]: service(RATINGS, { dualStack: true }),
  [BookinfoVariant.BOOKINFO_RATINGS_DISCOVERY]: service(RATINGS, { versions: [] }),
  [BookinfoVariant.BOOKINFO_RATINGS_DISCOVERY_DUALSTACK]: service(RATINGS, { versions: [], dualStack: true }),
  [BookinfoVariant.BOOKINFO_RATINGS_V2]: workload(RATINGS, 'v2'),
  [BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL]: workload(RATINGS, 'v2-mysql'),
  [BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL_VM]: workload(RATINGS, 'v2-mysql-vm'),
  [BookinfoVariant.BOOKINFO_REVIEWS_V2]: workload(REVIEWS, 'v2'),
  [BookinfoVariant.BOOKINFO_DB]: service(MONGODB),
  [BookinfoVariant.BOOKINFO_MYSQL]: service(MYSQLDB),
  [BookinfoVariant.BOOKINFO_VERSIONS]: (scope) => new BookinfoVersionServices(scope, 'services'),
  [BookinfoVariant.BOOKINFO_INGRESS]: (scope) => new BookinfoIngress(scope, 'ingress'),
  [BookinfoVariant.PRODUCTPAGE_NODEPORT]: service(PRODUCTPAGE, { versions: [], type: ServiceType.NODE_PORT }),
};
