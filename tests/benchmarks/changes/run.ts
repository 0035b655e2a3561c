import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { parsePlan } from '../../../src/contract/plan-mapping.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { changesOf } from '../../../src/audit/changes.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import type { Baseline } from '../../../src/domain/changes.ts';
import type { Outcome } from '../../../src/domain/issue.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { findReplacements } from '../../../src/planning/changes/replacements.ts';
import { makeForecast } from '../../../src/planning/forecast.ts';
import { problemOfPlan } from '../../../src/planning/plan.ts';
import { makeRequirement } from '../../../src/planning/requirement.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { BANK_WEEK, bankPlan, bankTeam, hasBankHistory } from '../../fixtures/bank-week.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';

/*
 * Changes of a published week: `npm run -s bench:changes -- [--seconds 15] [--seed 1]`.
 * 1. Replacements at 500 employees: time of one vacated shift, and of all shifts of somebody who is absent for the week.
 * 2. Twelve people of the bank week absent: solving with the price of every change, against solving anew; each in `--seconds`.
 */
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '15' }, seed: { type: 'string', default: '1' } },
});
const seconds = Number(options.seconds);
const seed = Number(options.seed);
const engines = await rosterEngines();
const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return outcome.value;
}

async function solved(problem: Problem, time: number): Promise<Roster> {
  return value(await makeRoster(problem, { seconds: time, seed }, control, engines));
}

function told(problem: Problem, shifts: readonly Shift[]): Problem & { readonly baseline: Baseline } {
  const prices = { moved: 20, perHourMoved: 10, added: 60, removed: 30, otherWork: 10, notice: [] };
  return { ...problem, baseline: { shifts, asOf: problem.from, prices } };
}

function quantile(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return ((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number) * 1000).toFixed(0);
}

/** 500 people of the bank's contracts under a law's worth of rules, half of them trained for a second queue. */
function largeProblem(): Problem {
  const team = bankTeam();
  const models = team['employees'] as readonly Record<string, unknown>[];
  const employees = Array.from({ length: 500 }, (_, index) => ({
    ...models[index % models.length],
    id: `agent-${index + 1}`,
    skills: index % 2 === 0 ? ['voice'] : ['voice', 'chat'],
  }));
  const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
  const wanted = (skill: string, peak: number) =>
    Array.from({ length: 28 }, (_, slot) => {
      const time = (at: number): string =>
        `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`;
      const target = Math.round(peak * Math.sin(((slot + 1) / 29) * Math.PI));
      return { days, from: time(14 + slot), to: time(15 + slot), skill, floor: Math.floor(target / 2), target };
    });
  return value(
    parseProblem({
      team: { ...team, employees, skills: [{ id: 'voice' }, { id: 'chat' }], packs: ['cn'] },
      horizon: { from: BANK_WEEK, days: 7 },
      cover: { intervals: [...wanted('voice', 190), ...wanted('chat', 60)] },
      past: [],
      future: [],
    }),
  );
}

/** Seconds by the clock and of the processor: on a machine that others use as well the clock says more of them. */
type Taken = { readonly clock: number; readonly processor: number };

async function replacementTimes(): Promise<void> {
  const problem = largeProblem();
  const roster = await solved(problem, seconds);
  const published = told(problem, roster.shifts);
  const below = numbersFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const single: Taken[] = [];
  const weeks: Taken[] = [];
  let candidates = 0;
  const timed = (work: () => number, into: Taken[]): void => {
    const [started, used] = [performance.now(), process.cpuUsage()];
    candidates += work();
    const { user, system } = process.cpuUsage(used);
    into.push({ clock: (performance.now() - started) / 1000, processor: (user + system) / 1e6 });
  };
  const find = (vacated: readonly string[]): number => {
    const task = { problem: published, shifts: roster.shifts, vacated, absences: [], limit: 10 };
    return findReplacements(task).vacancies.reduce((sum, { possible }) => sum + possible, 0);
  };
  for (let round = 0; round < 40; round++) timed(() => find([pick(roster.shifts).id]), single);
  const perShift = candidates / single.length;
  for (let round = 0; round < 8; round++) {
    const { employeeId } = pick(roster.shifts);
    timed(() => find(roster.shifts.filter((one) => one.employeeId === employeeId).map(({ id }) => id)), weeks);
  }
  console.log('| replacements at 500 employees | p50, ms | p95, ms | slowest, ms | processor p50, ms | p95, ms |');
  console.log('|---|---|---|---|---|---|');
  for (const [name, times] of [
    ['one vacated shift', single],
    ['all shifts of a week of one person', weeks],
  ] as const) {
    const [clock, processor] = [times.map((one) => one.clock), times.map((one) => one.processor)];
    const shown = [quantile(clock, 0.5), quantile(clock, 0.95), quantile(clock, 1)];
    console.log(`| ${[name, ...shown, quantile(processor, 0.5), quantile(processor, 0.95)].join(' | ')} |`);
  }
  console.log(
    `\n${roster.shifts.length} shifts; ${perShift.toFixed(0)} people could work a vacated shift on average.\n`,
  );
}

function bankProblem(): Problem {
  const task = value(parsePlan(bankPlan({ seconds, seed })));
  const queue = task.queues[0];
  if (queue === undefined) throw new Error('the plan has no queue');
  const { history, notes } = queue;
  const forecast = value(
    makeForecast({ history, notes, options: queue.options, from: task.from, days: task.days }, publicHolidays, []),
  );
  return problemOfPlan(task, [value(makeRequirement({ forecast, parameters: queue.requirement }))]);
}

async function repair(): Promise<void> {
  const problem = bankProblem();
  const published = await solved(problem, seconds);
  const below = numbersFrom(seed);
  const absent = new Set<string>();
  while (absent.size < 12) absent.add(problem.team.employees[below(problem.team.employees.length)]?.id as string);
  const employees = problem.team.employees.map((employee) =>
    absent.has(employee.id)
      ? { ...employee, leave: [...(employee.leave ?? []), { from: problem.from, to: '2003-08-24' }] }
      : employee,
  );
  const without: Problem = { ...problem, team: { ...problem.team, employees } };
  const left = published.shifts.filter(({ employeeId }) => !absent.has(employeeId));
  const priced = told(without, published.shifts);
  const rows = [
    { name: 'published, before the absences', shifts: published.shifts, roster: published },
    { name: 'left as it is', shifts: left, roster: undefined },
    await solvedRow('solved anew', without),
    await solvedRow('repaired: every change priced', { ...priced, start: left }),
  ];
  console.log(
    '| bank week, 12 absent | changes of others | moved | added | removed | agent-hours short | points without changes | gap |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const { name, shifts, roster } of rows) {
    const changes = changesOf(priced, shifts).filter(
      ({ kind, employeeId }) => kind !== 'kept' && !absent.has(employeeId),
    );
    const count = (kind: string): number => changes.filter((one) => one.kind === kind).length;
    const parts = scoreRoster(without, shifts);
    const short = parts.find(({ part }) => part === 'below-target')?.count ?? 0;
    const points = parts.reduce((sum, one) => sum + one.points, 0);
    const gap = roster?.gap === null || roster === undefined ? '' : `${(roster.gap * 100).toFixed(2)} %`;
    console.log(
      `| ${name} | ${changes.length} | ${count('moved')} | ${count('added')} | ${count('removed')} | ${short.toFixed(1)} | ${points.toFixed(0)} | ${gap} |`,
    );
  }
  console.log(
    `\n${published.shifts.length} shifts published, ${published.shifts.length - left.length} of them of the absent.`,
  );
}

async function solvedRow(name: string, problem: Problem) {
  const roster = await solved(problem, seconds);
  return { name, shifts: roster.shifts, roster };
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}, seed ${seed}, ${seconds} s a solve\n`,
);
await replacementTimes();
if (hasBankHistory()) await repair();
else console.log('The history of the bank week is missing: the repair needs ../shared beside the checkout.');
