import fc from 'fast-check';
import { hostCovers, hostsOverlap } from './host-match';

/** `Name.Matches` in pkg/config/host/name.go of istio 1.30.3, line by line. */
function matches(n: string, o: string): boolean {
  const hWildcard = n.startsWith('*');
  const oWildcard = o.startsWith('*');
  if (hWildcard) {
    if (oWildcard) {
      if (n.length < o.length) return o.slice(1).endsWith(n.slice(1));
      return n.slice(1).endsWith(o.slice(1));
    }
    return o.endsWith(n.slice(1));
  }
  if (oWildcard) return n.endsWith(o.slice(1));
  return n === o;
}

/** `Name.SubsetOf`, likewise. */
function subsetOf(n: string, o: string): boolean {
  const hWildcard = n.startsWith('*');
  const oWildcard = o.startsWith('*');
  if (hWildcard) {
    if (oWildcard) {
      if (n.length < o.length) return false;
      return n.slice(1).endsWith(o.slice(1));
    }
    return false;
  }
  if (oWildcard) return n.endsWith(o.slice(1));
  return n === o;
}

const host = fc
  .tuple(fc.constantFrom('', '*', '*.', '*a'), fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 4 }))
  .map((parts) => parts.join(''));

test('hosts overlap where Istio says that they match', () => {
  fc.assert(
    fc.property(host, host, (a, b) => hostsOverlap(a, b) === matches(a, b) && hostsOverlap(b, a) === matches(a, b)),
    { numRuns: 2000 },
  );
});

test('a host covers another where Istio says that this is a subset of it', () => {
  fc.assert(
    fc.property(host, host, (outer, inner) => hostCovers(outer, inner) === subsetOf(inner, outer)),
    { numRuns: 2000 },
  );
});

test.each([
  ['foo.com', 'foo.com', true],
  ['foo.com', 'bar.com', false],
  ['*.com', 'foo.com', true],
  ['*.com', '*.foo.com', true],
  ['*.foo.com', '*.com', false],
  ['*.foo.com', 'foo.com', false],
  ['*', '*.com', true],
  ['*', 'a', true],
  ['*foo.com', '*.foo.com', true],
  ['foo.com', '*.foo.com', false],
  ['a.com', 'A.com', false],
])('%s covers %s: %p', (outer, inner, covers) => {
  expect(hostCovers(outer, inner)).toBe(covers);
});
