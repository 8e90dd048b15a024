import { App, Chart, Duration, Testing } from 'cdk8s';
import { DelegateRef } from './delegate-ref';
import { Destination } from './destination';
import { FaultAbort } from './http-fault';
import { HttpBody } from './direct-response';
import { HttpRedirect } from './http-redirect';
import { HttpRewrite } from './http-rewrite';
import { HttpRoute, HttpRouteOptions } from './http-route';
import { StringMatch } from './string-match';
import { VirtualService } from './virtual-service';

const reviews = Destination.host('reviews');
const jason = { headers: { 'end-user': StringMatch.exact('jason') } };
const headers = { request: { set: { 'x-a': '1' } } };

function rendered(route: HttpRoute): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [route] });
  return Testing.synth(chart)[0].spec.http[0];
}

function refusal(route: unknown): string {
  try {
    rendered(route as HttpRoute);
  } catch (error) {
    expect((error as Error).name).toBe('InvalidConfigError');
    return (error as Error).message.replace('shop/routes: spec.http[0]', '');
  }
  throw new Error('nothing was refused');
}

describe('what a route does', () => {
  test('it forwards', () => {
    expect(rendered(HttpRoute.to([reviews]))).toEqual({ route: [{ destination: { host: 'reviews' } }] });
  });

  test('it forwards with all that goes with forwarding', () => {
    expect(
      rendered(
        HttpRoute.to([reviews], {
          name: 'main',
          match: [jason, {}],
          headers,
          rewrite: HttpRewrite.uri('/v2'),
          timeout: Duration.seconds(2),
          retries: { attempts: 3 },
          fault: { abort: FaultAbort.http(503) },
          mirrors: [{ destination: Destination.host('shadow') }],
          corsPolicy: { allowMethods: ['GET'] },
        }),
      ),
    ).toEqual({
      name: 'main',
      match: [{ headers: { 'end-user': { exact: 'jason' } } }, {}],
      headers: { request: { set: { 'x-a': '1' } } },
      rewrite: { uri: '/v2' },
      timeout: '2s',
      retries: { attempts: 3 },
      fault: { abort: { httpStatus: 503, percentage: { value: 100 } } },
      mirror: { host: 'shadow' },
      corsPolicy: { allowMethods: ['GET'] },
      route: [{ destination: { host: 'reviews' } }],
    });
  });

  test('it redirects', () => {
    expect(rendered(HttpRoute.redirect({ uri: '/new' }, { name: 'moved', match: [jason], headers }))).toEqual({
      name: 'moved',
      match: [{ headers: { 'end-user': { exact: 'jason' } } }],
      headers: { request: { set: { 'x-a': '1' } } },
      redirect: { uri: '/new' },
    });
  });

  test('it answers', () => {
    expect(rendered(HttpRoute.respond({ status: 503, body: HttpBody.text('down') }, { name: 'down', match: [jason], headers }))).toEqual({
      name: 'down',
      match: [{ headers: { 'end-user': { exact: 'jason' } } }],
      headers: { request: { set: { 'x-a': '1' } } },
      directResponse: { status: 503, body: { string: 'down' } },
    });
  });

  test('it delegates, with what holds where the delegate says nothing', () => {
    expect(
      rendered(
        HttpRoute.delegate(DelegateRef.named('team-a/reviews'), {
          name: 'team-a',
          match: [jason],
          timeout: Duration.seconds(1),
          rewrite: HttpRewrite.authority('a.com'),
        }),
      ),
    ).toEqual({
      name: 'team-a',
      match: [{ headers: { 'end-user': { exact: 'jason' } } }],
      timeout: '1s',
      rewrite: { authority: 'a.com' },
      delegate: { name: 'reviews', namespace: 'team-a' },
    });
  });
});

describe('what does not go with it', () => {
  const remedy = 'remove it, or make the rule with the factory of HttpRoute that takes it';
  const beside: Required<Omit<HttpRouteOptions, 'name' | 'match' | 'headers'>> = {
    rewrite: HttpRewrite.uri('/v2'),
    timeout: Duration.seconds(1),
    retries: { attempts: 1 },
    fault: { abort: FaultAbort.http(503) },
    mirrors: [],
    corsPolicy: {},
  };

  test.each(Object.entries(beside))('%s goes neither with a redirect nor with a direct response', (field, value) => {
    const options = { [field]: value } as any;
    expect(refusal(HttpRoute.redirect({ uri: '/' }, options))).toMatch(
      new RegExp(`^\\.${field}: .* does not go with a redirect; ${remedy}$`),
    );
    expect(refusal(HttpRoute.respond({ status: 200 }, options))).toMatch(
      new RegExp(`^\\.${field}: .* does not go with a direct response; ${remedy}$`),
    );
  });

  test.each(['redirect', 'directResponse', 'route', 'delegate', 'mirror', 'mirrorPercentage', 'colour'])(
    '%s is no option of a route',
    (field) => {
      const options = { [field]: 1 } as any;
      expect(refusal(HttpRoute.to([reviews], options))).toBe(`.${field}: 1 does not go with a route; ${remedy}`);
      expect(refusal(HttpRoute.delegate(DelegateRef.named('a'), options))).toBe(`.${field}: 1 does not go with a route; ${remedy}`);
    },
  );

  test('a field that is undefined is as good as left out', () => {
    expect(rendered(HttpRoute.redirect({ uri: '/' }, { rewrite: undefined } as any))).toEqual({ redirect: { uri: '/' } });
  });
});

describe('a second value for the Host header is refused', () => {
  const AUTHORITY = 'are several values for the one Host header; rewrite it in one place only';

  test.each<[string, HttpRoute, string]>([
    [
      'beside a rewrite',
      HttpRoute.to([reviews], { rewrite: HttpRewrite.uri('/', 'a'), headers: { request: { set: { Host: 'b' } } } }),
      '["a","b"]',
    ],
    ['set and added', HttpRoute.to([reviews], { headers: { request: { set: { host: 'a' }, add: { ':authority': 'b' } } } }), '["a","b"]'],
    ['set under two names', HttpRoute.to([reviews], { headers: { request: { set: { host: 'a', ':authority': 'b' } } } }), '["a","b"]'],
    ['in a redirect', HttpRoute.redirect({ uri: '/' }, { headers: { request: { set: { host: 'a', HOST: 'b' } } } }), '["a","b"]'],
    [
      'in a direct response',
      HttpRoute.respond({ status: 200 }, { headers: { request: { set: { host: 'a' }, add: { host: 'b' } } } }),
      '["a","b"]',
    ],
  ])('%s', (_, route, values) => {
    expect(refusal(route)).toBe(`: ${values} ${AUTHORITY}`);
  });

  test('one is taken, and one more for each destination', () => {
    const host = (name: string) => ({ request: { set: { host: name } } });
    expect(rendered(HttpRoute.to([reviews.headers(host('b'))], { headers: host('a') }))).toEqual({
      headers: { request: { set: { host: 'a' } } },
      route: [{ destination: { host: 'reviews' }, headers: { request: { set: { host: 'b' } } } }],
    });
  });
});

describe('timeout', () => {
  test.each<[unknown, string]>([
    [Duration.seconds(0), '.timeout: "0ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
    ['2s', '.timeout: "2s" is not a duration; give one of cdk8s\' Duration, e.g. Duration.seconds(2)'],
    [0, ".timeout: 0 is not a duration; give one of cdk8s' Duration, e.g. Duration.seconds(2)"],
    [null, ".timeout: null is not a duration; give one of cdk8s' Duration, e.g. Duration.seconds(2)"],
  ])('%j is refused', (timeout, complaint) => {
    expect(refusal(HttpRoute.to([reviews], { timeout } as HttpRouteOptions))).toBe(complaint);
  });
});

describe('mirrors', () => {
  const shadow = Destination.host('shadow');

  test('one is written in the field of its own, with its percentage', () => {
    expect(rendered(HttpRoute.to([reviews], { mirrors: [{ destination: shadow.port(80), percentage: 0.5 }] }))).toEqual({
      mirror: { host: 'shadow', port: { number: 80 } },
      mirrorPercentage: { value: 0.5 },
      route: [{ destination: { host: 'reviews' } }],
    });
  });

  test('several are written as a list', () => {
    const mirrors = [
      { destination: shadow, percentage: 100 },
      { destination: Destination.host('other'), percentage: 0 },
      { destination: shadow },
    ];
    expect(rendered(HttpRoute.to([reviews], { mirrors }))).toEqual({
      mirrors: [
        { destination: { host: 'shadow' }, percentage: { value: 100 } },
        { destination: { host: 'other' }, percentage: { value: 0 } },
        { destination: { host: 'shadow' } },
      ],
      route: [{ destination: { host: 'reviews' } }],
    });
  });

  test('none are none', () => {
    expect(rendered(HttpRoute.to([reviews], { mirrors: [] }))).toEqual({ route: [{ destination: { host: 'reviews' } }] });
  });

  test('a rule that delegates has a list even for one, which istiod takes or leaves as a whole', () => {
    expect(rendered(HttpRoute.delegate(DelegateRef.named('a'), { mirrors: [{ destination: shadow, percentage: 5 }] }))).toEqual({
      mirrors: [{ destination: { host: 'shadow' }, percentage: { value: 5 } }],
      delegate: { name: 'a' },
    });
  });

  test.each<[unknown, string]>([
    [{ destination: shadow, percentage: 101 }, '[0].percentage: 101 is out of range; give a number from 0 to 100'],
    [{ destination: shadow, percentage: -1 }, '[0].percentage: -1 is out of range; give a number from 0 to 100'],
    [{ destination: shadow, percentage: NaN }, '[0].percentage: NaN is out of range; give a number from 0 to 100'],
    [
      { destination: shadow.weight(1) },
      '[0].weight: 1 does not go with a mirror, which has a percentage instead; remove it from the destination',
    ],
    [{ destination: shadow.headers({}) }, '[0].headers: {} does not go with a mirror; remove it from the destination'],
    [{ destination: Destination.host('*') }, '[0].destination.host: "*" is no host to send requests to; name the host'],
    [{}, '[0].destination: is not a destination; give a Subset, a Service or a Destination'],
    [{ destination: null }, '[0].destination: null is not a destination; give a Subset, a Service or a Destination'],
    [{ destination: shadow, share: 5 }, '[0].share: 5 is not a field of HttpMirror; remove it'],
    [null, '[0]: null is not an object; give one with the fields of HttpMirror'],
  ])('%j is refused', (mirror, complaint) => {
    expect(refusal(HttpRoute.to([reviews], { mirrors: [mirror] } as HttpRouteOptions))).toBe(`.mirrors${complaint}`);
  });
});

test.each<[unknown, string]>([
  [null, ': null was not made by HttpRoute; use a factory of it, e.g. HttpRoute.to([destination])'],
  [{ route: [] }, ': {"route":[]} was not made by HttpRoute; use a factory of it, e.g. HttpRoute.to([destination])'],
  [HttpRoute.to([reviews], null as any), ': null is not an object; give one with the fields of HttpRouteOptions'],
  [HttpRoute.redirect({ uri: '/' }, 'x' as any), ': "x" is not an object; give one with the fields of HttpRouteMatchOptions'],
  [HttpRoute.redirect(null as unknown as HttpRedirect), '.redirect: null is not an object; give one with the fields of HttpRedirect'],
  [HttpRoute.respond(null as any), '.directResponse: null is not an object; give one with the fields of DirectResponse'],
  [
    HttpRoute.to([reviews], { match: jason } as any),
    '.match: {"headers":{"end-user":{"kind":"exact","value":"jason"}}} is not a list; put it into brackets: [...]',
  ],
  [HttpRoute.to([reviews], { name: 5 } as any), '.name: 5 is not a string; quote it'],
  [
    HttpRoute.to([reviews], { rewrite: '/v2' } as any),
    '.rewrite: "/v2" was not made by HttpRewrite; use a factory of it, e.g. HttpRewrite.uri("/")',
  ],
])('%j is refused', (route, complaint) => {
  expect(refusal(route)).toBe(complaint);
});

test('one route may serve in several rules', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  const route = HttpRoute.to([Destination.host('reviews')]);
  new VirtualService(chart, 'a', { hosts: ['a'], http: [route] });
  VirtualService.delegate(new Chart(new App(), 'other'), 'b', { http: [route] });
  expect(Testing.synth(chart)[0].spec.http).toEqual([{ route: [{ destination: { host: 'reviews' } }] }]);
});
