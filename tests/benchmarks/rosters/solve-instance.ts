import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BoundKind } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { readInstance } from './instance-file.ts';
import { problemOf } from './problem-of.ts';
import { countSolution, readSolution, rosterOf, solutionText } from './solution-file.ts';

/*
 * Solves one instance in a process of its own, whose peak of memory is then the instance's: `solve-instance.ts --file FILE --solution FILE --seconds S
 * --seed N [--checker FILE]`. Writes the solution and prints what came of it as JSON. Exits with an error where the file's own count of the solution, or
 * the checker's, is not the objective.
 */

/** What is told of one solve; the runner adds instance, seed and commit. */
export type SolvedInstance = {
  readonly objective: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  readonly seconds: number;
  readonly firstFeasibleSeconds: number | null;
  readonly peakMemoryMb: number;
};

const { values: options } = parseArgs({
  options: {
    file: { type: 'string' },
    solution: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    checker: { type: 'string' },
  },
});
const { file: path, solution, seconds, seed, checker } = options;
if (path === undefined || solution === undefined || seconds === undefined || seed === undefined) {
  throw new Error('give --file, --solution, --seconds and --seed');
}

const file = readInstance(readFileSync(path, 'utf8'));
const problem = problemOf(file);
const engines = await rosterEngines();
const started = performance.now();
const elapsed = (): number => (performance.now() - started) / 1000;
let first: number | null = null;
const control = {
  clock: () => performance.now() / 1000,
  stopRequested: () => false,
  report: ({ objective }: { readonly objective: number | null }) => {
    if (objective !== null) first ??= elapsed();
  },
};
const made = await makeRoster(problem, { seconds: Number(seconds), seed: Number(seed) }, control, engines);
const took = elapsed();
if (!made.ok) throw new Error(JSON.stringify(made.issues));
const { objective, bound, boundKind, shifts } = made.value;
if (objective !== null) {
  first ??= took;
  writeFileSync(solution, solutionText(file, rosterOf(file, shifts)));
  const { points, broken } = countSolution(file, readSolution(file, readFileSync(solution, 'utf8')));
  if (broken.length > 0) throw new Error(`${solution} breaks ${broken.length} rules: ${broken.slice(0, 5).join('; ')}`);
  if (Math.abs(points - objective) > 1e-6 * Math.max(1, objective)) {
    throw new Error(`${solution} counts ${points} points, the product ${objective}`);
  }
  if (checker !== undefined) checkBeside(checker, path, solution, points);
}
const answer: SolvedInstance = {
  objective,
  bound,
  boundKind,
  seconds: rounded(took),
  firstFeasibleSeconds: first === null ? null : rounded(first),
  peakMemoryMb: Math.ceil(process.resourceUsage().maxRSS / 1024),
};
process.stdout.write(`${JSON.stringify(answer)}\n`);

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Asks a checker that shares no code with this repository, where it and a Python are there. */
function checkBeside(tool: string, instance: string, roster: string, points: number): void {
  if (!existsSync(tool)) return;
  const { error, stdout } = spawnSync('python3', [tool, instance, roster, '--json'], { encoding: 'utf8' });
  if (error !== undefined) return;
  const found = JSON.parse(stdout) as { feasible: boolean; hard: unknown; penalty: { total: number } };
  if (found.feasible && found.penalty.total === points) return;
  throw new Error(`${tool} says of ${roster}: ${found.penalty.total} points, broken ${JSON.stringify(found.hard)}`);
}
