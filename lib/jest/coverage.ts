import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoverageEvent } from '../coverage';
// Not from the folder's index, which also reads files: test files that have no mesh need no parser.
import { RouteCoverage } from '../coverage/route-coverage';

/** Where the reporter waits for records: an environment variable, which jest hands on to its workers. */
export const RECORDS_FOLDER = 'CDK8S_ISTIO_COVERAGE_FOLDER';
export const RECORD_EXTENSION = '.ndjson';

/**
 * What the requests of this test file reach, for the reporter `cdk8s-istio/jest/reporter`. Give it to the meshes that
 * count: `Mesh.fromFiles(['dist'], { coverage })`. Without the reporter it is a recorder like any other.
 */
export const coverage = new RouteCoverage(writerTo(process.env[RECORDS_FOLDER]));

/**
 * Writes what is new as it comes, a line each, to a file that nobody else writes: jest gives a worker no moment after its
 * last test to rely on, and the reporter reads only when all have ended.
 */
function writerTo(folder: string | undefined): ((event: CoverageEvent) => void) | undefined {
  if (folder === undefined || folder === '') return undefined;
  const file = join(folder, `${randomUUID()}${RECORD_EXTENSION}`);
  return (event) => appendFileSync(file, `${JSON.stringify(event)}\n`);
}
