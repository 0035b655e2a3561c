import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { scoreRoster } from '../../../src/audit/score.ts';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { parsePlan } from '../../../src/contract/plan-mapping.ts';
import type { Outcome } from '../../../src/domain/issue.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { BreakSetting, ShiftTemplate } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { auditTaskOf, makeAudit } from '../../../src/planning/audit.ts';
import { makeBreakPlacement } from '../../../src/planning/break-placement.ts';
import { makeForecast } from '../../../src/planning/forecast.ts';
import { problemOfPlan } from '../../../src/planning/plan.ts';
import { makeRequirement } from '../../../src/planning/requirement.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { BANK_HISTORY, bankPlan, hasBankHistory } from '../../fixtures/bank-week.ts';

/*
 * The bank week with a meal and two rest breaks at 15 minutes: what is short and what is too much with breaks at fixed times, placed after the solve, and
 * placed in the solve. `npm run -s bench:breaks -- [--seconds 25] [--seed 1] [--people 340]`; with fewer people the demand shrinks alike.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    people: { type: 'string', default: '340' },
  },
});
const seed = Number(options.seed);

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return outcome.value;
}

if (!hasBankHistory()) {
  console.error(`the history ${BANK_HISTORY} is missing: this benchmark needs ../shared beside the checkout`);
  process.exit(2);
}

/** Minutes from the shift's start to a break whose middle lies at a share of the shift, on the quarter of an hour. */
const startAt = (shift: number, share: number, length: number): number =>
  Math.round((shift * share - length / 2) / 15) * 15;

const only = (start: number): Partial<BreakSetting> => ({
  notBeforeMinutes: start,
  notAfterMinutes: start,
  notInLastMinutes: 0,
});

/** A meal of 30 minutes and a rest of 15 before and behind it from 6 hours on, else one rest: anywhere from the first to the last hour. */
function breaksOf(shift: number, fixed: boolean): readonly BreakSetting[] {
  const setting = (kind: 'meal' | 'rest', lengthMinutes: number, share: number): BreakSetting => ({
    kind,
    lengthMinutes,
    paid: kind === 'rest',
    stepMinutes: 15,
    ...(fixed ? only(startAt(shift, share, lengthMinutes)) : { notBeforeMinutes: 60, notInLastMinutes: 60 }),
  });
  if (shift < 360) return [setting('rest', 15, 1 / 2)];
  return fixed
    ? [setting('rest', 15, 1 / 4), setting('meal', 30, 1 / 2), setting('rest', 15, 3 / 4)]
    : [
        { ...setting('meal', 30, 1 / 2), notBeforeMinutes: 120, notInLastMinutes: 120 },
        { ...setting('rest', 15, 1 / 4), count: 2 },
      ];
}

/** One template for each length of the bank's, so that a fixed time depends on the length. */
function templates(problem: Problem, fixed: boolean): readonly ShiftTemplate[] {
  return problem.team.shiftTemplates.flatMap(({ meal: _meal, length, ...template }) => {
    if (typeof length === 'number') throw new Error('the bank has lengths from one to another');
    const lengths: number[] = [];
    for (let minutes = length.minMinutes; minutes <= length.maxMinutes; minutes += length.stepMinutes)
      lengths.push(minutes);
    return lengths.map((minutes) => ({
      ...template,
      id: `${template.id}-${minutes}`,
      length: minutes,
      breaks: breaksOf(minutes, fixed),
      ...(fixed || minutes < 360 ? {} : { longestStretchMinutes: 240, leastBetweenBreaksMinutes: 60 }),
    }));
  });
}

const people = Number(options.people);
const task = value(parsePlan(bankPlan({ seconds: Number(options.seconds), seed })));
const queue = task.queues[0];
if (queue === undefined) throw new Error('the plan has no queue');
const { history, notes, options: forecasting } = queue;
const forecast = value(
  makeForecast({ history, notes, options: forecasting, from: task.from, days: task.days }, publicHolidays, []),
);
const whole = problemOfPlan(task, [value(makeRequirement({ forecast, parameters: queue.requirement }))]);
const share = people / whole.team.employees.length;
const problemWith = (fixed: boolean): Problem => ({
  ...whole,
  team: {
    ...whole.team,
    employees: whole.team.employees.slice(0, people),
    shiftTemplates: templates(whole, fixed),
  },
  intervalDemands: whole.intervalDemands.map((demand) => ({ ...demand, target: Math.round(demand.target * share) })),
});
const free = problemWith(false);
const wanted = free.intervalDemands.reduce((sum, { target, start, end }) => sum + (target * (end - start)) / 3600, 0);

const rows: string[] = [];
function tell(name: string, shifts: readonly Shift[], seconds: number, bound: number | null): void {
  const parts = scoreRoster(free, shifts);
  const hours = (...names: readonly string[]): number =>
    parts
      .filter(({ part, unit }) => unit === 'agent-hours' && names.includes(part))
      .reduce((sum, { count }) => sum + count, 0);
  const share = (count: number): string => `${((100 * count) / wanted).toFixed(2)} %`;
  const objective = parts.reduce((sum, { points }) => sum + points, 0);
  const audit = value(makeAudit(auditTaskOf({ problem: free, shifts })));
  const below = hours('below-floor', 'below-target');
  const above = hours('above-target', 'above-ceiling');
  rows.push(
    `| ${name} | ${below.toFixed(1)} h (${share(below)}) | ${above.toFixed(1)} h (${share(above)}) | ${objective.toFixed(0)} | ${bound === null ? '-' : bound.toFixed(0)} | ${seconds.toFixed(1)} | ${audit.breaches.length} |`,
  );
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly made: T; readonly seconds: number }> {
  const started = performance.now();
  const made = await work();
  return { made, seconds: (performance.now() - started) / 1000 };
}

const engines = await rosterEngines();
const solve = (problem: Problem) =>
  makeRoster(
    problem,
    task.limits,
    { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined },
    engines,
  );
const fixed = await timed(async () => value(await solve(problemWith(true))));
tell('at fixed times, which the solve knows', fixed.made.shifts, fixed.seconds, fixed.made.bound);
const after = await timed(() => value(makeBreakPlacement(free, fixed.made.shifts, seed)));
tell('the same shifts, breaks placed after the solve', after.made.shifts, after.seconds, null);
const inside = await timed(async () => value(await solve(free)));
tell('placed in the solve', inside.made.shifts, inside.seconds, inside.made.bound);

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}; ${people} people, ` +
    `${wanted.toFixed(0)} agent-hours wanted, ${options.seconds} s a solve, seed ${seed}\n`,
);
console.log('| breaks | short | too many | objective | bound | seconds | breaches |\n|---|---|---|---|---|---|---|');
for (const row of rows) console.log(row);
