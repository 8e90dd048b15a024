import type { Place } from '../../render/place';
import { oneOf, renderString } from '../../render/values';

/** What a taint does to Pods that do not tolerate it. */
export enum TaintEffect {
  /** They are not scheduled there. */
  NO_SCHEDULE = 'NoSchedule',
  /** They are rather not scheduled there. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** They are not scheduled there, and those that run are evicted. */
  NO_EXECUTE = 'NoExecute',
}

interface Rendered {
  readonly key?: string;
  readonly operator: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: TaintEffect;
}

const renderEffect = oneOf(Object.values(TaintEffect));

/** Taints of nodes that do not keep a component's Pods away. */
export class Toleration {
  /** Every taint. */
  public static all(effect?: TaintEffect): Toleration {
    return new Toleration((place) => ({ operator: 'Exists', effect: place.field('effect', effect, renderEffect) }));
  }

  /** Every taint with this key, whatever its value. */
  public static key(key: string, effect?: TaintEffect): Toleration {
    return new Toleration((place) => ({
      key: renderKey(key, place.at('key')),
      operator: 'Exists',
      effect: place.field('effect', effect, renderEffect),
    }));
  }

  /** Every taint with this key and value. */
  public static equal(key: string, value: string, effect?: TaintEffect): Toleration {
    return new Toleration((place) => ({
      key: renderKey(key, place.at('key')),
      operator: 'Equal',
      value: renderString(value, place.at('value')),
      effect: place.field('effect', effect, renderEffect),
    }));
  }

  private constructor(private readonly render: (place: Place) => Rendered) {}

  /** @internal */
  public _render(place: Place): Rendered {
    return this.render(place);
  }
}

function renderKey(key: string, place: Place): string {
  if (renderString(key, place) === '') place.fail(key, 'is the key of no taint', 'name the key, or use Toleration.all()');
  return key;
}
