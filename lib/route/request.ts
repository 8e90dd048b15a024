import { Labels } from '../model';

/** Who sends the request: which proxy takes it. */
export type Source =
  /** A workload with a sidecar. Its labels are those of its Pods in the set, or those given here. */
  | { readonly workload: { readonly namespace?: string; readonly name: string; readonly labels?: Labels } }
  /** A gateway's Pods, by namespace and labels; they need not be in the set. */
  | { readonly gateway: { readonly namespace: string; readonly labels: Labels } };

/** What the client and the gateway, or its own sidecar, speak with each other. */
export type RequestProtocol = 'http' | 'http2' | 'grpc' | 'https' | 'tls' | 'tcp';

/** A question: where does this go? */
export interface RouteRequest {
  readonly from: Source;
  /** @default http */
  readonly protocol?: RequestProtocol;
  /** The name dialled, and the Host header unless `authority` says otherwise. An address may stand here too. */
  readonly host: string;
  /** The Host header. @default host */
  readonly authority?: string;
  /** The port dialled; of a gateway that of its Service, if the set has one, else the one it listens on. @default 443 for https and tls, else 80 */
  readonly port?: number;
  /** The name in the TLS handshake. @default host */
  readonly sni?: string;
  /** @default GET, for grpc POST */
  readonly method?: string;
  /** Path with query. @default / */
  readonly path?: string;
  /** Header lines; a list is one header on several lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The claims of a JSON web token that the gateway has verified. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The address that the client's connection comes from, for header values that print it. */
  readonly clientAddress?: string;
  /** What the upstream would answer. @default - status 200 without headers */
  readonly upstream?: UpstreamAnswer;
}

export interface UpstreamAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}
