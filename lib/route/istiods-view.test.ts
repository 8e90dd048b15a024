import { MeshConfig, Model } from '../model';
import { route } from '.';

const istio = (kind: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace: 'shop', ...metadata },
  spec,
});
const service = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'reviews', namespace },
  spec: { selector: { app: 'reviews' }, ports: [{ name: 'http', port: 80 }] },
});
const deployment = (name: string, app: string, labels: object = {}, namespace = 'shop') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { template: { metadata: { labels: { app, ...labels } } } },
});
const namespace = (name: string, labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
const gone = (name: string, metadata: object) =>
  istio('VirtualService', name, { hosts: ['reviews'], http: [{ directResponse: { status: 410 } }] }, metadata);
const base = [service('shop'), deployment('reviews-v1', 'reviews'), deployment('client', 'client')];
const ask = (manifests: readonly object[], name = 'client', meshConfig?: MeshConfig) =>
  route(Model.of(manifests, { meshConfig }), { from: { workload: { namespace: 'shop', name } }, host: 'reviews.shop' });

describe('Revisions', () => {
  const canary = gone('a', { labels: { 'istio.io/rev': 'canary' } });

  test('An object of another revision is not read', () => {
    expect(ask([...base, canary]).outcome).toBe('route');
    expect(ask([...base, gone('a', { labels: { 'istio.io/rev': 'default' } })]).outcome).toBe('directResponse');
  });

  test('The client’s revision is its Pods’ label, else its namespace’s', () => {
    const labelled = deployment('new', 'new', { 'istio.io/rev': 'canary' });
    expect(ask([...base, canary, labelled], 'new').outcome).toBe('directResponse');
    expect(ask([...base, canary, labelled]).outcome).toBe('route');
    expect(ask([...base, canary, namespace('shop', { 'istio.io/rev': 'canary' })]).outcome).toBe('directResponse');
  });

  test('A label on what istiod does not read by revision says nothing', () => {
    const revised = { ...service('shop'), metadata: { name: 'reviews', namespace: 'shop', labels: { 'istio.io/rev': 'canary' } } };
    expect(ask([revised, ...base.slice(1)]).outcome).toBe('route');
  });
});

describe('discoverySelectors', () => {
  const team = namespace('shop', { team: 'a' });
  const selecting = (selector: object): MeshConfig => ({ discoverySelectors: [selector] });

  test('What lies in a namespace that none selects is not there', () => {
    expect(ask([...base, team], 'client', selecting({ matchLabels: { team: 'a' } })).outcome).toBe('route');
    expect(ask([...base, team], 'client', selecting({ matchLabels: { team: 'b' } })).outcome).toBe('passthrough');
    expect(ask([...base, team], 'client', { discoverySelectors: [] }).outcome).toBe('route');
  });

  test.each([
    [{ key: 'team', operator: 'In', values: ['a', 'b'] }, 'route'],
    [{ key: 'team', operator: 'In', values: ['b'] }, 'passthrough'],
    [{ key: 'team', operator: 'NotIn', values: ['b'] }, 'route'],
    [{ key: 'team', operator: 'Exists' }, 'route'],
    [{ key: 'team', operator: 'DoesNotExist' }, 'passthrough'],
    [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }, 'route'],
    [{ key: 'team', operator: 'Near' }, 'passthrough'],
  ])('%j', (expression, outcome) => {
    expect(ask([...base, team], 'client', selecting({ matchExpressions: [expression] })).outcome).toBe(outcome);
  });
});
