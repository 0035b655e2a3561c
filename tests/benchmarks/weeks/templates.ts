import { addDays, localOf, timeOfMinutes, weekdayOf } from '../../../src/domain/calendar.ts';
import type { ShiftTemplate } from '../../../src/domain/team.ts';
import type { LocalDate, Weekday, Zone } from '../../../src/domain/units.ts';
import type { LoadWeek } from './load.ts';

/** From the first to the last moment of a day at which anybody is wanted, minutes of its wall clock; `dates` are those of its week that are alike. */
export type OpenSpan = { readonly from: number; readonly to: number; readonly dates: readonly LocalDate[] };

export type Opening = {
  /** Somebody is wanted across a midnight. */
  readonly nights: boolean;
  readonly spans: readonly OpenSpan[];
};

const SHORTEST = 240;
const LONGEST = 540;
/** Days whose hours differ by no more have the same shifts. */
const ALIKE_MINUTES = 60;
const DAY = 1440;

/** When anybody is wanted, read off the people wanted in each quarter of the week. */
export function openingOf(zone: Zone, { from, quarters }: LoadWeek, wanted: readonly number[]): Opening {
  const days = new Map<LocalDate, { from: number; to: number }>();
  let nights = false;
  quarters.forEach(({ start }, index) => {
    if ((wanted[index] as number) === 0) return;
    const { date, minutes } = localOf(zone, start);
    const day = days.get(date) ?? { from: minutes, to: minutes };
    days.set(date, { from: Math.min(day.from, minutes), to: Math.max(day.to, minutes + 15) });
    if (minutes === 0 && date !== from && (wanted[index - 1] ?? 0) > 0) nights = true;
  });
  const groups: { from: number; to: number; dates: LocalDate[] }[] = [];
  for (let day = 0; day < 7; day++) {
    const date = addDays(from, day);
    const found = nights ? { from: 0, to: DAY } : days.get(date);
    if (found === undefined) continue;
    const span = { from: 30 * Math.floor(found.from / 30), to: 30 * Math.ceil(found.to / 30) };
    const group = groups.find(
      (one) => Math.abs(one.from - span.from) <= ALIKE_MINUTES && Math.abs(one.to - span.to) <= ALIKE_MINUTES,
    );
    if (group === undefined) groups.push({ ...span, dates: [date] });
    else {
      group.from = Math.min(group.from, span.from);
      group.to = Math.max(group.to, span.to);
      group.dates.push(date);
    }
  }
  return { nights, spans: groups };
}

type Kind = 'small-hours' | 'early' | 'day' | 'late' | 'night';

/** A meal of its own length for each kind of shift, and a paid rest for every four hours. */
const MEAL_MINUTES: Readonly<Record<Kind, number>> = { 'small-hours': 30, early: 30, day: 60, late: 30, night: 45 };

function flexible(
  id: string,
  kind: Kind,
  start: { readonly earliest: number; readonly latest: number },
  length: { readonly least: number; readonly most: number },
  step: number,
): ShiftTemplate {
  return {
    id,
    start: { earliest: timeOfMinutes(start.earliest), latest: timeOfMinutes(start.latest), stepMinutes: step },
    length: { minMinutes: length.least, maxMinutes: length.most, stepMinutes: step },
    meal: {
      lengthMinutes: MEAL_MINUTES[kind],
      paid: false,
      fromShiftMinutes: 360,
      notBeforeMinutes: 120,
      notInLastMinutes: 120,
      stepMinutes: 15,
    },
    breaks: [
      {
        kind: 'rest',
        lengthMinutes: 15,
        paid: true,
        everyMinutes: 240,
        fromShiftMinutes: 240,
        notBeforeMinutes: 60,
        notInLastMinutes: 60,
        stepMinutes: 15,
      },
    ],
    leastBetweenBreaksMinutes: 45,
  };
}

/** Round the clock: whoever begins before midnight works into the next day, and whoever begins at midnight is there for the first hours of the week. */
function roundTheClock(step: number): readonly ShiftTemplate[] {
  const all = { least: SHORTEST, most: LONGEST };
  return [
    flexible('small-hours', 'small-hours', { earliest: 0, latest: 120 }, { least: SHORTEST, most: 420 }, step),
    flexible('early', 'early', { earliest: 300, latest: 540 }, all, step),
    flexible('day', 'day', { earliest: 540 + step, latest: 750 }, all, step),
    flexible('late', 'late', { earliest: 750 + step, latest: 1020 }, all, step),
    flexible('night', 'night', { earliest: 1200, latest: 1380 }, { least: 360, most: LONGEST }, step),
  ];
}

/** Shifts within an opening span: starts in three thirds, so that people can wish for early and late ones. */
function within(
  span: OpenSpan,
  suffix: string,
  days: readonly Weekday[] | undefined,
  step: number,
): readonly ShiftTemplate[] {
  const open = span.to - span.from;
  const least = Math.min(SHORTEST, open);
  const most = Math.min(LONGEST, open);
  const latest = span.to - least;
  const third = step * Math.ceil((latest - span.from + step) / (3 * step));
  const kinds = ['early', 'day', 'late'] as const;
  return kinds.flatMap((kind, index) => {
    const start = {
      earliest: span.from + index * third,
      latest: Math.min(latest, span.from + (index + 1) * third - step),
    };
    if (start.earliest > start.latest) return [];
    const longest = Math.min(most, span.to - start.earliest);
    return [
      {
        ...flexible(`${kind}${suffix}`, kind, start, { least, most: longest }, step),
        latestEnd: timeOfMinutes(span.to),
        ...(days === undefined ? {} : { days }),
      },
    ];
  });
}

/** Shifts of 4 to 9 hours that lie within the opening hours, starts and lengths on a grid of so many minutes. */
export function templatesFor(opening: Opening, step: 15 | 30): readonly ShiftTemplate[] {
  if (opening.nights) return roundTheClock(step);
  return opening.spans.flatMap((span, index) =>
    within(span, index === 0 ? '' : `-${index + 1}`, span.dates.map(weekdayOf), step),
  );
}
