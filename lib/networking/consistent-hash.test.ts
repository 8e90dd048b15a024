import { Duration, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { ConsistentHash } from './consistent-hash';
import { DestinationRule } from './destination-rule';
import { HashAlgorithm } from './hash-algorithm';
import { LoadBalancer } from './load-balancer';

const AT = 'test/rule: spec.trafficPolicy.loadBalancer.consistentHash';

function render(hash: ConsistentHash): unknown {
  const chart = Testing.chart();
  new DestinationRule(chart, 'rule', { host: 'reviews', trafficPolicy: { loadBalancer: LoadBalancer.consistentHash(hash) } });
  return Testing.synth(chart)[0].spec.trafficPolicy.loadBalancer.consistentHash;
}

test('hashes a header, a query parameter or the address', () => {
  expect(render(ConsistentHash.httpHeader('x-user'))).toEqual({ httpHeaderName: 'x-user' });
  expect(render(ConsistentHash.httpHeader(':authority'))).toEqual({ httpHeaderName: ':authority' });
  expect(render(ConsistentHash.httpQueryParameter('user'))).toEqual({ httpQueryParameterName: 'user' });
  expect(render(ConsistentHash.sourceIp())).toEqual({ useSourceIp: true });
});

test.each([
  ['', '"" is not a name to hash by; name the header or query parameter'],
  ['a\nb', '"a\\nb" has a line break or NUL, which Envoy refuses; remove it'],
  [undefined as never, 'is not a string'],
])('refuses the name %j', (name, message) => {
  expect(() => render(ConsistentHash.httpHeader(name))).toThrow(`${AT}.httpHeaderName: ${message}`);
  expect(() => render(ConsistentHash.httpQueryParameter(name))).toThrow(`${AT}.httpQueryParameterName: ${message}`);
});

describe('a cookie', () => {
  test('renders with all it can say', () => {
    const attributes = [{ name: 'SameSite', value: 'Strict' }, { name: 'HttpOnly' }];
    expect(render(ConsistentHash.httpCookie({ name: 'user', path: '/shop', ttl: Duration.hours(1), attributes }))).toEqual({
      httpCookie: { name: 'user', path: '/shop', ttl: '1h', attributes },
    });
  });

  test('lasts for the session with a ttl of 0, and is not made without one', () => {
    expect(render(ConsistentHash.httpCookie({ name: 'user', ttl: Duration.seconds(0) }))).toEqual({
      httpCookie: { name: 'user', ttl: '0s' },
    });
    expect(render(ConsistentHash.httpCookie({ name: 'user' }))).toEqual({ httpCookie: { name: 'user' } });
  });

  test.each([
    [{ name: '' }, 'name: "" is not a name; give one that is not empty'],
    [{ name: 'user', ttl: Duration.millis(1500) }, 'ttl: "1500ms" is not a whole number of seconds: the proxy drops the rest; round it'],
    [{ name: 'user', attributes: [{ name: '' }] }, 'attributes[0].name: "" is not a name'],
    [
      { name: 'user', attributes: [{ name: 'Secure' }, { name: 'Secure' }] },
      'attributes[1].name: "Secure" is set twice; remove one of the two',
    ],
    [{ name: 'user', maxAge: 1 }, 'maxAge: 1 is not a field of HttpCookie; remove it'],
  ])('refuses %j', (cookie, message) => {
    expect(() => render(ConsistentHash.httpCookie(cookie))).toThrow(`${AT}.httpCookie.${message}`);
  });
});

describe('the algorithm', () => {
  const algorithm = (algorithm: HashAlgorithm) => render(ConsistentHash.sourceIp(algorithm));

  test('is a ring, with a size or without', () => {
    expect(algorithm(HashAlgorithm.ringHash())).toEqual({ useSourceIp: true, ringHash: {} });
    expect(algorithm(HashAlgorithm.ringHash(4096))).toEqual({ useSourceIp: true, ringHash: { minimumRingSize: 4096 } });
  });

  test('is a Maglev table, which always says its size, for Istio refuses one without', () => {
    expect(algorithm(HashAlgorithm.maglev())).toEqual({ useSourceIp: true, maglev: { tableSize: 65537 } });
    expect(algorithm(HashAlgorithm.maglev(4999999))).toEqual({ useSourceIp: true, maglev: { tableSize: 4999999 } });
  });

  test.each([0, -1, 1.5, 8_388_609])('refuses a ring of %d points', (size) => {
    expect(() => algorithm(HashAlgorithm.ringHash(size))).toThrow(
      `${AT}.ringHash.minimumRingSize: ${size} is out of range; give a whole number from 1 to 8388608`,
    );
  });

  test.each([0, -7, 2.5, 65536, 5000011, 5000077])('refuses a table of size %d', (size) => {
    expect(() => algorithm(HashAlgorithm.maglev(size))).toThrow(
      `${AT}.maglev.tableSize: ${size} is not the size of a Maglev table; give a prime number below 5000011, e.g. 65537`,
    );
  });

  test('takes exactly the primes, and 1 as Istio does, for the size of a table', () => {
    const bound = 5_000_011;
    const composite = new Uint8Array(bound);
    for (let factor = 2; factor * factor < bound; factor++) {
      if (!composite[factor]) for (let multiple = factor * factor; multiple < bound; multiple += factor) composite[multiple] = 1;
    }
    const square = fc.integer({ min: 2, max: 2236 }).map((root) => root * root);
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 1, max: bound - 1 }), fc.integer({ min: 1, max: 200 }), square), (size) => {
        const render = () => algorithm(HashAlgorithm.maglev(size));
        if (composite[size]) expect(render).toThrow('is not the size of a Maglev table');
        else expect(render).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('is refused when it is something else', () => {
    expect(() => algorithm('maglev' as never)).toThrow(
      `${AT}: "maglev" was not made by HashAlgorithm; use a factory of it, e.g. HashAlgorithm.ringHash()`,
    );
  });
});
