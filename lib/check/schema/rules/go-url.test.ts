import fc from 'fast-check';
import { isRequestUrl, parseUrl } from './go-url';

/** What `url.ParseRequestURI` and `url.Parse` of Go 1.26 answer, with urlstrictcolons=0. */
test.each<[string, string]>([
  ['https://a', 'https'],
  ['HTTPS://a', 'https'],
  ['https://', 'https'],
  ['https://a:99999/x', 'https'],
  ['/path', ''],
  ['*', ''],
  ['mailto:a b', 'mailto'],
  ['localhost:5000/x', 'localhost'],
  ['http://[::1]:80/', 'http'],
  ['http://[fe80::1%25en0]/', 'http'],
  ['http://a/b c', 'http'],
  ['http://a%c3/', 'http'],
  ['http://u:p@a/', 'http'],
  ['oci://a:1:2/', 'oci'],
  ['//host/x', ''],
])('%s is a URL with scheme "%s"', (text, scheme) => {
  expect(isRequestUrl(text)).toBe(true);
  expect(parseUrl(text)).toEqual({ scheme });
});

test.each([
  '',
  'a.com/x',
  '../x',
  '://x',
  'http://[::1',
  'http://[1.2.3.4]/',
  'http://[a]/',
  'http://a b/',
  'http://a:port/',
  'http://a%41/',
  'http://a/%zz',
  'http://a/\n',
  'http://{a}/',
  'http://[fe80::1%25]/',
  'http://[fe80::1%25%c3]/',
  'http://a[::1]/',
  'http://u\u00fc@a/',
])('%j is none', (text) => {
  expect(isRequestUrl(text)).toBe(false);
  expect(parseUrl(text)).toBeUndefined();
});

test('what only a request may have is a URL, but cannot be read as one', () => {
  for (const text of ['//a%41/x', 'http://a/x#%zz'])
    expect([isRequestUrl(text.replace('#%zz', '')), parseUrl(text)]).toEqual([true, undefined]);
});

test('a host of letters, any port and any path without escapes make a URL', () => {
  const host = fc.stringMatching(/^[a-z0-9._~!$&'()*+,;=-]+$/);
  const path = fc.string({ unit: 'grapheme' }).filter((text) => !/[%\x00-\x1f\x7f]/.test(text));
  fc.assert(
    fc.property(host, fc.nat(99999), path, (name, port, rest) => {
      expect(isRequestUrl(`http://${name}:${port}/${rest}`)).toBe(true);
    }),
  );
});
