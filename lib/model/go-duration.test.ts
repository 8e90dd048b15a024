import fc from 'fast-check';
import { parseGoDuration } from './go-duration';

/** What `time.ParseDuration` of Go 1.26 answers, in nanoseconds. */
test.each<[string, bigint]>([
  ['5s', 5_000_000_000n],
  ['+5s', 5_000_000_000n],
  ['-5s', -5_000_000_000n],
  ['.5s', 500_000_000n],
  ['5.s', 5_000_000_000n],
  ['1m60s', 120_000_000_000n],
  ['1.5h', 5_400_000_000_000n],
  ['1500us', 1_500_000n],
  ['1\u00b5s', 1_000n],
  ['1\u03bcs', 1_000n],
  ['0', 0n],
  ['-0', 0n],
  ['1h30m', 5_400_000_000_000n],
  ['-1.5s', -1_500_000_000n],
  ['0.0000000001s', 0n],
  ['2562047h47m16.854775807s', 9_223_372_036_854_775_807n],
  ['-2562047h47m16.854775808s', -9_223_372_036_854_775_808n],
  ['2562047h', 9_223_369_200_000_000_000n],
  ['9223372036854775807ns', 9_223_372_036_854_775_807n],
  ['-9223372036854775808ns', -9_223_372_036_854_775_808n],
  ['0.000000000000000000001h', 0n],
  ['0.9999999999999999999999ms', 1_000_000n],
  ['0000000000000000000000000000001s', 1_000_000_000n],
])('%s is a duration', (text, nanoseconds) => {
  expect(parseGoDuration(text)).toBe(nanoseconds);
});

test.each([
  '',
  's',
  '--1s',
  '1sx',
  '2562047h47m16.854775808s',
  '9'.repeat(1000) + 's',
  '5',
  '1d',
  '1 s',
  '5S',
  '1e3s',
  '.s',
  '+',
  '1..5s',
  '9999999h',
  '2562048h',
  '9223372036854775808ns',
  '1h-1m',
  '1s ',
])('"%s" is none', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});

test('the parts of a duration add up, in any order', () => {
  const part = fc.tuple(
    fc.nat(1000),
    fc.constantFrom(['h', 3_600_000_000_000n], ['m', 60_000_000_000n], ['s', 1_000_000_000n], ['ms', 1_000_000n] as const),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean(), (parts, negative) => {
      const text = parts.map(([amount, [unit]]) => `${amount}${unit}`).join('');
      const sum = parts.reduce((total, [amount, [, size]]) => total + BigInt(amount) * (size as bigint), 0n);
      expect(parseGoDuration(`${negative ? '-' : ''}${text}`)).toBe(negative ? -sum : sum);
    }),
  );
});

test('a duration of a million digits is read at once', () => {
  expect(parseGoDuration(`0.${'1'.repeat(1_000_000)}s`)).toBe(111_111_111n);
  expect(parseGoDuration(`${'1'.repeat(1_000_000)}s`)).toBeUndefined();
});
