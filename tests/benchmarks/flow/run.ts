import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';

import { parsePlan } from '../../../src/contract/plan-mapping.ts';
import type { Outcome } from '../../../src/domain/issue.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { auditTaskOf, makeAudit } from '../../../src/planning/audit.ts';
import { makeForecast } from '../../../src/planning/forecast.ts';
import { problemOfPlan } from '../../../src/planning/plan.ts';
import { makeRequirement } from '../../../src/planning/requirement.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { BANK_HISTORY, BANK_WEEK, BANK_ZONE, bankPlan, hasBankHistory } from '../../fixtures/bank-week.ts';

/*
 * Time and memory of each step on the bank week, and what came out. `npm run -s bench:flow -- [--seconds 60] [--seed 1]`. Memory is the resident
 * set of the process after the step, and its peak at the end; WASM memory is in it.
 */
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return outcome.value;
}

const rows: { step: string; seconds: number; megabytes: number; result: string }[] = [];

async function step<T>(name: string, work: () => T | Promise<T>, result: (made: T) => string): Promise<T> {
  const started = performance.now();
  const made = await work();
  const seconds = (performance.now() - started) / 1000;
  rows.push({ step: name, seconds, megabytes: process.memoryUsage.rss() / 2 ** 20, result: result(made) });
  return made;
}

if (!hasBankHistory()) {
  console.error(`the history ${BANK_HISTORY} is missing: this benchmark needs ../shared beside the checkout`);
  process.exit(2);
}

const text = readFileSync(BANK_HISTORY, 'utf8');
const whole = await step(
  'read history',
  () => readHistoryCsv(text, { zone: BANK_ZONE }),
  (reading) => (reading.ok ? `${reading.history.rows.length} rows` : 'refused'),
);
const task = await step(
  'read plan',
  () => value(parsePlan(bankPlan({ seconds: Number(options.seconds), seed: Number(options.seed) }))),
  (plan) => `${plan.team.employees.length} employees`,
);
const queue = task.queues[0];
if (queue === undefined) throw new Error('the plan has no queue');
const forecast = await step(
  'forecast',
  () =>
    value(
      makeForecast(
        { history: queue.history, notes: queue.notes, options: queue.options, from: task.from, days: task.days },
        publicHolidays,
        [],
      ),
    ),
  (made) => {
    const expected = new Map(made.points.map((point) => [point.start, point.expected]));
    let error = 0;
    let actual = 0;
    // The plan's own history ends where the forecast begins; what came afterwards is in the whole file alone.
    for (const interval of whole.ok ? whole.history.intervals : []) {
      if (interval.count === null || !expected.has(interval.start)) continue;
      error += Math.abs((expected.get(interval.start) as number) - interval.count);
      actual += interval.count;
    }
    return `WAPE ${((100 * error) / actual).toFixed(2)} % of the week from ${BANK_WEEK} (${Math.round(actual)} calls)`;
  },
);
const requirement = await step(
  'requirement',
  () => value(makeRequirement({ forecast, parameters: queue.requirement })),
  ({ summary }) =>
    `${summary.peakPositions} agents (${summary.peakToSchedule} to schedule) at the peak, ${summary.scheduledHours} hours to schedule`,
);
const engines = await step('load HiGHS', rosterEngines, () => '');
const roster = await step(
  'roster',
  async () =>
    value(
      await makeRoster(
        problemOfPlan(task, [requirement]),
        task.limits,
        { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined },
        engines,
      ),
    ),
  (made) => {
    const short =
      made.objectiveParts.find(({ part, unit }) => part === 'below-target' && unit === 'agent-hours')?.count ?? 0;
    return [
      `${made.shifts.length} shifts`,
      `${short} agent-hours uncovered (${((100 * short) / requirement.summary.scheduledHours).toFixed(2)} %)`,
      `objective ${made.objective}`,
      `bound ${made.bound?.toFixed(1)} (${made.boundKind})`,
      `gap ${((made.gap ?? 1) * 100).toFixed(2)} %`,
      `ended by ${made.endedBy}, ${made.iterations} moves, engine ${made.engine}`,
    ].join('; ');
  },
);
await step(
  'audit',
  () => value(makeAudit(auditTaskOf(roster))),
  (audit) => `${audit.breaches.length} breaches, ${audit.unknowns.length} unknowns`,
);

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}, seed ${options.seed}\n`,
);
console.log('| step | seconds | memory after, MB | result |\n|---|---|---|---|');
for (const row of rows)
  console.log(`| ${row.step} | ${row.seconds.toFixed(2)} | ${row.megabytes.toFixed(0)} | ${row.result} |`);
console.log(`\npeak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
