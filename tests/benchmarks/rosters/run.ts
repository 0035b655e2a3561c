import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { holdsResult, instancesIn, readResults, type Result } from './results.ts';
import type { SolvedInstance } from './solve-instance.ts';

/*
 * Rosters of the public instances of Curtois and Qu: `npm run -s bench:rosters -- --data FOLDER [--only 1,2] [--seconds 600] [--seed 1] --out DIR`.
 * Each InstanceN.txt of the folder is solved in a process of its own, which ends at a proof. Its roster goes to DIR/InstanceN.sol and a line to
 * DIR/results.jsonl as it ends; what that file holds for the same instance, seed, seconds and commit is not solved again.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    checker: {
      type: 'string',
      default: fileURLToPath(new URL('../../../../shared/tools/check_nrp.py', import.meta.url)),
    },
  },
});

/** As many as the command line uses. */
const threads = String(Math.min(2, availableParallelism()));

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function wholeNumber(name: 'seconds' | 'seed', least: number): number {
  const value = Number(options[name]);
  return Number.isSafeInteger(value) && value >= least ? value : refuse(`--${name} is a whole number from ${least}`);
}

/** The commit that is measured, with a mark where the checkout differs from it. */
function commitOf(): string {
  const git = (...words: readonly string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short=10', 'HEAD')}${isChanged ? '-changed' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** Whether a file ends with a whole line, or is not there. */
function endsWhole(path: string): boolean {
  return !existsSync(path) || /(^|\n)$/.test(readFileSync(path, 'utf8'));
}

function instances(folder: string): readonly string[] {
  try {
    return instancesIn(folder, options.only);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const { data, out } = options;
if (data === undefined || out === undefined) refuse('give --data, the folder of InstanceN.txt, and --out');
const seconds = wholeNumber('seconds', 1);
const seed = wholeNumber('seed', 0);
const commit = commitOf();
const names = instances(data);
mkdirSync(out, { recursive: true });
const log = join(out, 'results.jsonl');

for (const instance of names) {
  if (holdsResult(readResults(log), { instance, seed, limitSeconds: seconds, commit })) {
    process.stdout.write(`${instance}: solved before\n`);
    continue;
  }
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL('./solve-instance.ts', import.meta.url)),
      `--file=${join(data, `${instance}.txt`)}`,
      `--solution=${join(out, `${instance}.sol`)}`,
      `--seconds=${seconds}`,
      `--seed=${seed}`,
      `--checker=${options.checker}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, SOLVE_THREADS: threads } },
  );
  if (status !== 0) {
    process.stderr.write(`${instance}: failed\n`);
    process.exitCode = 1;
    continue;
  }
  const solved = JSON.parse(stdout) as SolvedInstance;
  const result: Result = { instance, ...solved, seed, limitSeconds: seconds, commit };
  appendFileSync(log, `${endsWhole(log) ? '' : '\n'}${JSON.stringify(result)}\n`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
