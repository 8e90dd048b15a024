import { LEVELS } from '../../mesh/level';
import { printableJson } from './escape';
import { countOf, type Report } from './report';

/** Findings as plain data. */
export function formatJson({ findings, objects, files, istio, baseline }: Report): string {
  const summary = Object.fromEntries(LEVELS.map((level) => [level, countOf(findings, level)]));
  return `${printableJson({ istio, objects, files, summary, findings, baseline })}\n`;
}
