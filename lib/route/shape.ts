/**
 * What types the fields of a value have. Fields that are not named may hold anything: nobody here reads them.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  /** A string, or what someone forgot to quote. */
  | 'scalar'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** A list of elements of one shape. */
export function list(element: Shape): Shape {
  return { list: element };
}

/** A mapping from names that authors choose. */
export function map(value: Shape): Shape {
  return { map: value };
}

/** A mapping with fields of their own shapes. */
export function fields(of: Readonly<Record<string, Shape>>): Shape {
  return { fields: of };
}

/** The same shape for several fields. */
export function all(names: string, shape: Shape): Record<string, Shape> {
  return Object.fromEntries(names.split(' ').map((name) => [name, shape]));
}

/**
 * The value without what is of another type: fields and elements that the API server would refuse say nothing. `null`
 * stays in mappings of an author's names, where it means an empty value. Returns the value itself where nothing is
 * wrong, and undefined where it is wrong as a whole.
 */
export function fit(value: unknown, shape: Shape): unknown {
  return fits(value, shape) ? value : cut(value, shape);
}

type Test = (value: unknown) => boolean;

/** Shapes as tests: nearly all values are right, and to see that nothing is to be copied. */
const tests = new WeakMap<object, Test>();

function fits(value: unknown, shape: Shape): boolean {
  return testOf(shape)(value);
}

function testOf(shape: Shape): Test {
  if (typeof shape === 'string') return SCALARS[shape];
  let test = tests.get(shape);
  if (!test)
    tests.set(shape, (test = 'list' in shape ? listTest(shape.list) : 'map' in shape ? mapTest(shape.map) : fieldsTest(shape.fields)));
  return test;
}

const SCALARS: Readonly<Record<'string' | 'number' | 'boolean' | 'scalar', Test>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  scalar: (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
};

function listTest(element: Shape): Test {
  const test = testOf(element);
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const each of value as unknown[]) if (!test(each)) return false;
    return true;
  };
}

function mapTest(inner: Shape): Test {
  const test = testOf(inner);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const key in value) {
      const given = (value as Record<string, unknown>)[key];
      if (given !== null && !test(given)) return false;
    }
    return true;
  };
}

function fieldsTest(of: Readonly<Record<string, Shape>>): Test {
  const ofField = new Map(Object.entries(of).map(([name, inner]) => [name, testOf(inner)]));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const key in value) {
      const test = ofField.get(key);
      if (test && !test((value as Record<string, unknown>)[key])) return false;
    }
    return true;
  };
}

/** What is left of a value that does not fit. */
function cut(value: unknown, shape: Shape): unknown {
  if (typeof shape === 'string') return undefined;
  if ('list' in shape) return fitList(value, shape.list);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const inner = 'map' in shape ? shape.map : Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    const given = (value as Record<string, unknown>)[key];
    if (!inner || (given === null && 'map' in shape)) continue;
    const fitted = fit(given, inner);
    if (fitted === given) continue;
    copy ??= { ...value };
    if (fitted === undefined) delete copy[key];
    else copy[key] = fitted;
  }
  return copy ?? value;
}

function fitList(value: unknown, element: Shape): unknown {
  if (!Array.isArray(value)) return undefined;
  const fitted = (value as unknown[]).map((each) => fit(each, element));
  return fitted.every((each, index) => each === value[index]) ? value : fitted.filter((each) => each !== undefined);
}
