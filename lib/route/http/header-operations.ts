import { compareStrings, HeaderOperations, Headers, stringsIn } from '../../model';
import { FormatContext, HeaderFormat } from './formatter';
import { HeaderMap } from './header-map';

interface Addition {
  readonly name: string;
  readonly format: HeaderFormat;
  readonly appends: boolean;
}

/**
 * What one level of configuration does to headers. Removals come first, then all that is set, then all that is added;
 * values are computed after the removals and before any change.
 * `HeaderParser::evaluateHeaders`, Envoy 1.36 source/common/router/header_parser.cc
 */
export class HeaderParser {
  private constructor(
    private readonly removals: readonly string[],
    private readonly additions: readonly Addition[],
  ) {}

  /**
   * The operations of one or several blocks as one, as istiod writes them for a rule with a single destination: the
   * rule's first, then the destination's. `translateAppendHeaders`, `processDestination`: istio 1.30.3
   * pilot/pkg/networking/core/route/route.go
   */
  public static of(...blocks: readonly (HeaderOperations | undefined)[]): HeaderParser | undefined {
    const removals: string[] = [];
    const additions: Addition[] = [];
    for (const block of blocks) {
      for (const name of stringsIn(block?.remove)) if (!isInternal(name)) removals.push(name.toLowerCase());
      additions.push(...additionsOf(block?.set, false), ...additionsOf(block?.add, true));
    }
    return removals.length + additions.length === 0 ? undefined : new HeaderParser(removals, additions);
  }

  /** Applies the operations to a map, in place. */
  public apply(headers: HeaderMap, context: FormatContext): void {
    for (const name of this.removals) headers.remove(name);
    const evaluated = this.additions
      .map((each) => ({ ...each, value: each.format.format(context).trim() }))
      .filter(({ value }) => value !== '');
    for (const { name, value, appends } of evaluated) if (!appends) headers.set(name, value);
    for (const { name, value, appends } of evaluated) if (appends) headers.add(name, value);
  }
}

function additionsOf(values: Readonly<Record<string, string>> | undefined, appends: boolean): Addition[] {
  return Object.entries(values ?? {})
    .filter(([name]) => !isInternal(name))
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([name, value]) => ({ name: name.toLowerCase(), format: HeaderFormat.of(String(value)), appends }));
}

/** `isInternalHeader`: pseudo headers and Host are no matter for header operations. */
function isInternal(name: string): boolean {
  return name.startsWith(':') || name.toLowerCase() === 'host';
}

/** The Host header that request operations ask for; `set` before `add`. `TranslateHeadersOperations` */
export function authorityOf(headers: Headers | undefined): string | undefined {
  return hostIn(headers?.request?.set) || hostIn(headers?.request?.add) || undefined;
}

function hostIn(values: Readonly<Record<string, string>> | undefined): string | undefined {
  return Object.entries(values ?? {}).find(([name]) => /^(?::authority|host)$/i.test(name))?.[1];
}

/** All values that operations write, for finding those that Envoy refuses. */
export function* headerValuesOf(headers: Headers | undefined): Iterable<string> {
  for (const block of [headers?.request, headers?.response]) {
    for (const values of [block?.set, block?.add]) {
      for (const [name, value] of Object.entries(values ?? {})) if (!isInternal(name)) yield String(value);
    }
  }
}
