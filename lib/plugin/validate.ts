import { readFileSync } from 'node:fs';
import { isCode, ISTIO_VERSION } from '../check';
import { Baseline, Mesh, type MeshFinding, ReadError, UnreadableMeshConfigError } from '../mesh';
import { isAtLeast, LEVELS } from '../mesh/level';
import { textOf } from '../model';
import { readFiles } from '../model/read';
import type { ValidationContext } from './cdk8s-cli';
import { findingsOf } from './meshes';
import type { IstioValidationProps } from './props';
import { PropsError } from './props-error';

const NAMES: ReadonlySet<string> = new Set<keyof IstioValidationProps>([
  'failOn',
  'open',
  'only',
  'skip',
  'base',
  'scenarios',
  'context',
  'baseline',
]);

/** Checks what cdk8s-cli has written and fills its report; a mistake in the properties or an unreadable file is a violation, too. */
export function validate({ manifests: files, report }: ValidationContext, props: IstioValidationProps): void {
  try {
    const failOn = levelOf(props);
    const manifests = files.filter(isManifest);
    const findings = freshOf(check(manifests, props), props);
    const names = new NamesOf(findings, manifests);
    for (const finding of findings) report.addViolation(violationOf(finding, names));
    const grave = findings.some(({ level }) => isAtLeast(level, failOn));
    report.submit(grave ? 'failure' : 'success', { Istio: ISTIO_VERSION });
  } catch (error) {
    if (![PropsError, ReadError, UnreadableMeshConfigError].some((kind) => error instanceof kind)) throw error;
    const { message } = error as Error;
    report.addViolation({
      ruleName: 'unreadable',
      recommendation: message,
      fix: 'correct it, then synthesize again',
      violatingResources: [],
    });
    report.submit('failure', { Istio: ISTIO_VERSION });
  }
}

/** cdk8s-cli hands over every .yaml file, values of charts as well, which say no `apiVersion` anywhere. */
function isManifest(file: string): boolean {
  return /^[\s{-]*["']?apiVersion["']?\s*:/m.test(readFileSync(file, 'utf8'));
}

function check(manifests: readonly string[], { base, scenarios, context, open, only, skip }: IstioValidationProps): readonly MeshFinding[] {
  const world = context && Mesh.fromFiles(context);
  return findingsOf(manifests, { base, scenarios }, (mesh) => mesh.check({ open, only, skip, context: world }));
}

function freshOf(findings: readonly MeshFinding[], { baseline }: IstioValidationProps): readonly MeshFinding[] {
  if (baseline === undefined) return findings;
  let text: string;
  try {
    text = readFileSync(baseline, 'utf8');
  } catch (error) {
    throw new PropsError(`${baseline}: can not be read as baseline: ${(error as Error).message}`);
  }
  return Baseline.parse(text, baseline).compare(findings).fresh;
}

/** The level to fail on; complains of properties that are none. */
function levelOf(props: IstioValidationProps): (typeof LEVELS)[number] {
  const unknown = Object.keys(props).find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw new PropsError(`${unknown} is no property of IstioValidation; use ${[...NAMES].join(', ')}`);
  for (const name of ['only', 'skip', 'scenarios', 'context'] as const) {
    const value: unknown = props[name];
    if (value !== undefined && !(Array.isArray(value) && value.every((each) => typeof each === 'string')))
      throw new PropsError(`${name} has to be a list of text`);
  }
  const code = [...(props.only ?? []), ...(props.skip ?? [])].find((each) => !isCode(each));
  if (code !== undefined) throw new PropsError(`"${code}" is no code of a finding; see docs/findings/`);
  const level = LEVELS.find((each) => each === (props.failOn ?? 'error'));
  if (!level) throw new PropsError(`failOn is "${props.failOn}"; use ${LEVELS.join(', ')}`);
  return level;
}

/**
 * What cdk8s-cli may call objects. It looks for construct paths by name alone, of whatever kind, and so may find another
 * object's: an object whose name others have as well goes by its kind, too, and no path is better than a wrong one.
 */
class NamesOf {
  private readonly holders = new Map<string, number>();

  public constructor(findings: readonly MeshFinding[], manifests: readonly string[]) {
    if (findings.length === 0) return;
    for (const { object } of readFiles(manifests)) {
      const name = textOf(object.metadata?.name);
      this.holders.set(name, (this.holders.get(name) ?? 0) + 1);
    }
  }

  public of({ object, name }: MeshFinding): string {
    return name !== '' && this.holders.get(name) === 1 ? name : object;
  }
}

function violationOf(finding: MeshFinding, names: NamesOf): Parameters<ValidationContext['report']['addViolation']>[0] {
  const { code, level, object, field, message, page, place } = finding;
  const where = place && 'line' in place ? `line ${place.line}, column ${place.column}` : '';
  const resource = {
    resourceName: names.of(finding),
    locations: [[object, field, where].filter((part) => part !== '').join(', ')],
    manifestPath: place && 'file' in place ? place.file : '',
  };
  return { ruleName: `${level}[${code}]`, recommendation: message, fix: `see ${page}`, violatingResources: [resource] };
}
