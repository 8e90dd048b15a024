import { ApiObject, App, Chart } from 'cdk8s';
import { Place } from '../render/place';
import { renderMatch, StringMatch } from './string-match';

const place = Place.of(new ApiObject(new Chart(new App(), 'shop'), 'routes', { apiVersion: 'v1', kind: 'Rule' })).at('uri');

test.each([
  [StringMatch.exact('jason'), { exact: 'jason' }],
  [StringMatch.exact(''), { exact: '' }],
  [StringMatch.prefix('/api'), { prefix: '/api' }],
  [StringMatch.regex('v[12]'), { regex: 'v[12]' }],
  [StringMatch.regex('x'.repeat(1024)), { regex: 'x'.repeat(1024) }],
])('%j is rendered', (match, rendered) => {
  expect(renderMatch(match, place)).toEqual(rendered);
});

test('presence is an empty match, where it can be asked', () => {
  expect(renderMatch(StringMatch.present(), place, 'presence')).toEqual({});
});

test('an empty prefix is for paths', () => {
  expect(renderMatch(StringMatch.prefix(''), place, 'empty prefix')).toEqual({ prefix: '' });
});

test.each<[StringMatch, string]>([
  [StringMatch.prefix(''), 'uri.prefix: "" is empty, which Istio refuses; use present() where any value will do'],
  [StringMatch.regex(''), 'uri.regex: "" is empty, which Istio refuses; use regex(".*") where any value will do'],
  [StringMatch.present(), 'uri: "present()" is for headers and query parameters only; use exact, prefix or regex, e.g. regex(".*")'],
  [StringMatch.exact(5 as any), 'uri.exact: 5 is not a string; quote it'],
  [StringMatch.regex(null as any), 'uri.regex: null is not a string; quote it'],
  [StringMatch.prefix(Symbol('p') as any), 'uri.prefix: Symbol(p) is not a string; quote it'],
  ['jason' as any, 'uri: "jason" is not a StringMatch; use StringMatch.exact(...), .prefix(...), .regex(...) or .present()'],
  [
    { exact: 'jason' } as any,
    'uri: {"exact":"jason"} is not a StringMatch; use StringMatch.exact(...), .prefix(...), .regex(...) or .present()',
  ],
  [null as any, 'uri: null is not a StringMatch; use StringMatch.exact(...), .prefix(...), .regex(...) or .present()'],
])('%p is refused', (match, complaint) => {
  expect(() => renderMatch(match, place)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: ${complaint}` }),
  );
});

test.each(['x'.repeat(1025), 'ü'.repeat(513)])(
  'a regex of more than 1024 bytes is refused, which Istio counts rather than characters',
  (regex) => {
    expect(() => renderMatch(StringMatch.regex(regex), place)).toThrow(
      /^shop\/routes: uri.regex: ".*\.\.\. is longer than 1024 bytes, which Istio refuses; split the rule or match a prefix$/,
    );
  },
);
