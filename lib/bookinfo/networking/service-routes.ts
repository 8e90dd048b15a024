import type { Construct } from 'constructs';
import type { IDestination } from '../../networking/destination';
import type { HttpFault } from '../../networking/http-fault';
import { HttpRoute } from '../../networking/http-route';
import { StringMatch } from '../../networking/string-match';
import { VirtualService } from '../../networking/virtual-service';
import type { IBookinfo, IBookinfoService } from '../ibookinfo';

/** One rule of a service: where requests go, and which. @internal */
export interface Rule {
  /** All to one version, or shares by version. */
  readonly to: string | { readonly [version: string]: number };
  /** Only those of this user, who is logged in at productpage. */
  readonly user?: string;
  readonly fault?: HttpFault;
}

/** The rules of each service that has any, first match first. @internal */
export type ServiceRoutes = { readonly [service in keyof IBookinfo]?: readonly Rule[] };

/** A VirtualService of the service's own name for each service that has rules. @internal */
export function addServiceRoutes(scope: Construct, bookinfo: IBookinfo, routes: ServiceRoutes): void {
  for (const [name, rules] of Object.entries(routes)) {
    const service = bookinfo[name as keyof IBookinfo];
    new VirtualService(scope, name, {
      metadata: { name: service.name },
      hosts: [service],
      http: rules.map((rule) => toHttpRoute(service, rule)),
    });
  }
}

function toHttpRoute(service: IBookinfoService, { to, user, fault }: Rule): HttpRoute {
  return HttpRoute.to(destinations(service, to), {
    // productpage passes the name of the user on in this header.
    match: user === undefined ? undefined : [{ headers: { 'end-user': StringMatch.exact(user) } }],
    fault,
  });
}

function destinations(service: IBookinfoService, to: Rule['to']): IDestination[] {
  if (typeof to === 'string') return [service.subset(to)];
  return Object.entries(to).map(([version, weight]) => service.subset(version).weight(weight));
}
