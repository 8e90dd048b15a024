/**
 * The speed of routing, without a peer: limits are absolute. Sizes take turns, so that a machine that slows down slows all.
 *
 *     npm run build && node --import tsx bench/route.ts
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { DecisionFigures, IndexFigures } from './mesh-questions';
import { spread } from './pairs';

const ROUNDS = 5;
const SIZES = [100, 1_000, 10_000];
const FEW = 100;
const LARGEST = 10_000;
const LIMITS = { decisionsPerSecond: 100_000, at: 1_000, firstAnswerMs: 1_000 };

function run<Figures>(...args: readonly (string | number)[]): Figures {
  const command = ['--import', 'tsx', join(__dirname, 'mesh-questions.ts'), ...args.map(String)];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Figures;
}

/** The curve over the size of the mesh: of all services by turns, whose working set grows with it, and of the same number of them. */
const curves = [
  { name: 'all services', settings: SIZES.map((size) => ({ size, distinct: size, figures: [] as DecisionFigures[] })) },
  { name: `${FEW} of the services`, settings: SIZES.map((size) => ({ size, distinct: FEW, figures: [] as DecisionFigures[] })) },
];
const index: IndexFigures[] = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const { settings } of curves)
    for (const { size, distinct, figures } of settings) figures.push(run<DecisionFigures>('decisions', size, distinct));
  index.push(run<IndexFigures>('index', LARGEST));
}

console.log(`Decisions a second on one core, without trace (${ROUNDS} interleaved runs; min, median, max)`);
for (const { name, settings } of curves) {
  console.log(`  One client asks ${name} by turns`);
  for (const { size, figures } of settings) {
    console.log(
      `    ${String(size).padStart(6)} services  ${show(figures.map(({ warm }) => warm))}  each for the first time ${show(figures.map(({ cold }) => cold))}`,
    );
  }
}
console.log(`Index of ${index[0]!.objects} parsed objects (${ROUNDS} runs; min, median, max)`);
console.log(`  to the first answer         ${show(index.map(({ first }) => first))} ms (limit ${LIMITS.firstAnswerMs})`);
console.log(`  to that of the next client  ${show(index.map(({ nextClient }) => nextClient))} ms`);

const atLimit = curves[0]!.settings.find(({ size }) => size === LIMITS.at)!;
const isSlow = median(atLimit.figures.map(({ warm }) => warm)) < LIMITS.decisionsPerSecond;
if (isSlow || median(index.map(({ first }) => first)) > LIMITS.firstAnswerMs) process.exitCode = 1;

function median(values: number[]): number {
  return spread(values)[1];
}

function show(values: number[]): string {
  return spread(values)
    .map((value) => Math.round(value).toLocaleString('en').padStart(9))
    .join(' ');
}
