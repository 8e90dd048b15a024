import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpRedirect } from '../../imports/networking.istio.io';
import { renderPort } from '../render/number';
import { madeBy, oneOf, renderLine } from '../render/values';

type RenderedPort = Pick<Manifest<VirtualServiceSpecHttpRedirect>, 'port' | 'derivePort'>;

/** The port in the Location of a redirect. */
export class RedirectPort {
  /** The scheme's own, which is not written out. A port in the Host header stays: it is as if no port were given. */
  public static readonly FROM_PROTOCOL_DEFAULT = new RedirectPort({ derivePort: 'FROM_PROTOCOL_DEFAULT' });
  /** The port that the proxy listens on for the request. */
  public static readonly FROM_REQUEST_PORT = new RedirectPort({ derivePort: 'FROM_REQUEST_PORT' });

  /** This port, 1 to 65535. 80 for http and 443 for https count as no port: they leave the Host header's alone. */
  public static of(port: number): RedirectPort {
    return new RedirectPort({ port });
  }

  private constructor(private readonly choice: RenderedPort) {}

  /** @internal */
  public _render(place: Place): RenderedPort {
    const { port, derivePort } = this.choice;
    return derivePort === undefined ? { port: renderPort(port!, place) } : { derivePort };
  }
}

/**
 * Where to send the client instead; at least one of `uri`, `authority`, `scheme` and `port`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect
 */
export interface HttpRedirect {
  /** New path, whole. The query of the request stays, unless this has its own. @default - the request's */
  readonly uri?: string;
  /** New host, with its port if that is to be in the Location and `port` is not given. @default - the request's */
  readonly authority?: string;
  /** `http` or `https`. @default - the request's */
  readonly scheme?: string;
  /** New port. @default - that of `authority`, else of the request's Host header; a default port goes when the scheme changes */
  readonly port?: RedirectPort;
  /** Status: 301, 302, 303, 307 or 308. @default 301 */
  readonly redirectCode?: number;
}

// The only ones that become an Envoy action. With another one istiod makes a route without action
// (`ApplyRedirect` in pilot/pkg/networking/core/route of istio 1.30.3) and Envoy refuses every route
// of that port.
const CODES = [301, 302, 303, 307, 308];

const renderRedirectPort = madeBy<RenderedPort>('RedirectPort', 'of(8443)');

/** `validateHTTPRedirect` in pkg/config/validation of istio 1.30.3. @internal */
export function renderHttpRedirect(redirect: HttpRedirect, place: Place): Manifest<VirtualServiceSpecHttpRedirect> {
  const { uri, authority, scheme, port, redirectCode, ...rest } = place.struct(redirect, 'HttpRedirect');
  place.refuseUnknown(rest, 'HttpRedirect');
  if (!uri && !authority && !scheme && !port) place.fail(redirect, 'says not where to', 'give a uri, authority, scheme or port');
  return withoutUndefined({
    uri: place.field('uri', uri, renderLine),
    authority: place.field('authority', authority, renderLine),
    scheme: place.field('scheme', scheme, oneOf(['http', 'https'], 'is not a scheme')),
    ...place.field('port', port, renderRedirectPort),
    redirectCode: place.field('redirectCode', redirectCode, renderCode),
  });
}

function renderCode(code: number, place: Place): number {
  if (!CODES.includes(code)) place.fail(code, 'is a status that Envoy does not redirect with', `use one of ${CODES.join(', ')}`);
  return code;
}
