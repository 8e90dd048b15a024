import { TraceEntry } from './trace';

/** What becomes of a request. Which fields there are depends on `outcome`. */
export type Decision =
  | RouteDecision
  | PassthroughDecision
  | BlockedDecision
  | NotFoundDecision
  | RedirectDecision
  | DirectResponseDecision
  | AbortDecision
  | CorsPreflightDecision
  | ConnectionDecision
  | BadRequestDecision
  | ListenerRejectedDecision
  | NotModelledDecision;

export type Outcome = Decision['outcome'];

/** What all decisions may carry. */
export interface DecisionBase {
  /** What a gateway does with TLS: opens it, or lets it through unopened. */
  readonly tls?: 'terminated' | 'passthrough';
  /** Envoy's name of the listener. */
  readonly listener?: string;
  /** Envoy's name of the route configuration. */
  readonly routeConfig?: string;
  /** Envoy's name of the virtual host. */
  readonly virtualHost?: string;
  /** What the request may have meant: near names of what is not there. */
  readonly hints?: readonly string[];
  /** Only if asked for. */
  readonly trace?: readonly TraceEntry[];
}

/** What a decision by a rule of a VirtualService carries besides. */
export interface RuleDecision extends DecisionBase {
  /** The VirtualService, `namespace/name`; absent for a service's default route. A merged delegate is named by its root. */
  readonly virtualService?: string;
  /** `<rule>[.<match>]`; a rule without name is `#<its place in spec.http>`. */
  readonly route?: string;
  /** Faults as configured; only those of 100 % have a say in the outcome. */
  readonly fault?: Fault;
}

/** The request is sent on. */
export interface RouteDecision extends RuleDecision {
  readonly outcome: 'route';
  readonly destinations: readonly DestinationDecision[];
  /** What the upstream sees, where it is the same for all destinations that answer. */
  readonly upstream?: UpstreamRequest;
  /** What the client sees, where it is the same for all destinations. */
  readonly response?: ClientResponse;
  /** Absent: none. */
  readonly timeout?: string;
  /** Absent: Istio's default, twice. */
  readonly retries?: Retries;
  readonly mirrors?: readonly Mirror[];
  readonly hash?: readonly HashPolicy[];
}

/** Where a part of the requests goes. */
export interface DestinationDecision {
  readonly host: string;
  readonly subset?: string;
  readonly port: number;
  /** Percent of the requests, two decimals. */
  readonly weight: number;
  /** `namespace/workload`, or `address:port`. */
  readonly endpoints: readonly string[];
  /** Absent: reachable. */
  readonly state?: DestinationState;
  /** The DestinationRule in effect, `namespace/name`; of several merged ones the oldest. */
  readonly destinationRule?: string;
  /** What of the traffic policy is not Istio's default. */
  readonly policy?: Policy;
  readonly upstream?: UpstreamRequest;
  readonly response?: ClientResponse;
}

export type DestinationState =
  /** Nobody answers there: 503. */
  | 'noEndpoints'
  /** The proxy knows no such host, port or subset: 503. */
  | 'unknownCluster'
  /** The address that the client dialled is used. */
  | 'originalDst';

export interface Policy {
  readonly lb?: 'ROUND_ROBIN' | 'RANDOM' | 'RING_HASH' | 'MAGLEV';
  readonly connectTimeout?: string;
  readonly maxConnections?: number;
  readonly maxPendingRequests?: number;
  readonly maxRequests?: number;
  readonly maxRetries?: number;
  readonly outlierDetection?: OutlierDetection;
  /** Absent: mutual TLS where both sides have it, else none. */
  readonly tls?: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
}

export interface OutlierDetection {
  readonly consecutive5xx?: number;
  readonly consecutiveGatewayFailure?: number;
  readonly interval?: string;
  readonly baseEjectionTime?: string;
  readonly maxEjectionPercent?: number;
}

/** The request as the upstream gets it. Header names are lower case, several values joined by `,`. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly authority: string;
  /** New or changed. */
  readonly headersSet?: Readonly<Record<string, string>>;
  readonly headersRemoved?: readonly string[];
}

/** The answer as the client gets it, as far as it is not the upstream's. */
export interface ClientResponse {
  readonly status?: number;
  readonly location?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly headersRemoved?: readonly string[];
  /** Of a gRPC request that Envoy itself answers. */
  readonly grpcStatus?: number;
  readonly grpcMessage?: string;
}

export interface Retries {
  readonly attempts: number;
  readonly retryOn?: string;
  readonly retriableStatusCodes?: readonly number[];
  readonly perTryTimeout?: string;
}

export interface Mirror {
  readonly host: string;
  readonly subset?: string;
  readonly port: number;
  readonly percent: number;
  readonly state?: DestinationState;
}

export type HashPolicy =
  { readonly header: string } | { readonly cookie: string } | { readonly query: string } | { readonly sourceIp: true };

export interface Fault {
  readonly delay?: { readonly percent: number; readonly fixedDelay: string };
  readonly abort?: { readonly percent: number; readonly httpStatus?: number; readonly grpcStatus?: number };
}

/** Nothing in the mesh claims it and it may leave: it goes where the client dialled. */
export interface PassthroughDecision extends DecisionBase {
  readonly outcome: 'passthrough';
}

/** Nothing in the mesh claims it and nothing unknown may leave: 502, or the connection is reset. */
export interface BlockedDecision extends DecisionBase {
  readonly outcome: 'blocked';
  readonly response?: ClientResponse;
}

/** No virtual host, or no route of it: 404. */
export interface NotFoundDecision extends DecisionBase {
  readonly outcome: 'notFound';
  readonly response: ClientResponse;
}

export interface RedirectDecision extends RuleDecision {
  readonly outcome: 'redirect';
  readonly response: ClientResponse;
  /** True when the Gateway server's flag does it, not a rule. */
  readonly httpsRedirect?: true;
}

export interface DirectResponseDecision extends RuleDecision {
  readonly outcome: 'directResponse';
  readonly response: ClientResponse;
}

/** An injected fault answers. */
export interface AbortDecision extends RuleDecision {
  readonly outcome: 'abort';
  readonly response: ClientResponse;
}

/** Envoy answers the browser's question itself. */
export interface CorsPreflightDecision extends RuleDecision {
  readonly outcome: 'corsPreflight';
  readonly response: ClientResponse;
}

/** The connection comes to nothing before any request is read. */
export interface ConnectionDecision extends DecisionBase {
  readonly outcome:
    /** Nothing listens on that port of the gateway. */
    | 'noListener'
    /** Plain text on a port that takes only TLS. */
    | 'noFilterChain'
    /** No server has that SNI. */
    | 'tlsNoMatch'
    /** One side speaks TLS, the other doesn't. */
    | 'tlsHandshakeFailed'
    /** What is spoken is not what the port is for. */
    | 'protocolError';
}

/** Envoy refuses the request as such. */
export interface BadRequestDecision extends DecisionBase {
  readonly outcome: 'badRequest';
  readonly response?: ClientResponse;
}

/** Envoy refuses what istiod makes of the configuration, so that nobody gets an answer on that port. */
export interface ListenerRejectedDecision extends DecisionBase {
  readonly outcome: 'listenerRejected';
  readonly reason: string;
  /** The object that did it, `Kind namespace/name`. */
  readonly object: string;
}

/** Something in the set has a say in this request that this engine does not model. */
export interface NotModelledDecision extends DecisionBase {
  readonly outcome: 'notModelled';
  /** What it is, `Kind namespace/name`. */
  readonly object: string;
  readonly reason: string;
  /** What would happen if it were not there. */
  readonly otherwise: Decision;
}
