import { isObject, type Place, type Renderer } from './place';

/** A text. @internal */
export function renderString(value: string, place: Place): string {
  if (typeof value !== 'string') place.fail(value, 'is not a string', 'quote it');
  return value;
}

/**
 * A text that becomes part of a header or of the request line. With a line break or NUL in it Envoy refuses
 * the whole route configuration (`HTTP_HEADER_VALUE` in its route_components.proto), which istiod lets pass.
 *
 * @internal
 */
export function renderLine(value: string, place: Place): string {
  if (/[\0\r\n]/.test(renderString(value, place))) place.fail(value, 'has a line break or NUL, which Envoy refuses', 'remove it');
  return value;
}

/** @internal */
export function renderBoolean(value: boolean, place: Place): boolean {
  if (typeof value !== 'boolean') place.fail(value, 'is not a boolean', 'write true or false');
  return value;
}

/** One of some texts, such as the members of an enum. @internal */
export function oneOf<Choice extends string>(choices: readonly Choice[], problem = 'is not known here'): Renderer<Choice> {
  return (value, place) => {
    if (!choices.includes(value)) place.fail(value, problem, `use one of ${choices.join(', ')}`);
    return value;
  };
}

/** @internal */
export function listOf<Value, Rendered>(render: Renderer<Value, Rendered>): Renderer<Value[], Rendered[]> {
  return (values, place) => {
    if (!Array.isArray(values)) place.fail(values, 'is not a list', 'put it into brackets: [...]');
    const rendered = new Array<Rendered>(values.length);
    // Not map, which leaves out the holes of a sparse list.
    for (let index = 0; index < values.length; index++) rendered[index] = render(values[index]!, place.at(index));
    return rendered;
  };
}

/** Whether a value was written as `{ ... }`. Of a `Map` no entry would show. */
function isPlain(value: unknown): boolean {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null; // Object.prototype, of whichever realm
}

/** A map whose keys are the user's own: headers, labels, query parameters. @internal */
export function mapOf<Value, Rendered>(
  render: (value: Value, place: Place, name: string) => Rendered,
): Renderer<{ [name: string]: Value }, { [name: string]: Rendered }> {
  return (values, place) => {
    if (!isPlain(values)) place.fail(values, 'is not a map', 'write it as { name: value }');
    const rendered: { [name: string]: Rendered } = {};
    for (const name in values) {
      if (!Object.hasOwn(values, name)) continue;
      const at = place.at(name);
      // cdk8s copies objects by assignment and tells plain ones by their constructor.
      if (name === '__proto__' || name === 'constructor') at.fail(name, 'is a name that cdk8s cannot write', 'rename it');
      rendered[name] = render(values[name]!, at, name);
    }
    return rendered;
  };
}

/** A value whose class renders it: a rewrite, a route, a server. @internal */
export interface ISelfRendering<Rendered> {
  /** @internal */
  _render(place: Place): Rendered;
}

/** Refuses what the factories of a class did not make. @internal */
export function checkMadeBy(name: string, example: string, value: ISelfRendering<unknown>, place: Place): void {
  if (typeof value?._render !== 'function') place.fail(value, `was not made by ${name}`, `use a factory of it, e.g. ${name}.${example}`);
}

/** The renderer of a class with factories. @internal */
export function madeBy<Rendered>(name: string, example: string): Renderer<ISelfRendering<Rendered>, Rendered> {
  return (value, place) => {
    checkMadeBy(name, example, value, place);
    return value._render(place);
  };
}

/** How each field of a struct is rendered; a field that is forgotten does not compile. @internal */
export type Fields<Struct, Rendered> = {
  readonly [Field in keyof Required<Struct>]: Renderer<
    Exclude<Struct[Field], undefined>,
    Field extends keyof Rendered ? Rendered[Field] | undefined : undefined
  >;
};

/** What is wrong with a field that a struct does not have, and the way out. @internal */
export interface Complaint {
  readonly problem: string;
  readonly remedy: string;
}

/**
 * A struct whose fields are rendered one by one under their own names. What is left out stays out; a field
 * that the struct does not have is refused.
 *
 * @internal
 */
export function structOf<Struct extends object, Rendered extends object>(
  name: string,
  fields: Fields<Struct, Rendered>,
  complaint: Complaint = { problem: `is not a field of ${name}`, remedy: 'remove it' },
): Renderer<Struct, Rendered> {
  const renderers = new Map(Object.entries(fields)) as ReadonlyMap<string, Renderer<unknown, unknown>>;
  return (value, place) => {
    place.struct(value, name);
    // One function for all structs, which looks only at what is there: thousands of routes are rendered while
    // V8 still interprets most of this code.
    const rendered: Record<string, unknown> = {};
    for (const key of fieldsOf(value, renderers)) {
      const field = (value as Record<string, unknown>)[key];
      if (field === undefined) continue;
      const at = place.at(key);
      const render = renderers.get(key) ?? at.fail(field, complaint.problem, complaint.remedy);
      const json = render(field, at);
      if (json !== undefined) rendered[key] = json;
    }
    return rendered as Rendered;
  };
}

/** The names of a struct's fields. Those of a class may be getters, which are not its own. */
function fieldsOf(struct: object, known: ReadonlyMap<string, unknown>): string[] {
  const own = Object.keys(struct);
  return isPlain(struct) ? own : [...new Set([...known.keys(), ...own])];
}
