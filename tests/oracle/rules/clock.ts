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

const answers = new Map<string, string | number>();

/** The same question has the same answer: they are asked by the million, and the calendar is slow. */
function remembered<T extends string | number>(question: string, answer: () => T): T {
  const known = answers.get(question);
  if (known !== undefined) return known as T;
  if (answers.size > 200_000) answers.clear();
  const found = answer();
  answers.set(question, found);
  return found;
}

export function localDate(zone: string, instant: number): string {
  return remembered(`date ${zone} ${instant}`, () => local(zone, instant).toFormat('yyyy-MM-dd'));
}

export function localMinutes(zone: string, instant: number): number {
  return remembered(`minutes ${zone} ${instant}`, () => {
    const at = local(zone, instant);
    return at.hour * 60 + at.minute;
  });
}

export function localText(zone: string, instant: number): string {
  return local(zone, instant).toFormat("yyyy-MM-dd'T'HH:mm");
}

export function plusDays(date: string, days: number): string {
  return remembered(`${date} plus ${days}`, () =>
    DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd'),
  );
}

/** 0 is Monday. */
export function weekday(date: string): number {
  return remembered(`weekday ${date}`, () => DateTime.fromISO(date, { zone: 'utc' }).weekday - 1);
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
