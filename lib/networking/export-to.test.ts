import { ApiObject, App, Chart } from 'cdk8s';
import { Place } from '../render/place';
import { renderExportTo } from './export-to';

function place(namespace?: string): Place {
  const chart = new Chart(new App(), 'shop', { namespace });
  return Place.of(new ApiObject(chart, 'rule', { apiVersion: 'v1', kind: 'ConfigMap' }))
    .at('spec')
    .at('exportTo');
}

const SELECTOR = 'DestinationRule with a workloadSelector';

test.each([[['.']], [['*']], [['shop']], [['.', 'cart', 'web']], [['Upper-1']]])('takes %j', (exportTo) => {
  expect(renderExportTo(exportTo, place('shop'))).toEqual(exportTo);
});

test('an empty list is left out of the manifest, since it means the same', () => {
  expect(renderExportTo([], place('shop'))).toBeUndefined();
});

test('the list that was given is copied', () => {
  const given = ['.'];
  const rendered = renderExportTo(given, place('shop'));
  given.push('*');
  expect(rendered).toEqual(['.']);
});

test.each([
  [['a', 'a'], 'spec.exportTo[1]: "a" names the same namespace as "a" before it; remove one of the two'],
  [['.', 'shop'], 'spec.exportTo[1]: "shop" names the same namespace as "." before it; remove one of the two'],
  [['shop', '.'], 'spec.exportTo[1]: "." names the same namespace as "shop" before it; remove one of the two'],
  [['*', 'a'], 'spec.exportTo[0]: ["*","a"] has "*" beside others; leave it alone, or remove it'],
  [['.', '*'], 'spec.exportTo[1]: [".","*"] has "*" beside others; leave it alone, or remove it'],
  [['a.b'], 'spec.exportTo[0]: "a.b" is not a namespace; use ".", "*" or the name of a namespace'],
  [[''], 'spec.exportTo[0]: "" is not a namespace; use ".", "*" or the name of a namespace'],
  [['~'], 'spec.exportTo[0]: "~" would show it to no one, which Istio refuses; use "." for its own namespace'],
])('refuses %j', (exportTo, message) => {
  expect(() => renderExportTo(exportTo, place('shop'))).toThrow(`shop/rule: ${message}`);
});

test('"." and the own namespace are only known to be the same when the namespace is', () => {
  expect(renderExportTo(['.', 'shop'], place())).toEqual(['.', 'shop']);
});

test('a ServiceEntry may be shown to no one, but then to no one else', () => {
  expect(renderExportTo(['~'], place('shop'), 'ServiceEntry')).toEqual(['~']);
  expect(() => renderExportTo(['~', '.'], place('shop'), 'ServiceEntry')).toThrow('has "~" beside others');
});

describe('with a workloadSelector', () => {
  test.each([[['.']], [['shop']], [[]]])('takes %j in namespace shop', (exportTo) => {
    expect(() => renderExportTo(exportTo, place('shop'), SELECTOR)).not.toThrow();
  });

  test.each([[['*']], [['cart']], [['.', 'cart']]])('refuses %j in namespace shop', (exportTo) => {
    expect(() => renderExportTo(exportTo, place('shop'), SELECTOR)).toThrow('goes beyond the own namespace');
  });

  test('a single name may be the own namespace as long as that is not known', () => {
    expect(renderExportTo(['cart'], place(), SELECTOR)).toEqual(['cart']);
    expect(() => renderExportTo(['cart', 'web'], place(), SELECTOR)).toThrow('goes beyond the own namespace');
  });
});
