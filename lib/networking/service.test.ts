import { ApiObject, App, Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { Place } from '../render/place';
import { IService, renderHost, ServiceRef } from './service';

function place(namespace?: string): Place {
  return Place.of(new ApiObject(new Chart(new App(), 'shop', { namespace }), 'routes', { apiVersion: 'v1', kind: 'Rule' })).at('host');
}

const reviews = (namespace?: string) => ServiceRef.of({ name: 'reviews', namespace });

test.each<[string, string | IService, string | undefined, string | undefined, string]>([
  ['a service of the own namespace, short', reviews('bookinfo'), 'bookinfo', undefined, 'reviews'],
  ['a service elsewhere, in full', reviews('other'), 'bookinfo', undefined, 'reviews.other.svc.cluster.local'],
  [
    'a service that knows its namespace for a rule that does not, in full',
    reviews('other'),
    undefined,
    undefined,
    'reviews.other.svc.cluster.local',
  ],
  ['a service without namespace, short', reviews(), 'bookinfo', undefined, 'reviews'],
  ['a short name, as it is', 'reviews', 'bookinfo', undefined, 'reviews'],
  ['a short name that is meant elsewhere, in full', 'reviews', 'bookinfo', 'other', 'reviews.other.svc.cluster.local'],
  ['a short name that is meant in the own namespace, short', 'reviews', 'bookinfo', 'bookinfo', 'reviews'],
  ['a full name, as it is', 'reviews.other.svc.cluster.local', 'bookinfo', 'third', 'reviews.other.svc.cluster.local'],
  ['a name outside, as it is', 'example.com', 'bookinfo', 'other', 'example.com'],
  ['a wildcard, as it is', '*', 'bookinfo', 'other', '*'],
  ['a wildcard in the first label, as it is', '*-reviews', 'bookinfo', 'other', '*-reviews'],
])('renders %s', (_, host, namespace, home, rendered) => {
  expect(renderHost(host, place(namespace), home)).toBe(rendered);
});

test.each<[unknown, string]>([
  [null, 'null is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name'],
  [5, '5 is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name'],
  [
    { name: 'reviews', metadata: null, ports: [] },
    '{"name":"reviews","metadata":null,"ports":[]} is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name',
  ],
  [
    { metadata: {}, ports: [] },
    '{"metadata":{},"ports":[]} is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name',
  ],
  [ServiceRef.of(null as any), '{"metadata":{}} is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name'],
  [ServiceRef.from(null as any), 'a ServiceRef is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name'],
  ['', '"" is empty; give a DNS name such as "reviews" or "*.example.com"'],
  [
    ServiceRef.of({ name: 'a.b' }),
    '"a.b" is not a valid name of a Service; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
  ],
  [
    ServiceRef.of({ name: 'a', namespace: 'b/c' }),
    '"b/c" is not a valid namespace; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
  ],
  [
    ServiceRef.of({ name: 'a', namespace: '' }),
    '"" is not a valid namespace; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
  ],
])('%j is refused', (host, reason) => {
  expect(() => renderHost(host as IService, place('bookinfo'))).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: host: ${reason}` }),
  );
});

test('a namespace in which a short name is meant must be one', () => {
  expect(() => renderHost('reviews', place('bookinfo'), 'a b')).toThrow('"a b" is not a valid namespace');
});

test('a service of cdk8s-plus fits as it is, and reads its ports anew', () => {
  const service = new Service(new Chart(new App(), 'shop', { namespace: 'other' }), 'reviews', {
    metadata: { name: 'reviews' },
    ports: [{ port: 9080 }],
  });
  expect(renderHost(service, place('bookinfo'))).toBe('reviews.other.svc.cluster.local');
  const ref = ServiceRef.from(service);
  expect(renderHost(ref, place('bookinfo'))).toBe('reviews.other.svc.cluster.local');
  service.bind(9090, { name: 'grpc' });
  expect(ref.ports.map(({ port }) => port)).toEqual([9080, 9090]);
});

test('a ServiceRef does not share the ports that it was given', () => {
  const ports = [{ port: 9080 }];
  const ref = ServiceRef.of({ name: 'reviews', ports });
  ports.push({ port: 1 });
  ref.ports.push({ port: 2 });
  expect(ref.ports).toEqual([{ port: 9080 }]);
});
