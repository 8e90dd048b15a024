import type { IConstruct } from 'constructs';
import { InvalidConfigError } from './invalid-config-error';

/** Makes the manifest's form of a value, or refuses the value; the place says where it stands. @internal */
export type Renderer<Value, Rendered = Value> = (value: Value, place: Place) => Rendered;

/** A construct that is one object (an `ApiObject`), or several, which then have no metadata in common. @internal */
export interface PlacedConstruct extends IConstruct {
  readonly metadata?: { readonly namespace?: string };
}

/**
 * Where a value stands: a field of one construct's manifest, or of the props of a construct of several objects.
 *
 * Value objects (a route, a subset, a policy) know nothing of the construct that takes them; a
 * `Place` tells them, so that every complaint names construct, field and value. Its path is put
 * together only when there is something to complain about.
 *
 * @internal
 */
export class Place {
  /** The root of a construct's manifest; `Place.of(rule).at('spec')` is its spec. */
  public static of(construct: PlacedConstruct): Place {
    return new Place(construct, undefined, '');
  }

  private constructor(
    private readonly construct: PlacedConstruct,
    private readonly parent: Place | undefined,
    private readonly key: string | number,
  ) {}

  /** The namespace that the construct renders with, if one is known at synth. */
  public get namespace(): string | undefined {
    return this.construct.metadata?.namespace;
  }

  /** A field, an element of a list, or an entry of a map. */
  public at(key: string | number): Place {
    return new Place(this.construct, this, key);
  }

  /** Path of the field as Kubernetes writes it, e.g. `spec.http[0].match[1].headers[end-user]`. */
  public get path(): string {
    if (!this.parent) return '';
    const before = this.parent.path;
    if (typeof this.key === 'number') return `${before}[${this.key}]`;
    if (!/^\w+$/.test(this.key)) return `${before}[${this.key}]`;
    return before ? `${before}.${this.key}` : this.key;
  }

  /** Renders a field, unless it is left out. What is there goes to the renderer, `null` too, and no renderer takes that. */
  public field<Value, Rendered>(key: string, value: Value | undefined, render: Renderer<Value, Rendered>): Rendered | undefined {
    return value === undefined ? undefined : render(value, this.at(key));
  }

  /** The struct itself, ready to be taken apart; refuses what has no fields, such as `null` or a list. */
  public struct<Struct extends object>(value: Struct, name: string): Struct {
    if (!isObject(value)) this.fail(value, 'is not an object', `give one with the fields of ${name}`);
    return value;
  }

  /** Asks for a problem at synth, when the objects that a value refers to are complete. */
  public atSynth(problem: () => string | undefined): void {
    this.construct.node.addValidation({ validate: () => [problem()].filter((text) => text !== undefined) });
  }

  /** What is wrong with a value and the way out, as one sentence; for `node.addValidation`. */
  public problem(value: unknown, problem: string, remedy: string): string {
    return `${this.path}: ${reason(value, problem, remedy)}`;
  }

  /** Refuses a value: quotes it, says what is wrong and what to do instead. */
  public fail(value: unknown, problem: string, remedy: string): never {
    throw new InvalidConfigError(this.construct.node.path, this.path, reason(value, problem, remedy));
  }

  /**
   * Refuses fields that a struct has beside those that are known. TypeScript finds them at compile time; this is for
   * JavaScript and for casts, where they would otherwise vanish from the manifest without a word.
   */
  public refuseUnknown(struct: object, name: string, known: ReadonlySet<string> = NONE): void {
    for (const key of Object.keys(struct)) {
      const value = (struct as Record<string, unknown>)[key];
      if (value !== undefined && !known.has(key)) this.at(key).fail(value, `is not a field of ${name}`, 'remove it');
    }
  }
}

/** Whether a value has fields of its own; `null` and lists have none. @internal */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NONE: ReadonlySet<string> = new Set();
const QUOTED_LENGTH = 80;

function reason(value: unknown, problem: string, remedy: string): string {
  return value === undefined ? `${problem}; ${remedy}` : `${quote(value)} ${problem}; ${remedy}`;
}

function quote(value: unknown): string {
  const quoted = describe(value);
  return quoted.length > QUOTED_LENGTH ? `${quoted.slice(0, QUOTED_LENGTH)}...` : quoted;
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value); // JSON has no NaN
  try {
    const json = JSON.stringify(value) ?? String(value);
    // What a class keeps to itself says nothing: tell its name.
    return json === '{}' && (value as object).constructor !== Object ? `a ${(value as object).constructor.name}` : json;
  } catch {
    return text(value); // a bigint, or a cycle such as a construct, which tells its path
  }
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value); // no prototype, or a toString that fails
  }
}
