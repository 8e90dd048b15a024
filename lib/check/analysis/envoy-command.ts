/** Commands of Envoy's formatter by the way they begin: of these families new ones come with every release, so none is unknown. */
const FAMILIES =
  /^(?:UPSTREAM|DOWNSTREAM|REQUEST|RESPONSE|REQUESTED|BYTES|PACKETS|CONNECTION|TLS|START_TIME|EMIT_TIME|GRPC_STATUS|DURATION|COMMON_DURATION|QUERY_PARAM|CLUSTER|ROUTE|VIRTUAL|FILTER|DYNAMIC|METADATA|TRACE|SPAN|STREAM|UNIQUE|CUSTOM|ACCESS|LOCAL_REPLY|PER_REQUEST|ROUNDTRIP)/;

const NAMES: ReadonlySet<string> = new Set(
  'REQ RESP TRAILER PROTOCOL HOSTNAME ENVIRONMENT PATH COALESCE CEL WORKER_ID SECRET FILE_CONTENT'.split(' '),
);

/**
 * The first command in a header's value that Envoy does not know; undefined where it knows all.
 * Envoy 1.40 source/common/formatter/{http_specific,stream_info}_formatter.cc
 */
export function unknownCommand(value: string): string | undefined {
  for (const [, command] of value.matchAll(/%%|%([A-Z0-9_]+)(?:\([^)]*\))?(?::\d+)?%/g)) {
    if (command !== undefined && !NAMES.has(command) && !FAMILIES.test(command)) return command;
  }
  return undefined;
}
