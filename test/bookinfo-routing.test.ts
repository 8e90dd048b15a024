/**
 * Where Bookinfo's requests go, scenario by scenario. What is expected is what istiod 1.30.3 and Envoy did with the same
 * objects, wherever that was measured: it says so at the test.
 */
import '../lib/jest';
import { App, Chart } from 'cdk8s';
import {
  Bookinfo,
  BookinfoGatewayApi,
  BookinfoGatewayApiScenario,
  BookinfoPlatform,
  BookinfoRateLimit,
  BookinfoRouting,
  BookinfoScenario,
  BookinfoVariant,
} from '../lib/bookinfo';
import type { MeshRequest } from '../lib/mesh';
import { Mesh } from '../lib/mesh';

const namespace = 'bookinfo';

/** An app with one chart, as main.ts makes one for each file. */
function appOf(fill: (chart: Chart) => void): App {
  const app = new App();
  fill(new Chart(app, 'chart', { namespace }));
  return app;
}

let bookinfo!: Bookinfo;
const base = Mesh.fromApp(
  appOf((chart) => {
    bookinfo = new Bookinfo(chart, 'bookinfo');
  }),
);
const { productpage, reviews, ratings, details } = bookinfo;

const scenario = (name: BookinfoScenario): Mesh =>
  Mesh.fromApp(appOf((chart) => new BookinfoRouting(chart, 'routing', { scenario: name, bookinfo })));
const platform = (variant: BookinfoVariant): Mesh => Mesh.fromApp(appOf((chart) => new BookinfoPlatform(chart, 'platform', { variant })));
/** What runs, with one scenario: what `kubectl apply -f dist/ -f dist/networking/NAME.yaml` leaves. */
const withScenario = (name: BookinfoScenario): Mesh => base.with(scenario(name));

const toReviews: MeshRequest = { from: productpage, host: 'reviews' };
const as = (user: string): Partial<MeshRequest> => ({ headers: { 'end-user': user } });
const jason = as('jason');

describe('Without VirtualServices', () => {
  test('requests for reviews are spread over v1, v2 and v3, by short name and by FQDN (measured: 29/30/31)', () => {
    for (const host of ['reviews', 'reviews.bookinfo', 'reviews.bookinfo.svc.cluster.local']) {
      const decision = base.route({ ...toReviews, host });
      expect(decision).toReach(reviews);
      expect(decision).toSpreadOver(['reviews-v1', 'reviews-v2', 'reviews-v3'].map((name) => `${namespace}/${name}`));
      expect(decision).toSpreadOver(['v1', 'v2', 'v3'].map((version) => reviews.workload(version)));
      expect(decision).not.toReach(reviews.subset('v1'));
    }
  });

  test('each other service has one workload', () => {
    expect(base.route({ from: productpage, host: 'details' })).toSpreadOver([details.workload('v1')]);
    expect(base.route({ from: reviews.workload('v2'), host: 'ratings' })).toSpreadOver([ratings.workload('v1')]);
  });
});

describe('Case 1, virtual-service-all-v1: everyone gets v1', () => {
  const mesh = withScenario(BookinfoScenario.VIRTUAL_SERVICE_ALL_V1);

  test.each([{}, jason])('reviews v1, with or without end-user: jason (measured: 60 of 60) %#', (more) => {
    expect(mesh.route({ ...toReviews, ...more })).toReach(reviews.subset('v1'));
    expect(mesh.route({ ...toReviews, ...more })).toReach(reviews.workload('v1'));
  });

  test('and so it is for the other services', () => {
    expect(mesh.route({ from: productpage, host: details })).toReach(details.subset('v1'));
    expect(mesh.route({ from: reviews.workload('v3'), host: ratings })).toReach(ratings.subset('v1'));
    expect(mesh.route({ from: reviews.workload('v3'), host: productpage })).toReach(productpage.subset('v1'));
  });
});

describe('Case 2, virtual-service-reviews-test-v2: jason gets v2, all others v1', () => {
  const mesh = withScenario(BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_TEST_V2);

  test('jason gets v2 (measured: 60 of 60)', () => {
    expect(mesh.route({ ...toReviews, ...jason })).toReach(reviews.subset('v2'));
    expect(mesh.route({ ...toReviews, ...jason })).toReach('bookinfo/reviews-v2');
  });

  test.each([{}, as('Jason'), as('jason2')])('others get v1: no header, Jason, jason2 (measured: 60 of 60 each) %#', (more) => {
    expect(mesh.route({ ...toReviews, ...more })).toReach(reviews.subset('v1'));
    expect(mesh.route({ ...toReviews, ...more })).not.toReach(reviews.subset('v2'));
  });

  test('what is not about reviews goes on as before', () => {
    expect(mesh.route({ from: productpage, host: 'details', ...jason })).toSpreadOver([details.workload('v1')]);
  });
});

describe('The gateway', () => {
  const from = bookinfo.gateway;
  const get = (path: string, more: Partial<MeshRequest> = {}) =>
    base.route({ from, host: 'bookinfo.example.com', port: 8080, path, ...more });

  test.each([
    '/productpage',
    '/static/x',
    '/static',
    '/login',
    '/logout',
    '/api/v1/products',
    '/api/v1/products/0/reviews',
    '/productpage?u=test',
  ])('%s is productpage’s (measured: /productpage, /static/x, /login)', (path) => {
    expect(get(path)).toReach(productpage);
    expect(get(path)).toReach(productpage.workload('v1'));
  });

  test.each(['/nosuch', '/productpage/1', '/', '/Productpage', '/login/x'])(
    '%s is not found (measured: /nosuch, /productpage/1)',
    (path) => {
      expect(get(path)).toRespond(404);
    },
  );

  test('only port 8080 is open', () => {
    expect(get('/productpage', { port: 80 })).toMatchObject({ outcome: 'noListener' });
  });
});

describe('Shares of reviews', () => {
  test.each([
    [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_50_V3, { v1: 50, v3: 50 }],
    [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_80_20, { v1: 80, v2: 20 }],
    [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_90_10, { v1: 90, v2: 10 }],
    [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V2_V3, { v2: 50, v3: 50 }],
    [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V3, { v3: 100 }],
  ])('%s', (name, shares) => {
    expect(withScenario(name).route(toReviews)).toSplit(shares);
    expect(withScenario(name).route({ ...toReviews, ...jason })).toSplit(shares);
  });

  test('virtual-service-reviews-jason-v2-v3: jason gets v2, all others v3', () => {
    const mesh = withScenario(BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_JASON_V2_V3);
    expect(mesh.route({ ...toReviews, ...jason })).toReach(reviews.subset('v2'));
    expect(mesh.route(toReviews)).toReach(reviews.subset('v3'));
  });
});

describe('Versions beside the plain sample', () => {
  test.each([
    [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_DB, BookinfoVariant.BOOKINFO_RATINGS_V2, 'v2', 'ratings-v2'],
    [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_MYSQL, BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL, 'v2-mysql', 'ratings-v2-mysql'],
    [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_MYSQL_VM, BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL_VM, 'v2-mysql-vm', 'ratings-v2-mysql-vm'],
  ])('%s: red stars from ratings %s, once that runs', (name, variant, version, workload) => {
    const mesh = withScenario(name);
    const toRatings: MeshRequest = { from: reviews.workload('v3'), host: 'ratings' };
    expect(mesh.route(toReviews)).toReach(reviews.subset('v3'));
    expect(mesh.route(toRatings)).toRespond(503);
    expect(mesh.route(toRatings)).not.toReach(ratings.subset(version));
    const running = mesh.with(platform(variant));
    expect(running.route(toRatings)).toReach(ratings.subset(version));
    expect(running.route(toRatings)).toSpreadOver([workload]);
  });

  test('virtual-service-details-v2: details v2, once that runs', () => {
    const mesh = withScenario(BookinfoScenario.VIRTUAL_SERVICE_DETAILS_V2);
    expect(mesh.route({ from: productpage, host: 'details' })).toRespond(503);
    const running = mesh.with(platform(BookinfoVariant.BOOKINFO_DETAILS_V2));
    expect(running.route({ from: productpage, host: 'details' })).toReach(details.subset('v2'));
  });
});

describe('Faults', () => {
  const toRatings: MeshRequest = { from: reviews.workload('v2'), host: 'ratings' };

  test('virtual-service-ratings-test-abort: jason gets a 500 for ratings, others the ratings', () => {
    const mesh = withScenario(BookinfoScenario.VIRTUAL_SERVICE_RATINGS_TEST_ABORT);
    expect(mesh.route({ ...toRatings, ...jason })).toRespond(500);
    expect(mesh.route({ ...toRatings, ...jason })).toInjectFault({ abort: { httpStatus: 500, percent: 100 } });
    expect(mesh.route(toRatings)).toReach(ratings.subset('v1'));
    expect(mesh.route(toRatings)).not.toInjectFault();
  });

  test('virtual-service-ratings-test-delay: jason waits 7 seconds for them', () => {
    const mesh = withScenario(BookinfoScenario.VIRTUAL_SERVICE_RATINGS_TEST_DELAY);
    expect(mesh.route({ ...toRatings, ...jason })).toInjectFault({ delay: { fixedDelay: '7s', percent: 100 } });
    expect(mesh.route({ ...toRatings, ...jason })).toReach(ratings.subset('v1'));
    expect(mesh.route(toRatings)).not.toInjectFault();
  });

  test('fault-injection-details-v1: details answers everyone with 555', () => {
    const mesh = withScenario(BookinfoScenario.FAULT_INJECTION_DETAILS_V1);
    expect(mesh.route({ from: productpage, host: 'details' })).toRespond(555);
  });
});

describe('What is not about shares', () => {
  test('destination-rule-all-mtls: all four speak mutual TLS, destination-rule-all leaves it to the mesh', () => {
    const own = (name: BookinfoScenario): Mesh =>
      base.with(Mesh.fromApp(appOf((chart) => new BookinfoRouting(chart, 'r', { scenario: name }))));
    const policy = { destinations: [{ policy: { tls: 'ISTIO_MUTUAL' } }] };
    for (const host of [productpage, reviews, ratings, details]) {
      const request = { from: reviews.workload('v2'), host };
      expect(own(BookinfoScenario.DESTINATION_RULE_ALL_MTLS).route(request)).toMatchObject(policy);
      expect(own(BookinfoScenario.DESTINATION_RULE_ALL).route(request)).not.toMatchObject(policy);
    }
  });

  test('destination-rule-reviews: at random', () => {
    const mesh = base.with(
      Mesh.fromApp(appOf((chart) => new BookinfoRouting(chart, 'r', { scenario: BookinfoScenario.DESTINATION_RULE_REVIEWS }))),
    );
    expect(mesh.route(toReviews)).toMatchObject({ destinations: [{ policy: { lb: 'RANDOM' } }] });
    expect(mesh.route(toReviews)).toSpreadOver(['reviews-v1', 'reviews-v2', 'reviews-v3']);
  });

  test('bookinfo-gateway: the same way in', () => {
    const mesh = base.with(
      Mesh.fromApp(appOf((chart) => new BookinfoRouting(chart, 'r', { scenario: BookinfoScenario.BOOKINFO_GATEWAY }))),
    );
    expect(mesh.route({ from: bookinfo.gateway, host: 'x.com', port: 8080, path: '/productpage' })).toReach(productpage);
  });

  test('egress-rule-google-apis: plain HTTP to Google goes to port 443, in TLS', () => {
    const request: MeshRequest = { from: details, host: 'www.googleapis.com', port: 80, path: '/books/v1/volumes' };
    expect(base.route(request)).toPassThrough();
    const mesh = withScenario(BookinfoScenario.EGRESS_RULE_GOOGLE_APIS);
    expect(mesh.route(request)).toReach({ host: 'www.googleapis.com', port: 443 });
    expect(mesh.route(request)).toMatchObject({ destinations: [{ policy: { tls: 'SIMPLE' } }] });
  });

  test('certmanager-gateway: challenges go to the resolver, on a port of their own', () => {
    const mesh = withScenario(BookinfoScenario.CERTMANAGER_GATEWAY);
    const get = (path: string) => mesh.route({ from: 'gateway:istio-system/istio=ingressgateway', host: 'x.com', port: 80, path });
    expect(get('/.well-known/acme-challenge/token')).toMatchObject({
      destinations: [{ host: 'cert-manager-resolver.istio-system.svc.cluster.local', port: 8089, state: 'unknownCluster' }],
    });
    expect(get('/productpage')).toRespond(404);
  });

  test('what this engine does not model says so, and no matcher takes a side', () => {
    const limited = base.with(Mesh.fromApp(appOf((chart) => new BookinfoRateLimit(chart, 'limit'))));
    const decision = limited.route({ from: bookinfo.gateway, host: 'x.com', port: 8080, path: '/productpage' });
    expect(decision).toMatchObject({ outcome: 'notModelled' });
    expect(() => expect(decision).toReach(productpage)).toThrow('EnvoyFilter istio-system/filter-ratelimit');
    expect(() => expect(decision).not.toReach(productpage)).toThrow('EnvoyFilter istio-system/filter-ratelimit');
    const api = base.with(
      Mesh.fromApp(appOf((chart) => new BookinfoGatewayApi(chart, 'api', { scenario: BookinfoGatewayApiScenario.ROUTE_REVIEWS_V1 }))),
    );
    expect(api.route(toReviews)).toMatchObject({ outcome: 'notModelled' });
  });
});

test('dist/ says the same as the constructs', () => {
  const dist = Mesh.fromFiles(['dist', 'dist/networking/virtual-service-reviews-test-v2.yaml']);
  const request: MeshRequest = { from: 'bookinfo/productpage-v1', host: 'reviews' };
  expect(dist.route({ ...request, ...jason })).toReach('bookinfo/reviews-v2');
  expect(dist.route(request)).toReach('bookinfo/reviews-v1');
});
