import type { Manifest } from '../render/manifest';
import type { Place, Renderer } from '../render/place';
import type {
  DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting,
  DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingDistribute,
  DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingFailover,
} from '../../imports/networking.istio.io';
import { renderInteger } from '../render/number';
import { listOf, mapOf, madeBy } from '../render/values';
import { localityOverlaps, renderLocality } from './locality';

type Rendered = Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting>;

/**
 * Where the requests of one locality go. A locality is `region`, `region/zone` or
 * `region/zone/subzone`; its last part may be `*`, e.g. `us-west/*`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Distribute
 */
export interface LocalityDistribute {
  /** Locality of the client. Of several rules the first that fits counts, so the wider go last. */
  readonly from: string;
  /**
   * Localities of endpoints, and the percentage that each gets: 1 to 100, 100 in all. Endpoints
   * elsewhere get nothing. Localities that overlap are refused.
   */
  readonly to: { [locality: string]: number };
}

/**
 * Where the requests of one region go first when its own endpoints fail; the other regions come after
 * (`applyLocalityFailover` in pilot/pkg/networking/core/loadbalancer of istio 1.30.3).
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Failover
 */
export interface LocalityFailover {
  /** Region of the client: no zone, no `*`. At most one rule a region. */
  readonly from: string;
  /** Region to turn to: another one, no zone, no `*`. */
  readonly to: string;
}

/** What failover can be told beside the regions. */
export interface LocalityFailoverOptions {
  /**
   * Labels that count before the regions, as `LocalityLbSetting.failoverPriority` takes them, but not
   * region, zone or subzone by their topology labels.
   *
   * @default - none
   */
  readonly failoverPriority?: string[];
}

/**
 * How the place of endpoints counts: the client's own locality first, or shares by locality.
 *
 * All but `distribute` and `disabled` work only beside an `outlierDetection`, which tells what has failed.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting
 */
export class LocalityLbSetting {
  /** The nearest endpoints first: same subzone, zone, region, then anywhere; also if the mesh switches that off. */
  public static enabled(): LocalityLbSetting {
    return new LocalityLbSetting({ kind: 'enabled', enabled: true });
  }

  /** All endpoints alike, wherever they are, whatever the mesh's setting. */
  public static disabled(): LocalityLbSetting {
    return new LocalityLbSetting({ kind: 'enabled', enabled: false });
  }

  /** Shares by locality. Failover cannot be combined with it. */
  public static distribute(distribute: LocalityDistribute[]): LocalityLbSetting {
    return new LocalityLbSetting({ kind: 'distribute', distribute });
  }

  /** The nearest endpoints first, and of the other regions the one that is named for the client's. */
  public static failover(failover: LocalityFailover[], options: LocalityFailoverOptions = {}): LocalityLbSetting {
    return new LocalityLbSetting({ kind: 'failover', failover, options });
  }

  /**
   * The endpoints that share most labels with the client first, e.g.
   * `['topology.istio.io/network', 'topology.kubernetes.io/region']`, or that have certain values,
   * e.g. `['version=v1']`. A label counts only where all before it fit.
   */
  public static failoverPriority(failoverPriority: string[]): LocalityLbSetting {
    return new LocalityLbSetting({ kind: 'failoverPriority', failoverPriority });
  }

  private constructor(private readonly setting: Setting) {}

  /** `ValidateLocalityLbSetting` in pkg/config/validation/agent of istio 1.30.3. @internal */
  public _render(place: Place): Rendered {
    const { setting } = this;
    switch (setting.kind) {
      case 'enabled':
        return { enabled: setting.enabled };
      case 'distribute':
        return { distribute: renderDistribute(setting.distribute, place.at('distribute')) };
      case 'failoverPriority':
        return { failoverPriority: renderFailoverPriority(setting.failoverPriority, place.at('failoverPriority')) };
      case 'failover':
        return { failover: renderFailover(setting.failover, place.at('failover')), ...renderFailoverOptions(setting.options, place) };
    }
  }
}

type Setting =
  | { readonly kind: 'enabled'; readonly enabled: boolean }
  | { readonly kind: 'distribute'; readonly distribute: LocalityDistribute[] }
  | { readonly kind: 'failover'; readonly failover: LocalityFailover[]; readonly options: LocalityFailoverOptions }
  | { readonly kind: 'failoverPriority'; readonly failoverPriority: string[] };

/** @internal */
export const renderLocalityLbSetting = madeBy<Rendered>('LocalityLbSetting', 'enabled()');

type RenderedDistribute = Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingDistribute>;
type RenderedFailover = Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingFailover>;

function renderDistribute(rules: LocalityDistribute[], place: Place): RenderedDistribute[] {
  const rendered = renderSome(rules, place, (rule, at) => {
    const { from, to, ...rest } = at.struct(rule, 'LocalityDistribute');
    at.refuseUnknown(rest, 'LocalityDistribute');
    return { from: renderLocality(from, at.at('from')), to: renderShares(to, at.at('to')) };
  });
  rendered.forEach(({ from }, index) => {
    const other = rendered.slice(0, index).find((earlier) => localityOverlaps(earlier.from, from));
    if (other) {
      const problem = `overlaps with ${JSON.stringify(other.from)} before it`;
      place.at(index).at('from').fail(from, problem, 'remove one of the two, or put the wider one last, with "*"');
    }
  });
  return rendered;
}

const renderShareMap = mapOf((share: number, place, locality) => {
  renderLocality(locality, place);
  return renderInteger(share, place, 1, 100);
});

function renderShares(to: { [locality: string]: number }, place: Place): { [locality: string]: number } {
  const rendered = renderShareMap(to, place);
  const localities = Object.keys(rendered);
  localities.forEach((locality, index) => {
    // istiod reads this map in random order, and so refuses some overlaps now and then only.
    const other = localities.slice(0, index).find((earlier) => localityOverlaps(earlier, locality) || localityOverlaps(locality, earlier));
    if (other !== undefined)
      place.at(locality).fail(locality, `overlaps with ${JSON.stringify(other)}`, 'give localities that exclude each other');
  });
  const sum = Object.values(rendered).reduce((before, share) => before + share, 0);
  if (sum !== 100) place.fail(to, `sums up to ${sum}`, 'give percentages that sum up to 100');
  return rendered;
}

function renderFailover(rules: LocalityFailover[], place: Place): RenderedFailover[] {
  const rendered = renderSome(rules, place, (rule, at) => {
    const { from, to, ...rest } = at.struct(rule, 'LocalityFailover');
    at.refuseUnknown(rest, 'LocalityFailover');
    if (from === to) at.at('to').fail(to, 'is the region that fails itself', 'give another one');
    return { from: renderRegion(from, at.at('from')), to: renderRegion(to, at.at('to')) };
  });
  rendered.forEach(({ from }, index) => {
    // `applyLocalityFailover` in pilot/pkg/networking/core/loadbalancer of istio 1.30.3 stops at the first.
    if (rendered.slice(0, index).some((earlier) => earlier.from === from)) {
      place.at(index).at('from').fail(from, 'has a rule already, and Istio reads only the first', 'remove one of the two');
    }
  });
  return rendered;
}

function renderRegion(region: string, place: Place): string {
  if (typeof region !== 'string' || region === '' || /[/*]/.test(region)) {
    place.fail(region, 'is not a region', 'give the name of one, without zone and without "*"');
  }
  return region;
}

/** Labels of `LabelTopology…` in pilot/pkg/serviceregistry/util/label of istio 1.30.3. */
const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

function renderFailoverOptions(options: LocalityFailoverOptions, place: Place): Rendered {
  const { failoverPriority, ...rest } = place.struct(options, 'LocalityFailoverOptions');
  place.refuseUnknown(rest, 'LocalityFailoverOptions');
  const rendered = place.field('failoverPriority', failoverPriority, renderFailoverPriority);
  rendered?.forEach((label, index) => {
    if (!TOPOLOGY.includes(label)) return;
    const remedy = 'remove it, or use LocalityLbSetting.failoverPriority alone';
    place.at('failoverPriority').at(index).fail(label, 'is what failover between regions decides', remedy);
  });
  return rendered ? { failoverPriority: rendered } : {};
}

function renderFailoverPriority(labels: string[], place: Place): string[] {
  return renderSome(labels, place, (label, at) => {
    if (typeof label !== 'string' || !/^[^=]+(?:=[^=]*)?$/.test(label))
      at.fail(label, 'is not a label', 'write it as "key" or "key=value"');
    return label;
  });
}

/** A list that has to say something. */
function renderSome<Value, Item>(values: Value[], place: Place, render: Renderer<Value, Item>): Item[] {
  const rendered = listOf(render)(values, place);
  if (rendered.length === 0) place.fail(values, 'says nothing', 'give at least one entry, or use LocalityLbSetting.enabled()');
  return rendered;
}
