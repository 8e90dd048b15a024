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
    const rendered: Rendered[] = [];
    // Not map, which leaves out the holes of a sparse list.
    for (let index = 0; index < values.length; index++) rendered.push(render(values[index]!, place.at(index)));
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
    for (const [name, value] of Object.entries(values)) {
      const at = place.at(name);
      // cdk8s copies objects by assignment and tells plain ones by their constructor.
      if (name === '__proto__' || name === 'constructor') at.fail(name, 'is a name that cdk8s cannot write', 'rename it');
      rendered[name] = render(value, at, name);
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
