import { execFileSync } from 'node:child_process';

/** What a pair of runs is compared by: both sides print one number, in the same unit. */
export interface Pair {
  readonly name: string;
  readonly unit: string;
  /** Command and arguments of a side; its last line on standard output is the figure. */
  readonly ours: string[];
  readonly floor: string[];
  /** Environment beyond the present one, and the folder to run in. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs both sides in turn, ours first in every other pair, so that a machine that slows down slows both. */
export function measure(pair: Pair, pairs = 11): { ours: number[]; floor: number[] } {
  const figures = { ours: [] as number[], floor: [] as number[] };
  const run = (side: 'ours' | 'floor'): number => {
    const [command, ...args] = pair[side];
    const output = execFileSync(command!, args, {
      encoding: 'utf8',
      env: { ...process.env, ...pair.env },
      cwd: pair.cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const figure = Number(output.trim().split('\n').pop());
    if (!Number.isFinite(figure)) throw new Error(`${pair.name}: the ${side} side printed no figure:\n${output}`);
    return figure;
  };
  run('ours');
  run('floor'); // warm the file cache
  for (let i = 0; i < pairs; i++) {
    for (const side of i % 2 ? (['ours', 'floor'] as const) : (['floor', 'ours'] as const)) figures[side].push(run(side));
  }
  return figures;
}

/** A line a side: minimum, median, maximum; then the ratio pair by pair. */
export function report(pair: Pair, { ours, floor }: { ours: number[]; floor: number[] }): void {
  const show = (name: string, values: number[], digits: number, unit: string) =>
    console.log(
      `  ${name.padEnd(8)} ${spread(values)
        .map((value) => value.toFixed(digits).padStart(9))
        .join(' ')} ${unit}`,
    );
  console.log(`${pair.name} (${ours.length} interleaved pairs; min, median, max)`);
  show('ours', ours, 1, pair.unit);
  show('floor', floor, 1, pair.unit);
  show(
    'ratio',
    ours.map((value, index) => value / floor[index]!),
    3,
    '',
  );
  show(
    'beyond',
    ours.map((value, index) => value - floor[index]!),
    1,
    pair.unit,
  );
}

/** Minimum, median, maximum. */
export function spread(values: number[]): [number, number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[0]!, sorted[sorted.length >> 1]!, sorted[sorted.length - 1]!];
}
