import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { DelegateRef, IDelegate } from './delegate-ref';
import { DelegateVirtualService, DelegateVirtualServiceProps } from './delegate-virtual-service';
import { Destination } from './destination';
import { HttpRoute } from './http-route';
import { StringMatch } from './string-match';
import { VirtualService } from './virtual-service';

const toReviews = HttpRoute.to([Destination.host('reviews')]);

function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'bookinfo' });
}

test('a delegate is a VirtualService without hosts and gateways', () => {
  const chart = shop();
  const delegate = VirtualService.delegate(chart, 'reviews', {
    metadata: { name: 'reviews', labels: { team: 'a' } },
    http: [toReviews],
    exportTo: ['*'],
  });
  expect(delegate).toBeInstanceOf(DelegateVirtualService);
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'reviews', namespace: 'bookinfo', labels: { team: 'a' } },
      spec: { http: [{ route: [{ destination: { host: 'reviews' } }] }], exportTo: ['*'] },
    },
  ]);
});

test('routes may be added, in their order; addHttpRoute returns what it added', () => {
  const chart = shop();
  const delegate = VirtualService.delegate(chart, 'reviews');
  const redirect = HttpRoute.redirect({ uri: '/' }, { match: [{ uri: StringMatch.exact('/old') }] });
  expect(delegate.addHttpRoute(redirect)).toBe(redirect);
  delegate.addHttpRoute(toReviews);
  expect(Testing.synth(chart)[0].spec).toEqual({
    http: [{ match: [{ uri: { exact: '/old' } }], redirect: { uri: '/' } }, { route: [{ destination: { host: 'reviews' } }] }],
  });
});

test('a delegate without routes fails at synth', () => {
  const chart = shop();
  VirtualService.delegate(chart, 'reviews');
  expect(() => Testing.synth(chart)).toThrow('[shop/reviews] spec: has no route; add one with addHttpRoute');
});

test('its mirrors are a list even if there is one, so that istiod takes nothing of the other side into it', () => {
  const chart = shop();
  VirtualService.delegate(chart, 'reviews', {
    http: [HttpRoute.to([Destination.host('reviews')], { mirrors: [{ destination: Destination.host('shadow') }] })],
  });
  expect(Testing.synth(chart)[0].spec.http[0]).toEqual({
    route: [{ destination: { host: 'reviews' } }],
    mirrors: [{ destination: { host: 'shadow' } }],
  });
});

test('ApiObject.of(delegate).addJsonPatch works', () => {
  const chart = shop();
  const delegate = VirtualService.delegate(chart, 'reviews', { http: [toReviews] });
  ApiObject.of(delegate).addJsonPatch(JsonPatch.add('/spec/http/0/name', 'patched'));
  expect(Testing.synth(chart)[0].spec.http[0].name).toBe('patched');
});

describe('what a delegate must not be', () => {
  const claim = StringMatch.exact('a');

  test.each<[string, unknown, string]>([
    ['one with hosts', { hosts: ['reviews'] }, 'spec.hosts: ["reviews"] is not a field of a delegate; remove it'],
    ['one with gateways', { gateways: [] }, 'spec.gateways: [] is not a field of a delegate; remove it'],
    ['one with TLS rules', { tls: [] }, 'spec.tls: [] is not a field of a delegate; remove it'],
    ['one with TCP rules', { tcp: [] }, 'spec.tcp: [] is not a field of a delegate; remove it'],
    [
      'one that delegates',
      { http: [toReviews, HttpRoute.delegate(DelegateRef.named('a'))] },
      'spec.http[1].delegate: {"name":"a"} would be a delegate of a delegate, which Istio refuses; delegate to it from the VirtualService with hosts',
    ],
    [
      'one that matches claims',
      { http: [HttpRoute.to([Destination.host('a')], { match: [{}, { headers: { 'x-a': claim, '@request.auth.claims.sub': claim } }] })] },
      'spec.http[0].match[1].headers: "@request.auth.claims.sub" is a claim of a JWT, which Istio refuses in a delegate; match it in the rule that delegates',
    ],
    [
      'one that matches the absence of claims',
      { http: [HttpRoute.to([Destination.host('a')], { match: [{ withoutHeaders: { '@request.auth.claims[a]': claim } }] })] },
      'spec.http[0].match[0].withoutHeaders: "@request.auth.claims[a]" is a claim of a JWT, which Istio refuses in a delegate; match it in the rule that delegates',
    ],
    [
      'one with a name that Kubernetes refuses',
      { metadata: { name: 'A' } },
      'metadata.name: "A" is not a name that Kubernetes takes; use lower-case letters, digits, "-" and "."',
    ],
    ['made of nothing', null, 'spec: null is not an object; give one with the fields of DelegateVirtualServiceProps'],
    [
      'made of routes that are none',
      { http: [null] },
      'spec.http[0]: null was not made by HttpRoute; use a factory of it, e.g. HttpRoute.to([destination])',
    ],
    ['made of what is no list of routes', { http: {} }, 'spec.http: {} is not a list; put it into brackets: [...]'],
    [
      'shown to no one',
      { exportTo: ['~'] },
      'spec.exportTo[0]: "~" would show it to no one, which Istio refuses; use "." for its own namespace',
    ],
  ])('%s', (_, props, complaint) => {
    expect(() => VirtualService.delegate(shop(), 'reviews', props as DelegateVirtualServiceProps)).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', constructPath: 'shop/reviews', message: `shop/reviews: ${complaint}` }),
    );
  });
});

describe('a rule delegates', () => {
  function rendered(delegate: IDelegate, namespace: string | undefined = 'bookinfo'): unknown {
    const chart = new Chart(new App(), 'shop', { namespace });
    new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.delegate(delegate)] });
    return Testing.synth(chart)[0].spec.http[0].delegate;
  }
  const other = new Chart(new App(), 'other', { namespace: 'team-a' });

  test('to a delegate of its own namespace, by name', () => {
    expect(rendered(VirtualService.delegate(shop(), 'reviews', { metadata: { name: 'reviews' } }))).toEqual({ name: 'reviews' });
    expect(rendered(DelegateRef.named('reviews'))).toEqual({ name: 'reviews' });
    expect(rendered(DelegateRef.named('bookinfo/reviews'))).toEqual({ name: 'reviews' });
  });

  test('to one elsewhere, by namespace and name', () => {
    expect(rendered(VirtualService.delegate(other, 'reviews', { metadata: { name: 'reviews' } }))).toEqual({
      name: 'reviews',
      namespace: 'team-a',
    });
    expect(rendered(DelegateRef.named('team-a/reviews'))).toEqual({ name: 'reviews', namespace: 'team-a' });
    expect(rendered(DelegateRef.named('team-a/reviews.v1'))).toEqual({ name: 'reviews.v1', namespace: 'team-a' });
  });

  const NONE =
    "is not a delegate; give VirtualService.delegate(...) or DelegateRef.named('namespace/name'): a VirtualService with hosts cannot be one";
  const NAMED = 'is not the name of a VirtualService; write "name" or "namespace/name"';

  test.each<[unknown, string]>([
    [null, `: null ${NONE}`],
    ['reviews', `: "reviews" ${NONE}`],
    [DelegateRef.named(null as any), `: {"delegateName":null} ${NONE}`],
    [DelegateRef.named(''), `.name: "" ${NAMED}`],
    [DelegateRef.named('a/b/c'), `.name: "b/c" ${NAMED}`],
    [DelegateRef.named('a/'), `.name: "" ${NAMED}`],
    [
      DelegateRef.named('A b/c'),
      '.namespace: "A b" is not a valid namespace; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
    ],
    [
      DelegateRef.named('/c'),
      '.namespace: "" is not a valid namespace; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
    ],
  ])('but not to %j', (delegate, complaint) => {
    expect(() => rendered(delegate as IDelegate)).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].delegate${complaint}` }),
    );
  });

  test('but not to a VirtualService with hosts', () => {
    const chart = shop();
    const whole = new VirtualService(chart, 'whole', { hosts: ['ratings'], http: [toReviews] });
    expect(() => new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.delegate(whole as any)] })).toThrow(
      `shop/routes: spec.http[0].delegate: shop/whole ${NONE}`,
    );
  });
});
