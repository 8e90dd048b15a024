import pc from 'picocolors';
import { CODES, isCode, ISTIO_VERSION } from '../check';
import { Baseline, Mesh, type MeshFinding, type MeshOptions } from '../mesh';
import { isAtLeast } from '../mesh/level';
import { FileSource } from '../model/read/source';
import { nearest } from '../model/near-names';
import type { CheckCommandOptions } from './check-options';
import { readBaseline, writeBaseline } from './findings/baseline-file';
import { Excerpts } from './findings/excerpt';
import { formatGithub } from './findings/github';
import { formatJson } from './findings/json';
import { Progress } from './findings/progress';
import type { Report } from './findings/report';
import { formatSarif } from './findings/sarif';
import { formatText } from './findings/text';
import { type Io, UsageError } from './io';
import { readMeshConfig } from './mesh-config-file';
import { version } from './version';

/** Runs `check`; true where nothing is as grave as it may not be. */
export function runCheck(paths: readonly string[], options: CheckCommandOptions, io: Io): boolean {
  const [only, skip] = [codesIn(options.only), codesIn(options.skip)];
  if ([...paths, ...(options.context ?? [])].filter((path) => path === '-').length > 1)
    throw new UsageError('- is given more than once, but there is one stdin');
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  let stdin: string | undefined;
  const read = (from: readonly string[]): Mesh => readMesh(from, options, io.stdin && (() => (stdin = io.stdin!())));
  const progress = new Progress(io);
  const [mesh, context] = [read(paths), options.context && read(options.context)];
  const findings = mesh.check({ open: options.open, only, skip, context, progress: (share) => progress.at(share) });
  progress.end();
  if (options.writeBaseline !== undefined) {
    writeBaseline(options.writeBaseline, Baseline.of(findings));
    io.err(`${options.writeBaseline}: ${findings.length} finding${findings.length === 1 ? '' : 's'} written\n`);
  }
  const report = reportOf(mesh, findings, baseline, (code) => (!only || only.includes(code)) && !skip?.includes(code));
  const excerpts = new Excerpts(() => stdin);
  if (options.writeBaseline === undefined || options.output !== 'text') io.out(textOf(report, options, excerpts, io));
  return options.writeBaseline !== undefined || !report.findings.some(({ level }) => isAtLeast(level, options.failOn));
}

function readMesh(paths: readonly string[], options: CheckCommandOptions, stdin: (() => string) | undefined): Mesh {
  const settings: MeshOptions = {
    ...(options.meshConfig !== undefined && readMeshConfig(options.meshConfig)),
    ...(options.namespace !== undefined && { defaultNamespace: options.namespace }),
    ...(options.domain !== undefined && { domain: options.domain }),
  };
  return Mesh.fromFiles(paths, { ...settings, recursive: options.recursive, ...(stdin && { stdin }) });
}

function reportOf(
  mesh: Mesh,
  findings: readonly MeshFinding[],
  baseline: Baseline | undefined,
  isAsked: (code: string) => boolean,
): Report {
  const { model } = mesh;
  const resources = [...model.kindsPresent.flatMap((kind) => model.ofKind(kind)), ...model.unnamed];
  const files = new Set(resources.map(({ origin }) => (origin instanceof FileSource ? origin.file : '')));
  const about = { objects: resources.length, files: files.size, istio: ISTIO_VERSION };
  if (!baseline) return { ...about, findings };
  const { fresh, known, gone } = baseline.compare(findings);
  // Of a code that was not asked for nothing is known.
  return { ...about, findings: fresh, baseline: { known, gone: gone.filter(({ code }) => isAsked(code)) } };
}

function textOf(report: Report, { output }: CheckCommandOptions, excerpts: Excerpts, io: Io): string {
  switch (output) {
    case 'text':
      return formatText(report, excerpts, pc.createColors(io.colors));
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, version());
    case 'github':
      return formatGithub(report);
  }
}

/** The codes that were given, one by one or with commas between them. */
function codesIn(values: readonly string[] | undefined): readonly string[] | undefined {
  const codes = values?.flatMap((value) => value.split(','));
  const unknown = codes?.find((code) => !isCode(code));
  if (unknown === undefined) return codes;
  const near = nearest(unknown, [...CODES.keys()]);
  throw new UsageError(
    `"${unknown}" is no code of a finding${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '; see docs/findings/'}`,
  );
}
