import fc from 'fast-check';
import { HttpMatchRequest, normalizePath } from '../../model';
import { RouteRequest } from '../request';
import { Cors } from './cors';
import { HeaderFormat } from './formatter';
import { contextOf } from './forward';
import { HeaderMap } from './header-map';
import { HeaderParser } from './header-operations';
import { HttpRequest, readHttpRequest } from './http-request';
import { locationOf, toRedirectAction } from './redirect';
import { Regex } from './regex';
import { toRetries } from './retry';
import { rewritePath } from './rewrite';
import { compileRouteMatch, failingCondition } from './route-match';

const from = { workload: { name: 'client' } };
const http = (request: Partial<RouteRequest> = {}): HttpRequest =>
  readHttpRequest({ from, host: 'api', ...request }, { isEdge: false, isTls: false, pathNormalization: 'DEFAULT' })!;
const takes = (match: HttpMatchRequest, request: Partial<RouteRequest>): boolean =>
  failingCondition(compileRouteMatch(match), http(request)) === undefined;

describe('Conditions', () => {
  test('A header on several lines fits if any line does, and is refused if any does', () => {
    const headers = { x: ['jason', 'other'] };
    expect(takes({ headers: { x: { exact: 'other' } } }, { headers })).toBe(true);
    expect(takes({ headers: { x: { exact: 'jason,other' } } }, { headers })).toBe(false);
    expect(takes({ withoutHeaders: { x: { exact: 'jason' } } }, { headers })).toBe(false);
  });

  test('Headers that Envoy keeps as one value are compared joined', () => {
    expect(takes({ headers: { 'User-Agent': { exact: 'a,b' } } }, { headers: { 'user-agent': ['a', 'b'] } })).toBe(true);
  });

  test('An absent header counts as empty where it is refused, unless only presence is asked for', () => {
    expect(takes({ withoutHeaders: { x: { exact: 'jason' } } }, {})).toBe(true);
    expect(takes({ withoutHeaders: { x: { exact: '' } } }, {})).toBe(false);
    expect(takes({ withoutHeaders: { x: { regex: '.*' } } }, {})).toBe(false);
    expect(takes({ withoutHeaders: { x: { regex: '*' } } }, {})).toBe(true);
    expect(takes({ withoutHeaders: { x: {} } }, { headers: { x: '' } })).toBe(false);
  });

  test('Presence takes the empty value, an empty exact string only that', () => {
    expect(takes({ headers: { x: {} } }, { headers: { x: '' } })).toBe(true);
    expect(takes({ headers: { x: { exact: '' } } }, {})).toBe(false);
  });

  test('Of a query parameter the first occurrence counts, as sent', () => {
    expect(takes({ queryParams: { x: { exact: 'a' } } }, { path: '/?x=a&x=b' })).toBe(true);
    expect(takes({ queryParams: { x: { exact: 'b' } } }, { path: '/?x=a&x=b' })).toBe(false);
    expect(takes({ queryParams: { x: { exact: 'jason' } } }, { path: '/?x=jas%6Fn' })).toBe(false);
    expect(takes({ queryParams: { x: { exact: '' } } }, { path: '/?x' })).toBe(true);
  });

  test('The path is compared without query, its prefix as a string, its regex as a whole', () => {
    expect(takes({ uri: { exact: '/a' } }, { path: '/a?b' })).toBe(true);
    expect(takes({ uri: { prefix: '/foo' } }, { path: '/foobar' })).toBe(true);
    expect(takes({ uri: { regex: '/a' } }, { path: '/ab' })).toBe(false);
    expect(takes({ uri: { prefix: '/A' }, ignoreUriCase: true }, { path: '/abc' })).toBe(true);
  });

  test('The authority is compared as sent', () => {
    expect(takes({ authority: { exact: 'api' } }, { authority: 'API' })).toBe(false);
    expect(takes({ authority: { exact: 'api' } }, { authority: 'api:80' })).toBe(false);
  });

  test('A claim fits if it is, or lists, the string', () => {
    const match = { headers: { '@request.auth.claims[groups][x]': { exact: 'dev' } } };
    expect(takes(match, { claims: { groups: { x: ['ops', 'dev'] } } })).toBe(true);
    expect(takes(match, { claims: { groups: { x: 'dev' } } })).toBe(true);
    expect(takes(match, { claims: { groups: { x: { dev: true } } } })).toBe(false);
    expect(takes(match, { headers: { '@request.auth.claims[groups][x]': 'dev' } })).toBe(false);
  });

  test('A refused condition is the opposite of the asked one where the header is there', () => {
    const string = fc.oneof(
      fc.constantFrom('a', 'ab', 'b').map((exact) => ({ exact })),
      fc.constantFrom('a', 'b').map((prefix) => ({ prefix })),
    );
    fc.assert(
      fc.property(string, fc.array(fc.constantFrom('a', 'ab', 'b', ''), { minLength: 1, maxLength: 3 }), (match, x) => {
        const request = { headers: { x } };
        expect(takes({ withoutHeaders: { x: match } }, request)).toBe(!takes({ headers: { x: match } }, request));
      }),
    );
  });
});

describe('Paths', () => {
  test('Dots and needless escapes are resolved, double slashes and %2F stay', () => {
    expect(normalizePath('/api/../x')).toBe('/x');
    expect(normalizePath('/api/%2e%2E/%61?b=%61')).toBe('/a?b=%61');
    expect(normalizePath('/a//b%2Fc/.')).toBe('/a//b%2Fc/');
    expect(normalizePath('/a//b%2fc', 'DECODE_AND_MERGE_SLASHES')).toBe('/a/b/c');
    expect(normalizePath('/a/../b', 'NONE')).toBe('/a/../b');
  });

  test('Normalising twice is normalising once', () => {
    const piece = fc.constantFrom('/', '.', '..', 'a', '%2e', '%61', '%2F', '%zz', '\\', ' ', 'é', '%', '~');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const once = normalizePath(`/${pieces.join('')}`)!;
        expect(normalizePath(once)).toBe(once);
        expect(once.startsWith('/')).toBe(true);
      }),
    );
  });

  test('A target with a fragment is refused', () => {
    expect(
      readHttpRequest({ from, host: 'a', path: '/#x' }, { isEdge: false, isTls: false, pathNormalization: 'DEFAULT' }),
    ).toBeUndefined();
  });

  test('A prefix rewrite keeps what follows, any other replaces the path; the query always stays', () => {
    const prefix = { kind: 'prefix', prefix: '/api' } as const;
    expect(rewritePath('/api/v1?x=1', { uri: '/' }, prefix)).toBe('//v1?x=1');
    expect(rewritePath('/apix', { uri: '/new' }, prefix)).toBe('/newx');
    expect(rewritePath('/api/v1?x=1', { uri: '/new?y=2' }, { kind: 'whole' })).toBe('/new?y=2?x=1');
    expect(rewritePath('/api/api?api', { uriRegexRewrite: { match: '/(a)pi', rewrite: '/\\1' } }, prefix)).toBe('/a/a?api');
  });

  test('Rewriting a prefix by itself changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom('/', '/a', '/a/'), fc.webPath(), (uri, rest) => {
        expect(rewritePath(uri + rest, { uri }, { kind: 'prefix', prefix: uri })).toBe(uri + rest);
      }),
    );
  });

  test('A regex that makes others hang answers at once', () => {
    expect(Regex.of('(a+)+$')!.matches(`${'a'.repeat(5000)}b`)).toBe(false);
    expect(Regex.of('(?<!a)b')).toBeUndefined();
  });
});

describe('Redirects', () => {
  const location = (redirect: object, request: Partial<RouteRequest>): string =>
    locationOf(toRedirectAction(redirect, 80, false)!, http(request));

  test('The request’s query goes along unless the new path has one', () => {
    expect(location({ uri: '/m' }, { path: '/a?x=1' })).toBe('http://api/m?x=1');
    expect(location({ uri: '/m?y' }, { path: '/a?x=1' })).toBe('http://api/m?y');
  });

  test('The Host’s own port stays unless there is a new one, or the scheme leaves its default', () => {
    expect(location({ scheme: 'https' }, { authority: 'api:80' })).toBe('https://api/');
    expect(location({ scheme: 'https' }, { authority: 'api:8080' })).toBe('https://api:8080/');
    expect(location({ port: 8443 }, { authority: 'api:8080' })).toBe('http://api:8443/');
  });

  test('A code that Envoy does not know leaves no action', () => {
    expect(toRedirectAction({ redirectCode: 304 }, 80, false)).toBeUndefined();
  });
});

describe('Header operations', () => {
  const apply = (parser: HeaderParser | undefined, headers: Record<string, string>): Record<string, string> => {
    const map = HeaderMap.from(headers);
    parser?.apply(map, contextOf(http({ path: '/p' }), map, undefined, undefined, undefined));
    return Object.fromEntries(map.entries());
  };

  test('Removals come first, then what is set, then what is added', () => {
    expect(apply(HeaderParser.of({ set: { x: '1' }, remove: ['X'] }), { x: '0' })).toEqual({ x: '1' });
    expect(apply(HeaderParser.of({ add: { x: '2' }, set: { x: '1' } }), {})).toEqual({ x: '1,2' });
    expect(apply(HeaderParser.of({ add: { x: 'rule' } }, { set: { x: 'destination' } }), {})).toEqual({ x: 'destination,rule' });
  });

  test('An empty value does nothing, and values are computed after the removals', () => {
    expect(apply(HeaderParser.of({ set: { x: '' } }), { x: '0' })).toEqual({ x: '0' });
    expect(apply(HeaderParser.of({ set: { y: '%REQ(x)%' }, remove: ['x'] }), { x: '0' })).toEqual({});
    expect(apply(HeaderParser.of({ set: { y: '%REQ(:path)%-100%%' } }), {})).toEqual({ y: '/p-100%' });
  });

  test('A command that Envoy does not know is found', () => {
    expect(HeaderFormat.of('a %NOPE% b').unknownCommand).toBe('NOPE');
    expect(HeaderFormat.of('%REQ(x):3% %%NOPE%%').unknownCommand).toBeUndefined();
  });
});

test('Numbers among the conditions of a retry are status codes', () => {
  expect(toRetries({ attempts: 2, retryOn: '503, 5xx' })).toEqual({
    attempts: 2,
    retryOn: '5xx,retriable-status-codes',
    retriableStatusCodes: [503],
  });
  expect(toRetries({ attempts: 0 })).toEqual({ attempts: 0 });
  expect(toRetries(undefined)).toBeUndefined();
});

test('A preflight of a listed origin is answered whatever its method, another goes on unless it is ignored', () => {
  const preflight = (origin: string) => http({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } });
  const policy = { allowOrigins: [{ exact: 'https://ok.com' }], allowMethods: ['GET'], maxAge: '1m' };
  expect(new Cors(policy).judge(preflight('https://ok.com'))).toEqual({
    kind: 'preflight',
    headers: { 'access-control-allow-origin': 'https://ok.com', 'access-control-allow-methods': 'GET', 'access-control-max-age': '60' },
  });
  expect(new Cors(policy).judge(preflight('https://OK.com')).kind).toBe('none');
  expect(new Cors({ ...policy, unmatchedPreflights: 'IGNORE' }).judge(preflight('https://evil.com'))).toMatchObject({ kind: 'preflight' });
});

test.each(['DOWNSTREAM_WIRE_BYTES_SENT', 'UPSTREAM_PEER_URI_SAN', 'QUERY_PARAMS', 'REQUEST_HEADERS_BYTES'])(
  'Envoy knows %%%s%%',
  (command) => {
    expect(HeaderFormat.of(`%${command}%`).unknownCommand).toBeUndefined();
  },
);
