/**
 * Headers that Envoy keeps as one value: further lines are appended to it, so that a condition sees them joined.
 * `INLINE_REQ_HEADERS`, `INLINE_REQ_RESP_HEADERS`: Envoy 1.36 envoy/http/header_map.h; those behind them are registered
 * by the filters that read them.
 */
const INLINE: ReadonlySet<string> = new Set(
  (
    'x-client-trace-id x-envoy-downstream-service-cluster x-envoy-downstream-service-node x-envoy-external-address ' +
    'x-envoy-force-trace x-envoy-hedge-on-per-try-timeout x-envoy-internal x-envoy-ip-tags x-envoy-max-retries ' +
    'x-envoy-original-path x-envoy-original-url x-envoy-retriable-header-names x-envoy-retriable-status-codes x-envoy-retry-on ' +
    'x-envoy-retry-grpc-on x-envoy-upstream-alt-stat-name x-envoy-upstream-rq-timeout-alt-response ' +
    'x-envoy-upstream-rq-per-try-timeout-ms x-envoy-upstream-rq-timeout-ms x-envoy-expected-rq-timeout-ms expect ' +
    'x-forwarded-client-cert x-forwarded-for x-forwarded-host x-forwarded-proto x-forwarded-port grpc-timeout te user-agent ' +
    'connection content-length content-type x-envoy-attempt-count x-envoy-decorator-operation keep-alive proxy-connection ' +
    'proxy-status x-request-id transfer-encoding upgrade via origin access-control-request-headers ' +
    'access-control-request-method grpc-accept-encoding'
  ).split(' '),
);

/** Headers by lower-case name, each with its lines in order. `HeaderMap`, Envoy 1.36 envoy/http/header_map.h */
export class HeaderMap {
  private constructor(private readonly lines: Map<string, readonly string[]>) {}

  /** Headers as given: a list is one header on several lines. Values are trimmed, as codecs do. */
  public static from(headers: Readonly<Record<string, string | readonly string[]>> | undefined): HeaderMap {
    const map = new HeaderMap(new Map());
    for (const name in headers) {
      if (!Object.hasOwn(headers, name)) continue;
      const value = headers[name]!;
      if (typeof value === 'string') map.add(name.toLowerCase(), value.trim());
      else for (const line of value) map.add(name.toLowerCase(), line.trim());
    }
    return map;
  }

  public clone(): HeaderMap {
    return new HeaderMap(new Map(this.lines));
  }

  public has(name: string): boolean {
    return this.lines.has(name);
  }

  /** All lines of a header; undefined if it is absent. */
  public get(name: string): readonly string[] | undefined {
    return this.lines.get(name);
  }

  public first(name: string): string | undefined {
    return this.lines.get(name)?.[0];
  }

  public set(name: string, value: string): void {
    this.lines.set(name, [value]);
  }

  public add(name: string, value: string): void {
    const lines = this.lines.get(name);
    if (!lines) this.lines.set(name, [value]);
    else this.lines.set(name, INLINE.has(name) ? [`${lines[0]},${value}`] : [...lines, value]);
  }

  public remove(name: string): void {
    this.lines.delete(name);
  }

  /** Lines joined by `,`, by name. */
  public *entries(): Iterable<[string, string]> {
    for (const [name, lines] of this.lines) yield [name, lines.join(',')];
  }

  /** What differs from another map: new or changed values, and names that are gone, both by name. */
  public changesFrom(before: HeaderMap): { readonly set?: Record<string, string>; readonly removed?: string[] } {
    let set: Record<string, string> | undefined;
    for (const [name, value] of this.entries()) {
      if (before.lines.get(name)?.join(',') !== value) (set ??= {})[name] = value;
    }
    let removed: string[] | undefined;
    for (const name of before.lines.keys()) if (!this.lines.has(name)) (removed ??= []).push(name);
    return { set, removed: removed?.sort() };
  }
}
