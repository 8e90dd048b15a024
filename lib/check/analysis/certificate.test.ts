import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { object } from '../../../test/analysis-cases';
import { Model } from '../../model';
import { readYaml } from '../../model/read';
import { usableCertificate } from './certificate';

/** The good example of the page, whose certificate is valid for a hundred years from November 2026. */
const page = readFileSync(join(__dirname, '../../../docs/findings/IST0161.md'), 'utf8');
const good = readYaml(/## Good\n\n```yaml\n([^]*?)```/.exec(page)![1]!).find(({ object: { kind } }) => kind === 'Secret')!.object;
const secretOf = (manifest: object) => Model.of([manifest]).ofKind('/Secret')[0]!;
const at = (year: number) => new Date(`${year}-12-31T00:00:00Z`);

test('A certificate is good between its dates', () => {
  expect(usableCertificate(secretOf(good), at(2030))).toBeUndefined();
  expect(usableCertificate(secretOf(good), at(2020))).toMatch(/^has a certificate that is not valid before Nov 22 .* 2026 GMT$/);
  expect(usableCertificate(secretOf(good), at(2200))).toMatch(/^has a certificate that expired on Oct 29 .* 2126 GMT$/);
});

test.each([
  [{}, 'has neither tls.crt and tls.key nor cert and key'],
  [{ 'tls.crt': 'x' }, 'has neither tls.crt and tls.key nor cert and key'],
  [{ 'tls.crt': 'x', 'tls.key': 'x' }, 'has no PEM in tls.crt'],
  [{ cert: '-----BEGIN X-----\neA==\n-----END X-----\n', key: 'x' }, 'has no readable certificate in cert'],
])('Of %j', (stringData, problem) => {
  expect(usableCertificate(secretOf(object('Secret', 'a/b', undefined, { stringData })), at(2030))).toBe(problem);
});
