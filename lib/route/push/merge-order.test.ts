import fc from 'fast-check';
import { Model } from '../../model';
import { route } from '..';

const object = (apiVersion: string, kind: string, name: string, spec: object, day?: number) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop', ...(day !== undefined && { creationTimestamp: `2025-01-0${day}T00:00:00Z` }) },
  spec,
});
const base = [
  object('v1', 'Service', 'api', { selector: { app: 'api' }, ports: [{ name: 'http', port: 80 }] }),
  object('apps/v1', 'Deployment', 'api', { template: { metadata: { labels: { app: 'api' } } } }),
  object('apps/v1', 'Deployment', 'client', { template: { metadata: { labels: { app: 'client' } } } }),
];
const each = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  day: fc.integer({ min: 1, max: 3 }),
  subsets: fc.subarray(['v1', 'v2', 'v3']),
});
const some = fc.uniqueArray(each, { minLength: 1, maxLength: 4, selector: ({ name }) => name });
const ask = (manifests: readonly object[]) =>
  route(Model.of(manifests), { from: { workload: { namespace: 'shop', name: 'client' } }, host: 'api' });
const oldestOf = <T extends { name: string; day: number }>(all: readonly T[]): T =>
  [...all].sort((a, b) => a.day - b.day || (a.name < b.name ? -1 : 1))[0]!;

test('Of VirtualServices of one host the oldest answers, by name where they are of an age, in whatever order they are given', () => {
  fc.assert(
    fc.property(some, fc.nat(), (all, turn) => {
      const routes = all.map(({ name, day }) =>
        object('networking.istio.io/v1', 'VirtualService', name, { hosts: ['api'], http: [{ directResponse: { status: 200 } }] }, day),
      );
      const cut = turn % routes.length;
      const given = [...routes.slice(cut), ...base, ...routes.slice(0, cut)];
      expect(ask(given)).toMatchObject({ virtualService: `shop/${oldestOf(all).name}` });
      expect(ask([...given].reverse())).toEqual(ask(given));
    }),
  );
});

test('DestinationRules of one host are one: the oldest names it and gives the policy, each subset comes from the oldest that has it', () => {
  fc.assert(
    fc.property(some, fc.constantFrom('v1', 'v2', 'v3'), (all, subset) => {
      const rules = all.map(({ name, day, subsets }) => {
        const trafficPolicy = { connectionPool: { tcp: { maxConnections: name.charCodeAt(0) } } };
        const own = subsets.map((each) => ({
          name: each,
          labels: { app: 'api' },
          trafficPolicy: { connectionPool: { http: { maxRetries: name.charCodeAt(0) } } },
        }));
        return object('networking.istio.io/v1', 'DestinationRule', name, { host: 'api', trafficPolicy, subsets: own }, day);
      });
      const routed = object('networking.istio.io/v1', 'VirtualService', 'vs', {
        hosts: ['api'],
        http: [{ route: [{ destination: { host: 'api', subset } }] }],
      });
      const [whole, one] = [ask([...base, ...rules]), ask([...rules, routed, ...base])];
      const oldest = oldestOf(all).name;
      expect(whole).toMatchObject({
        destinations: [{ destinationRule: `shop/${oldest}`, policy: { maxConnections: oldest.charCodeAt(0) } }],
      });
      const having = all.filter(({ subsets }) => subsets.includes(subset as 'v1'));
      if (having.length === 0) expect(one).toMatchObject({ destinations: [{ state: 'unknownCluster' }] });
      else
        expect(one).toMatchObject({
          destinations: [{ destinationRule: `shop/${oldest}`, policy: { maxRetries: oldestOf(having).name.charCodeAt(0) } }],
        });
    }),
  );
});
