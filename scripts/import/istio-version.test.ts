import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkVersion, rememberedVersion, renderVersion } from './istio-version';

test.each(['1.30.3', '1.31.0-rc.0', '10.0.0'])('accepts %s', (version) => {
  expect(checkVersion(version, '--istio')).toBe(version);
});

test.each(['', '1.30', 'v1.30.3', '1.30.3 ', '1.30.x', 1, null])('refuses %j', (version) => {
  expect(() => checkVersion(version, '--istio')).toThrow(
    `--istio: ${JSON.stringify(version)} is not a version\n` +
      '  expected: the version of the Istio release that the CRDs come from, such as 1.30.3\n' +
      '  way out:  give it: npm run import -- FILE --istio X.Y.Z',
  );
});

describe('version.json', () => {
  let file: string;
  beforeEach(() => (file = join(mkdtempSync(join(tmpdir(), 'version-')), 'version.json')));
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  test('remembers', () => {
    writeFileSync(file, renderVersion('1.30.3'));
    expect(rememberedVersion(file)).toBe('1.30.3');
  });

  test('may not be there yet', () => {
    expect(rememberedVersion(file)).toBeUndefined();
  });

  test.each([
    ['{"istio":', 'no version'],
    ['null', 'no version'],
    ['{}', 'no version'],
    ['{"istio":"latest"}', '"latest" is not a version'],
  ])('is refused as %s', (text, found) => {
    writeFileSync(file, text);
    expect(() => rememberedVersion(file)).toThrow(`${file}: ${found}`);
  });
});
