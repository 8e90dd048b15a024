import { canonical } from './canonical';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  enumeration,
  INT32,
  list,
  map,
  mapBy,
  message,
  optional,
  STRING,
  STRUCT,
  type Type,
  UINT32,
} from '.';
import type { AdmissionProblem } from '../problem';
import { Spot } from '../spot';

function read<T>(type: Type<T>, value: unknown): T | string[] {
  const problems: AdmissionProblem[] = [];
  const result = type.read(value, Spot.root(problems).at('x'));
  return problems.length === 0 ? result : problems.map(({ field, message }) => `${field.join('.')}: ${message}`);
}

test('texts, booleans and mappings are taken as they are, and nothing for them', () => {
  expect(read(STRING, 'a')).toBe('a');
  expect(read(STRING, 5)).toEqual(['x: This must be a string: quote it, not 5.']);
  expect(read(BOOL, true)).toBe(true);
  expect(read(BOOL, 'true')).toEqual(['x: This must be true or false, without quotes, not "true".']);
  expect(read(STRUCT, { a: [1] })).toEqual({ a: [1] });
  expect(read(STRUCT, [])).toEqual(['x: This must be a mapping, not a list.']);
});

test('numbers are whole and in the range of their type', () => {
  expect([0, 2147483647, -2147483648].map((value) => read(INT32, value))).toEqual([0, 2147483647, -2147483648]);
  for (const value of [2147483648, 1.5, NaN, '1.0', '', '05', '+5', '\t5', 'null ', true, null]) {
    const got = read(INT32, value);
    expect([value, got]).toEqual([
      value,
      value === 'null ' ? 0 : [expect.stringContaining('a whole number from -2147483648 to 2147483647')],
    ]);
  }
  expect(read(UINT32, -1)).toEqual(['x: This must be a whole number from 0 to 4294967295, not -1.']);
  expect(read(UINT32, '-0')).toEqual(['x: This must be a whole number from 0 to 4294967295, not "-0".']);
});

test('numbers may be written as texts, which the webhook takes off their quotes', () => {
  expect(['50', ' 5 ', '-3'].map((value) => read(INT32, value))).toEqual([50, 5, -3]);
  expect(['0.5', '1e2', 'Infinity', '-Infinity', 'NaN'].map((value) => read(DOUBLE, value))).toEqual([0.5, 100, Infinity, -Infinity, NaN]);
  expect(read(DOUBLE, '.5')).toEqual(['x: This must be a number, not ".5".']);
  expect(read(DOUBLE, '1e400')).toEqual(['x: This must be a number, not "1e400".']);
});

test('bytes are counted', () => {
  expect(['', 'aGk=', 'aGkh', 'aA==', 'aG\nk='].map((value) => read(BYTES, value))).toEqual([0, 2, 3, 1, 2]);
  expect([[], [0, 255, null]].map((value) => read(BYTES, value))).toEqual([0, 3]);
  for (const value of ['aGk', 'a-_=', '=', 5, [256], [-1], [1.5], ['a']])
    expect(read(BYTES, value)).toEqual([expect.stringContaining('bytes in base64')]);
});

test('a member of an enum is named, or numbered', () => {
  const mode = enumeration('OFF', 'ON');
  expect([read(mode, 'ON'), read(mode, 1), read(mode, 7), mode.zero]).toEqual(['ON', 'ON', '7', 'OFF']);
  expect(read(mode, 'on')).toEqual(['x: This must be one of OFF, ON, not "on".']);
  expect(read(mode, 1.5)).toEqual([expect.stringContaining('a whole number')]);
});

test('null in a list or map becomes an empty message, null in a field nothing', () => {
  const inner = message({ name: STRING, size: INT32 });
  const outer = message({ one: optional(inner), many: list(inner), byName: map(inner) });
  expect(read(outer, { one: null, many: [null], byName: { a: null } })).toEqual({
    one: undefined,
    many: [{ name: '', size: 0 }],
    byName: new Map([['a', { name: '', size: 0 }]]),
  });
});

test('fields are found by their names in JSON or in the .proto file, and JSON wins even with null', () => {
  const type = message(
    { mirrorPercent: optional(UINT32), consecutive5xxErrors: UINT32, targetRef: STRING },
    {
      protoNames: { consecutive5xxErrors: 'consecutive_5xx_errors', targetRef: 'targetRef' },
    },
  );
  expect(read(type, { mirror_percent: 5, consecutive_5xx_errors: 7 })).toEqual({
    mirrorPercent: 5,
    consecutive5xxErrors: 7,
    targetRef: '',
  });
  expect(read(type, { mirror_percent: 5, mirrorPercent: 6 })).toMatchObject({ mirrorPercent: 6 });
  expect(read(type, { mirrorPercent: null, mirror_percent: 5 })).toMatchObject({ mirrorPercent: undefined });
  expect(read(type, { target_ref: 'x', unknown: [] })).toMatchObject({ targetRef: '' });
});

test('of the members of a oneof the last in the .proto file stays', () => {
  const type = message({ exact: optional(STRING), prefix: optional(STRING) }, { oneOf: [['exact', 'prefix']] });
  expect(read(type, { prefix: 'p', exact: 'e' })).toEqual({ exact: undefined, prefix: 'p' });
  expect(read(type, { exact: '' })).toEqual({ exact: '', prefix: undefined });
});

test('all that can not be read is reported, each at its field', () => {
  const type = message({ ports: list(message({ number: UINT32 })), labels: map(STRING), byPort: mapBy(UINT32.read, BOOL) });
  expect(read(type, { ports: [{ number: 'x' }, 5], labels: { a: 1 }, byPort: { http: true } })).toEqual([
    'x.ports.0.number: This must be a whole number from 0 to 4294967295, not "x".',
    'x.ports.1: This must be a mapping, not 5.',
    'x.labels.a: This must be a string: quote it, not 1.',
    'x.byPort.http: This must be a whole number from 0 to 4294967295, not "http".',
  ]);
});

test('keys of prototypes are keys like others', () => {
  const hostile = JSON.parse('{"__proto__": "a", "constructor": "b"}') as unknown;
  expect(read(map(STRING), hostile)).toEqual(
    new Map([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]),
  );
  expect(read(message({ name: STRING }), hostile)).toEqual({ name: '' });
});

test.each(['', '5', '.s', 's', '1d', '1 s', '1S', '1e3s', '--1s', '2562047h47m16.854775808s', '9'.repeat(1000) + 's', '1sx'])(
  '%j is no duration',
  (text) => {
    expect(read(DURATION, text)).toEqual([expect.stringContaining('is not a duration: write a number and h, m, s or ms')]);
  },
);

test('messages that say the same have the same canonical text, in whatever order', () => {
  const one = {
    a: new Map([
      ['x', { n: 1 }],
      ['y', { n: 2 }],
    ]),
    b: [1n, 'q'],
    c: undefined,
  };
  const two = {
    b: [1n, 'q'],
    c: undefined,
    a: new Map([
      ['y', { n: 2 }],
      ['x', { n: 1 }],
    ]),
  };
  expect(canonical(one)).toBe(canonical(two));
  expect(canonical(one)).not.toBe(canonical({ ...one, b: [1, 'q'] }));
});
