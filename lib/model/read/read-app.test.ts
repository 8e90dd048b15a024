import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { readApp } from './read-app';
import { readYaml } from './read-text';

function app(): App {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'a' } });
  new ApiObject(chart, 'one', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'on' }, data: { a: 'on', b: '0777', c: '12:30' } });
  const nested = new Chart(chart, 'nested');
  new ApiObject(nested, 'two', { apiVersion: 'v1', kind: 'A', spec: { late: Lazy.any({ produce: () => 1 }) as unknown } });
  return app;
}

test('the objects of an app are what it is synthesised to', () => {
  const byName = (a: object, b: object): number => JSON.stringify(a).localeCompare(JSON.stringify(b));
  const read = readApp(app()).map(({ object }) => object);
  const synthesised = readYaml(app().synthYaml()).map(({ object }) => object);
  expect(read).toHaveLength(2);
  expect(read.sort(byName)).toEqual(synthesised.sort(byName));
});

test('each knows its construct', () => {
  expect(readApp(app()).map(({ source }) => source)).toEqual([
    { kind: 'construct', path: 'shop/one' },
    { kind: 'construct', path: 'shop/nested/two' },
  ]);
});

test('a List in an app is its items', () => {
  const app = new App();
  new ApiObject(new Chart(app, 'c'), 'list', { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'A' }, { kind: 'B' }] });
  expect(() => readApp(app)).toThrow('c/list: items.1: no apiVersion, so this is no Kubernetes object; add it, or leave the file out');
});
