import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rosterEngines } from '../../../src/main/engines.ts';
import { designShifts } from '../../../src/rostering/design/design-shifts.ts';
import type { DesignProblem, ShiftDesign } from '../../../src/domain/shift-design.ts';
import { drawnDesign, FAMILIES, hoursWanted } from './drawn.ts';
import { readInstance, writeSolution } from './instance.ts';

/**
 * npm run -s bench:design -- --data FOLDER [--only R1,R5] [--seconds 60] [--seed 1] --out DIR
 * Solves the instances NAME.txt of a folder, writes DIR/NAME.sol and appends a line to DIR/results.jsonl as each ends.
 * npm run -s bench:design -- --drawn 5 [--seconds 60] [--seed 1] --out DIR
 * The same of requirements drawn at random, so many of each family.
 */

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    drawn: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const { data, out } = values;
if ((data === undefined) === (values.drawn === undefined) || out === undefined)
  throw new Error('--data FOLDER or --drawn COUNT, and --out DIR are needed');
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const drawn = Number(values.drawn ?? 0);
if (!(seconds > 0) || !Number.isInteger(seed) || !Number.isInteger(drawn))
  throw new Error('--seconds is a number above 0, --seed and --drawn are whole numbers');
mkdirSync(out, { recursive: true });
const { highs } = await rosterEngines();

/** Solves one problem and tells what came of it. */
function solve(name: string, problem: DesignProblem): ShiftDesign {
  const cpu = process.cpuUsage();
  const design = designShifts(problem, { seconds, seed }, highs, {
    clock: () => performance.now() / 1000,
    stopRequested: () => false,
    report: () => undefined,
  });
  const { objective, bound, boundKind, endedBy, iterations } = design;
  const line = {
    instance: name,
    hoursWanted: hoursWanted(problem),
    objective,
    bound,
    boundKind,
    endedBy,
    types: design.shifts.length,
    seconds: Math.round(design.seconds * 100) / 100,
    cpuSeconds: Math.round(process.cpuUsage(cpu).user / 1e4) / 100,
    iterations,
    seed,
    commit: commit(),
  };
  appendFileSync(join(String(out), 'results.jsonl'), `${JSON.stringify(line)}\n`);
  console.log(JSON.stringify(line));
  return design;
}

if (data !== undefined) {
  const names =
    values.only?.split(',') ??
    readdirSync(data)
      .filter((file) => /^[^-]+\.txt$/.test(file))
      .map((file) => file.slice(0, -4))
      .sort();
  for (const name of names) {
    const { problem, skills } = readInstance(readFileSync(join(data, `${name}.txt`), 'utf8'));
    writeFileSync(join(out, `${name}.sol`), writeSolution(solve(name, problem), skills));
  }
}
for (const family of FAMILIES)
  for (let number = 1; number <= drawn; number++) solve(`${family}-${number}`, drawnDesign(family, number));
