import { minutesOfDay, plannedInstant, weekdayOf } from '../../../src/domain/calendar.ts';
import type {
  Contract,
  Employee,
  LocalSpan,
  ShiftRequest,
  ShiftTemplate,
  WeeklyWindow,
} from '../../../src/domain/team.ts';
import type { Interval, LocalDate, Zone } from '../../../src/domain/units.ts';
import type { Opening } from './templates.ts';

/** Numbers from 0 to below 1 that repeat for their seed (mulberry32). */
export function drawsOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Contracts with their share of the employees, the largest hours first. */
const CONTRACTS: readonly {
  readonly share: number;
  readonly contract: Contract & { readonly maxHoursPerWeek: number };
}[] = [
  { share: 0.4, contract: { id: 'full-40', minHoursPerWeek: 32, maxHoursPerWeek: 40, maxDaysPerWeek: 5 } },
  { share: 0.15, contract: { id: 'full-36', minHoursPerWeek: 30, maxHoursPerWeek: 36, maxDaysPerWeek: 5 } },
  { share: 0.15, contract: { id: 'part-30', minHoursPerWeek: 22, maxHoursPerWeek: 30, maxDaysPerWeek: 5 } },
  { share: 0.15, contract: { id: 'part-24', minHoursPerWeek: 16, maxHoursPerWeek: 24, maxDaysPerWeek: 4 } },
  { share: 0.1, contract: { id: 'part-20', minHoursPerWeek: 12, maxHoursPerWeek: 20, maxDaysPerWeek: 4 } },
  { share: 0.05, contract: { id: 'part-16', minHoursPerWeek: 8, maxHoursPerWeek: 16, maxDaysPerWeek: 3 } },
];

export const contracts = (): readonly Contract[] => CONTRACTS.map(({ contract }) => contract);

export type Site = {
  /** Ids of the skills: the first takes two thirds of the load, the second one third. */
  readonly skills: readonly [string, string];
  /** Share of the people, and of the load. */
  readonly share: number;
};

const SITES = [
  'north',
  'south',
  'east',
  'west',
  'harbour',
  'hill',
  'river',
  'park',
  'lake',
  'valley',
  'bridge',
  'mill',
];

/** One site, or several with skills of their own and shares that differ. */
export function sitesOf(count: number, draw: () => number): readonly Site[] {
  if (count === 1) return [{ skills: ['voice', 'sales'], share: 1 }];
  const weights = Array.from({ length: count }, () => 0.7 + 0.6 * draw());
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight, index) => {
    const name = SITES[index] ?? `site-${index + 1}`;
    return { skills: [`voice@${name}`, `sales@${name}`], share: weight / sum };
  });
}

/** Whole numbers with these shares that sum to `total`, by largest remainder. */
function apportion(total: number, shares: readonly number[]): readonly number[] {
  const exact = shares.map((share) => share * total);
  const counts = exact.map(Math.floor);
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const missing = total - counts.reduce((sum, count) => sum + count, 0);
  for (const { index } of order.slice(0, missing)) counts[index] = (counts[index] as number) + 1;
  return counts;
}

/** The items in an order drawn (Fisher and Yates). */
function shuffled<T>(items: readonly T[], draw: () => number): readonly T[] {
  const order = [...items];
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(draw() * (index + 1));
    [order[index], order[other]] = [order[other] as T, order[index] as T];
  }
  return order;
}

/** Each index as often as its count says, in an order drawn. */
const drawnList = (counts: readonly number[], draw: () => number): readonly number[] =>
  shuffled(
    counts.flatMap((count, index) => Array.from({ length: count }, () => index)),
    draw,
  );

/** One start and length of a template on a date, with its paid minutes, and those of them that are no rest. */
export type Possible = Interval & {
  readonly date: LocalDate;
  readonly template: string;
  readonly paidMinutes: number;
  readonly workMinutes: number;
};

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** All shifts that the templates allow on the dates, whoever works them. */
export function possibleShifts(
  zone: Zone,
  templates: readonly ShiftTemplate[],
  dates: readonly LocalDate[],
): readonly Possible[] {
  return dates.flatMap((date) =>
    templates.flatMap(({ id, days, start, length, latestEnd = '', meal, breaks = [] }) => {
      if (days?.includes(weekdayOf(date)) === false) return [];
      if (typeof start === 'string' || typeof length === 'number') throw new Error(`${id} is not flexible`);
      const end = latestEnd === '' ? Number.POSITIVE_INFINITY : minutesOfDay(latestEnd);
      return steps(minutesOfDay(start.earliest), minutesOfDay(start.latest), start.stepMinutes).flatMap((from) =>
        steps(length.minMinutes, length.maxMinutes, length.stepMinutes).flatMap((minutes) => {
          if (from + minutes > end) return [];
          const span = { start: plannedInstant(zone, date, from), end: plannedInstant(zone, date, from + minutes) };
          const elapsed = (span.end - span.start) / 60;
          if (elapsed <= 0) return [];
          const eats = meal !== undefined && elapsed >= (meal.fromShiftMinutes ?? 0);
          const paidMinutes = elapsed - (eats ? meal.lengthMinutes : 0);
          const rests = breaks.map(
            ({ everyMinutes = Number.POSITIVE_INFINITY, lengthMinutes }) =>
              lengthMinutes * Math.floor(elapsed / everyMinutes),
          );
          const workMinutes = paidMinutes - rests.reduce((sum, each) => sum + each, 0);
          return [{ ...span, date, template: id, paidMinutes, workMinutes }];
        }),
      );
    }),
  );
}

type Presence = Pick<Employee, 'availability' | 'unavailable' | 'daysOff'>;

/** Those of the shifts that lie within the employee's windows, beside her appointments and not on her days off. */
export function possibleFor(
  zone: Zone,
  all: readonly Possible[],
  { availability, unavailable, daysOff }: Presence,
): readonly Possible[] {
  if (availability === undefined && unavailable === undefined && daysOff === undefined) return all;
  const dates = [...new Set(all.map(({ date }) => date))];
  const windows = availability?.flatMap(({ days, from, to }) =>
    dates
      .filter((date) => days?.includes(weekdayOf(date)) !== false)
      .map((date) => {
        const first = minutesOfDay(from);
        const last = minutesOfDay(to);
        return {
          start: plannedInstant(zone, date, first),
          end: plannedInstant(zone, date, last <= first ? last + 1440 : last),
        };
      }),
  );
  const taken = unavailable?.map(({ from, to }) => ({ start: instantAt(zone, from), end: instantAt(zone, to) }));
  return all.filter(
    ({ start, end, date }) =>
      windows?.some((window) => window.start <= start && end <= window.end) !== false &&
      taken?.some((span) => span.start < end && start < span.end) !== true &&
      daysOff?.includes(date) !== true,
  );
}

const instantAt = (zone: Zone, text: string): number =>
  plannedInstant(zone, text.slice(0, 10), minutesOfDay(text.slice(11)));

/** The longest paid day of each date on which there is one, longest first. */
function longestDays(possible: readonly Possible[]): readonly number[] {
  const longest = new Map<LocalDate, number>();
  for (const { date, paidMinutes } of possible) longest.set(date, Math.max(longest.get(date) ?? 0, paidMinutes));
  return [...longest.values()].sort((a, b) => b - a);
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Windows of somebody who cannot come at all times: mornings, afternoons, weekdays or some days only. */
function drawWindows(
  { nights, spans }: Opening,
  dates: readonly LocalDate[],
  draw: () => number,
): readonly WeeklyWindow[] {
  const from = nights ? 360 : Math.min(...spans.map((span) => span.from));
  const to = nights ? 1410 : Math.max(...spans.map((span) => span.to));
  const choice = Math.floor(draw() * 4);
  if (choice === 0) return [{ from: clock(from), to: clock(Math.min(from + 600, to)) }];
  if (choice === 1) return [{ from: clock(Math.max(from, to - 600)), to: clock(to) }];
  if (choice === 2) return [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '00:00', to: '24:00' }];
  const days = shuffled(dates, draw).slice(0, 5).sort().map(weekdayOf);
  return [{ days, from: '00:00', to: '24:00' }];
}

/** An appointment of two to four hours on one of the dates. */
function drawAppointment({ spans }: Opening, draw: () => number): LocalSpan {
  const span = spans[Math.floor(draw() * spans.length)] as Opening['spans'][number];
  const date = span.dates[Math.floor(draw() * span.dates.length)] as LocalDate;
  const minutes = 120 + 60 * Math.floor(draw() * 3);
  const from = span.from + 60 * Math.floor(draw() * Math.max(1, (span.to - span.from - minutes) / 60));
  return { from: `${date}T${clock(from)}`, to: `${date}T${clock(Math.min(from + minutes, 1440 - 1))}` };
}

/** One to three wishes on dates of their own, each of which can come true and can fail: none adds a constant to the objective. */
function drawRequests(possible: readonly Possible[], draw: () => number): readonly ShiftRequest[] {
  const templates = new Map<LocalDate, Set<string>>();
  for (const { date, template } of possible) templates.set(date, (templates.get(date) ?? new Set()).add(template));
  const dates = shuffled([...templates.keys()], draw).slice(0, 1 + Math.floor(draw() * 3));
  return dates.sort().map((date): ShiftRequest => {
    const weight = 1 + Math.floor(draw() * 10);
    const choice = draw();
    const among = [...(templates.get(date) as Set<string>)];
    const template = among[Math.floor(draw() * among.length)] as string;
    if (choice < 0.5) return { kind: 'day-off', date, weight };
    if (choice < 0.75) return { kind: 'avoid-shift', date, template, weight };
    return choice < 0.9 ? { kind: 'shift', date, template, weight } : { kind: 'work', date, weight };
  });
}

/** Shares of those who have the first skill alone, the second alone, and both. */
const SKILL_SHARES = [0.45, 0.2, 0.35];
/** Share of those who also work for another site, where there are several. */
const SHARED_SHARE = 0.03;

export type PeopleTask = {
  readonly zone: Zone;
  readonly dates: readonly LocalDate[];
  readonly employees: number;
  readonly sites: readonly Site[];
  readonly opening: Opening;
  readonly templates: readonly ShiftTemplate[];
};

/** The employees: mixed contracts, skills of their site, for a part windows, appointments and days off, and wishes for all. */
export function drawPeople(
  { zone, dates, employees, sites, opening, templates }: PeopleTask,
  draw: () => number,
): readonly Employee[] {
  const all = possibleShifts(zone, templates, dates);
  const open = [...new Set(all.map(({ date }) => date))];
  const site = sites.flatMap(({ share }, index) => Array.from({ length: Math.round(share * employees) }, () => index));
  const contractOf = drawnList(
    apportion(
      employees,
      CONTRACTS.map(({ share }) => share),
    ),
    draw,
  );
  const skillsOf = drawnList(apportion(employees, SKILL_SHARES), draw);
  return Array.from({ length: employees }, (_, index): Employee => {
    const own = site[index] ?? sites.length - 1;
    const [first, second] = (sites[own] as Site).skills;
    const { contract } = CONTRACTS[contractOf[index] as number] as (typeof CONTRACTS)[number];
    const skills = [[first], [second], [first, second]][skillsOf[index] as number] as string[];
    if (sites.length > 1 && draw() < SHARED_SHARE) {
      const other = sites[(own + 1 + Math.floor(draw() * (sites.length - 1))) % sites.length] as Site;
      skills.push(...other.skills.filter((__, skill) => skills.length > 1 || skills[0] === [first, second][skill]));
    }
    const isPart = contract.maxHoursPerWeek <= 30;
    const presence: Presence = {
      ...(draw() < (isPart ? 0.35 : 0.12) ? { availability: drawWindows(opening, open, draw) } : {}),
      ...(draw() < 0.08 ? { unavailable: [drawAppointment(opening, draw)] } : {}),
      ...(draw() < 0.06 ? { daysOff: [open[Math.floor(draw() * open.length)] as LocalDate] } : {}),
    };
    // Whoever could not come as long as the contract says would make a shortage that no roster avoids.
    const possible = possibleFor(zone, all, presence);
    const reachable = longestDays(possible)
      .slice(0, contract.maxDaysPerWeek)
      .reduce((sum, minutes) => sum + minutes, 0);
    const fits = reachable >= 60 * contract.maxHoursPerWeek;
    return {
      id: `e${String(index + 1).padStart(4, '0')}`,
      contract: contract.id,
      skills,
      ...(fits ? presence : {}),
      requests: drawRequests(fits ? possible : all, draw),
    };
  });
}

/** Hours net of meals that the contracts of the employees allow in the week. */
export function contractHours(employees: readonly Employee[]): number {
  const most = new Map(CONTRACTS.map(({ contract }) => [contract.id, contract.maxHoursPerWeek]));
  return employees.reduce((sum, { contract }) => sum + (most.get(contract) as number), 0);
}
