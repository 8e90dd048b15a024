import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpRewrite } from '../../imports/networking.istio.io';
import { renderLine } from '../render/values';
import { renderRegex } from './string-match';

type Rendered = Manifest<VirtualServiceSpecHttpRewrite>;

/**
 * How a request is changed before it is forwarded.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite
 */
export class HttpRewrite {
  /**
   * A new path: in place of the prefix where the match is a prefix (a rule without match counts as the
   * prefix `/`), of the whole path where it is exact or a regex. The query stays.
   *
   * @param authority new Host header; default: unchanged
   */
  public static uri(uri: string, authority?: string): HttpRewrite {
    return new HttpRewrite((place) => ({ uri: renderFilled(uri, place.at('uri')), ...renderAuthority(authority, place) }));
  }

  /**
   * Every part of the path that `match` (RE2, at most 1024 bytes) finds, replaced by `rewrite`, where
   * `\1` stands for the first group. The query stays.
   *
   * @param authority new Host header; default: unchanged
   */
  public static uriRegex(match: string, rewrite: string, authority?: string): HttpRewrite {
    return new HttpRewrite((place) => ({
      uriRegexRewrite: renderRegexRewrite(match, rewrite, place.at('uriRegexRewrite')),
      ...renderAuthority(authority, place),
    }));
  }

  /** A new Host header; the path stays. */
  public static authority(authority: string): HttpRewrite {
    return new HttpRewrite((place) => ({ authority: renderFilled(authority, place.at('authority')) }));
  }

  private constructor(private readonly render: (place: Place) => Rendered) {}

  /** `validateHTTPRewrite` in pkg/config/validation of istio 1.30.3. @internal */
  public _render(place: Place): Rendered {
    return this.render(place);
  }
}

function renderAuthority(authority: string | undefined, place: Place): Rendered {
  return withoutUndefined({ authority: place.field('authority', authority, renderFilled) });
}

function renderRegexRewrite(match: string, rewrite: string, place: Place): Rendered['uriRegexRewrite'] {
  return { match: renderRegex(match, place.at('match')), rewrite: renderFilled(rewrite, place.at('rewrite')) };
}

/** Istio takes an empty text for no rewrite, or refuses it. */
function renderFilled(text: string, place: Place): string {
  if (renderLine(text, place) === '') place.fail(text, 'is empty, which rewrites nothing', 'give the new text, or leave it out');
  return text;
}
