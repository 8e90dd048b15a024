import type { Subset } from '../networking/subset';
import type { IService } from '../networking/service';

/** A service of the sample: what routes and other rules refer to. */
export interface IBookinfoService extends IService {
  /**
   * The Pods of one version, as a route takes them: `HttpRoute.to([reviews.subset('v2')])`. It is the
   * subset of that name in the DestinationRule of the service, see `BookinfoSubsets`.
   *
   * @param version e.g. `v2`; refused when the sample has no such version of this service
   */
  subset(version: string): Subset;
}

/** The four services of a Bookinfo: a `Bookinfo` or `BookinfoWorkloads` of this app fits as it is, a `BookinfoRef` stands for one that runs elsewhere. */
export interface IBookinfo {
  /** The page of one book. */
  readonly productpage: IBookinfoService;
  /** Facts about the book. */
  readonly details: IBookinfoService;
  /** What readers say, and since v2 their stars. */
  readonly reviews: IBookinfoService;
  /** How many stars readers give. */
  readonly ratings: IBookinfoService;
}
