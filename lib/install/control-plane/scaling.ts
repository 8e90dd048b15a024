import type { Place } from '../../render/place';
import { renderInteger } from '../../render/number';

/** Between how many Pods, and by what. */
export interface AutoscalingOptions {
  /** Least number of Pods. @default 1 */
  readonly min?: number;
  /** Greatest number of Pods. @default 5 */
  readonly max?: number;
  /** Percentage of the requested CPU that Pods are kept at, 1 to 100. @default 80 */
  readonly targetCpu?: number;
}

/** How many Pods, in whole numbers. @internal */
export interface RenderedScaling {
  /** A fixed number. */
  readonly replicas?: number;
  /** Or a HorizontalPodAutoscaler. */
  readonly auto?: { readonly min: number; readonly max: number; readonly targetCpu: number };
}

/** How many Pods a component runs: always as many, or as its CPU asks for. */
export class Scaling {
  /** Always as many, at least one. */
  public static fixed(replicas: number): Scaling {
    return new Scaling((place) => ({ replicas: renderInteger(replicas, place, 1) }));
  }

  /** As many as the CPU asks for, by a HorizontalPodAutoscaler. The cluster has to have metrics-server. */
  public static auto(options: AutoscalingOptions = {}): Scaling {
    return new Scaling((place) => {
      const { min = 1, max = 5, targetCpu = 80, ...rest } = place.struct(options, 'AutoscalingOptions');
      place.refuseUnknown(rest, 'AutoscalingOptions');
      renderInteger(min, place.at('min'), 1);
      renderInteger(max, place.at('max'), 1);
      if (max < min) place.at('max').fail(max, `is less than min, ${min}`, 'raise it');
      return { auto: { min, max, targetCpu: renderInteger(targetCpu, place.at('targetCpu'), 1, 100) } };
    });
  }

  private constructor(private readonly render: (place: Place) => RenderedScaling) {}

  /** @internal */
  public _render(place: Place): RenderedScaling {
    return this.render(place);
  }
}
