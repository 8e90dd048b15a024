import { object } from '../../../test/analysis-cases';
import { Kind, Model } from '../../model';
import { rivalsOf } from './rivals';

test.each([
  [['a', 'b'], 'a', 'shop/b'],
  [['c', 'b', 'a'], 'c', 'shop/a, shop/b'],
  [['f', 'e', 'd', 'c', 'b', 'a'], 'b', 'shop/a, shop/c, shop/d and 2 more'],
  [['f', 'e', 'd', 'c', 'b', 'a'], 'f', 'shop/a, shop/b, shop/c and 2 more'],
])('Of %j the others of %s are %s', (names, own, expected) => {
  const resources = Model.of(names.map((name) => object('Sidecar', `shop/${name}`))).ofKind(Kind.SIDECAR);
  expect(rivalsOf(resources)(resources.find(({ name }) => name === own)!)).toBe(expected);
});
