import type { AdmissionProblem } from '../problem';
import { Spot } from '../spot';
import { isDnsLabel } from './dns-label';
import { fqdnProblem, gatewaySniProblem, isPartialWildcard, wildcardDomainProblem } from './domain-name';
import { checkDuration, checkDurationOrOff } from './duration';
import { checkExportTo } from './export-to';
import {
  changedHeaderProblem,
  corsHeaderProblem,
  isJwtClaim,
  matchedHeaderProblem,
  probeHeaderProblem,
  requestHeaderProblem,
  strictHeaderProblem,
} from './header-name';
import { headerValueProblem } from './header-value';
import { checkEgressHost, checkServerHost } from './host-in-namespace';
import { isCidrBlock, isIpAddress, isSubnet } from './ip-address';
import { checkLabels } from './labels';
import { regexProblem, syntaxProblem } from './regex';
import { checkUnixAddress } from './unix-address';
import { parseRequestUri, parseUrl } from './url';

function problemsOf(check: (spot: Spot) => void): string[] {
  const problems: AdmissionProblem[] = [];
  check(Spot.root(problems));
  return problems.map(({ field, message }) => `${field.join('.')}: ${message}`);
}

/** Which of some texts are refused. */
function refused(texts: readonly string[], problem: (text: string) => unknown): string[] {
  return texts.filter((text) => problem(text) !== undefined);
}

test('a DNS label may have capitals, and 63 characters', () => {
  expect(['a', 'A-1', '1', 'x'.repeat(63)].map(isDnsLabel)).toEqual([true, true, true, true]);
  expect(['', '-a', 'a-', 'a_b', 'a.b', 'x'.repeat(64)].map(isDnsLabel)).toEqual([false, false, false, false, false, false]);
});

test('a domain name ends in no number, and may end in a dot', () => {
  const names = [
    'reviews',
    'a.b.',
    'UPPER.Example.COM',
    'a.1e3',
    '',
    'a..b',
    'a.b.123',
    'a.-5',
    '*.a.b',
    'a_b',
    `${'x'.repeat(60)}.`.repeat(5),
  ];
  expect(refused(names, fqdnProblem)).toEqual(['', 'a..b', 'a.b.123', 'a.-5', '*.a.b', 'a_b', names.at(-1)]);
  expect(fqdnProblem('a.b.123')).toBe('ends in the label "123", which is a number');
});

test('a host may have a wildcard for its first label or the start of it', () => {
  const hosts = ['*', '*.a.b', '*a.b', '*-a.b', '*.', 'a', '1', 'a.*.b', '**.a', 'a*.b', '*.1', '1.2.3.4'];
  expect(refused(hosts, wildcardDomainProblem)).toEqual(['a.*.b', '**.a', 'a*.b', '*.1', '1.2.3.4']);
  expect(['*', '*.a', '*a.b', 'a'].filter(isPartialWildcard)).toEqual(['*a.b']);
});

test('a gateway takes the SNIs that istiod makes', () => {
  const names = ['outbound_.80_._.a.b', 'outbound_.80_.v1_.a', 'a.b', 'outbound_.x_._.a', 'outbound_.80_._.1', 'outbound_.80_.'];
  expect(refused(names, gatewaySniProblem)).toEqual(['outbound_.x_._.a', 'outbound_.80_._.1', 'outbound_.80_.']);
});

test('addresses are those of netip', () => {
  expect(['1.2.3.4', '::1', 'fe80::1%eth0', '::ffff:1.2.3.4', '::1%'].map(isIpAddress)).toEqual([true, true, true, true, false]);
  expect(['1.2.3.4%a', '%a', '01.2.3.4', '1.2.3'].map(isIpAddress)).toEqual([false, false, false, false]);
  expect(['10.0.0.0/8', '::/0', '1.2.3.4/32'].map(isCidrBlock)).toEqual([true, true, true]);
  expect(['10.0.0.0/33', '::/129', '1.2.3.4/08', '1.2.3.4/+8', 'fe80::1%a/64', '1.2.3.4'].some(isCidrBlock)).toBe(false);
  expect(['1.2.3.4', '1.2.3.4/8', '1.2.3.4/8/8', 'a'].map(isSubnet)).toEqual([true, true, false, false]);
});

test('a duration is whole milliseconds, from one up', () => {
  expect(problemsOf((spot) => checkDuration(1_000_000n, spot))).toEqual([]);
  expect(problemsOf((spot) => checkDuration(0n, spot))).toEqual([': The duration is shorter than a millisecond: use at least "1ms".']);
  expect(problemsOf((spot) => checkDuration(1_500_000n, spot))).toEqual([
    ': The duration has a fraction of a millisecond: use whole milliseconds.',
  ]);
  expect(problemsOf((spot) => checkDurationOrOff(999_999n, spot))).toEqual([]);
  expect(problemsOf((spot) => checkDurationOrOff(-1_000_000n, spot))).toHaveLength(1);
});

test('each place has its own names of headers', () => {
  const names = ['x-a', 'a,b', 'a b', '', ':path', ':foo', 'Host', ':authority', '*', 'a_b', '@request.auth.claims.group'];
  expect(refused(names, matchedHeaderProblem)).toEqual(['a b', '', ':foo']);
  expect(refused(names, corsHeaderProblem)).toEqual(['a b', '', ':path', ':foo', ':authority', '@request.auth.claims.group']);
  expect(refused(names, requestHeaderProblem)).toEqual(['', ':path', ':foo']);
  expect(refused(names, changedHeaderProblem)).toEqual(['', ':path', ':foo', 'Host', ':authority']);
  expect(refused(['a-b', 'a_b', 'a.b'], strictHeaderProblem)).toEqual(['a.b']);
  expect(refused(['a-b', 'a_b'], probeHeaderProblem)).toEqual(['a_b']);
});

test('a claim of a JWT follows a dot or stands in brackets', () => {
  const names = [
    '@request.auth.claims.a',
    '@request.auth.claims[a]',
    '@Request.Auth.Claims.a',
    '@request.auth.claims',
    '@request.auth.claims.',
    '@request.auth.claims[]',
  ];
  expect(names.filter(isJwtClaim)).toEqual(names.slice(0, 3));
});

test.each(['', 'a\tb', '100%%', '%START_TIME%', '%REQ(X)%', '%DYNAMIC_METADATA(["a", "b"])%', 'a %A( b)% c'])(
  'a header can have the value %j',
  (value) => {
    expect(headerValueProblem(value)).toBeUndefined();
  },
);

test.each([
  ['a\nb', 'has a control character'],
  ['100%', 'ends in a single "%": write "%%" for the character'],
  ['abc%123', 'has a "%" that begins a command which does not end: write "%%" for the character'],
  ['%A(["b" "c"])%', 'has a command with "\\"" where , or ] is expected'],
  ['%A([b])%', 'has a command with "b" where " is expected'],
  ['%A(b)x%', 'has a command with "x" where % is expected'],
  ['%A(["b"]x)%', 'has a command with "x" where ) is expected'],
  ['%A(b\\', 'ends in a backslash'],
  ['%A(b', 'has a "%" that begins a command which does not end: write "%%" for the character'],
])('a header cannot have the value %j', (value, problem) => {
  expect(headerValueProblem(value)).toBe(problem);
});

test('a server may leave out the namespace of a host, a listener may not', () => {
  const server = (host: string) => problemsOf((spot) => checkServerHost(host, false, spot));
  const listener = (host: string) => problemsOf((spot) => checkEgressHost(host, spot));
  expect(['*', '*/*', 'a.b', 'ns/*.a', './a.b', '1.2.3.4'].flatMap(server)).toEqual([]);
  expect(['*/*', './*', '~/*', 'ns/a.b'].flatMap(listener)).toEqual([]);
  expect(server('~/a.b')).toEqual([expect.stringContaining('"~" is not a namespace or one of * .')]);
  expect(server('reviews')).toEqual([': The host "reviews" has no dot: write a name in full, such as "reviews.shop.svc.cluster.local".']);
  expect(server('*a.b')).toEqual([': The host "*a.b" has a wildcard for a part of a label: use "*" or "*." and a domain.']);
  expect(listener('a.b')).toEqual([': "a.b" lacks its namespace: write namespace/host, or */a.b.']);
  expect(listener('ns/1.2.3.4')).toHaveLength(1);
  expect(server('a/b/c')).toHaveLength(1);
});

test('exportTo names each namespace once, and everybody or nobody alone', () => {
  const check = (exportTo: string[], rules = {}) => problemsOf((spot) => checkExportTo(exportTo, spot, { namespace: 'shop', ...rules }));
  expect([['.'], ['*'], ['a', 'b'], []].flatMap((exportTo) => check(exportTo))).toEqual([]);
  expect(check(['.', 'shop'])).toEqual(['1: "shop" is listed twice: remove one.']);
  expect(check(['shop', '.'])).toEqual(['1: "." is the namespace shop, which is listed too: remove one.']);
  expect(check(['*', 'a'])).toEqual([': "*" stands for all namespaces: remove the others, or "*".']);
  expect(check(['~'])).toEqual(['0: "~" (nobody) is for ServiceEntries only: use "." for the own namespace.']);
  expect(check(['~'], { noneIsAllowed: true })).toEqual([]);
  expect(check(['~', 'a'], { noneIsAllowed: true })).toEqual([': "~" stands for no namespace: remove the others, or "~".']);
  expect(check(['a_b'])).toEqual([expect.stringContaining('0: "a_b" is not the name of a namespace')]);
  expect(check(['.'], { hasWorkloadSelector: true })).toEqual([]);
  expect(check(['*'], { hasWorkloadSelector: true })).toEqual([expect.stringContaining('With a workloadSelector')]);
});

test('labels have names and values as in Kubernetes, with a domain before the name', () => {
  const check = (key: string, value = '') => problemsOf((spot) => checkLabels(new Map([[key, value]]), spot));
  expect(['app', 'a.b/app', 'A_1', 'x'.repeat(63)].flatMap((key) => check(key))).toEqual([]);
  for (const key of ['', '-a', 'a b', '/a', 'a/b/c', 'x'.repeat(64), `${'y.'.repeat(127)}y/a`])
    expect([key, check(key)]).toEqual([key, [expect.stringContaining("is not a label's name")]]);
  expect([check('a', ''), check('a', 'x-1'), check('a', '-')]).toEqual([[], [], [expect.stringContaining("is not a label's value")]]);
});

test('regular expressions are those of RE2, up to 1024 bytes', () => {
  expect(['a+', '(?i)x', '(?P<n>a)', '\\pL', 'a{1000}'].map(regexProblem)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  for (const pattern of ['(', '[a', '(?=a)', '\\1', 'a{1001}', '(a{100}){100}', '*'])
    expect([pattern, regexProblem(pattern)]).toEqual([pattern, expect.stringContaining("is not in RE2's syntax")]);
  expect(regexProblem('a'.repeat(1025))).toBe('is longer than 1024 bytes');
  expect(regexProblem('\u00e9'.repeat(513))).toBe('is longer than 1024 bytes');
  expect(syntaxProblem('a'.repeat(1025))).toBeUndefined();
});

test('a socket is an absolute path or an abstract name', () => {
  const check = (address: string) => problemsOf((spot) => checkUnixAddress(address, spot));
  expect(['unix:///var/x', 'unix://@x'].flatMap(check)).toEqual([]);
  for (const address of ['unix://', 'unix://x', 'unix:///x/'])
    expect([address, check(address)]).toEqual([address, [expect.stringContaining('names no socket')]]);
});

test('URLs are those of Go', () => {
  const schemes = (text: string) => parseUrl(text)?.scheme;
  expect(['https://a/b', 'HTTPS://a', 'a/b', 'https:', '//a', 'a:b', '', '*'].map(schemes)).toEqual([
    'https',
    'https',
    '',
    'https',
    '',
    'a',
    '',
    '',
  ]);
  for (const text of [':a', 'https://a:x', 'https://[::1', 'https://%zz', 'https://a b', 'a\nb', '1:a', 'https://a/#%z', 'https://a%20b'])
    expect([text, parseUrl(text)]).toEqual([text, undefined]);
  expect([parseUrl('https://u:p@a:80/x?y#z')?.port, parseUrl('https://[::1]:443')?.port]).toEqual(['80', '443']);
  expect([parseRequestUri('a/b'), parseRequestUri(''), parseRequestUri('/a')?.scheme, parseRequestUri('oci://a/b#c')?.scheme]).toEqual([
    undefined,
    undefined,
    '',
    'oci',
  ]);
});
