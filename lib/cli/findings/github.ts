import type { Level, MeshFinding, ReadError } from '../../mesh';
import { printable } from './escape';
import type { Report } from './report';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub shows beside the lines of a pull request.
 * Escapes as `escapeData` and `escapeProperty`, actions/toolkit packages/core/src/command.ts
 */
export function formatGithub({ findings, unread }: Report): string {
  return [...unread.map(formatUnread), ...findings.map(formatCommand)].map((command) => `${command}\n`).join('');
}

function formatUnread({ file, line, column, reason }: ReadError): string {
  const at =
    line === undefined
      ? []
      : ([
          ['line', String(line)],
          ['col', String(column)],
        ] as const);
  return command('error', [['file', file], ...at, ['title', 'unreadable']], reason);
}

function formatCommand({ code, level, object, message, place, page }: MeshFinding): string {
  const properties: (readonly [string, string])[] = [];
  if (place && 'line' in place) properties.push(['file', place.file], ['line', String(place.line)], ['col', String(place.column)]);
  properties.push(['title', `${code} ${object}`]);
  const where = place && 'construct' in place ? `${place.construct}: ` : '';
  return command(COMMANDS[level], properties, `${where}${message} See ${page}`);
}

function command(name: string, properties: readonly (readonly [string, string])[], message: string): string {
  const list = properties.map(([property, value]) => `${property}=${escapeProperty(value)}`).join(',');
  return `::${name} ${list}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
