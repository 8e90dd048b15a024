import { append, GatewaySpec, isHttp, isObject, Kind, parseProtocol, Resource, Server } from '../../model';
import { FieldPath } from '../../model/read';
import { Context } from './context';
import { objectsWithIndex } from './destinations';
import { printSelector } from './pods';
import { print } from './print';

/** A server, and where it stands. */
export interface PlacedServer {
  readonly resource: Resource<GatewaySpec>;
  readonly server: Server;
  readonly field: FieldPath;
}

/**
 * The servers that take TLS, of Gateways with equal selectors, by port and address, in the order in which istiod merges
 * them. `IsTLSServer`, istio 1.30.3 pkg/config/gateway/gateway.go; `MergeGateways`, pilot/pkg/model/gateway.go
 */
export function tlsServersByListener(context: Context): ReadonlyMap<string, readonly PlacedServer[]> {
  const byListener = new Map<string, PlacedServer[]>();
  for (const resource of context.model.inOrder<GatewaySpec>(Kind.GATEWAY)) {
    for (const [index, server] of objectsWithIndex(resource.spec.servers)) {
      if (!isObject(server.tls) || isHttp(parseProtocol(server.port?.protocol))) continue;
      const key = `${printSelector(resource.spec.selector)} ${print(server.port?.number ?? 0)} ${print(server.bind ?? '')}`;
      append(byListener, key, { resource, server, field: ['spec', 'servers', index] });
    }
  }
  return byListener;
}

const NO_TERMINATION: ReadonlySet<unknown> = new Set(['PASSTHROUGH', 'AUTO_PASSTHROUGH']);

/** True where TLS ends at the workload behind; a server that gives no mode is one. `IsPassThroughServer` */
export function isPassthrough({ tls }: Server): boolean {
  return isObject(tls) && NO_TERMINATION.has(tls.mode ?? 'PASSTHROUGH');
}

/** True of a server whose requests are routed one by one. `IsHTTPServer` */
export function isHttpServer(server: Server): boolean {
  const protocol = parseProtocol(server.port?.protocol);
  return isHttp(protocol) || (protocol === 'HTTPS' && !isPassthrough(server));
}
