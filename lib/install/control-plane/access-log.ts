import { compact } from './compact';
import type { Place } from '../../render/place';
import { mapOf, renderString } from '../../render/values';

/** What text access logs can be told. */
export interface TextAccessLogOptions {
  /** A line, in Envoy's format strings. @default - Istio's own line */
  readonly format?: string;
  /** File in the proxy's container. @default '/dev/stdout' */
  readonly path?: string;
}

/** What JSON access logs can be told. */
export interface JsonAccessLogOptions {
  /** Keys of each entry, and the format string of its value, e.g. `{ status: '%RESPONSE_CODE%' }`. @default - Istio's own keys */
  readonly fields?: { [key: string]: string };
  /** File in the proxy's container. @default '/dev/stdout' */
  readonly path?: string;
}

interface Rendered {
  readonly accessLogFile: string;
  readonly accessLogEncoding?: 'TEXT' | 'JSON';
  readonly accessLogFormat?: string;
}

const STDOUT = '/dev/stdout';

/**
 * A line for each request that a proxy handles. Telemetry resources can say otherwise for a namespace or workload.
 *
 * @see https://istio.io/latest/docs/tasks/observability/logs/access-log/
 */
export class AccessLog {
  /** No access logs, also where the profile writes some, as demo does. */
  public static off(): AccessLog {
    return new AccessLog(() => ({ accessLogFile: '' }));
  }

  /** Lines of text. */
  public static text(options: TextAccessLogOptions = {}): AccessLog {
    return new AccessLog((place) => {
      const { format, path = STDOUT, ...rest } = place.struct(options, 'TextAccessLogOptions');
      place.refuseUnknown(rest, 'TextAccessLogOptions');
      return {
        accessLogFile: renderPath(path, place.at('path')),
        accessLogEncoding: 'TEXT',
        accessLogFormat: place.field('format', format, renderString),
      };
    });
  }

  /** JSON objects, one a line. */
  public static json(options: JsonAccessLogOptions = {}): AccessLog {
    return new AccessLog((place) => {
      const { fields, path = STDOUT, ...rest } = place.struct(options, 'JsonAccessLogOptions');
      place.refuseUnknown(rest, 'JsonAccessLogOptions');
      const rendered = place.field('fields', fields, mapOf(renderString));
      return {
        accessLogFile: renderPath(path, place.at('path')),
        accessLogEncoding: 'JSON',
        accessLogFormat: rendered && JSON.stringify(rendered),
      };
    });
  }

  private constructor(private readonly render: (place: Place) => Rendered) {}

  /** @internal */
  public _render(place: Place): Rendered {
    return compact(this.render(place));
  }
}

function renderPath(path: string, place: Place): string {
  if (!renderString(path, place).startsWith('/')) place.fail(path, 'is not an absolute path', 'give one, such as "/dev/stdout"');
  return path;
}
