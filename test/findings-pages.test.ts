import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, CATALOGUE, pageOf, suppress } from '../lib/check/analysis';
import { Model } from '../lib/model';
import { readYaml } from '../lib/model/read';

const FOLDER = join(__dirname, '..', 'docs', 'findings');
/** Codes that other layers report: their pages stand here, their examples are run by who merges the layers. */
const OTHER_LAYERS = ['IST0106', 'IST0133', 'schema'];
const codes = Object.keys(CATALOGUE);

/** The example under a heading of a page. */
function example(page: string, heading: 'Bad' | 'Good'): string {
  const found = new RegExp(`\\n## ${heading}\\n\\n\`\`\`yaml\\n([^]*?)\`\`\`\\n`).exec(page);
  if (!found) throw new Error(`no example under ${heading}`);
  return found[1]!;
}

function codesIn(yaml: string): readonly string[] {
  const model = Model.of(readYaml(yaml).map(({ object }) => object));
  return suppress(model, analyze(model)).map(({ code }) => code);
}

test('Every code has a page, and every page a code', () => {
  const pages = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...codes, ...OTHER_LAYERS].sort());
  expect(pageOf('IST0101')).toBe('docs/findings/IST0101.md');
});

describe.each(codes)('The page of %s', (code) => {
  const page = readFileSync(join(FOLDER, `${code}.md`), 'utf8');
  const { name, level } = CATALOGUE[code as keyof typeof CATALOGUE];

  test('names the code and its level as the catalogue does', () => {
    expect(page.split('\n', 3)).toEqual([name === code ? `# ${code}` : `# ${code}: ${name}`, '', `Level: ${level}.`]);
    expect(page).toMatch(/\n## What it assumes\n\n\S/);
    expect(page).toMatch(/\n## Source\n\n\S/);
  });

  test('has a bad example that yields the code, and a good one that does not', () => {
    expect(codesIn(example(page, 'Bad'))).toContain(code);
    expect(codesIn(example(page, 'Good'))).not.toContain(code);
  });
});

test.each(OTHER_LAYERS)('The page of %s has examples that can be read', (code) => {
  const page = readFileSync(join(FOLDER, `${code}.md`), 'utf8');
  expect(readYaml(example(page, 'Bad')).length).toBeGreaterThan(0);
  expect(readYaml(example(page, 'Good')).length).toBeGreaterThan(0);
});
