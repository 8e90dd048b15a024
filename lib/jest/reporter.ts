/**
 * A jest reporter: which rules, matches and subsets the requests of all test files reach.
 *
 *     reporters: ['default', ['cdk8s-istio/jest/reporter', { threshold: 80 }]]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoverageEvent, type CoverageReport, KINDS, percentOf, RouteCoverage, withPlaces } from '../coverage';
import { RECORD_EXTENSION, RECORDS_FOLDER } from './coverage';
import { type ReporterOptions, type Thresholds, thresholdsIn } from './thresholds';

/** Gathers what the recorders of all test files have learnt, prints it after the tests, and fails the run below the threshold. */
class RouteCoverageReporter {
  private readonly thresholds: Thresholds;
  private folder?: string;
  private error?: Error;

  /** @param _globalConfig jest's own configuration */
  public constructor(_globalConfig: unknown, options: ReporterOptions = {}) {
    this.thresholds = thresholdsIn(options);
  }

  /** Makes the folder for the records, before jest starts its workers. */
  public onRunStart(): void {
    this.forget();
    this.error = undefined;
    this.folder = mkdtempSync(join(tmpdir(), 'cdk8s-istio-coverage-'));
    process.env[RECORDS_FOLDER] = this.folder;
  }

  /** Prints what was reached and what was not. */
  public onRunComplete(): void {
    if (this.folder === undefined) return;
    try {
      const coverage = readRecords(this.folder);
      const report = coverage.report();
      const shortfalls = report.objects.length === 0 ? this.ofNothing() : this.shortfallsOf(report);
      if (shortfalls.length > 0) this.error = new Error(shortfalls.join('\n'));
      const parts = [...(report.objects.length === 0 ? [] : [String(coverage)]), ...shortfalls];
      process.stderr.write(`\n${(parts.length > 0 ? parts : [UNUSED]).join('\n')}\n`);
    } finally {
      this.forget();
    }
  }

  /** Jest asks for it after the run: an error makes the run fail. */
  public getLastError(): Error | undefined {
    return this.error;
  }

  private shortfallsOf(report: CoverageReport): string[] {
    return KINDS.flatMap((kind) => {
      const threshold = this.thresholds[kind];
      const percent = percentOf(report[kind]);
      if (threshold === undefined || percent >= threshold) return [];
      return `${percent} % of the ${kind} are reached, which is below the threshold of ${threshold} %: ask for those above in a test`;
    });
  }

  private ofNothing(): string[] {
    return Object.keys(this.thresholds).length === 0 ? [] : [`A threshold is set, but nothing to compare with it. ${UNUSED}`];
  }

  private forget(): void {
    if (this.folder === undefined) return;
    rmSync(this.folder, { recursive: true, force: true });
    if (process.env[RECORDS_FOLDER] === this.folder) delete process.env[RECORDS_FOLDER];
    this.folder = undefined;
  }
}

const UNUSED =
  "No request was recorded: give the meshes that count the recorder of 'cdk8s-istio/jest', e.g. Mesh.fromFiles(['dist'], { coverage })";

function readRecords(folder: string): RouteCoverage {
  const all = new RouteCoverage();
  const files = readdirSync(folder).filter((file) => file.endsWith(RECORD_EXTENSION));
  for (const file of files.sort()) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const event = eventIn(line);
      if (event) all.add('parts' in event ? { parts: withPlaces(event.parts) } : event);
    }
  }
  return all;
}

/** Undefined of the end of a file, and of half a line, which a worker leaves that was killed. */
function eventIn(line: string): CoverageEvent | undefined {
  try {
    return JSON.parse(line) as CoverageEvent;
  } catch {
    return undefined;
  }
}

export = RouteCoverageReporter;
