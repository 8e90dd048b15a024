import { CelInput, celList, celMap } from '@bufbuild/cel';
import { Schema } from '../structure/schema';
import { Mapping, typeOf } from '../value';

/** A value as rules see it: typed by its schema, not by its looks. */
export type View = (value: unknown) => CelInput;

/**
 * `UnstructuredToVal`, apiserver 0.35 pkg/cel/common/valuesunstructured.go: integers are ints, what the schema does not
 * name is invisible, a null property is absent.
 */
export function compileView(schema: Schema): View {
  if (schema['x-kubernetes-int-or-string']) return (value) => (typeof value === 'string' ? value : integer(value));
  switch (schema.type) {
    case 'integer':
      return integer;
    case 'number':
      return (value) => of(value, 'number');
    case 'boolean':
      return (value) => of(value, 'boolean');
    case 'string':
      return schema.format === 'byte' ? (value) => Buffer.from(of(value, 'string') as string, 'base64') : (value) => of(value, 'string');
    case 'array':
      return compileListView(schema);
    case 'object':
    case undefined:
      return compileMapView(schema);
  }
}

function integer(value: unknown): bigint {
  if (typeOf(value) !== 'integer') throw new TypeError('an integer is expected');
  return BigInt(value as number);
}

function of(value: unknown, type: 'boolean' | 'number' | 'string'): CelInput {
  if (typeof value !== type) throw new TypeError(`a ${type} is expected`);
  return value as CelInput;
}

function compileListView(schema: Schema): View {
  const item = compileView(schema.items ?? {});
  return (value) => {
    if (!Array.isArray(value)) throw new TypeError('a list is expected');
    return celList(value.map((each) => (each === null ? null : item(each))));
  };
}

function compileMapView(schema: Schema): View {
  // Views of fields are made when a rule asks for one: most rules look at one or two.
  const views = new Map<string, View>();
  const properties = schema.properties ?? {};
  const viewOf = (name: string): View | undefined => {
    const own = Object.hasOwn(properties, name) ? properties[name] : schema.properties ? undefined : schema.additionalProperties;
    if (!own) return undefined;
    const key = schema.properties ? name : '';
    let view = views.get(key);
    if (!view) views.set(key, (view = compileView(own)));
    return view;
  };
  return (value) => {
    if (typeOf(value) !== 'object') throw new TypeError('a mapping is expected');
    return celMap(new MapView(value as Mapping, schema.properties !== undefined, viewOf));
  };
}

/** A mapping of the manifest, without a copy of it. */
class MapView implements ReadonlyMap<string, CelInput> {
  public constructor(
    private readonly mapping: Mapping,
    private readonly isObject: boolean,
    private readonly viewOf: (name: string) => View | undefined,
  ) {}

  public get size(): number {
    return Object.keys(this.mapping).length;
  }

  public get(key: string): CelInput | undefined {
    const name = this.isObject ? unescape(key) : key;
    const value = typeof name === 'string' && Object.hasOwn(this.mapping, name) ? this.mapping[name] : undefined;
    if (value === undefined || (value === null && this.isObject)) return undefined;
    const view = this.viewOf(name);
    return view && (value === null ? null : view(value));
  }

  public has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  public *keys(): MapIterator<string> {
    for (const name of Object.keys(this.mapping)) if (this.viewOf(name)) yield name;
  }

  public *entries(): MapIterator<[string, CelInput]> {
    for (const name of this.keys()) {
      const value = this.get(name);
      if (value !== undefined) yield [name, value];
    }
  }

  public *values(): MapIterator<CelInput> {
    for (const [, value] of this.entries()) yield value;
  }

  public [Symbol.iterator](): MapIterator<[string, CelInput]> {
    return this.entries();
  }

  public forEach(callback: (value: CelInput, key: string, map: ReadonlyMap<string, CelInput>) => void): void {
    for (const [name, value] of this.entries()) callback(value, name, this);
  }
}

/** The field that a rule means by `__dash__` and the like. `Unescape`, apiserver 0.35 pkg/cel/escaping.go */
function unescape(name: string): string {
  if (!name.includes('__')) return name;
  const word = /^__([a-z]+)__$/.exec(name)?.[1];
  if (word !== undefined && RESERVED.has(word)) return word;
  return name.replace(
    /__(underscores|dot|dash|slash)__/g,
    (_, symbol: string) => ({ underscores: '__', dot: '.', dash: '-', slash: '/' })[symbol]!,
  );
}

const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);
