import type { Level, MeshFinding } from '../../mesh';
import { printable } from './escape';
import type { Report } from './report';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub shows beside the lines of a pull request.
 * Escapes as `escapeData` and `escapeProperty`, actions/toolkit packages/core/src/command.ts
 */
export function formatGithub({ findings }: Report): string {
  return findings.map((finding) => `${formatCommand(finding)}\n`).join('');
}

function formatCommand({ code, level, object, message, place, page }: MeshFinding): string {
  const properties: (readonly [string, string])[] = [];
  if (place && 'line' in place) properties.push(['file', place.file], ['line', String(place.line)], ['col', String(place.column)]);
  properties.push(['title', `${code} ${object}`]);
  const where = place && 'construct' in place ? `${place.construct}: ` : '';
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',');
  return `::${COMMANDS[level]} ${list}::${escapeData(`${where}${message} See ${page}`)}`;
}

function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
