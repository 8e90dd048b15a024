import fc from 'fast-check';
import { hasConflict, HttpMatchRequest, mergeHttpRoute, mergeMatches, StringMatch } from '../../model';
import { HeaderMap } from '../http/header-map';
import { HttpRequest } from '../http/http-request';
import { compileRouteMatch, failingCondition } from '../http/route-match';

const uri: fc.Arbitrary<StringMatch> = fc.oneof(
  fc.constantFrom('/', '/a', '/a/b', '/ab').map((prefix) => ({ prefix })),
  fc.constantFrom('/a', '/a/b', '/b').map((exact) => ({ exact })),
);
const value: fc.Arbitrary<StringMatch> = fc.constantFrom({ exact: 'x' }, { exact: 'y' }, { prefix: 'x' });
const match: fc.Arbitrary<HttpMatchRequest> = fc.record(
  { uri, method: value, headers: fc.dictionary(fc.constantFrom('h', 'i'), value) },
  { requiredKeys: [] },
);
const request = fc
  .record({ path: fc.constantFrom('/', '/a', '/a/b', '/ab', '/b'), method: fc.constantFrom('x', 'y'), h: fc.constantFrom('x', 'y', 'xy') })
  .map(({ path, method, h }): HttpRequest => {
    const headers = HeaderMap.from({ h, i: h });
    return {
      path,
      pathOnly: path,
      method,
      headers,
      authority: 'a',
      scheme: 'http',
      isGrpc: false,
      claims: undefined,
      protocol: 'HTTP/1.1',
      clientAddress: undefined,
    };
  });

test('What a merged match takes, both the root’s and the delegate’s would take', () => {
  fc.assert(
    fc.property(match, match, request, (root, leaf, sent) => {
      const merged = mergeMatches([root], [leaf]);
      if (!merged) return;
      const takes = (each: HttpMatchRequest) => failingCondition(compileRouteMatch(each), sent) === undefined;
      if (!merged.some(takes)) return;
      expect(takes(leaf)).toBe(true);
      // Headers of the same name are an exception of Istio's: the delegate's replaces the root's.
      const others = Object.fromEntries(Object.entries(root.headers ?? {}).filter(([name]) => !(name in (leaf.headers ?? {}))));
      expect(takes({ ...root, headers: others })).toBe(true);
    }),
  );
});

test('A side without matches takes the other’s', () => {
  const matches = [{ uri: { prefix: '/a' } }];
  expect(mergeMatches([], matches)).toBe(matches);
  expect(mergeMatches(matches, [])).toBe(matches);
});

test('A regex fits with nothing, not even itself', () => {
  expect(hasConflict({ uri: { regex: '/a' } }, { uri: { regex: '/a' } })).toBe(true);
  expect(hasConflict({ uri: { regex: '/a' } }, { method: { exact: 'GET' } })).toBe(false);
});

test('A delegate may narrow gateways and namespaces, not widen them', () => {
  expect(hasConflict({ gateways: ['a/b'] }, { gateways: ['a/b', 'c/d'] })).toBe(true);
  expect(hasConflict({ gateways: ['a/b', 'c/d'] }, { gateways: ['a/b'] })).toBe(false);
  expect(hasConflict({ sourceNamespace: 'a' }, {})).toBe(true);
});

test('What the delegate says wins, and names are joined', () => {
  const merged = mergeHttpRoute({ name: 'root', timeout: '1s', retries: { attempts: 1 } }, { name: 'leaf', timeout: '2s' });
  expect(merged).toMatchObject({ name: 'root-leaf', timeout: '2s', retries: { attempts: 1 } });
});
