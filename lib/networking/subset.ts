import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecSubsets } from '../../imports/networking.istio.io';
import { renderLabels } from '../render/labels';
import { renderDnsLabel } from '../render/names';
import { structOf } from '../render/values';
import { Destination, DestinationTarget, IDestination } from './destination';
import type { HttpHeaders } from './http-headers';
import { IService, IServicePort } from './service';
import { renderTrafficPolicy, TrafficPolicy } from './traffic-policy';

/** Which endpoints make up a subset, and how clients deal with them. */
export interface SubsetProps {
  /**
   * Labels that the endpoints' workloads carry, all of them.
   *
   * @default - none: every endpoint, e.g. to reach one gateway under several SNIs, by policy
   */
  readonly labels?: { [key: string]: string };
  /** What clients do differently for this subset: each field replaces that of the rule. @default - the rule's */
  readonly trafficPolicy?: TrafficPolicy;
}

/**
 * A part of a service's endpoints that routes can go to, e.g. a version. Made by `DestinationRule.addSubset`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset
 */
export class Subset implements IDestination {
  /**
   * @param hostNamespace where a host given by its short name is: in the namespace of the rule
   * @internal
   */
  public static _of(name: string, host: string | IService, hostNamespace: string | undefined): Subset {
    return new Subset(name, typeof host === 'string' ? { host, hostNamespace, subset: name } : { host, subset: name });
  }

  private constructor(
    /** Name of the subset, unique in its rule. */
    public readonly name: string,
    /** The subset as a route names it. */
    public readonly target: DestinationTarget,
  ) {}

  /** Ports of the service; empty when the rule's host is a text. */
  public get ports(): IServicePort[] {
    const { host } = this.target;
    return typeof host === 'string' ? [] : [...(host.ports ?? [])];
  }

  /** The subset with this share of the requests; see `Destination.weight`. */
  public weight(weight: number): Destination {
    return Destination.of(this).weight(weight);
  }

  /** The subset at this port of the service; see `Destination.port`. */
  public port(port: number): Destination {
    return Destination.of(this).port(port);
  }

  /** The subset with these header operations; see `Destination.headers`. */
  public headers(headers: HttpHeaders): Destination {
    return Destination.of(this).headers(headers);
  }
}

const renderSubsetProps = structOf<SubsetProps, Manifest<DestinationRuleSpecSubsets>>('SubsetProps', {
  labels: renderLabels,
  trafficPolicy: renderTrafficPolicy,
});

/** `validateSubset` in pkg/config/validation of istio 1.30.3. @internal */
export function renderSubset(name: string, props: SubsetProps, place: Place): Manifest<DestinationRuleSpecSubsets> {
  const rendered = renderSubsetProps(props, place);
  rendered.name = renderDnsLabel(name, place.at('name'), 'name of a subset');
  return rendered;
}
