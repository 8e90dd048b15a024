import { readFileSync } from 'node:fs';
import type { IConstruct, IValidation } from 'constructs';
import { Baseline, formatPlace, type Level, Mesh, type MeshFinding, type MeshOptions, ReadError, UnreadableMeshConfigError } from '../mesh';
import { isAtLeast } from '../mesh/level';

/** How an app is checked, and what makes its synth fail. */
export interface IstioChecksOptions extends MeshOptions {
  /** The synth fails if a finding is as grave as this. @default error */
  readonly failOn?: Level;
  /** Takes as existing what the app can't know: hosts, gateways, Secrets and namespaces of others. @default false */
  readonly open?: boolean;
  /** Codes to tell, no others. @default - all */
  readonly only?: readonly string[];
  /** Codes not to tell. @default none */
  readonly skip?: readonly string[];
  /** Files and folders with what else is in the mesh: they are read, not told of. @default none */
  readonly context?: readonly string[];
  /** A file that `cdk8s-istio check --write-baseline` has written: what it has is not told. @default none */
  readonly baseline?: string;
  /**
   * Checks the whole app also when one of its charts is synthesized alone, as by `Testing.synth(chart)`, so that a mistake
   * in one chart fails the tests of another.
   * @default false: only `app.synth()` and `app.synthYaml()` check
   */
  readonly chartsAlone?: boolean;
}

/** What is needed of a cdk8s App; its class is not imported, for the app may have another copy of cdk8s. */
interface AppLike extends IConstruct {
  synth(): void;
  synthYaml(): unknown;
}

const CHECKED = new WeakSet<object>();

/** What the cluster would refuse or misroute, found when an app is synthesized. */
export class IstioChecks implements IValidation {
  /**
   * Checks an app whenever it is synthesized, all charts as one mesh:
   *
   *     IstioChecks.of(app);
   *
   * Findings are validation errors of the app, with the construct's path, so they stand beside what constructs find
   * themselves, and nothing is written. cdk8s asks for validation once per chart and once more; a synth checks once.
   *
   * @param app a cdk8s App
   */
  public static of(app: IConstruct, options: IstioChecksOptions = {}): IstioChecks {
    if (!isApp(app)) throw new TypeError('IstioChecks.of takes the App itself: IstioChecks.of(app)');
    if (CHECKED.has(app)) throw new Error('IstioChecks.of was called for this App before; call it once, with all options');
    CHECKED.add(app);
    return new IstioChecks(app, options);
  }

  /** While the app is synthesized: what was found, once it is known. */
  private synth?: { errors?: string[] };

  private constructor(
    private readonly app: AppLike,
    private readonly options: IstioChecksOptions,
  ) {
    app.node.addValidation(this);
    // A chart that is synthesized alone asks for the app's validation, too, and nothing else tells it from app.synth().
    const [synth, synthYaml] = [app.synth.bind(app), app.synthYaml?.bind(app)];
    app.synth = () => this.during(synth);
    if (synthYaml) app.synthYaml = () => this.during(synthYaml);
  }

  /** What is as grave as it may not be, for cdk8s; empty while a chart is synthesized alone, unless that was asked for. */
  public validate(): string[] {
    if (this.synth) return (this.synth.errors ??= this.errors());
    return this.options.chartsAlone ? this.errors() : [];
  }

  /** All that is found in the app as it is now. */
  public findings(): readonly MeshFinding[] {
    const { open, only, skip, context, baseline } = this.options;
    const mesh = Mesh.fromApp(this.app, this.options);
    const findings = mesh.check({ open, only, skip, context: context && Mesh.fromFiles(context, this.options) });
    return baseline === undefined ? findings : Baseline.parse(readFileSync(baseline, 'utf8'), baseline).compare(findings).fresh;
  }

  private errors(): string[] {
    const { failOn = 'error' } = this.options;
    try {
      return this.findings()
        .filter(({ level }) => isAtLeast(level, failOn))
        .map(textOf);
    } catch (error) {
      // What can't be read is a mistake in the app like others, and the others are to be told, too.
      if (error instanceof ReadError || error instanceof UnreadableMeshConfigError) return [error.message];
      throw error;
    }
  }

  private during<R>(action: () => R): R {
    // Of a synth within a synth the outer one counts.
    const outer = this.synth;
    this.synth ??= {};
    try {
      return action();
    } finally {
      this.synth = outer;
    }
  }
}

function isApp(app: unknown): app is AppLike {
  const { node, synth } = (app ?? {}) as Partial<AppLike>;
  return typeof node?.addValidation === 'function' && typeof synth === 'function';
}

/** One line: where, what, and its page. */
function textOf({ code, object, message, field, place, page }: MeshFinding): string {
  const where = [place ? formatPlace(place) : object, field].filter((part) => part !== '').join(': ');
  return `${where}: ${message} (${code}, see ${page})`;
}
