import { App, Chart, Testing } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { Destination, DestinationTarget, IDestination } from './destination';
import { DestinationRule } from './destination-rule';
import { HttpRoute } from './http-route';
import { ServiceRef } from './service';
import { TcpRoute } from './tcp-route';
import { VirtualService } from './virtual-service';

const reviews = ServiceRef.of({ name: 'reviews', namespace: 'bookinfo', ports: [{ port: 9080 }] });
const v1 = subset('v1');
const v2 = subset('v2');

function subset(name: string): Destination {
  return Destination.of({ name, ports: [], target: { host: reviews, subset: name } });
}

function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'bookinfo' });
}

/** The destinations of an HTTP route, in namespace `bookinfo`. */
function rendered(...destinations: IDestination[]): unknown {
  const chart = shop();
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.to(destinations)] });
  return Testing.synth(chart)[0].spec.http[0].route;
}

function refusal(destinations: unknown): string {
  try {
    new VirtualService(shop(), 'routes', { hosts: ['reviews'], http: [HttpRoute.to(destinations as IDestination[])] });
  } catch (error) {
    expect((error as Error).name).toBe('InvalidConfigError');
    return (error as Error).message.replace('shop/routes: spec.http[0].route', '');
  }
  throw new Error('nothing was refused');
}

describe('where a destination leads', () => {
  test.each<[string, IDestination, object]>([
    ['a service', reviews, { host: 'reviews' }],
    ['a service elsewhere', ServiceRef.of({ name: 'ratings', namespace: 'other' }), { host: 'ratings.other.svc.cluster.local' }],
    ['a subset', v1, { host: 'reviews', subset: 'v1' }],
    ['a host by name', Destination.host('example.com'), { host: 'example.com' }],
    ['a host with a wildcard, as ServiceEntries have', Destination.host('*.example.com'), { host: '*.example.com' }],
    ['a short host, in the namespace of the rule', Destination.host('ratings'), { host: 'ratings' }],
    ['a port', Destination.of(reviews).port(9080), { host: 'reviews', port: { number: 9080 } }],
    ['a subset at a port', v1.port(9080), { host: 'reviews', subset: 'v1', port: { number: 9080 } }],
    ['a subset by its name', Destination.host('reviews').subset('v1'), { host: 'reviews', subset: 'v1' }],
    [
      'a subset of a service by its name, at a port',
      Destination.of(reviews).port(9080).subset('v1'),
      { host: 'reviews', subset: 'v1', port: { number: 9080 } },
    ],
    ['a destination made of another', Destination.of(Destination.of(reviews)), { host: 'reviews' }],
  ])('%s', (_, destination, manifest) => {
    expect(rendered(destination)).toEqual([{ destination: manifest }]);
  });

  test('a service of cdk8s-plus is a destination as it is, and so is what is made of it', () => {
    const chart = shop();
    const service = new Service(new Chart(new App(), 'other', { namespace: 'other' }), 'ratings', {
      metadata: { name: 'ratings' },
      ports: [{ port: 80 }],
    });
    new VirtualService(chart, 'routes', {
      hosts: [service],
      http: [HttpRoute.to([service]), HttpRoute.to([Destination.of(service).port(80)])],
    });
    const host = 'ratings.other.svc.cluster.local';
    expect(Testing.synth(chart)[0].spec).toEqual({
      hosts: [host],
      http: [{ route: [{ destination: { host } }] }, { route: [{ destination: { host, port: { number: 80 } } }] }],
    });
  });

  test('the subset of a DestinationRule in another namespace whose host is a text lies there', () => {
    const other = new Chart(new App(), 'other', { namespace: 'other' });
    const short = new DestinationRule(other, 'short', { host: 'ratings' }).addSubset('v1');
    const full = new DestinationRule(other, 'full', { host: 'ratings.third.svc.cluster.local' }).addSubset('v1');
    expect(rendered(short)).toEqual([{ destination: { host: 'ratings.other.svc.cluster.local', subset: 'v1' } }]);
    expect(rendered(short.port(80))).toEqual([
      { destination: { host: 'ratings.other.svc.cluster.local', subset: 'v1', port: { number: 80 } } },
    ]);
    expect(rendered(full)).toEqual([{ destination: { host: 'ratings.third.svc.cluster.local', subset: 'v1' } }]);
  });

  test('where no namespace is known, names stay short', () => {
    const chart = new Chart(new App(), 'shop');
    const rule = new DestinationRule(chart, 'rule', { host: 'ratings' });
    new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.to([rule.addSubset('v1')])] });
    expect(Testing.synth(chart)[1].spec.http[0].route[0].destination).toEqual({ host: 'ratings', subset: 'v1' });
  });

  test.each<[unknown, string]>([
    [null, '[0].destination: null is not a destination; give a Subset, a Service or a Destination'],
    ['reviews', '[0].destination: "reviews" is not a destination; give a Subset, a Service or a Destination'],
    [{}, '[0].destination.host: {} is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name'],
    [
      Destination.of(null as any),
      '[0].destination.host: null is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name',
    ],
    [Destination.host('*'), '[0].destination.host: "*" is no host to send requests to; name the host'],
    [
      Destination.host('10.0.0.1'),
      '[0].destination.host: "10.0.0.1" ends in the all-numeric label "1"; give a DNS name such as "reviews" or "*.example.com"',
    ],
    [
      subset('v1.0'),
      '[0].destination.subset: "v1.0" is not a valid name of a subset; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
    ],
    [
      subset(''),
      '[0].destination.subset: "" is not a valid name of a subset; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
    ],
    [v1.port(0), '[0].destination.port.number: 0 is out of range; give a whole number from 1 to 65535'],
    [v1.port('http' as any), '[0].destination.port.number: "http" is out of range; give a whole number from 1 to 65535'],
  ])('%j is refused', (destination, complaint) => {
    expect(refusal([destination])).toBe(complaint);
  });

  test.each<[unknown, string]>([
    [[], ': [] has no destination; give at least one'],
    ['reviews', ': "reviews" is not a list; put it into brackets: [...]'],
    [null, ': null is not a list; put it into brackets: [...]'],
    [undefined, ': is not a list; put it into brackets: [...]'],
  ])('%j in place of destinations is refused', (destinations, complaint) => {
    expect(refusal(destinations)).toBe(complaint);
  });
});

describe('weights', () => {
  test.each([[undefined], [0], [1], [2147483647]])('a destination that is alone may have the weight %p', (weight) => {
    expect(rendered(weight === undefined ? v1 : v1.weight(weight))).toEqual([{ destination: { host: 'reviews', subset: 'v1' }, weight }]);
  });

  test('several have shares, which need not add up to 100', () => {
    expect(rendered(v1.weight(3), v2.weight(1), Destination.of(reviews).weight(0))).toEqual([
      { destination: { host: 'reviews', subset: 'v1' }, weight: 3 },
      { destination: { host: 'reviews', subset: 'v2' }, weight: 1 },
      { destination: { host: 'reviews' }, weight: 0 },
    ]);
  });

  test('the last weight counts', () => {
    expect(rendered(v1.weight(10).weight(20))).toEqual([{ destination: { host: 'reviews', subset: 'v1' }, weight: 20 }]);
  });

  const MISSING = 'give each destination of several its weight, e.g. v1.weight(90), v2.weight(10)';

  test.each<[string, IDestination[], string]>([
    ['missing beside others', [v1.weight(90), v2], `[1].weight: is missing: reviews/v2 would get no requests; ${MISSING}`],
    ['missing everywhere', [reviews, v2], `[0].weight: is missing: reviews would get no requests; ${MISSING}`],
    ['negative', [v1.weight(-5)], '[0].weight: -5 is negative; give a weight of 0 or more'],
    ['negative beside others', [v1.weight(5), v2.weight(-5)], '[1].weight: -5 is negative; give a weight of 0 or more'],
    ['a fraction', [v1.weight(0.5)], '[0].weight: 0.5 is out of range; give a whole number from 0 to 2147483647'],
    ['beyond 32 bits', [v1.weight(2 ** 31)], '[0].weight: 2147483648 is out of range; give a whole number from 0 to 2147483647'],
    ['no number', [v1.weight(NaN)], '[0].weight: NaN is out of range; give a whole number from 0 to 2147483647'],
    ['a symbol', [v1.weight(Symbol('w') as any)], '[0].weight: Symbol(w) is out of range; give a whole number from 0 to 2147483647'],
    ['0 for all', [v1.weight(0), v2.weight(0)], ': [0,0] are weights that sum to 0; give at least one destination a weight above 0'],
    // The sum of these is 0 in 32 bits, which istiod refuses; Envoy refuses every sum beyond them.
    [
      'beyond 32 bits in sum',
      [v1.weight(2147483647), v2.weight(2147483647), v2.weight(2)],
      ': [2147483647,2147483647,2] are weights that sum to more than 4294967295; give smaller ones, e.g. percentages',
    ],
  ])('%s are refused', (_, destinations, complaint) => {
    expect(refusal(destinations)).toBe(complaint);
  });

  test('-0 becomes 0', () => {
    expect(JSON.stringify(rendered(v1.weight(-0)))).toBe(JSON.stringify(rendered(v1.weight(0))));
    expect(Object.is((rendered(v1.weight(-0)) as any)[0].weight, 0)).toBe(true);
  });
});

describe('header operations', () => {
  test('go with a destination of their own, the last ones', () => {
    const first = { request: { set: { a: '1' } } };
    const last = { response: { remove: ['b'] } };
    expect(rendered(v1.headers(first).headers(last).weight(1), v2.weight(1))).toEqual([
      { destination: { host: 'reviews', subset: 'v1' }, weight: 1, headers: last },
      { destination: { host: 'reviews', subset: 'v2' }, weight: 1 },
    ]);
  });

  test('do not go with TCP', () => {
    const routes = new VirtualService(shop(), 'routes', { hosts: ['reviews'] });
    expect(() => routes.addTcpRoute(TcpRoute.to([v1.headers({ request: { remove: ['a'] } })]))).toThrow(
      'shop/routes: spec.tcp[0].route[0].headers: {"request":{"remove":["a"]}} does not go with a TCP or TLS route; remove it from the destination',
    );
  });
});

describe('a port that the service lacks', () => {
  const complaint = '[shop/routes] spec.http[0].route[0].destination.port.number: 80 is not a port of "reviews"; use one of 9080, 9090';

  test('is refused at synth, when the service has all of its ports', () => {
    const chart = shop();
    const service = new Service(chart, 'reviews', { metadata: { name: 'reviews' }, ports: [{ port: 9080 }] });
    new VirtualService(chart, 'routes', { hosts: [service], http: [HttpRoute.to([Destination.of(service).port(80)])] });
    service.bind(9090, { name: 'grpc' });
    expect(() => Testing.synth(chart)).toThrow(complaint);
  });

  test('may be added after the route', () => {
    const chart = shop();
    const service = new Service(chart, 'reviews', { metadata: { name: 'reviews' }, ports: [{ port: 9080 }] });
    new VirtualService(chart, 'routes', { hosts: [service], http: [HttpRoute.to([Destination.of(service).port(80)])] });
    service.bind(80, { name: 'http' });
    expect(Testing.synth(chart)[1].spec.http[0].route[0].destination.port).toEqual({ number: 80 });
  });

  test('is refused of a subset, of TCP, of each mirror and of the rules of delegates', () => {
    const chart = shop();
    const wrong = new DestinationRule(chart, 'rule', { host: reviews }).addSubset('v1').port(80);
    const right = Destination.of(reviews);
    const delegate = VirtualService.delegate(chart, 'delegate', { http: [HttpRoute.to([wrong])] });
    new VirtualService(chart, 'routes', {
      hosts: ['reviews'],
      http: [
        HttpRoute.to([right.weight(1), wrong.weight(1)], { mirrors: [{ destination: wrong }] }),
        HttpRoute.to([right], { mirrors: [{ destination: right }, { destination: wrong }] }),
        HttpRoute.delegate(delegate, { mirrors: [{ destination: wrong }] }),
      ],
      tcp: [TcpRoute.to([wrong])],
    });
    let complaints = '';
    try {
      Testing.synth(chart);
    } catch (error) {
      complaints = (error as Error).message;
    }
    const at = (place: string) => `${place}.port.number: 80 is not a port of "v1"; use one of 9080`;
    expect(complaints.split('\n  ').slice(1)).toEqual([
      `[shop/delegate] ${at('spec.http[0].route[0].destination')}`,
      `[shop/routes] ${at('spec.http[0].mirrors[0].destination')}`,
      `[shop/routes] ${at('spec.http[0].route[1].destination')}`,
      `[shop/routes] ${at('spec.http[1].mirrors[1].destination')}`,
      `[shop/routes] ${at('spec.http[2].mirrors[0].destination')}`,
      `[shop/routes] ${at('spec.tcp[0].route[0].destination')}`,
    ]);
  });

  test('is taken where the ports are not known', () => {
    expect(rendered(Destination.of(ServiceRef.of({ name: 'reviews' })).port(80))).toEqual([
      { destination: { host: 'reviews', port: { number: 80 } } },
    ]);
    expect(rendered({ ...Destination.host('a.com').port(80), target: { host: 'a.com', port: 80 }, ports: null } as any)).toHaveLength(1);
  });
});

test('each step makes a destination of its own', () => {
  const weighted = v1.weight(1);
  expect(weighted).not.toBe(v1);
  weighted.port(9080);
  weighted.headers({});
  expect(rendered(weighted)).toEqual([{ destination: { host: 'reviews', subset: 'v1' }, weight: 1 }]);
  expect(rendered(v1)).toEqual([{ destination: { host: 'reviews', subset: 'v1' } }]);
});

test('what a destination stands for is a copy', () => {
  const target = v1.target as { -readonly [Field in keyof DestinationTarget]: DestinationTarget[Field] };
  target.subset = 'v9';
  expect(v1.target).toMatchObject({ subset: 'v1' });
  expect(v1.name).toBe('v1');
});

test('lists and operations that change later change nothing', () => {
  const chart = shop();
  const set: Record<string, string> = { a: '1' };
  const destinations = [v1.headers({ request: { set } })];
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.to(destinations)] });
  set.a = '2';
  destinations.push(v2);
  expect(Testing.synth(chart)[0].spec.http[0].route).toEqual([
    { destination: { host: 'reviews', subset: 'v1' }, headers: { request: { set: { a: '1' } } } },
  ]);
});

test('a subset of a DestinationRule elsewhere is named, not checked, beyond its form', () => {
  const service = ServiceRef.of({ name: 'ratings', namespace: 'other' });
  expect(rendered(Destination.of(service).subset('v2').port(9080))).toEqual([
    { destination: { host: 'ratings.other.svc.cluster.local', subset: 'v2', port: { number: 9080 } } },
  ]);
  expect(() => rendered(Destination.of(service).subset('v.2'))).toThrow(
    'spec.http[0].route[0].destination.subset: "v.2" is not a valid name of a subset; ',
  );
});
