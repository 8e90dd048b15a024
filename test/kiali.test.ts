import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../lib/check';

const docs = join(__dirname, '..', 'docs');
const rows = [...readFileSync(join(docs, 'kiali.md'), 'utf8').matchAll(/^\| (KIA\d{4}) *\|(.*?)\|(.*?)\|(.*?)\|$/gm)].map(
  ([, kiali, about, here, remarks]) => ({ kiali: kiali!, about: about!.trim(), here: here!.trim(), remarks: remarks!.trim() }),
);

/** Kiali 2.30, `checkDescriptors` in models/istio_validation.go. */
const KIALI = [
  '0002 0003 0004 0005 0101 0102 0104 0105 0106 0107 0108 0109 0110',
  '0201 0202 0203 0204 0205 0206 0207 0208 0209 0210 0211 0212 0301 0302 0401 0501 0505 0506 0601 0602 0701',
  '1004 1006 1007 1101 1102 1104 1105 1106 1107 1108 1109 1110 1111 1112 1113 1114 1115 1116 1117',
  '1201 1211 1212 1301 1311 1312 1313 1314 1315 1316 1317 1401 1402 1501 1502 1503 1504 1601 1701 1702',
].flatMap((line) => line.split(' ').map((code) => `KIA${code}`));

test('Each of Kiali’s codes has one line', () => {
  expect(KIALI).toHaveLength(73);
  expect(rows.map(({ kiali }) => kiali)).toEqual(KIALI);
});

test('Each line names codes of ours, or says why there is none', () => {
  for (const { kiali, about, here, remarks } of rows) {
    const codes = [...here.matchAll(/\[([^\]]+)\]\(findings\/([^)]+)\.md\)/g)].map(([, text, target]) => [text!, target!]);
    expect([kiali, about]).not.toContain('');
    expect([kiali, codes.length > 0 || (here === 'none' && remarks !== '')]).toEqual([kiali, true]);
    for (const [text, target] of codes) {
      expect([kiali, text, CODES.has(text!)]).toEqual([kiali, target, true]);
      expect(existsSync(join(docs, 'findings', `${target!}.md`))).toBe(true);
    }
  }
});

test('A page that names a code of Kiali’s is named beside it', () => {
  const named = new Map(rows.map(({ kiali, here }) => [kiali, here]));
  for (const code of CODES.keys()) {
    const [, source = ''] = readFileSync(join(docs, 'findings', `${code}.md`), 'utf8').split('\n## Source\n');
    for (const [kiali] of source.matchAll(/KIA\d{4}/g))
      expect([kiali, named.get(kiali)]).toEqual([kiali, expect.stringContaining(`(findings/${code}.md)`)]);
  }
});
