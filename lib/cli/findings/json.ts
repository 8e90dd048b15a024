import { LEVELS } from '../../mesh/level';
import { printableJson } from './escape';
import { countOf, type Report } from './report';

/** Findings as plain data. */
export function formatJson({ findings, objects, files, unread, istio, baseline }: Report): string {
  const summary = Object.fromEntries(LEVELS.map((level) => [level, countOf(findings, level)]));
  const unreadable = unread.map(({ file, line, column, reason }) => ({ place: { file, line, column }, message: reason }));
  return `${printableJson({ istio, objects, files, summary, findings, ...(unread.length > 0 && { unread: unreadable }), baseline })}\n`;
}
