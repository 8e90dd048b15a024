import fc from 'fast-check';
import { HostSet } from './host-set';
import { hostsMatch } from './hostname';

test.each<[string, boolean]>([
  ['a.com', true],
  ['b.com', false],
  ['x.b.com', true],
  ['*.a.com', false],
  ['*a.com', true],
  ['*.com', true],
  ['*', true],
  ['*.x.b.com', true],
  ['*.org', false],
])('a.com and *.b.com overlap with %s: %s', (host, overlaps) => {
  expect(new HostSet(['a.com', '*.b.com']).overlaps(host)).toBe(overlaps);
});

test('No hosts overlap with none', () => {
  expect(new HostSet([]).overlaps('*')).toBe(false);
});

test('It answers as if each host were compared', () => {
  const name = fc.array(fc.constantFrom('a', 'b', 'com'), { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
  const host = fc.oneof(
    name,
    name.map((each) => `*.${each}`),
    name.map((each) => `*${each}`),
    fc.constantFrom('*', '*.'),
  );
  fc.assert(
    fc.property(fc.array(host), host, (hosts, needle) => {
      expect(new HostSet(hosts).overlaps(needle)).toBe(hosts.some((each) => hostsMatch(each, needle)));
    }),
    { numRuns: 2000 },
  );
});
