/**
 * Header values with `%COMMAND(…)%` in them. `SubstitutionFormatParser`, Envoy 1.36
 * source/common/formatter/substitution_formatter.cc
 */

/**
 * Commands that Envoy knows; any other makes it refuse the whole route configuration. Read in Envoy 1.36
 * source/common/formatter/ (stream_info_formatter.cc, http_specific_formatter.cc); where 1.40 differs, it decides.
 */
const COMMANDS: ReadonlySet<string> = new Set(
  (
    'REQ RESP TRAILER PROTOCOL START_TIME START_TIME_LOCAL EMIT_TIME EMIT_TIME_LOCAL REQUEST_DURATION REQUEST_TX_DURATION ' +
    'RESPONSE_DURATION RESPONSE_TX_DURATION DOWNSTREAM_HANDSHAKE_DURATION ROUNDTRIP_DURATION BYTES_RECEIVED BYTES_SENT ' +
    'DURATION COMMON_DURATION CUSTOM_FLAGS RESPONSE_CODE RESPONSE_CODE_DETAILS RESPONSE_FLAGS RESPONSE_FLAGS_LONG ' +
    'CONNECTION_TERMINATION_DETAILS UPSTREAM_HOST UPSTREAM_HOST_NAME UPSTREAM_HOST_NAME_WITHOUT_PORT UPSTREAM_CLUSTER ' +
    'UPSTREAM_CLUSTER_RAW UPSTREAM_LOCAL_ADDRESS UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT UPSTREAM_LOCAL_PORT UPSTREAM_REMOTE_ADDRESS ' +
    'UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT UPSTREAM_REMOTE_PORT UPSTREAM_TRANSPORT_FAILURE_REASON UPSTREAM_REQUEST_ATTEMPT_COUNT ' +
    'UPSTREAM_TLS_CIPHER UPSTREAM_TLS_VERSION UPSTREAM_TLS_SESSION_ID UPSTREAM_PEER_ISSUER UPSTREAM_PEER_CERT UPSTREAM_PEER_SUBJECT ' +
    'UPSTREAM_PROTOCOL UPSTREAM_CONNECTION_ID UPSTREAM_METADATA CLUSTER_METADATA DOWNSTREAM_REMOTE_ADDRESS ' +
    'DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT DOWNSTREAM_REMOTE_PORT DOWNSTREAM_DIRECT_REMOTE_ADDRESS ' +
    'DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT DOWNSTREAM_DIRECT_REMOTE_PORT DOWNSTREAM_LOCAL_ADDRESS ' +
    'DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT DOWNSTREAM_LOCAL_PORT DOWNSTREAM_PEER_URI_SAN DOWNSTREAM_LOCAL_URI_SAN ' +
    'DOWNSTREAM_PEER_DNS_SAN DOWNSTREAM_LOCAL_DNS_SAN DOWNSTREAM_PEER_SUBJECT DOWNSTREAM_LOCAL_SUBJECT DOWNSTREAM_PEER_ISSUER ' +
    'DOWNSTREAM_PEER_CERT DOWNSTREAM_PEER_CERT_V_START DOWNSTREAM_PEER_CERT_V_END DOWNSTREAM_PEER_SERIAL ' +
    'DOWNSTREAM_PEER_FINGERPRINT_256 DOWNSTREAM_PEER_FINGERPRINT_1 DOWNSTREAM_TLS_CIPHER DOWNSTREAM_TLS_VERSION ' +
    'DOWNSTREAM_TLS_SESSION_ID DOWNSTREAM_TRANSPORT_FAILURE_REASON REQUESTED_SERVER_NAME ROUTE_NAME VIRTUAL_CLUSTER_NAME ' +
    'HOSTNAME CONNECTION_ID STREAM_ID UNIQUE_ID TRACE_ID FILTER_CHAIN_NAME TLS_JA3_FINGERPRINT TLS_JA4_FINGERPRINT ' +
    'LOCAL_REPLY_BODY GRPC_STATUS GRPC_STATUS_NUMBER ACCESS_LOG_TYPE DYNAMIC_METADATA METADATA FILTER_STATE ' +
    'ENVIRONMENT QUERY_PARAM QUERY_PARAMS PATH COALESCE CEL UPSTREAM_FILTER_STATE STREAM_INFO_REQ BYTES_RETRANSMITTED ' +
    'PACKETS_RETRANSMITTED REQUEST_HEADERS_BYTES RESPONSE_HEADERS_BYTES RESPONSE_TRAILERS_BYTES DOWNSTREAM_WIRE_BYTES_RECEIVED ' +
    'DOWNSTREAM_WIRE_BYTES_SENT DOWNSTREAM_HEADER_BYTES_RECEIVED DOWNSTREAM_HEADER_BYTES_SENT ' +
    'DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_SENT DOWNSTREAM_DIRECT_LOCAL_ADDRESS ' +
    'DOWNSTREAM_DIRECT_LOCAL_ADDRESS_WITHOUT_PORT DOWNSTREAM_DIRECT_LOCAL_PORT DOWNSTREAM_LOCAL_EMAIL_SAN DOWNSTREAM_LOCAL_IP_SAN ' +
    'DOWNSTREAM_LOCAL_OTHERNAME_SAN DOWNSTREAM_PEER_EMAIL_SAN DOWNSTREAM_PEER_IP_SAN DOWNSTREAM_PEER_OTHERNAME_SAN ' +
    'DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_1 DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_256 DOWNSTREAM_PEER_CHAIN_SERIALS ' +
    'UPSTREAM_WIRE_BYTES_RECEIVED UPSTREAM_WIRE_BYTES_SENT UPSTREAM_HEADER_BYTES_RECEIVED UPSTREAM_HEADER_BYTES_SENT ' +
    'UPSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED UPSTREAM_DECOMPRESSED_HEADER_BYTES_SENT UPSTREAM_CONNECTION_POOL_READY_DURATION ' +
    'UPSTREAM_LOCAL_DNS_SAN UPSTREAM_LOCAL_IP_SAN UPSTREAM_LOCAL_URI_SAN UPSTREAM_PEER_CERT_V_START UPSTREAM_PEER_CERT_V_END ' +
    'UPSTREAM_PEER_DNS_SAN UPSTREAM_PEER_IP_SAN UPSTREAM_PEER_URI_SAN'
  ).split(' '),
);

/** What commands are answered from; undefined = the command has nothing to say. */
export interface FormatContext {
  readonly request: (header: string) => string | undefined;
  readonly response: (header: string) => string | undefined;
  readonly protocol: string;
  readonly routeName: string | undefined;
  readonly responseCode: number | undefined;
  readonly clientAddress: string | undefined;
}

type Part = { readonly text: string } | { readonly command: string; readonly argument: string; readonly length: number | undefined };

/** A header value, parsed. */
export class HeaderFormat {
  private static readonly parsed = new Map<string, HeaderFormat>();

  /** The parsed value; each is parsed once. */
  public static of(value: string): HeaderFormat {
    let format = HeaderFormat.parsed.get(value);
    if (!format) {
      format = new HeaderFormat(value);
      if (HeaderFormat.parsed.size >= LIMIT) HeaderFormat.parsed.clear();
      HeaderFormat.parsed.set(value, format);
    }
    return format;
  }

  /** The first command that Envoy does not know; it then refuses the value and all that comes with it. */
  public readonly unknownCommand: string | undefined;
  private readonly parts: readonly Part[];
  private readonly constant: string | undefined;

  private constructor(value: string) {
    this.parts = parse(value);
    const commands = this.parts.flatMap((part) => ('command' in part ? [part.command] : []));
    this.unknownCommand = commands.find((command) => !COMMANDS.has(command));
    this.constant = commands.length === 0 ? this.parts.map((part) => ('text' in part ? part.text : '')).join('') : undefined;
  }

  /** The value for a request; empty if it comes to nothing. */
  public format(context: FormatContext): string {
    if (this.constant !== undefined) return this.constant;
    return this.parts.map((part) => ('text' in part ? part.text : evaluate(part, context))).join('');
  }
}

const LIMIT = 100_000;

function parse(value: string): Part[] {
  if (!value.includes('%')) return [{ text: value }];
  const parts: Part[] = [];
  const pattern = /%%|%([A-Z0-9_]+)(?:\(([^)]*)\))?(?::(\d+))?%|[^%]+|%/g;
  for (const [text, command, argument, length] of value.matchAll(pattern)) {
    if (command) parts.push({ command, argument: argument ?? '', length: length === undefined ? undefined : Number(length) });
    else parts.push({ text: text === '%%' ? '%' : text });
  }
  return parts;
}

function evaluate(part: { command: string; argument: string; length: number | undefined }, context: FormatContext): string {
  const value = valueOf(part.command, part.argument, context) ?? '';
  return part.length === undefined ? value : value.slice(0, part.length);
}

function valueOf(command: string, argument: string, context: FormatContext): string | undefined {
  switch (command) {
    case 'DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT':
      return context.clientAddress ?? `%${command}%`;
    case 'REQ':
      return firstOf(argument, context.request);
    case 'RESP':
      return firstOf(argument, context.response);
    case 'PROTOCOL':
      return context.protocol;
    case 'ROUTE_NAME':
      return context.routeName;
    case 'RESPONSE_CODE':
      return context.responseCode?.toString();
    default:
      // What only a running proxy knows stands in the answer as it was written.
      return `%${command}${argument === '' ? '' : `(${argument})`}%`;
  }
}

/** `name?other`: the other header if the first is absent. */
function firstOf(argument: string, lookup: (header: string) => string | undefined): string | undefined {
  const [main = '', other] = argument.split('?', 2);
  return lookup(main.toLowerCase()) ?? (other === undefined ? undefined : lookup(other.toLowerCase()));
}
