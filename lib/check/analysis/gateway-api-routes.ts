import { Kind, textOf } from '../../model';

/** What routes of the Gateway API name: a parent, or a backend. */
export interface Reference {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly sectionName?: string;
}

export interface RouteSpec {
  readonly parentRefs?: readonly Reference[];
  readonly rules?: readonly { readonly backendRefs?: readonly Reference[] }[];
}

export const GATEWAY_API = 'gateway.networking.k8s.io';
export const ROUTES = [Kind.HTTP_ROUTE, Kind.GRPC_ROUTE, Kind.TLS_ROUTE, Kind.TCP_ROUTE] as const;

/** True of a parent that is a Gateway, as it is unless it says otherwise. */
export function isGateway({ kind, group }: Reference): boolean {
  return (kind ?? 'Gateway') === 'Gateway' && (group ?? GATEWAY_API) === GATEWAY_API;
}

/** True of a backend that is a Service, as it is unless it says otherwise. */
export function isService({ kind, group }: Reference): boolean {
  return (kind ?? 'Service') === 'Service' && textOf(group) === '';
}
