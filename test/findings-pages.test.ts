import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES, pageOf } from '../lib/check';
import { Mesh } from '../lib/mesh';
import { findingsIndex, INDEX_FILE } from '../scripts/findings-index';

const FOLDER = join(__dirname, '..', 'docs', 'findings');
/** What is told in a code's stead, because the webhook refuses the same field. */
const TOLD_INSTEAD: Readonly<Record<string, string>> = { IST0165: 'IST0106' };
const codes = [...CODES.keys()];

/** The example under a heading of a page. */
function example(page: string, heading: 'Bad' | 'Good'): string {
  const found = new RegExp(`\\n## ${heading}\\n\\n\`\`\`yaml\\n([^]*?)\`\`\`\\n`).exec(page);
  if (!found) throw new Error(`no example under ${heading}`);
  return found[1]!;
}

function findingsIn(yaml: string) {
  return Mesh.fromYaml(yaml).check();
}

test('Every code has a page, and every page a code', () => {
  const pages = readdirSync(FOLDER)
    .filter((name) => name !== 'README.md')
    .map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...codes].sort());
  expect(pageOf('IST0101')).toBe('docs/findings/IST0101.md');
});

test('All are listed, as node --import tsx scripts/findings-index.ts writes them', () => {
  expect(readFileSync(INDEX_FILE, 'utf8')).toBe(findingsIndex());
});

describe.each(codes)('The page of %s', (code) => {
  const page = readFileSync(join(FOLDER, `${code}.md`), 'utf8');
  const { name, level } = CODES.get(code)!;

  test('names the code and its level as the catalogue does', () => {
    expect(page.split('\n', 3)).toEqual([name === code ? `# ${code}` : `# ${code}: ${name}`, '', `Level: ${level}.`]);
    expect(page).toMatch(/\n## What it assumes\n\n\S/);
    expect(page).toMatch(/\n## Source\n\n\S/);
  });

  test('has a bad example that yields the code, and a good one that does not', () => {
    expect(findingsIn(example(page, 'Bad')).map((finding) => finding.code)).toContain(TOLD_INSTEAD[code] ?? code);
    expect(findingsIn(example(page, 'Good')).map((finding) => finding.code)).not.toContain(code);
  });

  test('has a good example in which nothing is refused or broken', () => {
    const errors = findingsIn(example(page, 'Good')).filter((finding) => finding.level === 'error');
    expect(errors.map(({ code: other, message }) => `${other}: ${message}`)).toEqual([]);
  });
});
