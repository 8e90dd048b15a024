import { Kind, Model } from '../../model';
import { HostRegistry } from './hosts';
import { Objects } from './objects';
import { derivePods, PodIndex } from './pods';
import { ServiceSelectors } from './service-selectors';
import { Waypoints } from './waypoints';

/** What analyzers ask of the set: its objects, and indexes over them, each made when first asked for. */
export class Context extends Objects {
  private podIndex?: PodIndex;
  private hostRegistry?: HostRegistry;
  private serviceSelectors?: ServiceSelectors;
  /** Which waypoints objects name, and whom these take. */
  public readonly waypoints = new Waypoints(this);

  public constructor(
    model: Model,
    public readonly now: Date = new Date(),
  ) {
    super(model);
  }

  /** The Pods that the set makes. */
  public get pods(): PodIndex {
    return (this.podIndex ??= new PodIndex(derivePods(this)));
  }

  /** The hosts that a destination can name. */
  public get hosts(): HostRegistry {
    return (this.hostRegistry ??= new HostRegistry(this));
  }

  /** Which Services select what. */
  public get services(): ServiceSelectors {
    return (this.serviceSelectors ??= new ServiceSelectors(this.of(Kind.SERVICE)));
  }
}
