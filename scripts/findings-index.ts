/**
 * The list of all findings in docs/findings/README.md, of the catalogue that the checks report from.
 *
 *     node --import tsx scripts/findings-index.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../lib/check';

export const INDEX_FILE = join(__dirname, '..', 'docs', 'findings', 'README.md');

/** The page, as it is to be. */
export function findingsIndex(): string {
  const codes = [...CODES].sort(([a], [b]) => (a < b ? -1 : 1));
  const isIstios = (code: string): boolean => /^IST\d{4}$/.test(code);
  return [
    '# All findings',
    'What `cdk8s-istio check` may tell, each with a page of its own: what it means, what it assumes, a bad and a good example, and where it is to be seen in the code of Istio, Envoy or Kubernetes. How to check, and how to be told less, is in [check.md](../check.md); for those who know the codes of Kiali there is [kiali.md](../kiali.md).',
    "## Istio's own codes",
    "The meaning and the level are those of `istioctl analyze` and of istiod's webhook.",
    table(codes.filter(([code]) => isIstios(code))),
    '## Codes in words',
    "What the API server refuses, and what Istio's own tools do not find.",
    table(codes.filter(([code]) => !isIstios(code))),
  ]
    .join('\n\n')
    .concat('\n');
}

function table(
  codes: readonly (readonly [string, { readonly name: string; readonly level: string; readonly description: string }])[],
): string {
  const rows = codes.map(([code, { name, level, description }]) => [
    `[${code}](${code}.md)${name === code ? '' : ` ${name}`}`,
    level,
    description,
  ]);
  const all = [['Code', 'Level', 'Meaning'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = all;
  return [line(head!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

if (require.main === module) writeFileSync(INDEX_FILE, findingsIndex());
