import { parseArgs } from 'node:util';
import { canMount, runFullDisk } from './full-disk.ts';
import { runRounds } from './rounds.ts';

/** `npm run -s check:faults -- --rounds 100 --seed 1`: exit code 1 where anything acknowledged was lost, done twice, or left running, or a full disk is not told. */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    iterations: { type: 'string', default: '1000' },
  },
});

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const report = await runRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  iterations: Number(values.iterations),
  tell,
});
const counts = Object.entries(report.acknowledged).map(([kind, count]) => `${count} ${kind}s`);
tell(`acknowledged: ${counts.join(', ')}`);
const slowest = Math.max(0, ...report.restarts);
tell(
  `restarts after kill -9 of the parent: ${report.restarts.length}, the slowest ready after ${slowest.toFixed(1)} s`,
);
for (const line of report.lost) tell(`LOST: ${line}`);
for (const pid of report.left) tell(`LEFT RUNNING: process ${pid}`);
tell(`lost ${report.lost.length}, left running ${report.left.length}`);
let wrongs = 0;
if (canMount()) {
  const disk = await runFullDisk(tell);
  for (const line of disk.wrong) tell(`WRONG: ${line}`);
  wrongs = disk.wrong.length;
} else tell('the full disk was left out: only root may mount a small one');
process.exitCode = wrongs + report.lost.length + report.left.length === 0 ? 0 : 1;
