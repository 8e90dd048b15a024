import { App, Chart, Testing } from 'cdk8s';
import { Bookinfo } from '../bookinfo';
import { BookinfoRef } from '../bookinfo-ref';
import type { IBookinfo } from '../ibookinfo';
import { BookinfoRouting } from './bookinfo-routing';
import { BookinfoScenario } from './scenario';

function synth(scenario: BookinfoScenario, bookinfo?: IBookinfo): Record<string, any>[] {
  const chart = new Chart(new App(), 'app', { namespace: 'rules' });
  new BookinfoRouting(chart, 'routing', { scenario, bookinfo });
  return Testing.synth(chart);
}

const routeTo = (host: string, subset: string, weight?: number) => ({
  destination: { host, subset },
  ...(weight === undefined ? {} : { weight }),
});
const JASON = [{ headers: { 'end-user': { exact: 'jason' } } }];

/** Scenarios of one VirtualService, by what its `http` says. */
test.each<[BookinfoScenario, string, object[]]>([
  [BookinfoScenario.VIRTUAL_SERVICE_DETAILS_V2, 'details', [{ route: [routeTo('details', 'v2')] }]],
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V3, 'reviews', [{ route: [routeTo('reviews', 'v3')] }]],
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_50_V3, 'reviews', [{ route: [routeTo('reviews', 'v1', 50), routeTo('reviews', 'v3', 50)] }]],
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_80_20, 'reviews', [{ route: [routeTo('reviews', 'v1', 80), routeTo('reviews', 'v2', 20)] }]],
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_90_10, 'reviews', [{ route: [routeTo('reviews', 'v1', 90), routeTo('reviews', 'v2', 10)] }]],
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V2_V3, 'reviews', [{ route: [routeTo('reviews', 'v2', 50), routeTo('reviews', 'v3', 50)] }]],
  [
    BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_TEST_V2,
    'reviews',
    [{ match: JASON, route: [routeTo('reviews', 'v2')] }, { route: [routeTo('reviews', 'v1')] }],
  ],
  [
    BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_JASON_V2_V3,
    'reviews',
    [{ match: JASON, route: [routeTo('reviews', 'v2')] }, { route: [routeTo('reviews', 'v3')] }],
  ],
  [
    BookinfoScenario.VIRTUAL_SERVICE_RATINGS_TEST_ABORT,
    'ratings',
    [
      { match: JASON, fault: { abort: { httpStatus: 500, percentage: { value: 100 } } }, route: [routeTo('ratings', 'v1')] },
      { route: [routeTo('ratings', 'v1')] },
    ],
  ],
  [
    BookinfoScenario.VIRTUAL_SERVICE_RATINGS_TEST_DELAY,
    'ratings',
    [
      { match: JASON, fault: { delay: { fixedDelay: '7s', percentage: { value: 100 } } }, route: [routeTo('ratings', 'v1')] },
      { route: [routeTo('ratings', 'v1')] },
    ],
  ],
])('%s', (scenario, service, http) => {
  expect(synth(scenario)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: service, namespace: 'rules' },
      spec: { hosts: [service], http },
    },
  ]);
});

/** Scenarios of several VirtualServices, by the subset that each goes to. */
test.each<[BookinfoScenario, string[]]>([
  [BookinfoScenario.VIRTUAL_SERVICE_ALL_V1, ['productpage v1', 'reviews v1', 'ratings v1', 'details v1']],
  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_DB, ['reviews v3', 'ratings v2']],
  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_MYSQL, ['reviews v3', 'ratings v2-mysql']],
  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_MYSQL_VM, ['reviews v3', 'ratings v2-mysql-vm']],
])('%s', (scenario, expected) => {
  const routes = synth(scenario).map(({ metadata, spec }) => `${metadata.name} ${spec.http[0].route[0].destination.subset}`);
  expect(routes).toEqual(expected);
});

describe('DestinationRules', () => {
  const subsets = (...versions: string[]) => versions.map((version) => ({ name: version, labels: { version } }));
  const ALL = [
    { host: 'productpage', subsets: subsets('v1') },
    { host: 'reviews', subsets: subsets('v1', 'v2', 'v3') },
    { host: 'ratings', subsets: subsets('v1', 'v2', 'v2-mysql', 'v2-mysql-vm') },
    { host: 'details', subsets: subsets('v1', 'v2') },
  ];

  test('for all services', () => {
    expect(synth(BookinfoScenario.DESTINATION_RULE_ALL).map(({ spec }) => spec)).toEqual(ALL);
  });

  test('with mutual TLS', () => {
    const trafficPolicy = { tls: { mode: 'ISTIO_MUTUAL' } };
    expect(synth(BookinfoScenario.DESTINATION_RULE_ALL_MTLS).map(({ spec }) => spec)).toEqual(
      ALL.map((spec) => ({ ...spec, trafficPolicy })),
    );
  });

  test('for reviews, at random', () => {
    expect(synth(BookinfoScenario.DESTINATION_RULE_REVIEWS).map(({ spec }) => spec)).toEqual([
      { ...ALL[1], trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } },
    ]);
  });

  test('stand before the routes that need them', () => {
    const [rule, routes] = synth(BookinfoScenario.FAULT_INJECTION_DETAILS_V1);
    expect(rule!.spec).toEqual({ host: 'details', subsets: subsets('v1') });
    expect(routes!.spec.http).toEqual([
      { fault: { abort: { httpStatus: 555, percentage: { value: 100 } } }, route: [routeTo('details', 'v1')] },
      { route: [routeTo('details', 'v1')] },
    ]);
  });
});

test('the way out to Google', () => {
  const [entry, rule, routes] = synth(BookinfoScenario.EGRESS_RULE_GOOGLE_APIS);
  expect(entry!.spec).toEqual({
    hosts: ['www.googleapis.com'],
    ports: [
      { number: 80, name: 'http', protocol: 'HTTP' },
      { number: 443, name: 'https', protocol: 'HTTPS' },
    ],
    resolution: 'DNS',
  });
  expect(rule!.spec).toEqual({
    host: 'www.googleapis.com',
    trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' }, portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] },
  });
  expect(routes!.spec.http).toEqual([
    { match: [{ port: 80 }], route: [{ destination: { host: 'www.googleapis.com', port: { number: 443 } } }] },
  ]);
});

test('the way in for cert-manager is beside the gateway', () => {
  const [gateway, routes] = synth(BookinfoScenario.CERTMANAGER_GATEWAY);
  expect(gateway!.metadata).toEqual({ name: 'cert-manager-gateway', namespace: 'istio-system' });
  expect(routes!.metadata).toEqual({ name: 'cert-manager', namespace: 'istio-system' });
  expect(routes!.spec).toMatchObject({
    gateways: ['cert-manager-gateway'],
    http: [{ route: [{ destination: { host: 'cert-manager-resolver', port: { number: 8089 } } }] }],
  });
});

describe('for a Bookinfo', () => {
  test('that runs in another namespace, hosts are spelled out', () => {
    const [routes] = synth(BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V3, BookinfoRef.of({ namespace: 'books' }));
    expect(routes!.spec.hosts).toEqual(['reviews.books.svc.cluster.local']);
    expect(routes!.spec.http[0].route[0].destination).toEqual({ host: 'reviews.books.svc.cluster.local', subset: 'v3' });
  });

  function beside(scenario: BookinfoScenario): string[] {
    const chart = new Chart(new App(), 'app');
    const bookinfo = new Bookinfo(chart, 'bookinfo');
    const before = Testing.synth(chart).length;
    new BookinfoRouting(chart, 'routing', { scenario, bookinfo });
    return Testing.synth(chart)
      .slice(before)
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  test('of the same app, what it has is not created again', () => {
    expect(beside(BookinfoScenario.VIRTUAL_SERVICE_RATINGS_DB)).toEqual(['VirtualService reviews', 'VirtualService ratings']);
    expect(beside(BookinfoScenario.FAULT_INJECTION_DETAILS_V1)).toEqual(['VirtualService details']);
  });

  test.each([
    BookinfoScenario.BOOKINFO_GATEWAY,
    BookinfoScenario.DESTINATION_RULE_ALL,
    BookinfoScenario.DESTINATION_RULE_ALL_MTLS,
    BookinfoScenario.DESTINATION_RULE_REVIEWS,
  ])('of the same app, %s is refused', (scenario) => {
    expect(() => beside(scenario)).toThrow(
      `app/routing: scenario: "${scenario}" is what this Bookinfo has itself; give the Bookinfo the gateway or trafficPolicy that you want`,
    );
  });
});

test('a scenario that the sample does not have is refused', () => {
  expect(() => synth('virtual-service-reviews-v4' as BookinfoScenario)).toThrow(
    /^app\/routing: scenario: "virtual-service-reviews-v4" is not a scenario of Bookinfo; use one of .*virtual-service-reviews-90-10/,
  );
});
