import { cases, find, namespace, object, service, virtualService } from '../../../../test/analysis-cases';
import { delegates } from './delegates';

const root = (match: object[] = [], name = 'leaf', more: object = {}) => virtualService({ http: [{ match, delegate: { name, ...more } }] });
const leaf = (http: object[] = [{}], spec: object = {}) => object('VirtualService', 'shop/leaf', { http, ...spec });
const missing = 'unknown-delegate VirtualService shop/routes spec.http.0.delegate';
const prefix = (path: string) => ({ uri: { prefix: path } });

cases(delegates, [
  ['One that does not exist, where the namespace is known', [root(), namespace('shop'), service('api')], [missing]],
  ['One that may be elsewhere', [root([], 'leaf', { namespace: 'web' }), namespace('shop')], [`?${missing}`]],
  ['One with hosts', [root(), leaf([{}], { hosts: ['api'] })], [missing]],
  ['One kept to itself', [root([], 'leaf', { namespace: 'shop' }), leaf([{}], { exportTo: ['web'] })], [missing]],
  ['One that fits', [root([prefix('/a')]), leaf([{ match: [prefix('/a/b')] }, {}], { exportTo: ['.'] })], []],
  [
    'A rule outside of the root’s',
    [root([prefix('/a')]), leaf([{ match: [prefix('/b')] }])],
    ['delegate-outside-root VirtualService shop/leaf spec.http.0'],
  ],
  [
    'Beside a regex nothing fits',
    [root([{ uri: { regex: '/a/.*' } }]), leaf([{ match: [prefix('/a/b')] }, { match: [{ headers: { a: {} } }] }])],
    ['delegate-outside-root VirtualService shop/leaf spec.http.0'],
  ],
  [
    'Within one of two roots',
    [
      root([prefix('/a')]),
      object('VirtualService', 'shop/second', { hosts: ['api'], http: [{ match: [prefix('/b')], delegate: { name: 'leaf' } }] }),
      leaf([{ match: [prefix('/b/c')] }]),
    ],
    [],
  ],
  ['Gateways by another name', [root([{ gateways: ['shop/gw'] }]), leaf([{ match: [{ gateways: ['gw'] }] }])], []],
  ['One whose hosts are misspelled', [leaf([{}], { host: ['api'] })], []],
  ['One that nobody names', [leaf()], ['?unused-delegate VirtualService shop/leaf spec']],
]);

test('Mesh config says who sees a delegate that does not', () => {
  expect(
    find(delegates, [root([], 'leaf', { namespace: 'web' }), object('VirtualService', 'web/leaf', { http: [{}] })], {
      defaultVirtualServiceExportTo: ['.'],
    }),
  ).toEqual([missing]);
});
