import { labelSelectorMatches } from './label-selector';

const expression = (operator: string, values?: string[], key = 'a') => ({ matchExpressions: [{ key, operator, values }] });

test.each<[string, unknown, boolean]>([
  ['none at all', undefined, true],
  ['an empty one', {}, true],
  ['labels that are there', { matchLabels: { a: 'b' } }, true],
  ['labels that are not', { matchLabels: { a: 'c' } }, false],
  ['one of several values', expression('In', ['b', 'c']), true],
  ['none of several values', expression('NotIn', ['c']), true],
  ['a label that is there', expression('Exists'), true],
  ['a label that is not there', expression('DoesNotExist', undefined, 'x'), true],
  ['a value where none may be', expression('Exists', ['b']), false],
  ['a value where none may be, of an absent label', expression('DoesNotExist', ['b'], 'x'), false],
  ['no value where one must be', expression('NotIn', []), false],
  ['an operator that there is not', expression('Is', ['b']), false],
  ['a key that can be none', expression('DoesNotExist', undefined, 'not a key'), false],
  ['a value that can be none', expression('NotIn', ['not a value']), false],
])('A selector with %s', (_what, selector, expected) => {
  expect(labelSelectorMatches(selector, { a: 'b' })).toBe(expected);
});
