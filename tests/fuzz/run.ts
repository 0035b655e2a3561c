import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz.ts';
import { ROLES } from './keys.ts';

/** `npm run -s check:fuzz -- --requests 100000 --seed 1`: exit code 1 where an answer was wrong, late or missing, or memory grew. */

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '4' },
  },
});

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const report = await runFuzz({
  requests: Number(values.requests),
  seed: Number(values.seed),
  parallel: Number(values.parallel),
  roles: ROLES,
  tell,
});
tell(
  `statuses: ${Object.entries(report.statuses)
    .map(([status, count]) => `${status} ${count}`)
    .join(', ')}`,
);
tell(`operations without a good answer: ${report.neverGood.length === 0 ? 'none' : report.neverGood.join(', ')}`);
tell(`slowest: ${(report.slowestMilliseconds / 1000).toFixed(2)} s, ${report.slowest}`);
tell(`memory of the API's process, MiB: ${report.memoryMiB.join(', ')}`);
tell(
  `${report.requests} requests of seed ${values.seed}, ${report.requestsPerSecond.toFixed(0)} a second, ${report.faults.length} faults`,
);
process.exitCode = report.faults.length === 0 ? 0 : 1;
