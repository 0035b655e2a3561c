import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { RosterDocument } from '../../../src/contract/roster.ts';
import { forcedShortage } from './forced.ts';

/*
 * Solves weeks by `shiftcast roster`, each in a process of its own, and tells the gap twice: to the roster's own bound, and over the objective less
 * the shortage that total hours force. `npm run -s bench:weeks:solve -- --seconds 20 [--seed 1] [--gap 0.01] [--engine lines] PROBLEM.json ...`
 */
const CLI = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const SHORT_HOUR_POINTS = 100;

type Run = { readonly seconds: number; readonly peakMegabytes: number; readonly code: number };

/** Runs a command of the command line to its end; the memory is the most that Linux saw of the process, 0 elsewhere. */
async function run(args: readonly string[]): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // The process has just ended.
    }
  }, 200);
  const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
  clearInterval(look);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: peak, code };
}

const percent = (part: number, whole: number): string => (whole <= 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`);

async function solve(file: string, options: readonly string[], folder: string): Promise<string> {
  const read = parseProblem(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  if (!read.ok) throw new Error(`${file}: ${read.issues.map(({ message }) => message).join(' ')}`);
  const forced = forcedShortage(read.value);
  const out = join(folder, 'roster.json');
  const done = await run(['roster', file, ...options, '--out', out]);
  if (done.code !== 0) throw new Error(`${file}: shiftcast roster ended with ${done.code}`);
  const roster = JSON.parse(readFileSync(out, 'utf8')) as RosterDocument;
  const audit = JSON.parse(
    execFileSync(process.execPath, [CLI, 'audit', out, '--json'], { encoding: 'utf8', maxBuffer: 2 ** 30 }),
  ) as { readonly breaches: readonly unknown[] };
  const { objective, bound } = roster;
  if (objective === null) return `| ${file} | no roster |`;
  const above = objective - (bound ?? 0);
  return [
    '',
    read.value.team.name ?? file,
    objective,
    `${(bound ?? 0).toFixed(1)} (${roster.boundKind})`,
    percent(above, objective),
    percent(above, objective - SHORT_HOUR_POINTS * forced.byContractHours),
    percent(above, objective - SHORT_HOUR_POINTS * forced.byWorkHours),
    `${forced.byContractHours.toFixed(1)}, ${forced.byWorkHours.toFixed(1)}`,
    roster.seconds.toFixed(1),
    done.seconds.toFixed(1),
    done.peakMegabytes.toFixed(0),
    roster.endedBy,
    audit.breaches.length,
    '',
  ]
    .join(' | ')
    .trim();
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      gap: { type: 'string' },
      engine: { type: 'string' },
    },
  });
  if (positionals.length === 0)
    throw new Error('bench:weeks:solve -- [--seconds 20] [--seed 1] [--gap G] PROBLEM.json ...');
  const options = Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-weeks-'));
  try {
    console.log(
      '| week | objective | bound | gap | gap over what contract hours do not force | over what hours on the work do not force | forced hours: contract, work | ' +
        'solver s | command s | peak MB | ended by | breaches |\n|---|---|---|---|---|---|---|---|---|---|---|---|',
    );
    for (const file of positionals) console.log(await solve(file, options, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
