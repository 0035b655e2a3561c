import { addDays } from '../domain/calendar.ts';
import type { Note, OutsideMember } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { QueueForecasts } from '../domain/queue-forecasts.ts';
import { forecastQueues, type QueueGroupOptions, type QueueOfGroup } from '../forecasting/queue-group.ts';
import type { SeriesModel } from '../forecasting/series-model.ts';
import { specialDaysOf } from './forecast.ts';
import type { HolidayCalendar } from './ports.ts';

export type QueueForecastsTask = Omit<QueueGroupOptions, 'outside'> & {
  readonly queues: readonly (Omit<QueueOfGroup, 'like'> & {
    /** What the reading of the history had to decide; it goes out with the queue's forecast. */
    readonly notes: readonly Note[];
    readonly like?: { readonly history: QueueOfGroup['history']; readonly notes: readonly Note[] } | undefined;
  })[];
  /** ISO 3166-1 code; its public holidays count as special days of all queues. */
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  /** Models from elsewhere that may take part; default MSTL+ETS. */
  readonly members?: readonly OutsideMember[] | undefined;
};

/** Histories of several queues to forecasts that add up. Issues carry paths of the request. */
export function makeQueueForecasts(
  task: QueueForecastsTask,
  holidays: HolidayCalendar,
  outside: readonly SeriesModel[],
): Outcome<QueueForecasts> {
  const { queues, country, region, specialDays, members: _members, ...options } = task;
  const histories = queues.flatMap(({ history, like }) => (like === undefined ? [history] : [history, like.history]));
  const [first] = histories.toSorted((a, b) => (a.firstDate < b.firstDate ? -1 : 1));
  if (first === undefined) throw new Error('no queue was given');
  const end = histories.map(({ endDate }) => endDate).reduce((a, b) => (a > b ? a : b));
  const until = addDays(options.from ?? end, options.days);
  const special = specialDaysOf({ history: first, options: { country, region, specialDays } }, until, holidays);
  if (!special.ok) return special;
  const group = queues.map(({ notes: _notes, like, ...queue }) => ({ ...queue, like: like?.history }));
  const made = forecastQueues(group, { ...options, specialDays: special.value, outside });
  if (!made.ok) return made;
  const withNotes = made.value.queues.map((queue, index) => {
    const notes = [...(queues[index]?.notes ?? []), ...queue.forecast.notes];
    return { ...queue, forecast: { ...queue.forecast, notes } };
  });
  return { ok: true, value: { ...made.value, queues: withNotes } };
}
