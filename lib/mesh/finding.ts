import type { Finding, Level } from '../check';
import { nameOf } from '../route/trace';
import { fieldText } from './field-text';
import { fingerprintOf } from './fingerprint';
import { pageUrl } from './page';
import { type Place, placeOf } from './place';

/** One mistake in a mesh, and where it is. */
export class MeshFinding {
  /** Istio's code where the meaning is Istio's (`IST0101`), `schema` for what the API server refuses, ours in words. */
  public readonly code: string;
  /** `error`: refused or broken; `warning`: most likely a mistake; `info`: worth knowing. */
  public readonly level: Level;
  /** What is wrong and what to do, in one or two sentences. */
  public readonly message: string;
  /** True where it rests on something that the manifests do not hold, and need not hold: it may be no mistake. */
  public readonly outside: boolean;

  /** @internal */
  public constructor(private readonly finding: Finding) {
    this.code = finding.code;
    this.level = finding.level;
    this.message = finding.message;
    this.outside = finding.outside === true;
  }

  /** The object to mend: `Kind namespace/name`, or `Kind namespace/(unnamed)`. */
  public get object(): string {
    return `${nameOf(this.finding.resource)}${this.name === '' ? '(unnamed)' : ''}`;
  }

  /** The object's name alone; empty where it has none. */
  public get name(): string {
    return this.finding.resource.name;
  }

  /** The field to mend: `spec.http[0].match`; empty where it is the object as a whole. */
  public get field(): string {
    return fieldText(this.finding.field);
  }

  /** Where the field is written: the construct's path, or file, line and column. Takes a while: the document is parsed again. */
  public get place(): Place | undefined {
    const { resource, field, at } = this.finding;
    return placeOf(resource.origin, field, at);
  }

  /** The page of its code, by URL, or by path in the package if that has no home. */
  public get page(): string {
    return pageUrl(`docs/findings/${this.code}.md`);
  }

  /** The same for the same mistake, also after lines have moved. */
  public get fingerprint(): string {
    return fingerprintOf(this.finding);
  }

  /** As plain data. */
  public toJSON(): object {
    const { code, level, message, object, field, place, page, fingerprint, outside } = this;
    return { code, level, message, object, field, place, page, fingerprint, ...(outside && { outside }) };
  }
}
