import type { Place } from '../../render/place';
import { mapOf, renderLine, renderString } from '../../render/values';

/** The URL to call, as the WHATWG writes it. @internal */
export function renderTarget(target: string, place: Place): string {
  const url = parse(renderString(target, place));
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || !/^https?:\/\//i.test(target) || /\s/.test(target))
    place.fail(target, 'is not a URL of http or https', 'write it as "http://reviews.bookinfo:9080/reviews/1"');
  if (url.username !== '' || url.password !== '')
    place.fail(`${url.protocol}//...@${url.host}`, 'holds credentials, which everybody would read in the Deployment', 'remove them');
  if (url.hash !== '') place.fail(target, 'has a fragment, which no client sends', 'remove what follows the "#"');
  return url.href;
}

function parse(target: string): URL | undefined {
  try {
    return new URL(target);
  } catch {
    return undefined;
  }
}

/** A token of RFC 9110, 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Headers as fortio's `-H` takes them, `name:value`. It splits at the first colon, and trims no values
 * (`AddAndValidateExtraHeader` in fhttp/http_client.go of fortio 1.75.3).
 *
 * @internal
 */
export function renderRequestHeaders(headers: { [name: string]: string }, place: Place): string[] {
  const seen = new Set<string>();
  const rendered = mapOf((value: string, at, name) => {
    if (!HEADER_NAME.test(name)) at.fail(name, 'is not the name of a header', 'use letters, digits and dashes');
    if (seen.has(name.toLowerCase()))
      at.fail(name, 'is there already, for names of headers are the same in any case', 'remove one of the two');
    seen.add(name.toLowerCase());
    return `${name}:${renderLine(value, at)}`;
  })(headers, place);
  return Object.values(rendered);
}
