export {
  type ClientCertificateFiles,
  ClientTlsSettings,
  type ClientTlsFileOptions,
  type ClientTlsOptions,
  type IstioMutualClientTlsOptions,
  type TlsServerIdentity,
} from './client-tls-settings';
export {
  type ConnectionPool,
  H2UpgradePolicy,
  type HttpConnectionPool,
  type TcpConnectionPool,
  type TcpKeepalive,
} from './connection-pool';
export { ConsistentHash } from './consistent-hash';
export { type CorsPolicy, UnmatchedPreflights } from './cors-policy';
export { DelegateRef, type IDelegate } from './delegate-ref';
export { DelegateVirtualService, type DelegateVirtualServiceProps } from './delegate-virtual-service';
export { Destination, type DestinationTarget, type IDestination } from './destination';
export { DestinationRule, type DestinationRuleProps } from './destination-rule';
export { type DirectResponse, HttpBody } from './direct-response';
export { Gateway, type GatewayProps } from './gateway';
export { GatewayRef, type IGateway } from './gateway-ref';
export { HashAlgorithm } from './hash-algorithm';
export { type HttpCookie, type HttpCookieAttribute } from './http-cookie';
export { FaultAbort, type FaultDelay, type HttpFault } from './http-fault';
export { type HeaderOperations, type HttpHeaders } from './http-headers';
export { type HttpMatch } from './http-match';
export { type HttpMirror } from './http-mirror';
export { type HttpRedirect, RedirectPort } from './http-redirect';
export { type HttpRetry } from './http-retry';
export { HttpRewrite } from './http-rewrite';
export { HttpRoute, type HttpRouteMatchOptions, type HttpRouteOptions } from './http-route';
export { LoadBalancer, type LoadBalancerOptions, type WarmupLoadBalancerOptions } from './load-balancer';
export { type LocalityDistribute, type LocalityFailover, type LocalityFailoverOptions, LocalityLbSetting } from './locality-load-balancing';
export { type OutlierDetection } from './outlier-detection';
export { ProxyProtocol } from './proxy-protocol';
export { type RetryBudget } from './retry-budget';
export {
  type HttpServerProps,
  HttpServerProtocol,
  Server,
  type ServerPort,
  type ServerProps,
  type TcpServerProps,
  TcpServerProtocol,
  type TlsServerProps,
} from './server';
export {
  type CertificateFiles,
  type ClientCaFiles,
  type ClientCaSecret,
  type IstioMutualServerTlsOptions,
  type MutualServerTlsOptions,
  ServerCredential,
  type ServerTlsOptions,
  ServerTlsSettings,
  TlsProtocolVersion,
} from './server-tls-settings';
export { type IService, type IServiceMetadata, type IServicePort, ServiceRef, type ServiceRefProps } from './service';
export { StringMatch } from './string-match';
export { Subset, type SubsetProps } from './subset';
export { type TcpMatch, TcpRoute, type TcpRouteOptions } from './tcp-route';
export { type TlsMatch, TlsRoute, type TlsRouteOptions } from './tls-route';
export { type PortTrafficPolicy, type TrafficPolicy } from './traffic-policy';
export { TunnelProtocol, type TunnelSettings } from './tunnel-settings';
export { VirtualService, type VirtualServiceProps } from './virtual-service';
export { type Warmup } from './warmup';
