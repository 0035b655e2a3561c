import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readBestKnown, wrongBounds } from './best-known.ts';
import { readInstance } from '../rosters/instance-file.ts';
import { problemOf } from '../rosters/problem-of.ts';
import { instancesIn, readResults } from '../rosters/results.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { checkProof } from '../../../src/planning/verify.ts';

/*
 * Bounds of the public instances, counted again from their certificates: `npm run -s bench:proofs -- --data FOLDER [--only 1,2] [--seconds 20] [--verify 600]
 * [--results DIR]`. Each InstanceN.txt is solved for so long and its certificate verified; a line tells what came of it. With --results all lines of
 * DIR/results.jsonl, as `bench:rosters` writes it, are held to best_known.csv of the folder too. Exit code 1 where a bound is above a best known value or a certificate does
 * not hold.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    verify: { type: 'string', default: '600' },
    results: { type: 'string' },
    'no-solve': { type: 'boolean', default: false },
  },
});

const { data, results } = options;
if (data === undefined) throw new Error('give --data, the folder of InstanceN.txt and best_known.csv');
const best = readBestKnown(readFileSync(join(data, 'best_known.csv'), 'utf8'));
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const wrong: string[] = [];

if (results !== undefined) {
  const lines = readResults(join(results, 'results.jsonl'));
  wrong.push(...wrongBounds(lines, best));
  tell(`${lines.length} results, ${wrong.length} bounds above a best known value`);
}

const clock = (): number => performance.now() / 1000;
const engines = await rosterEngines();
const control = { clock, stopRequested: () => false, report: () => undefined };
tell('| instance | best known | objective | bound | certified | gap | certificate | seconds | verified in |');
tell('|---|---|---|---|---|---|---|---|---|');
for (const instance of options['no-solve'] ? [] : instancesIn(data, options.only)) {
  const path = join(data, `${instance}.txt`);
  if (!existsSync(path)) continue;
  const problem = problemOf(readInstance(readFileSync(path, 'utf8')));
  const limits = { seed: 1, seconds: Number(options.seconds), proof: true };
  const made = await makeRoster(problem, limits, control, engines);
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  const { proof, objective, bound, boundKind, seconds } = made.value;
  wrong.push(...wrongBounds([{ instance, bound, boundKind }], best));
  if (proof === undefined) {
    tell(
      `| ${instance} | ${best.get(instance)} | ${objective} | ${bound} | - | - | none | ${seconds.toFixed(1)} | - |`,
    );
    continue;
  }
  const from = clock();
  const check = checkProof(problem, { ...made.value, proof }, { seconds: Number(options.verify), clock });
  const took = (clock() - from).toFixed(1);
  const verdict = check.holds === undefined ? `${check.verified} of ${check.employees} in time` : String(check.holds);
  if (check.holds === false) wrong.push(`${instance}: ${JSON.stringify(check.differences.slice(0, 3))}`);
  const gap = check.gap === null ? '-' : `${(100 * check.gap).toFixed(2)} %`;
  const size = `${(JSON.stringify(proof).length / 1024).toFixed(0)} kB, ${verdict}`;
  tell(
    `| ${instance} | ${best.get(instance)} | ${objective} | ${bound?.toFixed(2)} | ${check.certified?.toFixed(2) ?? '-'} | ${gap} | ${size} | ${seconds.toFixed(1)} | ${took} s |`,
  );
}
for (const line of wrong) tell(`WRONG ${line}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
