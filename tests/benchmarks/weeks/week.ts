import type { ProblemDocument } from '../../../src/contract/problem.ts';
import { datesFrom, isoOf } from '../../../src/domain/calendar.ts';
import type { LocalDate, Zone } from '../../../src/domain/units.ts';
import type { LoadWeek, Quarter } from './load.ts';
import { historyOfCsv, loadWeek, peopleFor, QUARTER_SECONDS, QUARTERS_PER_HOUR } from './load.ts';
import { contractHours, contracts, drawPeople, drawsOf, sitesOf } from './people.ts';
import { openingOf, templatesFor } from './templates.ts';

export type WeekOptions = {
  readonly csv: string;
  readonly zone: Zone;
  readonly employees: number;
  readonly seed: number;
  /** Sites with two skills each; absent: one for every 500 employees from 1,000 on. */
  readonly sites?: number | undefined;
  /** First day; absent: the Monday of the last full week. */
  readonly from?: LocalDate | undefined;
  /** Grid of starts and lengths in minutes; absent: 30. */
  readonly grid?: 15 | 30 | undefined;
};

export type WeekFacts = {
  readonly from: LocalDate;
  readonly sites: number;
  readonly contacts: number;
  /** What the history's counts are multiplied by. */
  readonly scale: number;
  readonly requiredHours: number;
  readonly contractHours: number;
};

/** The contracts' hours net of meals are this share of the hours to schedule. */
const SUPPLY = 0.97;
/** The second skill's share of the load. */
const SECOND_SHARE = 1 / 3;
/** How much a site's load may differ from its share of the whole within an hour. */
const SITE_NOISE = 0.1;

type Queue = { readonly skill: string; readonly quarters: readonly Quarter[] };

/** The load divided over sites and skills; hour by hour the sites differ from their shares, and together they are the whole. */
function queuesOf(week: LoadWeek, sites: ReturnType<typeof sitesOf>, draw: () => number): readonly Queue[] {
  const hours = Math.ceil(week.quarters.length / QUARTERS_PER_HOUR);
  const parts = Array.from({ length: hours }, () => {
    const weights = sites.map(({ share }) => share * (1 + SITE_NOISE * (sites.length > 1 ? 2 * draw() - 1 : 0)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  return sites.flatMap(({ skills }, site) =>
    skills.map((skill, index) => ({
      skill,
      quarters: week.quarters.map(({ start, count }, quarter) => {
        const part = parts[Math.floor(quarter / QUARTERS_PER_HOUR)]?.[site] as number;
        return { start, count: count * part * (index === 0 ? 1 - SECOND_SHARE : SECOND_SHARE) };
      }),
    })),
  );
}

type Wanted = { readonly people: readonly (readonly number[])[]; readonly hours: number };

/** People wanted in each queue and quarter where the load is so many times the history's. */
function wantedAt(zone: Zone, queues: readonly Queue[], scale: number): Wanted {
  const people = queues.map(({ quarters }) =>
    peopleFor(
      zone,
      quarters.map(({ start, count }) => ({ start, count: count * scale })),
    ),
  );
  const sum = people.reduce((total, row) => total + row.reduce((inRow, each) => inRow + each, 0), 0);
  return { people, hours: sum / QUARTERS_PER_HOUR };
}

/** The scale at which the hours to schedule come nearest to `hours`: they grow with it in steps, so it is found by halving. */
function scaleTo(
  zone: Zone,
  queues: readonly Queue[],
  hours: number,
): { readonly scale: number; readonly wanted: Wanted } {
  let low = 0;
  let high = 1;
  while (wantedAt(zone, queues, high).hours < hours) {
    low = high;
    high *= 2;
  }
  let best = { scale: high, wanted: wantedAt(zone, queues, high) };
  for (let step = 0; step < 40 && best.wanted.hours !== hours; step++) {
    const scale = (low + high) / 2;
    const wanted = wantedAt(zone, queues, scale);
    if (Math.abs(wanted.hours - hours) < Math.abs(best.wanted.hours - hours)) best = { scale, wanted };
    if (wanted.hours < hours) low = scale;
    else high = scale;
  }
  return best;
}

/**
 * A contact centre's week as a PROBLEM, drawn from a real history: the load of its last full week, scaled until the contracts of so many employees come to 0.97 of
 * the hours to schedule. The same options give the same document. Throws on a history of which no such week can be made.
 */
export function makeWeek(options: WeekOptions): { readonly problem: ProblemDocument; readonly facts: WeekFacts } {
  const { zone, employees: count, seed } = options;
  const week = loadWeek(historyOfCsv(options.csv, zone), options.from);
  const draw = drawsOf(seed);
  const sites = sitesOf(options.sites ?? Math.max(1, count < 1000 ? 1 : Math.round(count / 500)), draw);
  const queues = queuesOf(week, sites, draw);
  const dates = datesFrom(week.from, 7);
  // When anybody is wanted does not hang on the scale: a quarter with any contact wants somebody.
  const opening = openingOf(
    zone,
    week,
    week.quarters.map(({ count: contacts }) => (contacts > 0 ? 1 : 0)),
  );
  const templates = templatesFor(opening, options.grid ?? 30);
  const people = drawPeople({ zone, dates, employees: count, sites, opening, templates }, draw);
  const hours = contractHours(people);
  const { scale, wanted } = scaleTo(zone, queues, hours / SUPPLY);
  const facts = {
    from: week.from,
    sites: sites.length,
    contacts: Math.round(scale * week.quarters.reduce((sum, quarter) => sum + quarter.count, 0)),
    scale,
    requiredHours: wanted.hours,
    contractHours: hours,
  };
  const problem: ProblemDocument = {
    kind: 'problem',
    team: {
      kind: 'team',
      id: `week-${count}-${seed}`,
      name: `Contact centre of ${count}`,
      zone,
      skills: sites.flatMap(({ skills }) => skills.map((id) => ({ id }))),
      contracts: structuredClone([...contracts()]) as ProblemDocument['team']['contracts'],
      employees: structuredClone([...people]) as ProblemDocument['team']['employees'],
      shiftTemplates: structuredClone([...templates]) as NonNullable<ProblemDocument['team']['shiftTemplates']>,
      rules: [
        { rule: 'minimum-rest', values: { minimumHours: 11 } },
        { rule: 'maximum-consecutive-days', values: { maximumDays: 5 } },
      ],
    },
    horizon: { from: week.from, days: 7 },
    demands: {
      intervals: queues.flatMap(({ skill, quarters }, queue) =>
        quarters.map(({ start }, quarter) => ({
          start: isoOf(zone, start),
          end: isoOf(zone, start + QUARTER_SECONDS),
          skill,
          target: wanted.people[queue]?.[quarter] as number,
        })),
      ),
      templates: [],
    },
    prices: {
      belowFloorHour: 100,
      belowTargetHour: 100,
      aboveTargetHour: 1,
      aboveCeilingHour: 0,
      paidHour: 0,
      labourCost: 0,
      hoursSpread: 0,
    },
    past: [],
    future: [],
  };
  return { problem, facts };
}
