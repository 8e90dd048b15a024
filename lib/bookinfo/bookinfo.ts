import { Construct } from 'constructs';
import type { BookinfoService } from './platform/bookinfo-service';
import { BookinfoWorkloads } from './platform/bookinfo-workloads';
import type { BookinfoWorkloadsProps } from './platform/bookinfo-workloads';
import { BookinfoGateway } from './networking/bookinfo-gateway';
import type { BookinfoGatewayProps } from './networking/bookinfo-gateway';
import { BookinfoSubsets } from './networking/bookinfo-subsets';
import type { BookinfoTrafficProps } from './networking/bookinfo-subsets';

/** How the sample runs, how the mesh talks to it, and how the world comes in. */
export interface BookinfoProps extends BookinfoWorkloadsProps, BookinfoTrafficProps {
  /**
   * Where the world comes in.
   *
   * @default - every host, at port 8080 of the Pods labelled `istio: ingressgateway`
   */
  readonly gateway?: BookinfoGatewayProps;
}

/**
 * The Bookinfo sample as it runs in a mesh: four services, the subsets that routes go to, and a
 * gateway to the page of one book.
 *
 * Its services are what routes of your own take, e.g. `hosts: [bookinfo.reviews]` and
 * `HttpRoute.to([bookinfo.reviews.subset('v2')])`; those of the sample are in `BookinfoRouting`.
 *
 * @see https://istio.io/latest/docs/examples/bookinfo/
 */
export class Bookinfo extends Construct {
  /** The page of one book. */
  public readonly productpage: BookinfoService;
  /** Facts about the book. */
  public readonly details: BookinfoService;
  /** What readers say, and since v2 their stars. */
  public readonly reviews: BookinfoService;
  /** How many stars readers give. */
  public readonly ratings: BookinfoService;
  /** The DestinationRules. */
  public readonly subsets: BookinfoSubsets;
  /** The Gateway and the routes from it; may stand among the gateways of routes of your own. */
  public readonly gateway: BookinfoGateway;

  public constructor(scope: Construct, id: string, props: BookinfoProps = {}) {
    super(scope, id);
    const { trafficPolicy, gateway, ...rest } = props;
    // In the order in which things need each other, which is the order in the file.
    const { productpage, details, reviews, ratings } = new BookinfoWorkloads(this, 'workloads', rest);
    this.productpage = productpage;
    this.details = details;
    this.reviews = reviews;
    this.ratings = ratings;
    this.subsets = new BookinfoSubsets(this, 'subsets', { bookinfo: this, trafficPolicy });
    this.gateway = new BookinfoGateway(this, 'gateway', { ...gateway, productpage });
  }
}
