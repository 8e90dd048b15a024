import { deployment, Manifest, namespace, object } from '../../../test/analysis-cases';
import { Model } from '../../model';
import { Finding } from '../finding';
import { analyze, suppress } from '.';

const annotated = (value: string, labels: object = {}) =>
  object('Namespace', 'shop', undefined, { metadata: { labels, annotations: { 'galley.istio.io/analyze-suppress': value } } });

const codes = (manifests: readonly Manifest[]) => {
  const model = Model.of(manifests);
  return suppress(model, analyze(model)).map(({ code, message }) => (code === 'unused-suppression' ? message : code));
};

test('A code, one of several, or a star leaves findings out', () => {
  expect(codes([annotated('IST0102')])).toEqual([]);
  expect(codes([annotated('*')])).toEqual([]);
  expect(codes([namespace('shop', {})])).toEqual(['IST0102']);
});

test('What suppresses nothing is told', () => {
  expect(codes([annotated('IST0102,IST0103')])).toEqual(['"IST0103" suppresses nothing: there is no such finding here. Remove it.']);
  expect(codes([annotated('*', { 'istio-injection': 'enabled' })])).toEqual([
    '"*" suppresses nothing: there is no such finding here. Remove it.',
  ]);
});

test('A space is part of the code, as for Istio', () => {
  expect(codes([annotated(' IST0102')])).toEqual([
    'IST0102',
    '" IST0102" suppresses nothing: a space is taken as part of the code. Remove the space.',
  ]);
});

test('Codes that only a cluster shows may be suppressed in vain', () => {
  expect(codes([annotated('IST0136', { 'istio-injection': 'enabled' })])).toEqual([]);
});

test('An annotation of the Pods of a workload counts for it', () => {
  const metadata = { annotations: { 'galley.istio.io/analyze-suppress': 'IST0144' } };
  expect(codes([deployment('web', {}, { securityContext: { runAsUser: 1337 } }, metadata)])).toEqual([]);
});

test('Findings of other layers are left out alike', () => {
  const model = Model.of([annotated('IST0102,IST0106')]);
  const [resource] = model.ofKind('/Namespace');
  const other: Finding = { code: 'IST0106', level: 'error', message: 'x', resource: resource!, field: [] };
  expect(suppress(model, [...analyze(model), other])).toEqual([]);
});
