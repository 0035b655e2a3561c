import { dayNumber, localOf } from '../domain/calendar.ts';
import type { HandleTimeErrors } from '../domain/forecast-errors.ts';
import type { History } from '../domain/history.ts';
import { intervalMinutes } from '../domain/history-grid.ts';
import { fitLevel, type LevelError } from './level-errors.ts';

const RECENT_DAYS = 56;
const LEAST_DAYS = 10;
/** Of exponential handle times, and levels that are wrong by a twentieth, half of it lasting: where less is known. */
export const ASSUMED_HANDLE_TIME: HandleTimeErrors = {
  level: { lasting: 0.00125, keptDaily: 0.8, day: 0.00125 },
  contact: 1,
};

type Day = { contacts: number; sum: number; square: number; intervals: number };

/**
 * How average handle times differ from those of their slots (`handleTimes`) over the last eight weeks: by day, and by contact within a day, where an interval's
 * mean scatters with variance contact / contacts.
 */
export function handleTimeErrors(history: History, endInterval: number, expected: Float64Array): HandleTimeErrors {
  const step = intervalMinutes(history.intervalLength);
  const since = (history.intervals[endInterval - 1]?.end ?? 0) - RECENT_DAYS * 86_400;
  const days = new Map<number, Day>();
  for (let index = endInterval - 1; index >= 0; index -= 1) {
    const interval = history.intervals[index];
    if (interval === undefined || interval.start < since) break;
    if (interval.ahtSeconds === undefined || interval.count === null || interval.count === 0) continue;
    const { date, minutes } = localOf(history.zone, interval.start);
    const error = interval.ahtSeconds / (expected[Math.floor(minutes / step)] as number) - 1;
    const number = dayNumber(date);
    const day = days.get(number) ?? { contacts: 0, sum: 0, square: 0, intervals: 0 };
    day.contacts += interval.count;
    day.sum += interval.count * error;
    day.square += interval.count * error * error;
    day.intervals += 1;
    days.set(number, day);
  }
  if (days.size < LEAST_DAYS) return ASSUMED_HANDLE_TIME;
  let squares = 0;
  let degrees = 0;
  for (const { contacts, sum, square, intervals } of days.values()) {
    squares += square - (sum * sum) / contacts;
    degrees += intervals - 1;
  }
  const contact = degrees > 0 ? squares / degrees : ASSUMED_HANDLE_TIME.contact;
  const errors = [...days].map(([day, { contacts, sum }]): LevelError => {
    return { series: 0, day, error: Math.log1p(Math.max(-0.9, sum / contacts)), noise: contact / contacts };
  });
  return { level: fitLevel(errors.reverse()), contact };
}
