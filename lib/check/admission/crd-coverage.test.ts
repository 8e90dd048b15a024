import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toResource } from '../../model/resource';
import { checkAdmission } from './check-admission';
import { KINDS } from './kinds';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
}

interface Crd {
  readonly group: string;
  readonly schemas: readonly { readonly properties: Readonly<Record<string, Schema>> }[];
}

const { kinds: crds } = JSON.parse(readFileSync(join(__dirname, '../../../imports/schemas.json'), 'utf8')) as {
  readonly kinds: Readonly<Record<string, Crd>>;
};

/** A field somewhere in a spec, and how to write a value into it. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly schema: Schema;
  readonly wrap: (value: unknown) => unknown;
}

function* placesIn(schema: Schema, path: readonly (string | number)[], wrap: (value: unknown) => unknown): Iterable<Place> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    yield* placeOf(field, [...path, name], (value) => wrap({ [name]: value }));
  }
}

function* placeOf(schema: Schema, path: readonly (string | number)[], wrap: (value: unknown) => unknown): Iterable<Place> {
  yield { path, schema, wrap };
  yield* placesIn(schema, path, wrap);
  if (schema.items) yield* placeOf(schema.items, [...path, 0], (value) => wrap([value]));
  if (schema.additionalProperties) yield* placeOf(schema.additionalProperties, [...path, '7'], (value) => wrap({ 7: value }));
}

function errorsAt(kind: string, group: string, spec: unknown, path: readonly (string | number)[]): string[] {
  const manifest = { apiVersion: `${group}/v1`, kind, metadata: { name: 'x', namespace: 'shop' }, spec };
  return checkAdmission(toResource({ manifest }, 'default')!)
    .filter(({ level, field }) => level === 'error' && field.join('.') === ['spec', ...path].join('.'))
    .map(({ message }) => message);
}

test('judges every kind that Istio has a CRD for, and no other', () => {
  expect([...KINDS.keys()].sort()).toEqual(
    Object.entries(crds)
      .map(([kind, { group }]) => `${group}/${kind}`)
      .sort(),
  );
});

describe.each(Object.entries(crds))('%s', (kind, { group, schemas }) => {
  const places = [...placesIn(schemas[0]!.properties.spec!, [], (value) => value)];

  test('reads every field of the CRD, and refuses one of the wrong type', () => {
    for (const { path, schema, wrap } of places) {
      const wrong = schema.type === 'array' || schema.type === 'object' ? 'text' : {};
      expect([path, errorsAt(kind, group, wrap(wrong), path)]).toEqual([path, [expect.stringMatching(/^This must be |is not a duration/)]]);
    }
  });

  test('knows the members of every enum', () => {
    for (const { path, schema, wrap } of places) {
      for (const member of schema.enum ?? []) {
        const misread = errorsAt(kind, group, wrap(member), path).filter((message) => message.startsWith('This must be one of'));
        expect([path, member, misread]).toEqual([path, member, []]);
      }
      if (schema.enum && !TEXTS_BY_CRD.has(path.at(-1))) {
        expect([path, errorsAt(kind, group, wrap('NOPE'), path)]).toEqual([path, [expect.stringContaining('This must be one of')]]);
      }
    }
  });
});

/** Enums of the CRD that are plain texts for istiod. */
const TEXTS_BY_CRD: ReadonlySet<unknown> = new Set(['scheme']);
