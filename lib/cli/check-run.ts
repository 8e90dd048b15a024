import pc from 'picocolors';
import { CODES, isCode, ISTIO_VERSION } from '../check';
import { Baseline, Mesh, type MeshFinding, type MeshOptions, type ReadError } from '../mesh';
import { isAtLeast } from '../mesh/level';
import type { Resource } from '../model';
import { FileSource } from '../model/read/source';
import { nearest } from '../model/near-names';
import type { CheckCommandOptions } from './check-options';
import { readBaseline, writeBaseline } from './findings/baseline-file';
import { printable } from './findings/escape';
import { Excerpts } from './findings/excerpt';
import { formatGithub } from './findings/github';
import { formatJson } from './findings/json';
import { Progress } from './findings/progress';
import type { Report } from './findings/report';
import { formatSarif } from './findings/sarif';
import { formatText } from './findings/text';
import { type Io, UsageError } from './io';
import { readMeshConfig } from './mesh-config-file';
import { Unread } from './unread';
import { version } from './version';

/** Runs `check`; true where nothing is as grave as it may not be. */
export function runCheck(paths: readonly string[], options: CheckCommandOptions, io: Io): boolean {
  const [only, skip] = [codesIn(options.only), codesIn(options.skip)];
  if ([...paths, ...(options.context ?? [])].filter((path) => path === '-').length > 1)
    throw new UsageError('- is given more than once, but there is one stdin');
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  let stdin: string | undefined;
  const unread = new Unread([...paths, ...(options.context ?? [])]);
  const read = (from: readonly string[]): Mesh => readMesh(from, options, unread, io.stdin && (() => (stdin = io.stdin!())));
  const progress = new Progress(io);
  const [mesh, context] = [read(paths), options.context && read(options.context)];
  if (unread.all.length > 0 && resourcesOf(mesh).length === 0) throw complaintOf(unread.all, io);
  if (unread.leftOut !== undefined) io.err(`note: ${printable(unread.leftOut)}\n`);
  const { failed } = unread;
  // What could not be read may be what the rest misses.
  const open = options.open === true || failed.length > 0;
  const findings = mesh.check({ open, only, skip, context, progress: (share) => progress.at(share) });
  progress.end();
  const writesBaseline = options.writeBaseline !== undefined && failed.length === 0;
  if (writesBaseline) {
    writeBaseline(options.writeBaseline, Baseline.of(findings));
    io.err(`${options.writeBaseline}: ${findings.length} finding${findings.length === 1 ? '' : 's'} written\n`);
  }
  const isAsked = (code: string): boolean => failed.length === 0 && (!only || only.includes(code)) && !skip?.includes(code);
  const report = { ...reportOf(mesh, findings, baseline, isAsked), unread: failed };
  const excerpts = new Excerpts(() => stdin);
  if (options.writeBaseline === undefined || options.output !== 'text') io.out(textOf(report, options, excerpts, io));
  if (failed.length > 0) throw complaintOf(failed, io);
  return writesBaseline || !report.findings.some(({ level }) => isAtLeast(level, options.failOn));
}

/** Tells of each file that could not be read; the last of it is left to whoever ends the run. */
function complaintOf(failed: readonly ReadError[], io: Io): Error {
  for (const { message } of failed.slice(0, -1)) io.err(`cdk8s-istio: ${printable(message)}\n`);
  return failed.at(-1)!;
}

function readMesh(paths: readonly string[], options: CheckCommandOptions, unread: Unread, stdin: (() => string) | undefined): Mesh {
  const settings: MeshOptions = {
    ...(options.meshConfig !== undefined && readMeshConfig(options.meshConfig)),
    ...(options.namespace !== undefined && { defaultNamespace: options.namespace }),
    ...(options.domain !== undefined && { domain: options.domain }),
  };
  const onUnread = (error: ReadError): void => unread.add(error);
  return Mesh.fromFiles(paths, { ...settings, recursive: options.recursive, onUnread, ...(stdin && { stdin }) });
}

function reportOf(
  mesh: Mesh,
  findings: readonly MeshFinding[],
  baseline: Baseline | undefined,
  isAsked: (code: string) => boolean,
): Omit<Report, 'unread'> {
  const resources = resourcesOf(mesh);
  const files = new Set(resources.map(({ origin }) => (origin instanceof FileSource ? origin.file : '')));
  const about = { objects: resources.length, files: files.size, istio: ISTIO_VERSION };
  if (!baseline) return { ...about, findings };
  const { fresh, known, gone } = baseline.compare(findings);
  // Of a code that was not asked for nothing is known.
  return { ...about, findings: fresh, baseline: { known, gone: gone.filter(({ code }) => isAsked(code)) } };
}

function resourcesOf({ model }: Mesh): readonly Resource[] {
  return [...model.kindsPresent.flatMap((kind) => model.ofKind(kind)), ...model.unnamed];
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
