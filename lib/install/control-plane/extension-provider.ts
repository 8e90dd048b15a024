import type { Duration } from 'cdk8s';
import { compact } from './compact';
import { renderFqdnOrIp, renderHostName, renderDnsLabel, splitName } from '../../render/names';
import { renderInteger, renderPort } from '../../render/number';
import { isObject, type Place } from '../../render/place';
import { listOf, mapOf, renderBoolean, renderString } from '../../render/values';
import { renderJson } from './field-kinds';
import { renderProtoDuration } from './proto-duration';

/** Where a provider listens. */
export interface ProviderService {
  /** Its host, e.g. `jaeger-collector.observability.svc.cluster.local`, or `namespace/host` for one of several that have it. */
  readonly service: string;
  /** Its port, 1 to 65535. */
  readonly port: number;
}

/** A collector of traces. */
export interface TracingProvider extends ProviderService {
  /** Longest path that a trace holds, in characters. @default 256 */
  readonly maxTagLength?: number;
}

/** A collector of traces by OpenTelemetry's protocol. */
export interface OpenTelemetryProvider extends TracingProvider {
  /** Path to send to by HTTP, e.g. `/v1/traces`. @default - gRPC is used */
  readonly httpPath?: string;
}

/** A collector of traces by Zipkin's protocol. */
export interface ZipkinProvider extends TracingProvider {
  /** Path to send to. @default '/api/v2/spans' */
  readonly path?: string;
}

/** A collector of access logs. */
export interface LogProvider extends ProviderService {
  /** Name of the log. @default - by the kind of provider */
  readonly logName?: string;
}

/** A service that decides about requests, for AuthorizationPolicies with the action CUSTOM. */
export interface ExtAuthzProvider extends ProviderService {
  /** How long it has for an answer. @default 600s */
  readonly timeout?: Duration;
  /** Whether requests pass when it does not answer. @default false */
  readonly failOpen?: boolean;
  /** Status that the client gets when it does not answer, e.g. 503. @default 403 */
  readonly statusOnError?: number;
}

/** Such a service by HTTP. */
export interface HttpExtAuthzProvider extends ExtAuthzProvider {
  /** Put before the path of the request, e.g. `/check`; starts with a slash. @default - nothing */
  readonly pathPrefix?: string;
  /** Headers of the request that it sees, beside host, method, path and content-length. @default - none */
  readonly includeRequestHeadersInCheck?: string[];
  /** Headers of its answer that are added to the request. @default - none */
  readonly headersToUpstreamOnAllow?: string[];
  /** Headers of its answer that the client gets when it refuses. @default - those of the answer that Envoy always passes on */
  readonly headersToDownstreamOnDeny?: string[];
}

/** Access logs in a file of the proxy. */
export interface FileAccessLogProvider {
  /** @default '/dev/stdout' */
  readonly path?: string;
  /** Keys of each entry and their format strings, which makes it JSON. @default - text, Istio's own line */
  readonly labels?: { [key: string]: string };
}

/**
 * Something outside the mesh that proxies send to, under a name that Telemetry and AuthorizationPolicy resources use.
 *
 * istiod only logs what is wrong with a provider and goes on without it (`validateExtensionProvider` in
 * pkg/config/validation/agent of istio 1.30.3); here it is refused.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export class ExtensionProvider {
  /** Traces by OpenTelemetry's protocol, e.g. to Jaeger or to a collector. */
  public static openTelemetry(name: string, provider: OpenTelemetryProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'opentelemetry', (place) => {
      const { httpPath, ...more } = place.struct(provider, 'OpenTelemetryProvider');
      return {
        ...renderTracing(more, place),
        http: httpPath === undefined ? undefined : { path: renderPath(httpPath, place.at('httpPath')) },
      };
    });
  }

  /** Traces by Zipkin's protocol. */
  public static zipkin(name: string, provider: ZipkinProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'zipkin', (place) => {
      const { path, ...more } = place.struct(provider, 'ZipkinProvider');
      return { ...renderTracing(more, place), path: place.field('path', path, renderPath) };
    });
  }

  /** Traces to Datadog's agent. */
  public static datadog(name: string, provider: TracingProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'datadog', (place) => renderTracing(place.struct(provider, 'TracingProvider'), place));
  }

  /** Traces to Apache SkyWalking. */
  public static skywalking(name: string, provider: ProviderService): ExtensionProvider {
    return new ExtensionProvider(name, 'skywalking', (place) => renderService(place.struct(provider, 'ProviderService'), place));
  }

  /** Metrics for Prometheus. The name `prometheus` is there by default. */
  public static prometheus(name: string): ExtensionProvider {
    return new ExtensionProvider(name, 'prometheus', () => ({}));
  }

  /** Access logs in a file of the proxy. The name `envoy` is there by default, and writes text to stdout. */
  public static fileAccessLog(name: string, provider: FileAccessLogProvider = {}): ExtensionProvider {
    return new ExtensionProvider(name, 'envoyFileAccessLog', (place) => {
      const { path = '/dev/stdout', labels, ...rest } = place.struct(provider, 'FileAccessLogProvider');
      place.refuseUnknown(rest, 'FileAccessLogProvider');
      return {
        path: renderPath(path, place.at('path')),
        logFormat: labels === undefined ? undefined : { labels: mapOf(renderString)(labels, place.at('labels')) },
      };
    });
  }

  /** Access logs by OpenTelemetry's protocol. */
  public static openTelemetryAccessLog(name: string, provider: LogProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'envoyOtelAls', (place) => renderLog(place.struct(provider, 'LogProvider'), place));
  }

  /** Access logs of HTTP requests by Envoy's gRPC access log service. */
  public static httpAccessLogService(name: string, provider: LogProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'envoyHttpAls', (place) => renderLog(place.struct(provider, 'LogProvider'), place));
  }

  /** Access logs of TCP connections by Envoy's gRPC access log service. */
  public static tcpAccessLogService(name: string, provider: LogProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'envoyTcpAls', (place) => renderLog(place.struct(provider, 'LogProvider'), place));
  }

  /** A service that is asked about each request by HTTP. */
  public static extAuthzHttp(name: string, provider: HttpExtAuthzProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'envoyExtAuthzHttp', (place) => {
      const { pathPrefix, ...props } = place.struct(provider, 'HttpExtAuthzProvider');
      const { includeRequestHeadersInCheck, headersToUpstreamOnAllow, headersToDownstreamOnDeny, ...more } = props;
      return {
        ...renderExtAuthz(more, place),
        pathPrefix: place.field('pathPrefix', pathPrefix, renderPath),
        includeRequestHeadersInCheck: place.field('includeRequestHeadersInCheck', includeRequestHeadersInCheck, renderNames),
        headersToUpstreamOnAllow: place.field('headersToUpstreamOnAllow', headersToUpstreamOnAllow, renderNames),
        headersToDownstreamOnDeny: place.field('headersToDownstreamOnDeny', headersToDownstreamOnDeny, renderNames),
      };
    });
  }

  /** A service that is asked about each request by gRPC. */
  public static extAuthzGrpc(name: string, provider: ExtAuthzProvider): ExtensionProvider {
    return new ExtensionProvider(name, 'envoyExtAuthzGrpc', (place) => renderExtAuthz(place.struct(provider, 'ExtAuthzProvider'), place));
  }

  /** Any other kind, with its fields as Istio names them: `ExtensionProvider.of('sd', 'stackdriver', { maxTagLength: 64 })`. */
  public static of(name: string, kind: string, fields: { [field: string]: unknown }): ExtensionProvider {
    return new ExtensionProvider(name, kind, (place) => {
      if (!isObject(fields)) place.fail(fields, 'is not a map', 'write it as { field: value }');
      return renderJson(fields, place) as object;
    });
  }

  private constructor(
    private readonly name: string,
    private readonly kind: string,
    private readonly render: (place: Place) => object,
  ) {}

  /** @internal */
  public _render(place: Place): { name: string } {
    if (typeof this.name !== 'string' || this.name === '') place.at('name').fail(this.name, 'is not a name', 'name the provider');
    if (!KINDS.includes(this.kind)) place.at('kind').fail(this.kind, 'is not a kind of provider', `use one of ${KINDS.join(', ')}`);
    return compact({ name: this.name, [this.kind]: this.render(place.at(this.kind)) });
  }
}

/** The `oneof provider` of mesh/v1alpha1/config.proto of istio.io/api 1.30.3, without what is deprecated. */
const KINDS = [
  'envoyExtAuthzHttp',
  'envoyExtAuthzGrpc',
  'zipkin',
  'datadog',
  'stackdriver',
  'skywalking',
  'opentelemetry',
  'prometheus',
  'envoyFileAccessLog',
  'envoyHttpAls',
  'envoyTcpAls',
  'envoyOtelAls',
  'sds',
];

const renderNames = listOf(renderString);

/** `validateExtensionProviderService` in pkg/config/validation/agent of istio 1.30.3. */
function renderService({ service, port, ...rest }: ProviderService, place: Place): ProviderService {
  place.refuseUnknown(rest, 'this kind of provider');
  const at = place.at('service');
  const { namespace, base } = splitName(renderString(service, at));
  if (namespace === undefined) renderFqdnOrIp(service, at);
  else {
    renderDnsLabel(namespace, at, 'namespace');
    renderHostName(base, at);
    if (!base.includes('.'))
      at.fail(service, 'is a short name, which Istio refuses here', 'give the host with its domain, "reviews.shop.svc.cluster.local"');
  }
  return { service, port: renderPort(port, place.at('port')) };
}

function renderTracing({ maxTagLength, ...service }: TracingProvider, place: Place): object {
  return {
    ...renderService(service, place),
    maxTagLength: place.field('maxTagLength', maxTagLength, (value, at) => renderInteger(value, at, 1)),
  };
}

function renderLog({ logName, ...service }: LogProvider, place: Place): object {
  return { ...renderService(service, place), logName: place.field('logName', logName, renderString) };
}

function renderExtAuthz({ timeout, failOpen, statusOnError, ...service }: ExtAuthzProvider, place: Place): object {
  return {
    ...renderService(service, place),
    timeout: place.field('timeout', timeout, renderProtoDuration),
    failOpen: place.field('failOpen', failOpen, renderBoolean),
    statusOnError: place.field('statusOnError', statusOnError, renderStatus),
  };
}

/** `StatusCode` in envoy/type/v3/http_status.proto, to which istiod holds it (`validateExtensionProviderEnvoyExtAuthzStatusOnError`). */
const STATUSES = new Set(
  [
    [100],
    range(200, 208),
    [226],
    range(300, 305),
    [307, 308],
    range(400, 417),
    range(421, 424),
    [426, 428, 429, 431],
    range(500, 508),
    [510, 511],
  ].flat(),
);

function renderStatus(status: number, place: Place): string {
  if (!STATUSES.has(status)) place.fail(status, 'is not a status that Envoy knows', 'give one such as 403 or 503');
  return String(status);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function renderPath(path: string, place: Place): string {
  if (!renderString(path, place).startsWith('/')) place.fail(path, 'does not start with a slash', 'write it as "/path"');
  return path;
}
