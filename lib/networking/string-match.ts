import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import { renderString } from '../render/values';
import type { VirtualServiceSpecHttpMatchUri } from '../../imports/networking.istio.io';

/** Longest regex that istiod takes (`validateStringRegexp` in pkg/config/validation of istio 1.30.3). */
const MAX_REGEX = 1024;

/**
 * How a string is compared. Always case-sensitive, but for a `uri` with `ignoreUriCase`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch
 */
export class StringMatch {
  /** The whole value is this text. An empty text matches only an empty value. */
  public static exact(value: string): StringMatch {
    return new StringMatch('exact', value);
  }

  /** The value starts with this text: of a path, `/foo` takes `/foobar` too. */
  public static prefix(value: string): StringMatch {
    return new StringMatch('prefix', value);
  }

  /**
   * The *whole* value matches this RE2 expression (https://github.com/google/re2/wiki/Syntax), at most
   * 1024 bytes long. Its syntax is not checked here: `import 'cdk8s-istio'` carries no RE2.
   */
  public static regex(value: string): StringMatch {
    return new StringMatch('regex', value);
  }

  /** The header or query parameter is there, whatever its value, also an empty one. Not for claims of a JWT. */
  public static present(): StringMatch {
    return new StringMatch('present', '');
  }

  private constructor(
    private readonly kind: 'exact' | 'prefix' | 'regex' | 'present',
    private readonly value: string,
  ) {}

  /**
   * @param allow what this field takes beside the ordinary: presence, or a prefix that is empty
   * @internal
   */
  public _render(place: Place, allow: 'presence' | 'empty prefix' | 'neither' = 'neither'): Manifest<VirtualServiceSpecHttpMatchUri> {
    if (this.kind === 'present') {
      if (allow !== 'presence')
        place.fail('present()', 'is for headers and query parameters only', 'use exact, prefix or regex, e.g. regex(".*")');
      return {};
    }
    renderString(this.value, place.at(this.kind));
    if (this.value === '' && this.kind !== 'exact' && !(this.kind === 'prefix' && allow === 'empty prefix')) {
      place
        .at(this.kind)
        .fail(
          this.value,
          'is empty, which Istio refuses',
          this.kind === 'prefix' ? 'use present() where any value will do' : 'use regex(".*") where any value will do',
        );
    }
    if (this.kind === 'regex') renderRegex(this.value, place.at('regex'));
    return { [this.kind]: this.value };
  }
}

/** An RE2 expression of a length that istiod takes. @internal */
export function renderRegex(regex: string, place: Place): string {
  if (renderString(regex, place) === '') place.fail(regex, 'is no regular expression', 'give one in RE2 syntax');
  if (Buffer.byteLength(regex) > MAX_REGEX)
    place.fail(regex, `is longer than ${MAX_REGEX} bytes, which Istio refuses`, 'split the rule or match a prefix');
  return regex;
}

/** A single match; refuses what is not one. @internal */
export function renderMatch(
  match: StringMatch,
  place: Place,
  allow?: 'presence' | 'empty prefix',
): Manifest<VirtualServiceSpecHttpMatchUri> {
  if (typeof match?._render !== 'function') {
    place.fail(match, 'is not a StringMatch', 'use StringMatch.exact(...), .prefix(...), .regex(...) or .present()');
  }
  return match._render(place, allow);
}
