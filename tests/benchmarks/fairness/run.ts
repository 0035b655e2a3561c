import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { fairnessOf } from '../../../src/audit/fairness.ts';
import { DEFAULT_PRICES } from '../../../src/contract/problem.ts';
import { addDays, minutesOfDay, plannedInstant } from '../../../src/domain/calendar.ts';
import type { FairnessSetting, ShareSpread } from '../../../src/domain/fairness.ts';
import type { Problem, TemplateDemand } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

/*
 * What fairness does and costs: `npm run -s bench:fairness -- [--seconds 45] [--seed 1]`. A centre of 48 people with early, day, late and night shifts on all
 * days. In the four weeks before, a quarter of them worked all nights, another all weekends and late shifts, and two worked neither. The four weeks
 * that follow are solved with and without prices of fairness, and the shares of each before and after are measured by the audit.
 */
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '45' }, seed: { type: 'string', default: '1' } },
});
const seconds = Number(options.seconds);
const seed = Number(options.seed);

const FROM = '2026-03-02';
const ZONE = 'Europe/Berlin';
const DAYS = 28;
const PEOPLE = 48;

const TEMPLATES = [
  { id: 'early', start: '06:00', length: 480 },
  { id: 'day', start: '09:00', length: 480 },
  { id: 'late', start: '14:00', length: 480 },
  { id: 'night', start: '22:00', length: 480 },
] as const;
type Template = (typeof TEMPLATES)[number]['id'];

/** People wanted on a day from Monday to Friday, and on one of a weekend. */
const WANTED: readonly (readonly [Template, number, number])[] = [
  ['early', 10, 6],
  ['day', 8, 0],
  ['late', 8, 6],
  ['night', 4, 4],
];

const FAIRNESS: readonly FairnessSetting[] = [
  { id: 'nights', measure: 'nights', weight: 3 },
  { id: 'weekends', measure: 'weekends', weight: 5 },
  { id: 'early starts', measure: 'starts', startFrom: '05:00', startBefore: '08:00', weight: 1 },
  { id: 'late starts', measure: 'starts', startFrom: '13:00', startBefore: '15:00', weight: 1 },
  { id: 'hours', measure: 'hours', weight: 0.02 },
];

/** What each quarter of the people worked in every week before, by day from Monday. */
const HISTORY: readonly (readonly (Template | undefined)[])[] = [
  ['night', 'night', 'night', 'night', 'night', undefined, undefined],
  [undefined, undefined, 'late', 'late', 'late', 'late', 'late'],
  ['early', 'early', 'early', 'early', 'early', undefined, undefined],
  ['day', 'day', 'day', 'day', undefined, undefined, undefined],
];

const employees = Array.from({ length: PEOPLE }, (_, index) => ({
  id: `agent-${String(index + 1).padStart(2, '0')}`,
  contract: 'full',
  skills: ['voice'],
}));

function pastShifts(): readonly Shift[] {
  const shifts: Shift[] = [];
  for (let day = -DAYS; day < 0; day++) {
    const date = addDays(FROM, day);
    employees.forEach(({ id }, index) => {
      const worked = HISTORY[Math.floor((index * HISTORY.length) / PEOPLE)]?.[(day + DAYS) % 7];
      const template = TEMPLATES.find((one) => one.id === worked);
      if (template === undefined) return;
      const start = plannedInstant(ZONE, date, minutesOfDay(template.start));
      const end = plannedInstant(ZONE, date, minutesOfDay(template.start) + template.length);
      shifts.push({
        id: `${id}/${date}`,
        employeeId: id,
        start,
        end,
        template: template.id,
        skill: 'voice',
        activity: 'work',
        breaks: [],
      });
    });
  }
  return shifts;
}

function centre(fairness: readonly FairnessSetting[]): Problem {
  const templateDemands = Array.from({ length: DAYS }, (_, day) =>
    WANTED.map(([template, weekday, weekend]): TemplateDemand => {
      const target = day % 7 < 5 ? weekday : weekend;
      return { date: addDays(FROM, day), template, floor: Math.floor(target / 2), target };
    }),
  ).flat();
  return {
    team: {
      id: 'centre',
      zone: ZONE,
      weekStart: 'mon',
      skills: [{ id: 'voice' }],
      contracts: [{ id: 'full' }],
      employees,
      shiftTemplates: TEMPLATES,
      rules: [
        { rule: 'minimum-rest', values: { minimumHours: 11 } },
        { rule: 'maximum-days-week', values: { maximumDays: 5 } },
        { rule: 'maximum-consecutive-days', values: { maximumDays: 6 } },
      ],
      packs: [],
      holidays: [],
      fairness,
    },
    from: FROM,
    days: DAYS,
    intervalDemands: [],
    templateDemands,
    prices: DEFAULT_PRICES,
    locks: [],
    past: pastShifts(),
    future: [],
  };
}

const engines = await rosterEngines();
const fair = centre(FAIRNESS);

async function solved(problem: Problem): Promise<Roster> {
  const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
  const made = await makeRoster(problem, { seconds, seed }, control, engines);
  if (!made.ok) throw new Error(made.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return made.value;
}

const tell = ({ least, most, deviation }: ShareSpread): string => `${least} to ${most} (${deviation.toFixed(2)})`;

const rosters = [
  { name: 'without prices of fairness', roster: await solved(centre([])) },
  { name: 'with prices of fairness', roster: await solved(fair) },
];
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}, ${seconds} s, seed ${seed}\n`,
);
const spreads = rosters.map(({ roster }) => fairnessOf(fair, roster.shifts));
console.log(
  '| least to most of one person (standard deviation) | four weeks before | eight weeks, without | eight weeks, with |',
);
console.log('|---|---|---|---|');
for (const [index, { id, before }] of (spreads[0] ?? []).entries()) {
  const after = spreads.map((all) => all[index]).map((one) => (one === undefined ? '' : tell(one.after)));
  console.log(`| ${id} | ${tell(before)} | ${after.join(' | ')} |`);
}
console.log(
  '\n| roster | shifts | people short of the target | too many | objective | bound | ended by |\n|---|---|---|---|---|---|---|',
);
for (const { name, roster } of rosters) {
  const count = (...parts: readonly string[]): number =>
    roster.objectiveParts
      .filter(({ part, unit }) => parts.includes(part) && unit === 'people')
      .reduce((sum, one) => sum + one.count, 0);
  console.log(
    `| ${name} | ${roster.shifts.length} | ${count('below-floor', 'below-target')} | ${count('above-target', 'above-ceiling')} | ${roster.objective?.toFixed(1)} | ${roster.bound?.toFixed(1)} | ${roster.endedBy}, ${roster.iterations} moves, ${roster.engine} |`,
  );
}
