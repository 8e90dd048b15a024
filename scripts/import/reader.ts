import { ImportError, ISTIO_BUNDLE } from './import-error';
import { isMapping, type JsonSchema, type Steps } from './json-schema';

/** A value at a path of a document; it complains with both. */
export class Reader {
  public constructor(
    public readonly value: unknown,
    private readonly where: string,
    private readonly path: Steps = [],
  ) {}

  /** What a mapping has under a key, or a list at an index. It may be missing. */
  public at(step: string | number): Reader {
    const value = typeof this.value === 'object' && this.has(step) ? (this.value as JsonSchema)[step] : undefined;
    return new Reader(value, this.where, [...this.path, step]);
  }

  public has(step: string | number): boolean {
    return typeof this.value === 'object' && this.value !== null && Object.hasOwn(this.value, step);
  }

  public mapping(): JsonSchema {
    if (!isMapping(this.value)) throw this.unexpected('a mapping');
    return this.value;
  }

  public list(): Reader[] {
    if (!Array.isArray(this.value)) throw this.unexpected('a list');
    return this.value.map((_, index) => this.at(index));
  }

  public text(pattern: RegExp = /./, expected = 'a string'): string {
    if (typeof this.value !== 'string' || !pattern.test(this.value)) throw this.unexpected(expected);
    return this.value;
  }

  public oneOf(...expected: readonly string[]): void {
    if (!expected.includes(this.value as string)) throw this.unexpected(expected.join(' or '));
  }

  public unexpected(expected: string): ImportError {
    return this.refuse(this.value === undefined ? 'missing' : show(this.value), expected);
  }

  public refuse(found: string, expected: string, wayOut = `mend the CRD, or ${ISTIO_BUNDLE}`): ImportError {
    const path = this.path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
    return new ImportError({ where: path === '' ? this.where : `${this.where}, ${path}`, found, expected, wayOut });
  }
}

/** A value short enough for a message. */
function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
