import { hostOfUrl } from './go-url';

test.each([
  ['https://a.com:443/x', 'a.com'],
  ['https://[::1]:443', '::1'],
  ['//a.com/x', 'a.com'],
  ['https://user:pass@a.com', 'a.com'],
  ['/only/a/path', ''],
  ['mailto:a', ''],
  ['https://a_b.com', 'a_b.com'],
  ['%zz://x', undefined],
  ['https://a b.com', undefined],
  ['https://a.com:x', undefined],
  [':x', undefined],
  ['a:80/x', ''],
  ['1a:80/x', undefined],
  ['https://a.com/%zz', undefined],
  ['https://[::1', undefined],
  ['https://[10.0.0.1]', undefined],
  ['https://a[::1]', undefined],
  ['https://::1/', ':'],
  ['https://[fe80::1%25eth0]', 'fe80::1%25eth0'],
  ['https://a%2Fb', undefined],
  ['https://a.com#%zz', undefined],
  ['https://us er@a.com', undefined],
  ['https://us%er@a.com', undefined],
])('Go reads %s as one of host %s', (url, host) => {
  expect(hostOfUrl(url)).toBe(host);
});
