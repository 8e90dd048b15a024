import { firstPemBlock } from './pem';

const block = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

test.each<[string, string, string | undefined]>([
  ['A block', block('X', 'YWJj'), 'abc'],
  ['Lines that end as on Windows', block('X', 'YW\nJj').replaceAll('\n', '\r\n'), 'abc'],
  ['After a text', `a text\n${block('X', 'YWJj')}`, 'abc'],
  ['With headers', block('X', 'A: b\n\nYWJj'), 'abc'],
  ['The second where the first is broken', block('X', '?') + block('Y', 'YWJj'), 'abc'],
  ['The last beginning before an end', `-----BEGIN A-----\n${block('X', 'YWJj')}`, 'abc'],
  ['Not at the beginning of a line', `x${block('X', 'YWJj')}`, undefined],
  ['Without an end', '-----BEGIN X-----\nYWJj', undefined],
  ['With an end of another label', '-----BEGIN X-----\nYWJj\n-----END Y-----\n', undefined],
  ['With a text after its end', block('X', 'YWJj').trimEnd() + 'x', undefined],
  ['Not base64', block('X', 'YWJ'), undefined],
])('%s', (_what, text, expected) => {
  expect(firstPemBlock(text)?.toString()).toBe(expected);
});
