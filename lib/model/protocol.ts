import { textOf } from './resource';

/**
 * What a port carries. `Instance`, istio 1.30.3 pkg/config/protocol/instance.go
 */
export type Protocol =
  | 'TCP'
  | 'UDP'
  | 'GRPC'
  | 'GRPC-Web'
  | 'HTTP'
  | 'HTTP_PROXY'
  | 'HTTP2'
  | 'HTTPS'
  | 'TLS'
  | 'Mongo'
  | 'Redis'
  | 'MySQL'
  /** Not known: Envoy looks at the first bytes. */
  | 'UnsupportedProtocol';

const BY_NAME: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['grpc', 'GRPC'],
  ['grpc-web', 'GRPC-Web'],
  ['http', 'HTTP'],
  ['http_proxy', 'HTTP_PROXY'],
  ['http2', 'HTTP2'],
  ['https', 'HTTPS'],
  ['tls', 'TLS'],
  ['mongo', 'Mongo'],
  ['redis', 'Redis'],
  ['mysql', 'MySQL'],
]);

/** The protocol of a name as Gateways, ServiceEntries and Sidecars write it, whatever its case. `Parse` */
export function parseProtocol(name: string | null | undefined): Protocol {
  return BY_NAME.get(textOf(name).toLowerCase()) ?? 'UnsupportedProtocol';
}

/** Ports of server-first protocols, on which istiod never sniffs. `wellKnownPorts`, istio 1.30.3 pkg/config/kube/conversion.go */
const WELL_KNOWN_PORTS: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** What Kubernetes itself names in `appProtocol`. */
const KUBERNETES_APP_PROTOCOLS: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['kubernetes.io/h2c', 'HTTP2'],
  ['kubernetes.io/ws', 'HTTP'],
  ['kubernetes.io/wss', 'HTTPS'],
]);

/**
 * The protocol of a Kubernetes Service's port: `appProtocol`, else the part of its name before the first dash.
 * `ConvertProtocol`, istio 1.30.3 pkg/config/kube/conversion.go
 */
export function protocolOfServicePort(port: {
  readonly port?: number;
  readonly name?: string;
  readonly protocol?: string;
  readonly appProtocol?: string;
}): Protocol {
  if (port.protocol === 'UDP') return 'UDP';
  const appProtocol = typeof port.appProtocol === 'string' ? port.appProtocol : undefined;
  const known = appProtocol === undefined ? undefined : KUBERNETES_APP_PROTOCOLS.get(appProtocol);
  if (known) return known;
  const name = appProtocol ?? textOf(port.name);
  if (name.slice(0, 8).toLowerCase() === 'grpc-web') return 'GRPC-Web';
  const dash = name.indexOf('-');
  const protocol = parseProtocol(dash < 0 ? name : name.slice(0, dash));
  return protocol === 'UnsupportedProtocol' && WELL_KNOWN_PORTS.has(port.port ?? 0) ? 'TCP' : protocol;
}

/** `IsHTTP` */
export function isHttp(protocol: Protocol): boolean {
  return protocol === 'HTTP' || protocol === 'HTTP2' || protocol === 'HTTP_PROXY' || protocol === 'GRPC' || protocol === 'GRPC-Web';
}

/** `IsHTTPOrSniffed` */
export function isHttpOrSniffed(protocol: Protocol): boolean {
  return isHttp(protocol) || protocol === 'UnsupportedProtocol';
}

/** `IsTLS` */
export function isTls(protocol: Protocol): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}

/** `IsTCP` */
export function isTcp(protocol: Protocol): boolean {
  return isTls(protocol) || protocol === 'TCP' || protocol === 'Mongo' || protocol === 'Redis' || protocol === 'MySQL';
}
