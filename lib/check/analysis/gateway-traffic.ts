import { Kind, listOf, objectsIn, Resource, resolveShortHost, stringsIn, textOf, VirtualServiceSpec } from '../../model';
import { Context } from './context';
import { destinationsOf } from './destinations';
import { isGateway, isService, RouteSpec, ROUTES } from './gateway-api-routes';

/** Which hosts the gateways of a set send traffic to: a gateway is an Envoy and reads DestinationRules, whatever the mode of the rest. */
export class GatewayTraffic {
  private readonly hosts = new Set<string>();
  /** Namespaces with an Ingress: what it leads to is not looked up, but taken to be all Services there. */
  private readonly withIngress: ReadonlySet<string>;

  public constructor(private readonly context: Context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) this.addVirtualService(resource);
    for (const kind of ROUTES) for (const resource of context.of<RouteSpec>(kind)) this.addRoute(resource);
    this.withIngress = new Set(context.of(Kind.INGRESS).map(({ namespace }) => namespace));
  }

  public reaches(hostname: string): boolean {
    if (this.hosts.has(hostname)) return true;
    return this.withIngress.size > 0 && this.context.model.servicesOf(hostname).some(({ namespace }) => this.withIngress.has(namespace));
  }

  /** One without hosts is what another delegates to, which may be for a gateway. */
  private addVirtualService({ spec, namespace }: Resource<VirtualServiceSpec>): void {
    if (listOf(spec.hosts).length > 0 && !stringsIn(spec.gateways).some((each) => each !== 'mesh')) return;
    for (const { destination } of destinationsOf(spec)) {
      this.hosts.add(resolveShortHost(textOf(destination.host), namespace, this.context.model.domain));
    }
  }

  private addRoute({ spec, namespace }: Resource<RouteSpec>): void {
    if (!objectsIn(spec.parentRefs).some(isGateway)) return;
    for (const { backendRefs } of objectsIn(spec.rules)) {
      for (const { name, namespace: other } of objectsIn(backendRefs).filter(isService)) {
        this.hosts.add(`${textOf(name)}.${textOf(other) || namespace}.svc.${this.context.model.domain}`);
      }
    }
  }
}
