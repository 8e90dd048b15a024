import * as fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Model } from '../../model';
import { readYaml } from '../../model/read';
import { analyze, suppress } from '.';

/** All objects of all pages' examples: of every kind, with every field that some analyzer reads. */
const folder = join(__dirname, '../../../docs/findings');
const examples: readonly object[] = readdirSync(folder).flatMap((name) =>
  [...readFileSync(join(folder, name), 'utf8').matchAll(/```yaml\n([^]*?)```/g)].flatMap(([, yaml]) =>
    readYaml(yaml!).map(({ object }) => object),
  ),
);

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '*',
    '/',
    '%',
    '__proto__',
    'a/b/c',
    -1,
    1e99,
    true,
    [],
    {},
    [null],
    [[]],
    [{}],
    { a: null },
    JSON.parse('{"__proto__": {"x": 1}}'),
    { toString: null },
    { valueOf: 1, toString: {} },
    { length: 3 },
    { constructor: null },
  ),
  fc.jsonValue(),
);

/** A value with some of its parts replaced or left out. */
function mutated(value: unknown, pick: () => number, put: () => unknown): unknown {
  const luck = pick();
  if (luck < 6) return put();
  if (Array.isArray(value)) return value.map((each) => mutated(each, pick, put));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => pick() > 2)
      .map(([name, each]) => [name, mutated(each, pick, put)]),
  );
}

test('Objects of any shape are analyzed without throwing, and stay as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(99), { minLength: 200, maxLength: 400 }),
      fc.array(odd, { minLength: 20, maxLength: 20 }),
      fc.nat(),
      (numbers, oddities, start) => {
        let next = start % 1000;
        const pick = () => numbers[next++ % numbers.length]!;
        const put = () => oddities[next++ % oddities.length];
        const some = Array.from({ length: 50 }, (_, index) => examples[(start + index * 7) % examples.length]!);
        const manifests = some.map((each) => {
          const { apiVersion, kind, metadata, ...rest } = each as Record<string, unknown>;
          const { name } = metadata as { name: string };
          return {
            apiVersion,
            kind,
            metadata: { ...(mutated(metadata, pick, put) as object), name },
            ...(mutated(rest, pick, put) as object),
          };
        });
        const before = JSON.stringify(manifests);
        const model = Model.of(manifests, { meshConfig: {} });
        suppress(model, analyze(model));
        expect(JSON.stringify(manifests)).toBe(before);
      },
    ),
    // Shrinking would analyze the examples a thousand times more; the seed says enough.
    { numRuns: 100, endOnFailure: true },
  );
});
