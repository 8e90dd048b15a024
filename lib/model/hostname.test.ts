import fc from 'fast-check';
import {
  bySpecificity,
  HostMap,
  hostIsSubsetOf,
  hostsMatch,
  intersectHosts,
  isIpAddress,
  isMoreSpecific,
  resolveShortHost,
} from './hostname';

const label = fc.constantFrom('a', 'b', 'www', 'shop');
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const host = fc.oneof(
  name,
  name.map((each) => `*.${each}`),
  fc.constant('*'),
);

test('Matching is symmetric, and every host matches itself and the wildcard', () => {
  fc.assert(
    fc.property(host, host, (a, b) => {
      expect(hostsMatch(a, b)).toBe(hostsMatch(b, a));
      expect(hostsMatch(a, a)).toBe(true);
      expect(hostsMatch(a, '*')).toBe(true);
    }),
  );
});

test('Being a subset is transitive, and two hosts that are subsets of each other are the same', () => {
  fc.assert(
    fc.property(host, host, host, (a, b, c) => {
      if (hostIsSubsetOf(a, b) && hostIsSubsetOf(b, c)) expect(hostIsSubsetOf(a, c)).toBe(true);
      if (hostIsSubsetOf(a, b) && hostIsSubsetOf(b, a)) expect(a).toBe(b);
    }),
  );
});

test('An intersection holds only what both lists cover', () => {
  fc.assert(
    fc.property(fc.array(host, { maxLength: 4 }), fc.array(host, { maxLength: 4 }), (some, others) => {
      for (const each of intersectHosts(some, others)) {
        expect(some.some((one) => hostIsSubsetOf(each, one))).toBe(true);
        expect(others.some((one) => hostIsSubsetOf(each, one))).toBe(true);
      }
    }),
  );
});

test('A map of hosts answers as a search through all of them would', () => {
  fc.assert(
    fc.property(fc.uniqueArray(host, { maxLength: 8 }), host, (hosts, needle) => {
      const map = new HostMap<string>();
      for (const each of hosts) map.set(each, each);
      const covering = hosts.filter((each) => hostIsSubsetOf(needle, each)).sort(bySpecificity);
      expect(map.mostSpecific(needle)).toBe(hosts.includes(needle) ? needle : covering[0]);
    }),
  );
});

test('A wildcard does not cover the bare domain behind it', () => {
  expect(hostsMatch('*.foo.com', 'foo.com')).toBe(false);
  expect(hostsMatch('*.foo.com', 'www.foo.com')).toBe(true);
});

test('Exact names are more specific than wildcards, and long ones than short ones', () => {
  expect(isMoreSpecific('a.com', '*.com')).toBe(true);
  expect(isMoreSpecific('*.b.a.com', '*.a.com')).toBe(true);
  expect(['*', '*.com', 'a.com', 'b.a.com'].sort(bySpecificity)).toEqual(['b.a.com', 'a.com', '*.com', '*']);
});

test('Only names without dot are short for a service', () => {
  expect(resolveShortHost('reviews', 'shop', 'cluster.local')).toBe('reviews.shop.svc.cluster.local');
  expect(resolveShortHost('reviews.shop', 'web', 'cluster.local')).toBe('reviews.shop');
  expect(resolveShortHost('*', 'shop', 'cluster.local')).toBe('*');
});

test('Addresses of both families are told from names', () => {
  for (const address of ['10.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', '2001:db8:0:0:0:0:0:1', '::ffff:10.0.0.1']) {
    expect([address, isIpAddress(address)]).toEqual([address, true]);
  }
  for (const text of ['10.0.0', '10.0.0.256', '010.0.0.1', 'a.b.c.d', ':::', '1::2::3', '2001:db8', '1.2.3.4::']) {
    expect([text, isIpAddress(text)]).toEqual([text, false]);
  }
});
