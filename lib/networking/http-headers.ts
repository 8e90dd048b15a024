import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place, Renderer } from '../render/place';
import { listOf, mapOf, renderString } from '../render/values';
import type { VirtualServiceSpecHttpHeaders, VirtualServiceSpecHttpHeadersRequest } from '../../imports/networking.istio.io';

/**
 * What to do with the headers of a message. Envoy removes first, then sets, then adds.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-HeaderOperations
 */
export interface HeaderOperations {
  /**
   * Headers to overwrite: name to value. Values may hold Envoy's `%COMMANDS%`; a literal `%` is `%%`; an
   * empty value changes nothing. On requests `Host` or `:authority` may be set; no other name with a colon.
   *
   * @default - none
   */
  readonly set?: { [name: string]: string };
  /** Headers to append a value to: name to value, as in `set`. @default - none */
  readonly add?: { [name: string]: string };
  /** Names of headers to remove; neither `Host` nor names with a colon. @default - none */
  readonly remove?: string[];
}

/**
 * Header operations on requests before they are forwarded, and on responses before they are returned.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers
 */
export interface HttpHeaders {
  /** @default - requests keep their headers */
  readonly request?: HeaderOperations;
  /** @default - responses keep their headers */
  readonly response?: HeaderOperations;
}

/** @internal */
export function renderHttpHeaders(headers: HttpHeaders, place: Place): Manifest<VirtualServiceSpecHttpHeaders> {
  const { request, response, ...rest } = place.struct(headers, 'HttpHeaders');
  place.refuseUnknown(rest, 'HttpHeaders');
  return withoutUndefined({
    request: place.field('request', request, operationsOn('request')),
    response: place.field('response', response, operationsOn('response')),
  });
}

function operationsOn(message: 'request' | 'response'): Renderer<HeaderOperations, Manifest<VirtualServiceSpecHttpHeadersRequest>> {
  const renderValues = mapOf((value: string, place, name) => {
    if (message === 'response' || !isAuthorityHeader(name)) checkOperationName(name, place);
    return renderHeaderValue(value, place);
  });
  return (operations, place) => {
    const { set, add, remove, ...rest } = place.struct(operations, 'HeaderOperations');
    place.refuseUnknown(rest, 'HeaderOperations');
    return withoutUndefined({
      set: place.field('set', set, renderValues),
      add: place.field('add', add, renderValues),
      remove: place.field('remove', remove, listOf(checkOperationName)),
    });
  };
}

/** Whether a header is the request's authority, which Istio rewrites rather than sets. @internal */
export function isAuthorityHeader(name: string): boolean {
  return /^(?::authority|host)$/i.test(name);
}

/**
 * `ValidateHTTPHeaderOperationName` in pkg/config/validation of istio 1.30.3. That lets any text pass which has
 * no colon in front; what HTTP does not allow as a name breaks the request or, with a line break, Envoy's routes.
 */
function checkOperationName(name: string, place: Place): string {
  renderString(name, place);
  if (isAuthorityHeader(name) || name.startsWith(':')) {
    place.fail(name, 'cannot be changed here', "a request's Host may be set or rewritten; other pseudo headers never");
  }
  if (!isHeaderName(name)) place.fail(name, 'is not the name of a header', 'use letters, digits and dashes');
  return name;
}

/** Longest value that Envoy takes (`HeaderValue.value` in its base.proto); it refuses all routes of the port otherwise. */
const MAX_HEADER_VALUE = 16384;

const CONTROL_CHARACTER = /[\u0000-\u0008\u000A-\u001F\u007F]/;

// The grammar of Envoy's header values as istiod checks it (`validateHeaderValue` in
// pkg/config/validation/header_value_validator.go of istio 1.30.3): text, `%%`, `%NAME%`, `%NAME(argument)%` and
// `%NAME(["a", "b"])%`. The first character of a bare argument is taken as it is, even if it is `)` or `"`.
const ARGUMENT = String.raw`(?:\\.|[^\\)"])*`;
const ARGUMENTS = String.raw`\( *(?:\[ *"|[^\[ ])${ARGUMENT}(?:" *, *"${ARGUMENT})*(?:\)|" *\] *\)) *`;
const TOKEN = new RegExp(`[^%]+|%%|%[^%(]+%|%[^%(]*${ARGUMENTS}%`, 'sy');

/** `ValidateHTTPHeaderValue` in pkg/config/validation of istio 1.30.3. */
function renderHeaderValue(value: string, place: Place): string {
  if (CONTROL_CHARACTER.test(renderString(value, place))) place.fail(value, 'has a control character', 'remove it');
  if (Buffer.byteLength(value) > MAX_HEADER_VALUE)
    place.fail(value, `is longer than ${MAX_HEADER_VALUE} bytes, which Envoy refuses`, 'shorten it');
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < value.length;) {
    if (!TOKEN.test(value)) place.fail(value, 'has a "%" that starts no complete %COMMAND%', 'write a literal percent sign as "%%"');
  }
  return value;
}

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
const PSEUDO_HEADERS = [':method', ':scheme', ':authority', ':path', ':status'];

/** Whether a name is one that HTTP allows (`validHeaderNameRegex` in pkg/config/validation). @internal */
export function isHeaderName(name: string): boolean {
  return typeof name === 'string' && HEADER_NAME.test(name);
}

/** A name to match a header by: of a header, of a pseudo header, or of a JWT claim. @internal */
export function checkMatchedHeader(name: string, place: Place): void {
  if (isHeaderName(name) || PSEUDO_HEADERS.includes(name) || isJwtClaim(name)) return;
  place.fail(name, 'is not the name of a header', 'use letters, digits and dashes, or "@request.auth.claims.NAME"');
}

/** Whether a header match is about a claim of the request's JWT (`ToRoutingClaim` in pkg/jwt of istio 1.30.3). @internal */
export function isJwtClaim(name: string): boolean {
  return /^@request\.auth\.claims(?:\..+|\[.+\])$/is.test(name);
}
