import { DateTime } from 'luxon';

/**
 * The oracle's own clock and words. Nothing under tests/oracle imports the product: an oracle that shared code with a rule would
 * share its mistakes.
 */
export type OracleShift = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly template?: string | undefined;
  readonly skill?: string | undefined;
  readonly breaks: readonly {
    readonly start: number;
    readonly end: number;
    readonly paid: boolean;
    readonly kind?: string | undefined;
  }[];
};

export type OracleWorld = {
  readonly zone: string;
  /** 0 is Monday. */
  readonly weekStart: number;
  readonly from: string;
  readonly days: number;
  readonly past: readonly OracleShift[];
  readonly line: readonly OracleShift[];
  readonly future: readonly OracleShift[];
};

/** A breach as the law's words give it: what it is about, what was measured. */
export type OracleBreach = { readonly about: string; readonly measured: number };

export type Dated = OracleShift & { readonly date: string; readonly planned: boolean };

function local(zone: string, instant: number): DateTime {
  return DateTime.fromSeconds(instant, { zone });
}

const QUARTER_SECONDS = 900;

/** By zone, then by quarter of an hour: seconds that the clocks are ahead of UTC. Clocks are changed at full quarters. */
const offsets = new Map<string, Map<number, number>>();

/** The same question has the same answer: they are asked by the million, and the calendar is slow. */
function offsetSeconds(zone: string, instant: number): number {
  const quarter = Math.floor(instant / QUARTER_SECONDS);
  let ofZone = offsets.get(zone);
  if (ofZone === undefined) offsets.set(zone, (ofZone = new Map<number, number>()));
  let found = ofZone.get(quarter);
  if (found === undefined) ofZone.set(quarter, (found = local(zone, quarter * QUARTER_SECONDS).offset * 60));
  return found;
}

const dates = new Map<number, string>();

/** The date in UTC, by its days since 1970: there are a few thousand of them. */
function utcDate(seconds: number): string {
  const day = Math.floor(seconds / 86_400);
  let found = dates.get(day);
  if (found === undefined) dates.set(day, (found = new Date(day * 86_400_000).toISOString().slice(0, 10)));
  return found;
}

export function localDate(zone: string, instant: number): string {
  return utcDate(instant + offsetSeconds(zone, instant));
}

export function localMinutes(zone: string, instant: number): number {
  const seconds = instant + offsetSeconds(zone, instant);
  return Math.floor((((seconds % 86_400) + 86_400) % 86_400) / 60);
}

export function localText(zone: string, instant: number): string {
  return local(zone, instant).toFormat("yyyy-MM-dd'T'HH:mm");
}

export function plusDays(date: string, days: number): string {
  return utcDate(Date.parse(date) / 1000 + days * 86_400);
}

/** 0 is Monday. */
export function weekday(date: string): number {
  return (new Date(date).getUTCDay() + 6) % 7;
}

/** First date of the week, found by walking back. */
export function weekOf(world: OracleWorld, date: string): string {
  let day = date;
  while (weekday(day) !== world.weekStart) day = plusDays(day, -1);
  return day;
}

/** All shifts in order, with their local dates. */
export function allShifts(world: OracleWorld): readonly Dated[] {
  const end = plusDays(world.from, world.days);
  return [...world.past, ...world.line, ...world.future]
    .map((shift) => {
      const date = localDate(world.zone, shift.start);
      return { ...shift, date, planned: date >= world.from && date < end };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

export function worked(shift: OracleShift): number {
  const unpaid = shift.breaks.filter(({ paid }) => !paid);
  return shift.end - shift.start - unpaid.reduce((sum, pause) => sum + (pause.end - pause.start), 0);
}

export function group<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
