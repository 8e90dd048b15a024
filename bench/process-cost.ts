import { spawnSync } from 'node:child_process';

/** What a run of a command took. */
export interface Cost {
  readonly ms: number;
  /** Of the largest process. */
  readonly megabytes: number;
}

/** Runs a command that is to find nothing. */
export function cost([command, ...args]: readonly string[]): Cost {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', command!, ...args], { encoding: 'utf8' });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return { ms, megabytes: Number(stderr.trim().split('\n').pop()) / 1000 };
}

/** Whether a command is on the PATH. */
export function isThere(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

export function print(name: string, costs: readonly Cost[]): void {
  const times = costs.map(({ ms }) => ms);
  const [least, most] = [Math.min(...times), Math.max(...times)].map((ms) => ms.toFixed(0));
  const megabytes = Math.max(...costs.map((each) => each.megabytes));
  console.log(`  ${name.padEnd(18)} ${median(times).toFixed(0).padStart(6)} ms (${least} to ${most}), at most ${megabytes.toFixed(0)} MB`);
}

/** The median of how often one cost is in another, run by run. */
export function ratio(ours: readonly Cost[], theirs: readonly Cost[]): number {
  return median(ours.map(({ ms }, index) => ms / theirs[index]!.ms));
}

/** Prints a figure beside its limit, and fails this process where it is beyond. */
export function limit(name: string, value: number, most: number): void {
  console.log(`  ${name.padEnd(18)} ${value.toFixed(2).padStart(6)} (limit ${most})`);
  if (value > most) process.exitCode = 1;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
