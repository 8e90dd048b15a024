import { ApiObject, App, Chart } from 'cdk8s';
import { Place } from '../render/place';
import { IDestination, renderDestination, renderRouteDestinations } from './destination';
import { DestinationRule } from './destination-rule';
import { IService, IServicePort, ServiceRef } from './service';
import { Subset } from './subset';

function subsetOf(host: string | IService, namespace?: string): Subset {
  return new DestinationRule(new Chart(new App(), 'rules', { namespace }), 'rule', { host }).addSubset('v1');
}

/** A rule in namespace `web` that uses the destination. */
function route(): Place {
  return Place.of(new ApiObject(new Chart(new App(), 'routes', { namespace: 'web' }), 'route', { apiVersion: 'v1', kind: 'ConfigMap' }));
}

test('is a destination: the service with the name of the subset', () => {
  const subset: IDestination = subsetOf(ServiceRef.of({ name: 'reviews', namespace: 'shop' }), 'shop');
  expect(subset.name).toBe('v1');
  expect(renderDestination(subset, route())).toEqual({ host: 'reviews.shop.svc.cluster.local', subset: 'v1' });
});

test('a short host means the namespace of the rule, not that of the route', () => {
  expect(renderDestination(subsetOf('reviews', 'shop'), route())).toEqual({ host: 'reviews.shop.svc.cluster.local', subset: 'v1' });
  expect(renderDestination(subsetOf('reviews', 'web'), route())).toEqual({ host: 'reviews', subset: 'v1' });
  expect(renderDestination(subsetOf('reviews'), route())).toEqual({ host: 'reviews', subset: 'v1' });
  expect(renderDestination(subsetOf('api.example.com', 'shop'), route())).toEqual({ host: 'api.example.com', subset: 'v1' });
});

test('has the ports of its service, also those added later', () => {
  const ports: IServicePort[] = [];
  const subset = subsetOf({ name: 'reviews', metadata: {}, ports });
  ports.push({ port: 9080, name: 'http' });
  expect(subset.ports).toEqual([{ port: 9080, name: 'http' }]);
  subset.ports.pop();
  expect(subset.ports).toHaveLength(1);
});

test('has no ports when the host is a text', () => {
  expect(subsetOf('reviews').ports).toEqual([]);
});

test('takes a weight, a port and header operations', () => {
  const subset = subsetOf('reviews', 'web');
  const headers = { request: { set: { 'x-version': 'v1' } } };
  expect(renderRouteDestinations([subset.weight(90), subset.port(80).weight(10), subset.headers(headers).weight(0)], route())).toEqual([
    { destination: { host: 'reviews', subset: 'v1' }, weight: 90 },
    { destination: { host: 'reviews', subset: 'v1', port: { number: 80 } }, weight: 10 },
    { destination: { host: 'reviews', subset: 'v1' }, weight: 0, headers },
  ]);
});
