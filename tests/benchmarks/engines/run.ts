import { parseArgs } from 'node:util';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { ShiftTemplate } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { compactSize } from '../../../src/rostering/compact.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { numbersFrom, PRICES } from '../../fixtures/small-problems.ts';

/*
 * Which engine for which size: each engine alone on generated weeks of growing size, the time to its proof or its gap at the limit.
 * `npm run -s bench:engines -- [--seconds 20] [--seeds 3]`. The limits in src/rostering/solve.ts are read off its table.
 */
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, seeds: { type: 'string', default: '3' } },
});

type Family = {
  readonly name: string;
  readonly employees: number;
  readonly days: number;
  readonly templates: readonly ShiftTemplate[];
};

const FIXED: readonly ShiftTemplate[] = [
  { id: 'early', start: '06:00', length: 480 },
  { id: 'late', start: '14:00', length: 480 },
  { id: 'night', start: '22:00', length: 480 },
];
const flexible = (step: number): readonly ShiftTemplate[] => [
  {
    id: 'flexible',
    start: { earliest: '07:00', latest: '16:00', stepMinutes: step },
    length: { minMinutes: 240, maxMinutes: 540, stepMinutes: step },
    latestEnd: '22:00',
    meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360, notBeforeMinutes: 120, notInLastMinutes: 120 },
  },
];

const FAMILIES: readonly Family[] = [
  { name: 'three fixed shifts, 4 people, 7 days', employees: 4, days: 7, templates: FIXED },
  { name: 'three fixed shifts, 8 people, 7 days', employees: 8, days: 7, templates: FIXED },
  { name: 'three fixed shifts, 10 people, 14 days', employees: 10, days: 14, templates: FIXED },
  { name: 'three fixed shifts, 20 people, 14 days', employees: 20, days: 14, templates: FIXED },
  { name: 'three fixed shifts, 30 people, 28 days', employees: 30, days: 28, templates: FIXED },
  { name: 'flexible by the hour, 3 people, 7 days', employees: 3, days: 7, templates: flexible(60) },
  { name: 'flexible by the hour, 8 people, 7 days', employees: 8, days: 7, templates: flexible(60) },
  { name: 'flexible by the half hour, 8 people, 7 days', employees: 8, days: 7, templates: flexible(30) },
  { name: 'flexible by the half hour, 20 people, 7 days', employees: 20, days: 7, templates: flexible(30) },
];

/** A week with a wavy demand near the capacity, mixed hours, some days off and wishes. */
function problemOf(family: Family, seed: number): Problem {
  const below = numbersFrom(seed);
  const zone = 'Europe/Berlin';
  const from = '2026-03-02';
  const fixed = family.templates.length > 1;
  const level = family.employees / (fixed ? 4.5 : 2.6);
  return {
    team: {
      id: 'bench',
      zone,
      weekStart: 'mon',
      skills: [],
      contracts: [
        { id: 'full', minHoursPerWeek: 24, maxHoursPerWeek: 40, maxDaysPerWeek: 5 },
        { id: 'part', minHoursPerWeek: 8, maxHoursPerWeek: 24, maxDaysPerWeek: 4 },
      ],
      employees: Array.from({ length: family.employees }, (_, index) => ({
        id: `e${index}`,
        contract: index % 3 === 2 ? 'part' : 'full',
        skills: [],
        daysOff: below(3) === 0 ? [addDays(from, below(family.days))] : [],
        requests:
          below(2) === 0 ? [{ kind: 'day-off', date: addDays(from, below(family.days)), weight: 1 + below(10) }] : [],
      })),
      shiftTemplates: family.templates,
      rules: [
        { rule: 'minimum-rest', values: { minimumHours: 11 } },
        { rule: 'maximum-consecutive-days', values: { maximumDays: 5 } },
      ],
      packs: [],
      holidays: [],
    },
    from,
    days: family.days,
    intervalDemands: Array.from({ length: family.days }, (_, day) =>
      Array.from({ length: fixed ? 12 : 15 }, (__, slot) => {
        const start = (fixed ? 6 + 2 * slot : 7 + slot) * 60;
        const wave = 0.7 + 0.5 * Math.sin((slot / (fixed ? 12 : 15)) * Math.PI);
        return {
          start: plannedInstant(zone, addDays(from, day), start),
          end: plannedInstant(zone, addDays(from, day), start + (fixed ? 120 : 60)),
          floor: 0,
          target: Math.max(0, Math.round(level * wave) + below(2)),
        };
      }),
    ).flat(),
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
  };
}

const engines = await rosterEngines();
const limit = Number(options.seconds);
console.log(
  '| problem | binaries | engine | proven | seconds (median) | gap at the limit (worst) |\n|---|---|---|---|---|---|',
);
for (const family of FAMILIES) {
  for (const engine of ['javascript-lp-solver', 'highs', 'lines', 'auto'] as const) {
    const seconds: number[] = [];
    let proven = 0;
    let gap = 0;
    let size = 0;
    for (let seed = 1; seed <= Number(options.seeds); seed++) {
      const problem = problemOf(family, seed);
      size = compactSize(compileInstance(problem));
      const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
      const made = await makeRoster(problem, { seconds: limit, seed, engine }, control, engines);
      if (!made.ok) throw new Error(JSON.stringify(made.issues));
      const { value } = made;
      // The fall-through to HiGHS is not what this row measures.
      const own = engine === 'auto' || value.engine.startsWith(engine);
      seconds.push(own ? value.seconds : limit);
      if (own && value.status === 'optimal') proven++;
      gap = Math.max(gap, own ? (value.gap ?? 1) : 1);
    }
    seconds.sort((a, b) => a - b);
    const median = seconds[seconds.length >> 1] ?? limit;
    console.log(
      `| ${family.name} | ${size} | ${engine} | ${proven} of ${options.seeds} | ${median.toFixed(2)} | ${(100 * gap).toFixed(2)} % |`,
    );
  }
}
