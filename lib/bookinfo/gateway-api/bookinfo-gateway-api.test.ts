import { App, Chart, Testing } from 'cdk8s';
import { BookinfoGatewayApi } from './bookinfo-gateway-api';
import { BookinfoGatewayApiScenario } from './scenario';

function synth(scenario: BookinfoGatewayApiScenario): Record<string, any>[] {
  const chart = new Chart(new App(), 'app');
  new BookinfoGatewayApi(chart, 'routing', { scenario });
  return Testing.synth(chart);
}

const backends = (scenario: BookinfoGatewayApiScenario) =>
  synth(scenario).flatMap(({ spec }) => spec.rules.flatMap((rule: any) => rule.backendRefs));

test('the way in', () => {
  const [gateway, route] = synth(BookinfoGatewayApiScenario.BOOKINFO_GATEWAY);
  expect(gateway).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'bookinfo-gateway' },
    spec: {
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }],
    },
  });
  expect(route!.spec.parentRefs).toEqual([{ name: 'bookinfo-gateway' }]);
  expect(route!.spec.rules).toEqual([
    {
      matches: [
        { path: { type: 'Exact', value: '/productpage' } },
        { path: { type: 'PathPrefix', value: '/static' } },
        { path: { type: 'Exact', value: '/login' } },
        { path: { type: 'Exact', value: '/logout' } },
        { path: { type: 'PathPrefix', value: '/api/v1/products' } },
      ],
      backendRefs: [{ name: 'productpage', port: 9080 }],
    },
  ]);
});

test('routes of a service hang on the Service and lead to those of its versions', () => {
  expect(synth(BookinfoGatewayApiScenario.ROUTE_REVIEWS_90_10)).toEqual([
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'reviews' },
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'reviews', port: 9080 }],
        rules: [
          {
            backendRefs: [
              { name: 'reviews-v1', port: 9080, weight: 90 },
              { name: 'reviews-v2', port: 9080, weight: 10 },
            ],
          },
        ],
      },
    },
  ]);
});

test('a single version needs no weight', () => {
  expect(backends(BookinfoGatewayApiScenario.ROUTE_REVIEWS_V1)).toEqual([{ name: 'reviews-v1', port: 9080 }]);
  expect(backends(BookinfoGatewayApiScenario.ROUTE_REVIEWS_V3)).toEqual([{ name: 'reviews-v3', port: 9080 }]);
  expect(backends(BookinfoGatewayApiScenario.ROUTE_ALL_V1).map(({ name }) => name)).toEqual([
    'reviews-v1',
    'productpage-v1',
    'ratings-v1',
    'details-v1',
  ]);
});

test('a scenario that the sample does not have is refused', () => {
  expect(() => synth('route-reviews-v2' as BookinfoGatewayApiScenario)).toThrow(
    'app/routing: scenario: "route-reviews-v2" is not a scenario of the Gateway API; use one of bookinfo-gateway, route-all-v1, route-reviews-v1, route-reviews-v3, route-reviews-50-v3, route-reviews-90-10',
  );
});
