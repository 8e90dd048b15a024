import type { Place } from '../../render/place';
import { type IService, type IServicePort, ServiceRef } from '../../networking/service';

const HOME = 'istio-system';

/**
 * An application that shows what the mesh does.
 *
 * Without a service each stands for what Istio's `samples/addons` install in `istio-system` (release 1.30.3); there
 * Grafana and Kiali ask nobody to log in, and Grafana makes everyone its administrator.
 *
 * @see https://istio.io/latest/docs/ops/integrations/
 */
export class Addon {
  /** Dashboards of metrics, at `/`. */
  public static grafana(service: IService = sample('grafana', 3000)): Addon {
    return new Addon(service);
  }

  /** The mesh as a graph, at `/kiali`. */
  public static kiali(service: IService = sample('kiali', 20001)): Addon {
    return new Addon(service);
  }

  /** The metrics themselves, at `/`. It has no login of its own, whoever installs it. */
  public static prometheus(service: IService = sample('prometheus', 9090)): Addon {
    return new Addon(service);
  }

  /** Requests on their way through the mesh: Jaeger, at `/jaeger`. It has no login of its own, whoever installs it. */
  public static tracing(service: IService = sample('tracing', 80)): Addon {
    return new Addon(service);
  }

  private constructor(
    /** Where it answers: at the first port, which speaks HTTP without TLS. */
    public readonly service: IService,
  ) {}

  /** The service and its port; refuses one without a port, of which nobody could say where its pages are. @internal */
  public _render(place: Place): { readonly service: IService; readonly port: number } {
    const ports: unknown = this.service?.ports;
    const port = Array.isArray(ports) ? (ports as (IServicePort | null)[])[0]?.port : undefined;
    if (port === undefined) place.fail(this.service, 'has no port', 'give the one that serves the pages, first');
    return { service: this.service, port };
  }
}

function sample(name: string, port: number): IService {
  return ServiceRef.of({ name, namespace: HOME, ports: [{ port }] });
}
