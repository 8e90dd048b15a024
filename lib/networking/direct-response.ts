import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpDirectResponse } from '../../imports/networking.istio.io';
import { madeBy, renderString } from '../render/values';
import { renderHttpStatus } from './http-status';

const MAX_BODY = 1024 * 1024;

type RenderedBody = NonNullable<Manifest<VirtualServiceSpecHttpDirectResponse>['body']>;

/** The body of a direct response, at most 1 MiB; above 100 KiB istiod warns. */
export class HttpBody {
  /** A text. */
  public static text(text: string): HttpBody {
    return new HttpBody((place) => {
      const string = renderString(text, place.at('string'));
      checkSize(Buffer.byteLength(string), place);
      return { string };
    });
  }

  /** Bytes in standard base64, at least one. */
  public static base64(bytes: string): HttpBody {
    return new HttpBody((place) => {
      const rendered = renderBase64(bytes, place.at('bytes'));
      checkSize(Buffer.byteLength(rendered, 'base64'), place);
      return { bytes: rendered };
    });
  }

  private constructor(private readonly render: (place: Place) => RenderedBody) {}

  /** @internal */
  public _render(place: Place): RenderedBody {
    return this.render(place);
  }
}

/** `validateHTTPDirectResponse` in pkg/config/validation of istio 1.30.3. */
function checkSize(size: number, place: Place): void {
  if (size > MAX_BODY) place.fail(undefined, `has ${size} bytes, which istiod refuses`, `send at most ${MAX_BODY}`);
}

function renderBase64(bytes: string, place: Place): string {
  if (!isBase64(renderString(bytes, place)))
    place.fail(bytes, 'is not base64', "encode it, e.g. with Buffer.from(bytes).toString('base64')");
  return bytes;
}

/** As the CRD's format `byte` has it: not empty, padded, no line breaks. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/**
 * An answer that the proxy gives itself.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPDirectResponse
 */
export interface DirectResponse {
  /** Status, 200 to 599. */
  readonly status: number;
  /** @default - no body */
  readonly body?: HttpBody;
}

const renderBody = madeBy<RenderedBody>('HttpBody', 'text("down")');

/** @internal */
export function renderDirectResponse(response: DirectResponse, place: Place): Manifest<VirtualServiceSpecHttpDirectResponse> {
  const { status, body, ...rest } = place.struct(response, 'DirectResponse');
  place.refuseUnknown(rest, 'DirectResponse');
  return withoutUndefined({ status: renderHttpStatus(status, place.at('status')), body: place.field('body', body, renderBody) });
}
