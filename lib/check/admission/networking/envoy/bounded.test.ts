import { isBounded } from './bounded';

function nested(levels: number): unknown {
  let value: unknown = 'a';
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

test('ends: scalars, and what is no deeper than configuration goes', () => {
  expect(['a', null, undefined, {}, [], [[], {}], nested(200)].map(isBounded)).toEqual(Array(7).fill(true));
});

test('does not end: what lies in itself, or very deep', () => {
  const list: unknown[] = [];
  list.push({ list });
  expect([list, { list }, nested(201), nested(20_000)].map(isBounded)).toEqual([false, false, false, false]);
});

test('may hold a part in several places, but not without measure', () => {
  const part = { a: [1] };
  expect(isBounded([part, part, { part }])).toBe(true);
  let value: unknown = 'x';
  for (let level = 0; level < 30; level++) value = [value, value];
  expect(isBounded(value)).toBe(false);
});

test('counts levels along the longest way to a part', () => {
  const parts: unknown[][] = [[]];
  for (let index = 0; index < 300; index++) parts.push([parts[index]]);
  expect(isBounded(parts)).toBe(false);
});
