import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyLoadBalancer } from '../../imports/networking.istio.io';
import { madeBy } from '../render/values';
import { ConsistentHash } from './consistent-hash';
import { LocalityLbSetting, renderLocalityLbSetting } from './locality-load-balancing';
import { renderWarmup, Warmup } from './warmup';

type Rendered = Manifest<DestinationRuleSpecTrafficPolicyLoadBalancer>;

/** What every choice of endpoints can be told. */
export interface LoadBalancerOptions {
  /**
   * How the endpoints' place counts. It replaces the mesh's setting as a whole.
   *
   * @default - what the service's `trafficDistribution` or else the mesh's config says
   */
  readonly localityLbSetting?: LocalityLbSetting;
}

/** What the choices that know a slow start can be told. */
export interface WarmupLoadBalancerOptions extends LoadBalancerOptions {
  /** Slow start of new endpoints. @default - none: they get their full share at once */
  readonly warmup?: Warmup;
}

/**
 * How a proxy chooses among the endpoints of the destination.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings
 */
export class LoadBalancer {
  /** Istio's own choice, which is `leastRequest`; for settings that are not about the choice. */
  public static unspecified(options: WarmupLoadBalancerOptions = {}): LoadBalancer {
    return new LoadBalancer('UNSPECIFIED', options);
  }

  /** Of two random endpoints the one with fewer requests in flight. */
  public static leastRequest(options: WarmupLoadBalancerOptions = {}): LoadBalancer {
    return new LoadBalancer('LEAST_REQUEST', options);
  }

  /** One after the other. A slow endpoint gets as much as the others, so rather use `leastRequest`. */
  public static roundRobin(options: WarmupLoadBalancerOptions = {}): LoadBalancer {
    return new LoadBalancer('ROUND_ROBIN', options);
  }

  /** A random one. It knows no slow start. */
  public static random(options: LoadBalancerOptions = {}): LoadBalancer {
    return new LoadBalancer('RANDOM', options);
  }

  /** The very address that the client dialled: no choice at all, and so no options. */
  public static passthrough(): LoadBalancer {
    return new LoadBalancer('PASSTHROUGH', {});
  }

  /** The same one for equal requests. It knows no slow start. */
  public static consistentHash(hash: ConsistentHash, options: LoadBalancerOptions = {}): LoadBalancer {
    return new LoadBalancer(hash, options);
  }

  private constructor(
    private readonly policy: ConsistentHash | 'UNSPECIFIED' | 'LEAST_REQUEST' | 'ROUND_ROBIN' | 'RANDOM' | 'PASSTHROUGH',
    private readonly options: WarmupLoadBalancerOptions,
  ) {}

  /** @internal */
  public _render(place: Place): Rendered {
    const { localityLbSetting, warmup, ...rest } = place.struct(this.options, 'LoadBalancerOptions');
    place.refuseUnknown(rest, 'LoadBalancerOptions');
    const settings = {
      localityLbSetting: place.field('localityLbSetting', localityLbSetting, renderLocalityLbSetting),
      warmup: place.field('warmup', warmup, (slowStart, at) => this.renderWarmup(slowStart, at)),
    };
    if (typeof this.policy !== 'string')
      return withoutUndefined({ consistentHash: renderConsistentHash(this.policy, place.at('consistentHash')), ...settings });
    const saysEnough = this.policy === 'UNSPECIFIED' && (localityLbSetting ?? warmup) !== undefined;
    return withoutUndefined({ simple: saysEnough ? undefined : this.policy, ...settings });
  }

  /** `applySimpleDefaultLoadBalancer` and its siblings in pilot/pkg/networking/core/cluster_traffic_policy.go of istio 1.30.3. */
  private renderWarmup(warmup: Warmup, place: Place): Rendered['warmup'] {
    if (this.policy !== 'UNSPECIFIED' && this.policy !== 'LEAST_REQUEST' && this.policy !== 'ROUND_ROBIN') {
      place.fail(warmup, 'has no effect here', 'use leastRequest or roundRobin, or remove it');
    }
    return renderWarmup(warmup, place);
  }
}

const renderConsistentHash = madeBy<Rendered['consistentHash']>('ConsistentHash', "httpHeader('x-user')");

/** @internal */
export const renderLoadBalancer = madeBy<Rendered>('LoadBalancer', 'leastRequest()');
