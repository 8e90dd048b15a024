import { formatPlace, type Place } from '../mesh/place';
import { compareStrings } from '../model';
import type { FieldPath } from '../model/read';
import type { KnownPart } from './event';
import type { PartKind } from './parts';

/** How many there are, and how many of them requests have reached. */
export interface Share {
  readonly reached: number;
  readonly total: number;
}

export interface Shares {
  /** Rules: items of `http`, `tls` and `tcp` of VirtualServices, delegates among them. */
  readonly routes: Share;
  /** Items of `match` of these rules. */
  readonly matches: Share;
  /** Subsets of DestinationRules. One is reached if requests, or copies of them, go to it and somebody answers there. */
  readonly subsets: Share;
}

/** What requests have reached, and what they have not. */
export interface CoverageReport extends Shares {
  /** One by one, by name; an object that scenarios write in several ways is there for each file or construct it comes from. */
  readonly objects: readonly ObjectCoverage[];
  /** `Kind namespace/name` of what keeps requests from being judged, because it is not modelled. They reach nothing. */
  readonly notModelled: readonly string[];
}

export interface ObjectCoverage extends Shares {
  /** `Kind namespace/name` */
  readonly object: string;
  /** Its file, or its construct's path. */
  readonly source?: string;
  /** What no request has reached. A rule stands for its matches. */
  readonly missed: readonly MissedPart[];
}

export interface MissedPart {
  readonly kind: PartKind;
  /** `http[0].match[1]` or `subsets[2]`, with its name if it has one. */
  readonly label: string;
  readonly place?: Place;
}

const LISTS = { route: 'routes', match: 'matches', subset: 'subsets' } as const satisfies Record<PartKind, keyof Shares>;
/** The columns of a report, in their order. */
export const KINDS = Object.values(LISTS);

/** Puts together what is known and what of it was reached. */
export function reportOf(parts: Iterable<KnownPart>, reached: ReadonlySet<string>, notModelled: Iterable<string>): CoverageReport {
  const all = [...parts];
  const groups = new Map<string, KnownPart[]>();
  for (const part of all) {
    const key = `${part.object} ${nameOfSource(part) ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  const objects = [...groups].sort(([a], [b]) => compareStrings(a, b)).map(([, group]) => objectCoverage(group, reached));
  return { ...sharesOf(all, reached), objects, notModelled: [...notModelled].sort(compareStrings) };
}

function objectCoverage(parts: readonly KnownPart[], reached: ReadonlySet<string>): ObjectCoverage {
  const { object } = parts[0]!;
  const source = nameOfSource(parts[0]!);
  const missed: MissedPart[] = [];
  let missedRule = '';
  for (const { id, kind, path, name, locate } of parts) {
    if (reached.has(id)) continue;
    const text = textOf(path);
    if (kind === 'route') missedRule = text;
    else if (missedRule !== '' && text.startsWith(`${missedRule}.`)) continue;
    const place = locate?.();
    missed.push({ kind, label: name === undefined ? text : `${text} ${name}`, ...(place && { place }) });
  }
  return { object, ...(source !== undefined && { source }), ...sharesOf(parts, reached), missed };
}

function nameOfSource({ source }: KnownPart): string | undefined {
  return source && ('file' in source ? source.file : source.construct);
}

function sharesOf(parts: readonly KnownPart[], reached: ReadonlySet<string>): Shares {
  const of = (kind: PartKind): Share => {
    const own = parts.filter((part) => part.kind === kind);
    return { reached: own.filter(({ id }) => reached.has(id)).length, total: own.length };
  };
  return { routes: of('route'), matches: of('match'), subsets: of('subset') };
}

/** `http[0].match[1]`: the path as it is written, without the `spec` that all have in common. */
function textOf(path: FieldPath): string {
  return path
    .slice(1)
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}

/** A share in percent, rounded down, so that 100 means all; of nothing all is reached. */
export function percentOf({ reached, total }: Share): number {
  return total === 0 ? 100 : Math.floor((100 * reached) / total);
}

/** A report for people: a table of what is not whole, then what no request has reached and where it stands. */
export function formatReport(report: CoverageReport): string {
  const rows = [
    ['', ...KINDS],
    ['all', ...KINDS.map((kind) => `${cell(report[kind])}${report[kind].total === 0 ? '' : ` (${percentOf(report[kind])} %)`}`)],
  ];
  const missed: string[] = [];
  for (const { object, source, ...each } of report.objects) {
    if (each.missed.length === 0) continue;
    rows.push([object, ...KINDS.map((kind) => cell(each[kind]))]);
    missed.push(`  ${object}${source === undefined ? '' : ` in ${source}`}`);
    const width = Math.max(...each.missed.map(({ label }) => label.length));
    for (const { label, place } of each.missed)
      missed.push(`    ${place === undefined || 'construct' in place ? label : `${label.padEnd(width)}  ${formatPlace(place)}`}`);
  }
  const lines = ['Reached by requests', ...table(rows)];
  if (missed.length > 0) lines.push('', 'No request has reached', ...missed);
  for (const object of report.notModelled) lines.push('', `Requests that depend on ${object} reach nothing, for it is not modelled.`);
  return lines.join('\n');
}

function cell({ reached, total }: Share): string {
  return total === 0 ? '' : `${reached} of ${total}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
