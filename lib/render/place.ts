import type { ApiObject } from 'cdk8s';
import { InvalidConfigError } from './invalid-config-error';

/**
 * Where a value stands: a field of one construct's manifest.
 *
 * Value objects (a route, a subset, a policy) know nothing of the construct that takes them; a
 * `Place` tells them, so that every complaint names construct, field and value. Its path is put
 * together only when there is something to complain about.
 *
 * @internal
 */
export class Place {
  /** The root of a construct's manifest; `Place.of(rule).at('spec')` is its spec. */
  public static of(object: ApiObject): Place {
    return new Place(object, undefined, '');
  }

  private constructor(
    private readonly object: ApiObject,
    private readonly parent: Place | undefined,
    private readonly key: string | number,
  ) {}

  /** The namespace that the construct renders with, if one is known at synth. */
  public get namespace(): string | undefined {
    return this.object.metadata.namespace;
  }

  /** A field, an element of a list, or an entry of a map. */
  public at(key: string | number): Place {
    return new Place(this.object, this, key);
  }

  /** Path of the field as Kubernetes writes it, e.g. `spec.http[0].match[1].headers[end-user]`. */
  public get path(): string {
    if (!this.parent) return '';
    const before = this.parent.path;
    if (typeof this.key === 'number') return `${before}[${this.key}]`;
    if (!/^\w+$/.test(this.key)) return `${before}[${this.key}]`;
    return before ? `${before}.${this.key}` : this.key;
  }

  /** What is wrong with a value and the way out, as one sentence; for `node.addValidation`. */
  public problem(value: unknown, problem: string, remedy: string): string {
    return `${this.path}: ${reason(value, problem, remedy)}`;
  }

  /** Refuses a value: quotes it, says what is wrong and what to do instead. */
  public fail(value: unknown, problem: string, remedy: string): never {
    throw new InvalidConfigError(this.object.node.path, this.path, reason(value, problem, remedy));
  }

  /**
   * Refuses fields that a struct does not have. TypeScript finds them at compile time; this is for
   * JavaScript and for casts, where they would otherwise vanish from the manifest without a word.
   */
  public refuseUnknown(rest: object, known: string): void {
    for (const key of Object.keys(rest)) {
      if ((rest as Record<string, unknown>)[key] === undefined) continue;
      this.at(key).fail((rest as Record<string, unknown>)[key], `is not a field of ${known}`, 'remove it');
    }
  }
}

const QUOTED_LENGTH = 80;

function reason(value: unknown, problem: string, remedy: string): string {
  return value === undefined ? `${problem}; ${remedy}` : `${quote(value)} ${problem}; ${remedy}`;
}

function quote(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value); // cyclic, or a construct
  }
  return text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}...` : text;
}
