import fc from 'fast-check';
import { Model } from '../../model';
import { DomainMap } from './domain-map';
import { catchAllsLast } from './gateway-route-config';
import { domainsOf, shortNamesOf } from './service-domains';

test('Routes that take everything come last, and each group keeps its order', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (flags) => {
      const routes = flags.map((isCatchAll, index) => ({ isCatchAll, index }));
      const sorted = catchAllsLast(routes);
      expect(sorted).toHaveLength(routes.length);
      const key = (route: { isCatchAll: boolean; index: number }) => (route.isCatchAll ? 1e6 : 0) + route.index;
      expect([...sorted].sort((a, b) => key(a) - key(b))).toEqual(sorted);
    }),
  );
});

test('A host goes to its own name, else the longest suffix, else the longest prefix, else to anything', () => {
  const map = new DomainMap<string>();
  for (const domain of ['*', 'a.*', 'a.b.*', '*.com', '*.b.com', 'a.b.com']) map.set(domain, domain);
  const hosts = ['a.b.com', 'c.b.com', 'b.com', 'a.b.net', 'a.net', 'x', '.com'];
  expect(hosts.map((host) => map.find(host))).toEqual(['a.b.com', '*.b.com', '*.com', 'a.b.*', 'a.*', '*', '*']);
});

test('The first of equal domains stays', () => {
  const map = new DomainMap<number>();
  for (const [index, domain] of ['a', 'A', '*.b', '*.b', '*', '*'].entries()) map.set(domain, index);
  expect([map.find('a'), map.find('x.b'), map.find('c')]).toEqual([0, 2, 4]);
});

test('Short names are those that DNS makes of a service in the client’s namespace', () => {
  expect(shortNamesOf('a.shop.svc.cluster.local', 'shop.svc.cluster.local')).toEqual([
    'a.shop.svc.cluster.local.',
    'a',
    'a.shop.svc',
    'a.shop',
  ]);
  expect(shortNamesOf('a.shop.svc.cluster.local', 'web.svc.cluster.local')).toEqual(['a.shop.svc.cluster.local.', 'a.shop.svc', 'a.shop']);
  expect(shortNamesOf('example.com', 'web.svc.cluster.local')).toEqual(['example.com.']);
});

test('A headless service answers to its Pods’ names too', () => {
  const manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', namespace: 'shop' },
    spec: { clusterIP: 'None', ports: [{ port: 80 }] },
  };
  const { domains } = domainsOf(Model.of([manifest]).services[0]!, 'shop.svc.cluster.local');
  expect(domains).toContain('*.a.shop.svc.cluster.local');
  expect(domains).not.toContain('0.0.0.0');
});
