import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * The same weeks solved by the product and by general solvers, one after the other within the same seconds, and all rosters counted by `shiftcast score`:
 * `npm run -s bench:peers -- --python VENV/bin/python --seconds 60 [--seed 1] [--engines shiftcast,highs,cp-sat] PROBLEM.json ...`
 */
const CLI = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const PEER = fileURLToPath(new URL('solve.py', import.meta.url));

type Answer = {
  readonly engine: string;
  readonly bound: number | null;
  readonly seconds: number;
  readonly roster: string;
};

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] });

function byProduct(problem: string, seconds: string, seed: string, roster: string): Answer {
  run(process.execPath, [CLI, 'roster', problem, '--seconds', seconds, '--seed', seed, '--out', roster]);
  const made = JSON.parse(readFileSync(roster, 'utf8')) as { bound: number | null; seconds: number; engine: string };
  return { engine: `shiftcast ${made.engine}`, bound: made.bound, seconds: made.seconds, roster };
}

function byPeer(python: string, engine: string, problem: string, seconds: string, roster: string): Answer {
  const told = run(python, [PEER, problem, '--engine', engine, '--seconds', seconds, '--out', roster]);
  const last = JSON.parse(told.trim().split('\n').at(-1) as string) as {
    engine: string;
    found: boolean;
    bound: number | null;
    buildSeconds: number;
    solveSeconds: number;
  };
  const name = last.found ? last.engine : `${last.engine}, nothing found: its start`;
  return { engine: name, bound: last.bound, seconds: last.buildSeconds + last.solveSeconds, roster };
}

/** Objective and breaches of a roster, by the product's own count from the shifts alone. */
function counted(problem: string, roster: string): string {
  const args = [CLI, 'score', roster, '--problem', problem, '--json'];
  // A roster with breaches is counted too: the command ends with another code then.
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const score = JSON.parse(stdout) as { objective: number; breaches: readonly unknown[] };
  return `${score.objective} | ${score.breaches.length}`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    engines: { type: 'string', default: 'shiftcast,highs,cp-sat' },
  },
});
if (positionals.length === 0) {
  console.error('bench:peers -- --python VENV/bin/python --seconds 60 PROBLEM.json ...');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'shiftcast-peers-'));
try {
  console.log('| week | solver | objective | breaches | own bound | seconds |\n|---|---|---|---|---|---|');
  for (const problem of positionals) {
    const { team } = JSON.parse(readFileSync(problem, 'utf8')) as { team: { name: string } };
    for (const engine of values.engines.split(',')) {
      const roster = join(folder, `${engine}.json`);
      rmSync(roster, { force: true });
      const answer =
        engine === 'shiftcast'
          ? byProduct(problem, values.seconds, values.seed, roster)
          : byPeer(values.python, engine, problem, values.seconds, roster);
      const bound = answer.bound === null ? '-' : answer.bound.toFixed(1);
      console.log(
        `| ${team.name} | ${answer.engine} | ${counted(problem, roster)} | ${bound} | ${answer.seconds.toFixed(1)} |`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
