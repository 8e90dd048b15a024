import type { Manifest } from '../render/manifest';
import { isObject, type Place } from '../render/place';
import { MAX_UINT32, renderInteger, renderPort } from '../render/number';
import { listOf } from '../render/values';
import type { VirtualServiceSpecHttpRoute, VirtualServiceSpecHttpRouteDestination } from '../../imports/networking.istio.io';
import { HttpHeaders, renderHttpHeaders } from './http-headers';
import { IService, IServicePort, renderHost } from './service';
import { renderDnsLabel } from '../render/names';

/** Where a destination leads, in Istio's terms. */
export interface DestinationTarget {
  /** The service, or the host name of one (also of a ServiceEntry). */
  readonly host: string | IService;
  /**
   * Namespace in which a short host name is meant.
   *
   * @default - that of the rule which uses it
   */
  readonly hostNamespace?: string;
  /** Name of a subset of the host's DestinationRule. @default - the whole service */
  readonly subset?: string;
  /** Port number of the service. @default - its only port, else the port that the request came to */
  readonly port?: number;
  /** Share of the requests, relative to the other weights of the route. @default - all, for a destination that is alone */
  readonly weight?: number;
  /** Header operations for requests that come here. @default - none */
  readonly headers?: HttpHeaders;
}

/**
 * What a route can go to: a service (the `Service` of any cdk8s-plus version fits), a `Subset` of
 * one, or a `Destination` made of either with a port, a weight or header operations.
 */
export interface IDestination {
  /** Name of the service or subset. */
  readonly name: string;
  /** Ports of the service behind it, empty when they are not known. */
  readonly ports: IServicePort[];
  /** What a subset or a `Destination` stands for; a service has none, it stands for itself. */
  readonly target?: DestinationTarget;
}

/**
 * A place to send requests to, with what Istio lets one say about it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination
 */
export class Destination implements IDestination {
  /** A service, a subset, or another destination to add to. */
  public static of(destination: IDestination): Destination {
    return new Destination(destination, targetOf(destination));
  }

  /**
   * A host by name: a service of a ServiceEntry, or of Kubernetes by its full name. A name without
   * dots is a service in the rule's own namespace.
   */
  public static host(host: string): Destination {
    return new Destination({ name: host, ports: [] }, { host });
  }

  private constructor(
    private readonly base: IDestination,
    private readonly stated: DestinationTarget,
  ) {}

  public get name(): string {
    return this.base.name;
  }

  public get ports(): IServicePort[] {
    return this.base.ports;
  }

  /** What this destination stands for. */
  public get target(): DestinationTarget | undefined {
    return { ...this.stated };
  }

  /**
   * The same, at a subset of a DestinationRule that is not a construct of this app; of one that is, use
   * the `Subset` that `addSubset` returns. Whether the rule has it is not known here.
   */
  public subset(subset: string): Destination {
    const { host, hostNamespace, port, weight, headers } = this.stated;
    return new Destination(this.base, { host, hostNamespace, subset, port, weight, headers });
  }

  /** The same, at this port of the service (1 to 65535). */
  public port(port: number): Destination {
    const { host, hostNamespace, subset, weight, headers } = this.stated;
    return new Destination(this.base, { host, hostNamespace, subset, port, weight, headers });
  }

  /**
   * The same, with this share of the requests: a whole number, 0 or more. Shares are relative to
   * the sum of the route's weights, which need not be 100; 0 takes no requests. A destination that is
   * alone takes all, whatever its weight.
   */
  public weight(weight: number): Destination {
    const { host, hostNamespace, subset, port, headers } = this.stated;
    return new Destination(this.base, { host, hostNamespace, subset, port, weight, headers });
  }

  /** The same, with these header operations, in place of those it had. */
  public headers(headers: HttpHeaders): Destination {
    const { host, hostNamespace, subset, port, weight } = this.stated;
    return new Destination(this.base, { host, hostNamespace, subset, port, weight, headers });
  }
}

/** What a destination stands for: what it says, or itself, for what says nothing is a service. */
function targetOf(destination: IDestination): DestinationTarget {
  return destination?.target ?? { host: destination as unknown as IService }; // renderHost refuses what is no service
}

/** Host, subset and port of a destination, as mirrors and routes name it. @internal */
export function renderDestination(
  destination: IDestination,
  place: Place,
  target = targetOf(destination),
): Manifest<VirtualServiceSpecHttpRouteDestination> {
  if (!isObject(destination)) place.fail(destination, 'is not a destination', 'give a Subset, a Service or a Destination');
  const { host, hostNamespace, subset, port } = target;
  if (host === '*') place.at('host').fail(host, 'is no host to send requests to', 'name the host');
  const rendered: Manifest<VirtualServiceSpecHttpRouteDestination> = { host: renderHost(host, place.at('host'), hostNamespace) };
  if (subset !== undefined) rendered.subset = renderDnsLabel(subset, place.at('subset'), 'name of a subset');
  if (port !== undefined) {
    const at = place.at('port').at('number');
    rendered.port = { number: renderPort(port, at) };
    checkPortAtSynth(destination, port, at);
  }
  return rendered;
}

/** A port that the service lacks is a cluster that no proxy knows, and answers 503; ports may be added after the route. */
function checkPortAtSynth(destination: IDestination, port: number, place: Place): void {
  place.atSynth(() => {
    const ports: unknown = destination.ports;
    const known = Array.isArray(ports) ? destination.ports.map((servicePort) => servicePort?.port) : [];
    if (known.length === 0 || known.includes(port)) return undefined;
    return place.problem(port, `is not a port of ${JSON.stringify(destination.name)}`, `use one of ${known.join(', ')}`);
  });
}

/** Refuses what a destination says that does not go with what takes it. @internal */
export function refuseOnDestination(field: 'weight' | 'headers', destination: IDestination, place: Place, taker: string): void {
  const value = targetOf(destination)[field];
  if (value !== undefined) place.at(field).fail(value, `does not go with ${taker}`, 'remove it from the destination');
}

function renderWeighted(destination: IDestination, place: Place): Manifest<VirtualServiceSpecHttpRoute> {
  const target = targetOf(destination);
  const { weight, headers } = target;
  const rendered: Manifest<VirtualServiceSpecHttpRoute> = {
    destination: renderDestination(destination, place.at('destination'), target),
  };
  if (weight !== undefined) rendered.weight = renderWeight(weight, place.at('weight'));
  if (headers !== undefined) rendered.headers = renderHttpHeaders(headers, place.at('headers'));
  return rendered;
}

function renderWeight(weight: number, place: Place): number {
  if (typeof weight === 'number' && weight < 0) place.fail(weight, 'is negative', 'give a weight of 0 or more');
  return renderInteger(weight, place);
}

/** The destinations of an HTTP route, one or more. @internal */
export function renderRouteDestinations(destinations: IDestination[], place: Place): Manifest<VirtualServiceSpecHttpRoute>[] {
  const rendered = listOf(renderWeighted)(destinations, place);
  if (rendered.length === 0) place.fail(destinations, 'has no destination', 'give at least one');
  if (rendered.length > 1) checkWeights(rendered, place);
  return rendered;
}

/**
 * One destination alone takes all requests; of several, each must say its share: Istio reads a missing
 * weight among others as 0 and sends nothing there (`applyHTTPRouteDestination` in
 * pilot/pkg/networking/core/route of istio 1.30.3). Envoy adds the weights up in 32 bits.
 */
function checkWeights(routes: Manifest<VirtualServiceSpecHttpRoute>[], place: Place): void {
  const weights = routes.map(({ destination, weight }, index) => {
    if (weight !== undefined) return weight;
    return place
      .at(index)
      .at('weight')
      .fail(
        undefined,
        `is missing: ${nameOf(destination)} would get no requests`,
        'give each destination of several its weight, e.g. v1.weight(90), v2.weight(10)',
      );
  });
  const sum = weights.reduce((before, weight) => before + weight, 0);
  if (sum === 0) place.fail(weights, 'are weights that sum to 0', 'give at least one destination a weight above 0');
  if (sum > MAX_UINT32) place.fail(weights, `are weights that sum to more than ${MAX_UINT32}`, 'give smaller ones, e.g. percentages');
}

/** The same for TCP and TLS, where there are no headers. @internal */
export function renderL4Destinations(destinations: IDestination[], place: Place): Omit<Manifest<VirtualServiceSpecHttpRoute>, 'headers'>[] {
  return renderRouteDestinations(destinations, place).map(({ destination, weight }, index) => {
    refuseOnDestination('headers', destinations[index]!, place.at(index), 'a TCP or TLS route');
    return weight === undefined ? { destination } : { destination, weight };
  });
}

function nameOf({ host, subset }: { host: string; subset?: string }): string {
  return subset ? `${host}/${subset}` : host;
}
