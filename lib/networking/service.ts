import { isObject, type Place } from '../render/place';
import { renderDnsLabel, renderHostName } from '../render/names';

/** A port of a service. */
export interface IServicePort {
  /** Port number, 1 to 65535. */
  readonly port: number;
  /** Name of the port. */
  readonly name?: string;
}

/** The part of an object's metadata that tells where a service lives. */
export interface IServiceMetadata {
  /** Namespace of the service; absent when only `kubectl` will know it. */
  readonly namespace?: string;
}

/**
 * A Kubernetes Service, whoever made it: the `Service` of any cdk8s-plus version fits as it is.
 * For one that lives elsewhere, see `ServiceRef`.
 */
export interface IService {
  /** Name of the Service, e.g. `reviews`. */
  readonly name: string;
  /** Where it lives. */
  readonly metadata: IServiceMetadata;
  /** Its ports; read at synth, so that they may be added after the service is used. Empty: not known. */
  readonly ports: IServicePort[];
}

/** What is to be known of a service that is not a construct of this app. */
export interface ServiceRefProps {
  /** Name of the Service, e.g. `reviews`. */
  readonly name: string;
  /**
   * Namespace of the Service.
   *
   * @default - the namespace of the rule that uses it
   */
  readonly namespace?: string;
  /**
   * Its ports. When given, a route to a port that is not among them is refused.
   *
   * @default - not known, any port goes
   */
  readonly ports?: IServicePort[];
}

/** A Kubernetes Service that is not a construct of this app. */
export class ServiceRef implements IService {
  /** A service by name and namespace. */
  public static of(props: ServiceRefProps): ServiceRef {
    const { name, namespace, ports } = props ?? {}; // what is not an object is refused where the service is used
    const known = Array.isArray(ports) ? [...ports] : [];
    return new ServiceRef(name, { namespace }, () => known);
  }

  /** The same service, as a class (for languages without structural types). */
  public static from(service: IService): ServiceRef {
    return new ServiceRef(service?.name, service?.metadata, () => service?.ports ?? []);
  }

  private constructor(
    public readonly name: string,
    public readonly metadata: IServiceMetadata,
    private readonly readPorts: () => IServicePort[],
  ) {}

  public get ports(): IServicePort[] {
    return [...this.readPorts()];
  }
}

/**
 * The host name of a service for a rule: short where the service is in the rule's own namespace or
 * no namespace is known, else fully qualified. Istio completes short names with the namespace of
 * the *rule* (`ResolveShortnameToFQDN` in pilot/pkg/model of istio 1.30.3), so a short name of a
 * service elsewhere would mean another host.
 *
 * @param home namespace in which a short `host` given as a string is meant; default: the rule's own
 * @internal
 */
export function renderHost(host: string | IService, place: Place, home?: string): string {
  if (typeof host === 'string') {
    renderHostName(host, place);
    return host.includes('.') || host.includes('*') ? host : qualify(host, home === undefined ? place.namespace : home, place);
  }
  if (typeof host?.name !== 'string' || !isObject(host.metadata)) {
    place.fail(host, 'is not a service', 'give a Service, ServiceRef.of({ name, namespace }) or a host name');
  }
  renderDnsLabel(host.name, place, 'name of a Service');
  return qualify(host.name, host.metadata.namespace, place);
}

function qualify(name: string, namespace: string | undefined, place: Place): string {
  if (namespace === undefined || namespace === place.namespace) return name;
  return `${name}.${renderDnsLabel(namespace, place, 'namespace')}.svc.cluster.local`;
}
