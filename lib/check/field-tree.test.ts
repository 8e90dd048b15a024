import fc from 'fast-check';
import type { FieldPath } from '../model/read';
import { FieldTree } from './field-tree';

const hosts = ['spec', 'hosts'];
const first = [...hosts, 0];
const http = ['spec', 'http'];

function treeOf(...fields: readonly FieldPath[]): FieldTree<string> {
  const tree = new FieldTree<string>();
  for (const field of fields) tree.add(field, field.join('.'));
  return tree;
}

test('A value is found at its field, from fields in it and from fields around it', () => {
  const tree = treeOf(hosts, first, http, []);
  expect(tree.of(hosts)).toEqual(['spec.hosts']);
  expect([...tree.around(first)]).toEqual(['', 'spec.hosts', 'spec.hosts.0']);
  expect([...tree.within(['spec'])]).toEqual(['spec.hosts', 'spec.hosts.0', 'spec.http']);
  expect([...tree.within(['spec'], 1)]).toEqual(['spec.hosts', 'spec.http']);
});

test('Of a field that none is about nothing is found, nor in it', () => {
  const tree = treeOf(hosts);
  expect(tree.of(['spec'])).toEqual([]);
  expect([...tree.around(['metadata', 'name'])]).toEqual([]);
  expect([...tree.within(http)]).toEqual([]);
});

test('It finds as if every field were compared', () => {
  const path = fc.array(fc.constantFrom<string | number>('a', 'b', 0), { maxLength: 4 });
  const isIn = (field: FieldPath, outer: FieldPath) => outer.every((step, index) => field[index] === step);
  fc.assert(
    fc.property(fc.array(path), path, (fields, asked) => {
      const tree = treeOf(...fields);
      const names = (test: (field: FieldPath) => boolean) =>
        fields
          .filter(test)
          .map((field) => field.join('.'))
          .sort();
      expect([...tree.around(asked)].sort()).toEqual(names((field) => isIn(asked, field)));
      expect([...tree.within(asked)].sort()).toEqual(names((field) => isIn(field, asked)));
      expect([...tree.within(asked, 2)].sort()).toEqual(names((field) => isIn(field, asked) && field.length <= asked.length + 2));
    }),
  );
});
