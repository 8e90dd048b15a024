import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { Destination } from './destination';
import { HttpHeaders } from './http-headers';
import { HttpRoute } from './http-route';
import { VirtualService } from './virtual-service';

const reviews = Destination.host('reviews');

/** Header operations as the manifest has them, on the route and on its destination. */
function rendered(headers: HttpHeaders): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.to([reviews.headers(headers)], { headers })] });
  const [route] = Testing.synth(chart)[0].spec.http;
  expect(route.route[0].headers).toEqual(route.headers);
  return route.headers;
}

function refusal(headers: unknown): string {
  try {
    rendered(headers as HttpHeaders);
  } catch (error) {
    expect((error as Error).name).toBe('InvalidConfigError');
    return (error as Error).message.replace('shop/routes: spec.http[0].headers', '');
  }
  throw new Error('nothing was refused');
}

test('requests and responses can have headers set, added and removed', () => {
  const headers = {
    request: { set: { 'x-a': '1' }, add: { 'x-b': '2', X_C: '' }, remove: ['x-d', 'X-E'] },
    response: { set: { server: 'me' }, add: { 'set-cookie': 'a=b' }, remove: ['x-powered-by'] },
  };
  expect(rendered(headers)).toEqual(headers);
});

test('operations may be left out', () => {
  expect(rendered({})).toEqual({});
  expect(rendered({ request: {} })).toEqual({ request: {} });
  expect(rendered({ response: { remove: [] } })).toEqual({ response: { remove: [] } });
});

test.each(['host', 'Host', 'HOST', ':authority', ':Authority'])('the authority of a request may be set or added as %s', (name) => {
  expect(rendered({ request: { set: { [name]: 'a.com' } } })).toEqual({ request: { set: { [name]: 'a.com' } } });
  expect(rendered({ request: { add: { [name]: 'a.com' } } })).toEqual({ request: { add: { [name]: 'a.com' } } });
});

const NOT_HERE = "cannot be changed here; a request's Host may be set or rewritten; other pseudo headers never";

test.each<[unknown, string]>([
  [{ request: { set: { ':path': '/' } } }, `.request.set[:path]: ":path" ${NOT_HERE}`],
  [{ request: { add: { ':foo': '/' } } }, `.request.add[:foo]: ":foo" ${NOT_HERE}`],
  [{ request: { remove: ['Host'] } }, `.request.remove[0]: "Host" ${NOT_HERE}`],
  [{ request: { remove: ['x-a', ':authority'] } }, `.request.remove[1]: ":authority" ${NOT_HERE}`],
  [{ response: { set: { host: 'a' } } }, `.response.set.host: "host" ${NOT_HERE}`],
  [{ response: { add: { ':status': '200' } } }, `.response.add[:status]: ":status" ${NOT_HERE}`],
  [{ response: { remove: [':status'] } }, `.response.remove[0]: ":status" ${NOT_HERE}`],
  [{ request: { set: { '': 'a' } } }, '.request.set[]: "" is not the name of a header; use letters, digits and dashes'],
  [{ request: { set: { 'x a': 'a' } } }, '.request.set[x a]: "x a" is not the name of a header; use letters, digits and dashes'],
  [{ request: { remove: ['x\ny'] } }, '.request.remove[0]: "x\\ny" is not the name of a header; use letters, digits and dashes'],
  [{ request: { remove: [null] } }, '.request.remove[0]: null is not a string; quote it'],
  [{ request: { set: { a: 1 } } }, '.request.set.a: 1 is not a string; quote it'],
  [{ request: { set: { a: 'b\n' } } }, '.request.set.a: "b\\n" has a control character; remove it'],
  [{ request: { set: { a: '\u007f' } } }, '.request.set.a: "\u007f" has a control character; remove it'],
  [
    { request: { set: { a: '50%' } } },
    '.request.set.a: "50%" has a "%" that starts no complete %COMMAND%; write a literal percent sign as "%%"',
  ],
  [{ request: { rename: {} } }, '.request.rename: {} is not a field of HeaderOperations; remove it'],
  [{ requests: {} }, '.requests: {} is not a field of HttpHeaders; remove it'],
])('%j is refused', (headers, complaint) => {
  // The destination's headers are rendered last, so the route's are those that are refused.
  expect(refusal(headers)).toBe(complaint);
});

test.each([
  ['a tab', 'a\tb'],
  ['letters beyond ASCII', 'ü'],
  ['a percent sign written twice', '100%%'],
  ['a command', '%START_TIME(%s.%3f)%'],
  ['a command with a list', '%DYNAMIC_METADATA(["a", "b"])%'],
  ['a command between percent signs', '%%%HOSTNAME%%%'],
  ['16384 bytes', 'x'.repeat(16384)],
])('a value may have %s', (_, value) => {
  expect(rendered({ response: { set: { a: value } } })).toEqual({ response: { set: { a: value } } });
});

test('a value of more than 16384 bytes is refused, with which Envoy would refuse every route of the port', () => {
  expect(refusal({ request: { set: { a: 'ü'.repeat(8193) } } })).toMatch(
    /^\.request\.set\.a: "ü+\.\.\. is longer than 16384 bytes, which Envoy refuses; shorten it$/,
  );
});

/** `validateHeaderValue` in pkg/config/validation/header_value_validator.go of istio 1.30.3, state by state. */
function isHeaderValue(value: string): boolean {
  type State =
    | 'Literal'
    | 'VariableName'
    | 'ExpectArray'
    | 'ExpectString'
    | 'String'
    | 'ExpectArrayDelimiterOrEnd'
    | 'ExpectArgsEnd'
    | 'ExpectVariableEnd';
  const bytes = Buffer.from(value);
  const is = (at: number, char: string) => bytes[at] === char.charCodeAt(0);
  let state: State = 'Literal';
  for (let at = 0; at < bytes.length; at++) {
    const hasNext = at + 1 < bytes.length;
    const isSpace = is(at, ' ');
    switch (state) {
      case 'Literal':
        if (!is(at, '%')) break;
        if (!hasNext) return false;
        if (is(at + 1, '%')) at++;
        else state = 'VariableName';
        break;
      case 'VariableName':
        if (is(at, '%')) state = 'Literal';
        else if (is(at, '(')) state = 'ExpectArray';
        break;
      case 'ExpectArray':
        if (is(at, '[')) state = 'ExpectString';
        else if (!isSpace) state = 'String';
        break;
      case 'ExpectArrayDelimiterOrEnd':
        if (is(at, ',')) state = 'ExpectString';
        else if (is(at, ']')) state = 'ExpectArgsEnd';
        else if (!isSpace) return false;
        break;
      case 'ExpectString':
        if (is(at, '"')) state = 'String';
        else if (!isSpace) return false;
        break;
      case 'String':
        if (is(at, '\\')) {
          if (!hasNext) return false;
          at++;
        } else if (is(at, ')')) state = 'ExpectVariableEnd';
        else if (is(at, '"')) state = 'ExpectArrayDelimiterOrEnd';
        break;
      case 'ExpectArgsEnd':
        if (is(at, ')')) state = 'ExpectVariableEnd';
        else if (!isSpace) return false;
        break;
      case 'ExpectVariableEnd':
        if (is(at, '%')) state = 'Literal';
        else if (!isSpace) return false;
        break;
    }
  }
  return state === 'Literal';
}

test('values agree with the state machine of istiod', () => {
  const route = (value: string) => HttpRoute.to([reviews], { headers: { request: { set: { a: value } } } });
  const routes = new VirtualService(new Chart(new App(), 'shop'), 'routes', { hosts: ['reviews'] });
  const takes = (value: string) => {
    try {
      routes.addHttpRoute(route(value));
      return true;
    } catch {
      return false;
    }
  };
  // Random text seldom closes what it opens: half of the values are put together from pieces that do.
  const text = fc.string({ unit: fc.constantFrom(...'%()[]", \\ab', 'ü'), maxLength: 12 });
  const piece = fc.constantFrom(
    '%',
    '%%',
    '%a',
    '(',
    '("',
    '(["',
    '", "',
    '"])',
    '"] ) ',
    ')',
    ')%',
    '\\"',
    '\\)',
    ' ',
    'b',
    '%a(b)%',
    '%(["a"])%',
  );
  const pieces = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(text, pieces), (value) => takes(value) === isHeaderValue(value)),
    {
      numRuns: 5000,
      examples: [['%a()%'], ['%a())%'], ['%a(\\)%'], ['%a(\\))%'], ['%a(" )%'], ['%(x)%'], ['%%%'], ['%a(b) %'], ['%a([ "b" , "c" ] ) %']],
    },
  );
});

test.each([
  ['escaped percent signs', '%%'.repeat(8000) + '%'],
  ['commands that open', '%('.repeat(8000)],
  ['quotes that open', '%a("'.repeat(4000)],
  ['a long list', '%a(["' + '", "'.repeat(4000)],
  ['backslashes', '%a(' + '\\\\'.repeat(4000)],
  ['quotes and spaces', '%a(["' + '" '.repeat(8000)],
  ['spaces', ' '.repeat(16000) + '%'],
])('a hostile value of %s is refused at once', (_, value) => {
  const started = performance.now();
  expect(refusal({ request: { set: { a: value } } })).toContain('starts no complete %COMMAND%');
  expect(performance.now() - started).toBeLessThan(500);
});

test('a hostile value of 100 kB is refused at once', () => {
  for (const piece of ['%(', '%a("', '%%', '%'])
    expect(refusal({ request: { set: { a: piece.repeat(1e5 / piece.length) + '(' } } })).toContain('longer than');
}, 1_000);
