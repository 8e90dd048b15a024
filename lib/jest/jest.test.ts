import { expect as importedExpect } from '@jest/globals';
import { App, Chart, Duration } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Mesh, type MeshRequest } from '../mesh';
import { DestinationRule, ServiceRef } from '../networking';
import type { Decision } from '../route';
import { matchers } from '.';

const BASE = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: log, namespace: shop }
spec: { selector: { app: log }, ports: [{ name: http, port: 80 }] }
${['reviews-v1', 'reviews-v2', 'client-v1', 'log-v1']
  .map((name) => {
    const [app, version] = name.split('-');
    return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${app}, version: ${version} } } } }
`;
  })
  .join('')}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec:
  host: reviews
  subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }, { name: v9, labels: { version: v9 } }]
`;
const base = Mesh.fromYaml(BASE);

/** The mesh with these rules for reviews, and where a request for it goes. */
function ask(rules = '', request: Partial<MeshRequest> = {}): Decision {
  const routes = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec: { hosts: [reviews], http: [${rules}] }
`;
  const mesh = rules === '' ? base : base.with(Mesh.fromYaml(routes));
  return mesh.route({ from: 'shop/client-v1', host: 'reviews', ...request });
}
const to = (subset: string, more = ''): string => `{ route: [{ destination: { host: reviews, subset: ${subset} } }]${more} }`;
const split = `{ route: [{ destination: { host: reviews, subset: v1 }, weight: 9 }, { destination: { host: reviews, subset: v2 }, weight: 1 }] }`;

/** What a failed matcher says. */
function complaint(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
const rule = new DestinationRule(chart, 'rule', { host: ServiceRef.of({ name: 'reviews', namespace: 'shop' }) });
const [v1, v2] = ['v1', 'v2'].map((version) => rule.addSubset(version, { labels: { version } }));

describe('toReach', () => {
  test('takes subsets, services, workloads, and names in all their forms', () => {
    const decision = ask(to('v1'));
    const service = new plus.Service(chart, 'service', { metadata: { name: 'reviews' }, ports: [{ port: 80 }] });
    const deployment = new plus.Deployment(chart, 'v1', {
      metadata: { name: 'reviews-v1' },
      containers: [{ image: 'x', ports: [{ number: 80 }] }],
    });
    const names = ['reviews', 'reviews.shop', 'reviews.shop.svc', 'reviews.shop.svc.cluster.local', 'reviews-v1', 'shop/reviews-v1'];
    const fields = [{ host: 'reviews', subset: 'v1' }, { host: service, port: 80 }, { workload: 'reviews-v1' }];
    for (const target of [v1!, v1!.port(80), service, ServiceRef.from(service), deployment, ...names, ...fields]) {
      expect(decision).toReach(target);
    }
    const others = [{ host: 'reviews', subset: 'v2' }, { host: 'reviews', port: 81 }, { workload: 'reviews' }];
    for (const target of [v2!, 'log', 'reviews.other', 'other/reviews-v1', 'reviews-v2', ...others]) {
      expect(decision).not.toReach(target);
    }
  });

  test('means all of the requests; its negation, none of them', () => {
    expect(ask(split)).toReach('reviews');
    expect(() => expect(ask(split)).toReach(v1!)).toThrow('all of it to reviews.shop subset v1');
    expect(() => expect(ask(split)).not.toReach(v2!)).toThrow('not any of it to reviews.shop subset v2');
  });

  test('a place where nobody answers is not reached', () => {
    expect(() => expect(ask(to('v9'))).toReach({ host: 'reviews', subset: 'v9' })).toThrow('no workload of the set carries it, so 503');
    expect(() => expect(ask(to('v8'))).toReach({ host: 'reviews', subset: 'v8' })).toThrow('no such host, port or subset, so 503');
  });
});

test('toSplit compares shares in percent, by subset, host, both, or destinations with weights', () => {
  const decision = ask(split);
  expect(decision).toSplit({ v1: 90, v2: 10 });
  expect(decision).toSplit({ 'reviews/v1': 90, 'reviews.shop/v2': 10 });
  expect(decision).toSplit({ reviews: 100 });
  expect(decision).toSplit([v1!.weight(90), v2!.weight(10)]);
  expect(decision).not.toSplit({ v1: 80, v2: 20 });
  expect(decision).not.toSplit({ v1: 90, v3: 10 });
  expect(ask(to('v1'))).toSplit({ v1: 100, v2: 0 });
  expect(() => expect(decision).toSplit({ v1: 90 })).toThrow('make 100 together; these make 90');
  expect(() => expect(decision).toSplit([v1!])).toThrow('these make no number');
});

test('toSpreadOver wants exactly these workloads behind one destination', () => {
  expect(ask()).toSpreadOver(['reviews-v1', 'shop/reviews-v2']);
  expect(ask()).not.toSpreadOver(['reviews-v1']);
  expect(ask()).not.toSpreadOver(['reviews-v1', 'reviews-v2', 'reviews-v3']);
  expect(ask(split)).not.toSpreadOver(['reviews-v1', 'reviews-v2']);
});

test('toRedirect looks at location and status', () => {
  const decision = ask('{ redirect: { uri: /new, redirectCode: 308 } }');
  expect(decision).toRedirect();
  expect(decision).toRedirect('http://reviews/new');
  expect(decision).toRedirect(expect.stringContaining('/new'));
  expect(decision).toRedirect({ status: 308, location: expect.stringMatching(/new$/) });
  expect(decision).not.toRedirect({ status: 301 });
  expect(ask()).not.toRedirect();
});

test('toRespond looks at what the proxy itself says', () => {
  expect(ask('{ directResponse: { status: 418, body: { string: short } } }')).toRespond({ status: 418, body: 'short' });
  expect(ask(`{ match: [{ uri: { exact: /x } }], ${to('v1').slice(1)}`)).toRespond(404);
  expect(ask(to('v9'))).toRespond(503);
  expect(ask(to('v1'))).not.toRespond(503);
  expect(complaint(() => expect(ask(to('v1'))).toRespond(200))).toContain("no answer of the proxy's own");
});

test('toBeBlocked and toPassThrough tell what nothing in the mesh claims', () => {
  const request: MeshRequest = { from: 'shop/client-v1', host: 'example.com' };
  const strict = Mesh.fromYaml(BASE, { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } });
  expect(base.route(request)).toPassThrough();
  expect(base.route(request)).not.toBeBlocked();
  expect(strict.route(request)).toBeBlocked();
  expect(complaint(() => expect(base.route({ ...request, host: 'reveiws' })).toBeBlocked())).toContain(
    'Hint:     reviews.shop is a name like reveiws',
  );
});

test('toTimeOutAfter compares lengths of time, not their spelling', () => {
  const decision = ask(to('v1', ', timeout: 1.5s'));
  expect(decision).toTimeOutAfter('1500ms');
  expect(decision).toTimeOutAfter(Duration.millis(1500));
  expect(decision).not.toTimeOutAfter('1s');
  expect(ask(to('v1'))).not.toTimeOutAfter('1s');
  expect(() => expect(decision).toTimeOutAfter('soon')).toThrow('"soon"): no duration');
});

test('toRetry, toRewriteTo, toMirrorTo and toInjectFault look at what else a route does', () => {
  expect(ask(to('v1'))).toRetry(2);
  expect(ask(to('v1', ', retries: { attempts: 5, perTryTimeout: 1s }'))).toRetry({ attempts: 5, perTryTimeout: '1s' });
  const rewritten = ask(to('v1', ', match: [{ uri: { prefix: /old } }], rewrite: { uri: /new, authority: x.com }'), { path: '/old' });
  expect(rewritten).toRewriteTo('/new');
  expect(rewritten).toRewriteTo({ path: '/new', authority: 'x.com' });
  expect(rewritten).not.toRewriteTo('/old');
  const mirrored = ask(to('v1', ', mirrors: [{ destination: { host: log }, percentage: { value: 25 } }]'));
  expect(mirrored).toMirrorTo('log', 25);
  expect(mirrored).not.toMirrorTo('log', 100);
  expect(mirrored).not.toMirrorTo(v2!);
  const delayed = ask(to('v1', ', fault: { delay: { fixedDelay: 7s, percentage: { value: 50 } } }'));
  expect(delayed).toInjectFault();
  expect(delayed).toInjectFault({ delay: { percent: 50 } });
  expect(delayed).not.toInjectFault({ abort: {} });
});

test('a failure prints the request, the decision and the decisive lines of the trace', () => {
  const match = `{ match: [{ headers: { end-user: { exact: jason } } }], ${to('v2').slice(1)}`;
  const decision = ask(`${match}, ${to('v1')}`, { headers: { 'end-user': 'Jason' }, path: '/reviews/0' });
  expect(complaint(() => expect(decision).toReach(v2!))).toBe(
    `expect(decision).toReach()

Expected: all of it to reviews.shop subset v2
Received: route by VirtualService shop/reviews, rule #1
          100 % to reviews.shop.svc.cluster.local:80 subset v1: shop/reviews-v1
          upstream sees GET reviews/reviews/0

Request:  GET http://reviews:80/reviews/0 from shop/client-v1
          end-user: Jason
Because:  ✗ shop/reviews #0: headers.end-user: want exact "jason", got "Jason" (<text>:2:1)
          ✓ shop/reviews #1: takes everything
          ✓ outbound|80|v1|reviews.shop.svc.cluster.local: reachable`,
  );
});

test('what is no decision is refused, and what is not modelled is neither so nor not so', () => {
  expect(() => expect('reviews').toReach('reviews')).toThrow('takes a decision, as mesh.route(request) returns it; this is "reviews"');
  expect(() => expect(undefined).not.toReach('reviews')).toThrow('takes a decision');
  expect(() => expect(ask()).toReach(7 as any)).toThrow('7 is no place that requests go to');
  const filter = `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: ef, namespace: shop }
spec: { configPatches: [{}] }
`;
  const decision = base.with(Mesh.fromYaml(filter)).route({ from: 'shop/client-v1', host: 'reviews' });
  expect(() => expect(decision).toReach('reviews')).toThrow('EnvoyFilter shop/ef');
  expect(() => expect(decision).not.toReach('reviews')).toThrow('EnvoyFilter shop/ef');
});

test('the expect of @jest/globals has them, typed, and any other after extend', () => {
  importedExpect(ask(to('v1'))).toReach('reviews');
  importedExpect(ask(to('v1'))).not.toSplit({ v2: 100 });
  const verdict = matchers.toReach.call({ isNot: false, equals: Object.is }, ask(to('v1')), 'reviews-v2');
  expect(verdict.pass).toBe(false);
});
