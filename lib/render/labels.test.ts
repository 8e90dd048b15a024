import { ApiObject, App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { renderLabels } from './labels';
import { Place } from './place';

const place = Place.of(new ApiObject(new Chart(new App(), 'shop'), 'rule', { apiVersion: 'v1', kind: 'Rule' })).at('labels');

const x63 = 'x'.repeat(63);
const prefix253 = `${'x.'.repeat(126)}x`;

test.each<[{ [key: string]: string }]>([
  [{ version: 'v1', 'app.kubernetes.io/name': 'reviews', empty: '' }],
  [{ A_b: 'A_b-C.d', [x63]: x63, [`${prefix253}/${x63}`]: '1' }],
  [{}],
])('%j are labels', (labels) => {
  expect(renderLabels(labels, place)).toEqual(labels);
});

test('the labels are a copy', () => {
  const labels = { version: 'v1' };
  const rendered = renderLabels(labels, place);
  labels.version = 'v2';
  expect(rendered).toEqual({ version: 'v1' });
});

test.each([
  [''],
  ['/'],
  ['a/'],
  ['/a'],
  ['a/b/c'],
  ['-a'],
  ['a-'],
  ['_a'],
  ['a b'],
  ['ä'],
  ['a_b/c'],
  ['a..b/c'],
  [`${x63}x`],
  [`a/${x63}x`],
  [`x${prefix253}/a`],
])('%p is no label key', (key) => {
  expect(() => renderLabels({ [key]: 'a' }, place)).toThrow(
    / is not a label key; use "name" or "prefix\/name" of letters, digits, "-", "_" and "."$/,
  );
});

test.each<[unknown]>([['-'], ['a-'], ['a b'], ['ä'], [`${x63}x`], [5], [null], [true]])('%p is no label value', (value) => {
  expect(() => renderLabels({ version: value as string }, place)).toThrow(
    / is not a label value; use up to 63 letters, digits, "-", "_" and "."$/,
  );
});

test('a refusal names the label', () => {
  expect(() => renderLabels({ 'app.kubernetes.io/name': 'a b' }, place)).toThrow(
    'shop/rule: labels[app.kubernetes.io/name]: "a b" is not a label value; use up to 63 letters, digits, "-", "_" and "."',
  );
});

test('agrees with the functions of Istio, written out anew', () => {
  // validateTagKey and labelValueRegexp in pkg/config/labels, without regular expressions.
  const isAlphanumeric = (char: string | undefined) => char !== undefined && /[A-Za-z0-9]/.test(char);
  const isQualified = (name: string, others: string) =>
    isAlphanumeric(name[0]) && isAlphanumeric(name.at(-1)) && [...name].every((char) => isAlphanumeric(char) || others.includes(char));
  const isKey = (key: string) => {
    const [name, prefix, ...more] = key.split('/').reverse();
    if (more.length > 0 || !isQualified(name!, '-_.') || name!.length > 63) return false;
    return prefix === undefined || (prefix.length <= 253 && prefix.split('.').every((label) => isQualified(label, '-')));
  };
  const text = fc.string({ unit: fc.constantFrom(...'aZ9-_./'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (key, value) => {
      let accepted = true;
      try {
        renderLabels({ [key]: value }, place);
      } catch {
        accepted = false;
      }
      return accepted === (isKey(key) && (value === '' || isQualified(value, '-_.')));
    }),
    { numRuns: 2000 },
  );
});

test('hostile labels are judged in linear time', () => {
  for (const text of ['a'.repeat(1e5), 'a.'.repeat(5e4), 'a-'.repeat(5e4), `${'a'.repeat(1e5)}/`, '/'.repeat(1e5)]) {
    expect(() => renderLabels({ [text]: 'a' }, place)).toThrow('is not a label key');
    expect(() => renderLabels({ a: text }, place)).toThrow('is not a label value');
  }
}, 1_000);
