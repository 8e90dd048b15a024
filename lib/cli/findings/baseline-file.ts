import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Baseline } from '../../mesh';
import { UsageError } from '../io';

/** Reads the baseline in a file. */
export function readBaseline(file: string): Baseline {
  return Baseline.parse(
    attempt(file, 'can not be read as baseline', () => readFileSync(file, 'utf8')),
    file,
  );
}

/** Writes a baseline beside its place and then moves it there, so that nobody ever sees half of one. */
export function writeBaseline(file: string, baseline: Baseline): void {
  const beside = `${file}.${randomUUID()}.tmp`;
  attempt(file, 'can not be written', () => {
    try {
      writeFileSync(beside, baseline.toString(), { flag: 'wx' });
      renameSync(beside, file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  });
}

function attempt<R>(file: string, problem: string, action: () => R): R {
  try {
    return action();
  } catch (error) {
    throw new UsageError(`${file}: ${problem}: ${(error as Error).message}`);
  }
}
