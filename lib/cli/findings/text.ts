import type { Colors } from 'picocolors/types';
import { formatPlace, type Level, type MeshFinding } from '../../mesh';
import { LEVELS } from '../../mesh/level';
import { printable } from './escape';
import type { Excerpts } from './excerpt';
import { countOf, type Report } from './report';

/** Findings for people, each with the line that it is about, and a summary. */
export function formatText(report: Report, excerpts: Excerpts, c: Colors): string {
  const parts = report.findings.map((finding) => formatFinding(finding, excerpts, c));
  return `${[...parts, formatSummary(report, c)].join('\n\n')}\n`;
}

function formatFinding(finding: MeshFinding, excerpts: Excerpts, c: Colors): string {
  const { code, level, object, message, field, page, place } = finding;
  const colour = colourOf(level, c);
  const lines = [`${colour(`${level}[${code}]`)} ${c.bold(printable(object))}: ${printable(message)}`];
  const number = place && 'line' in place ? String(place.line) : '';
  const margin = ' '.repeat(number.length);
  if (place) lines.push(`${margin}${c.blue('-->')} ${printable(formatPlace(place))}`);
  const excerpt = place && 'line' in place ? excerpts.at(place.file, place.line, place.column) : undefined;
  if (excerpt) {
    lines.push(`${margin} ${c.blue('|')}`);
    lines.push(`${c.blue(`${number} |`)} ${excerpt.line}`);
    lines.push(`${margin} ${c.blue('|')} ${' '.repeat(excerpt.indent)}${colour('^'.repeat(excerpt.length))}`);
  }
  if (field !== '') lines.push(`${margin} ${c.blue('=')} ${c.dim(`field ${printable(field)}`)}`);
  lines.push(`${margin} ${c.blue('=')} ${c.dim(`see ${page}`)}`);
  return lines.join('\n');
}

/** What was found, in what, and by whose rules. */
export function formatSummary({ findings, objects, files, unread, istio, baseline }: Report, c: Colors): string {
  const counts = LEVELS.map((level) => ({ level, count: countOf(findings, level) })).filter(({ count }) => count > 0);
  const what = counts.map(({ level, count }) => colourOf(level, c)(counted(count, level))).join(', ') || c.green('nothing found');
  const lines = [`${what} in ${counted(objects, 'object')} of ${counted(files, 'file')}, by the rules of Istio ${istio}`];
  const doubtful = findings.filter(({ outside }) => outside).length;
  if (doubtful > 0)
    lines.push(
      `behind ${doubtful} of them is what the manifests do not hold: add it with --context PATH, or take it as being there with --open`,
    );
  if (unread.length > 0) lines.push(`${counted(unread.length, 'file')} could not be read: what may be there is taken as being there`);
  if (baseline && baseline.known > 0) lines.push(`${counted(baseline.known, 'finding')} of the baseline not shown`);
  const gone = (baseline?.gone ?? []).map((entry) => ({ ...entry, where: entry.field === '' ? '' : ` ${entry.field}` }));
  for (const { code, object, where, count } of gone.slice(0, GONE_SHOWN))
    lines.push(`gone since the baseline: ${code} ${printable(object)}${printable(where)}${count > 1 ? ` (${count} times)` : ''}`);
  if (gone.length > GONE_SHOWN) lines.push(`and ${counted(gone.length - GONE_SHOWN, 'other')}`);
  if (gone.length > 0) lines.push('write the baseline again to forget what is gone: --write-baseline');
  return lines.join('\n');
}

const GONE_SHOWN = 5;

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function colourOf(level: Level, c: Colors): (text: string) => string {
  return level === 'error' ? c.red : level === 'warning' ? c.yellow : c.cyan;
}
