import type { QueueForecastsDocument } from '../../contract/queue-forecasts.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Level = QueueForecastsDocument['total'];

/** Forecasts that add up for people: a row per day with the total, channels and queues, then how far off each was on the past. */
export function queueForecastsText(made: QueueForecastsDocument, { say, day }: Speech = ENGLISH): string {
  const { total, channels, queues, zone, interval, days, method } = made;
  const shown = channels.length > 1 && channels.length < queues.length ? channels : [];
  const levels: readonly Level[] = [total, ...shown, ...queues];
  const names = [say('word.all-queues'), ...shown.map(({ id }) => id), ...queues.map(({ id }) => id)];
  const rangesOf = ({ forecast }: Level) => forecast.dayRanges ?? [];
  const rows = rangesOf(total).map(({ date }, index) => [
    day(date),
    ...levels.flatMap((level) => {
      const range = rangesOf(level)[index];
      return range === undefined
        ? ['', '']
        : [fixed(range.expected, 0), `${fixed(range.lower80, 0)}-${fixed(range.upper80, 0)}`];
    }),
  ]);
  const columns = [
    { head: say('head.day') },
    ...names.flatMap((head) => [
      { head, number: true },
      { head: say('head.range80'), number: true },
    ]),
  ];
  const errors = levels.map(({ wapeAlone, wapeTogether }, index) => [
    names[index] as string,
    percent(wapeAlone, 2),
    percent(wapeTogether, 2),
  ]);
  const contacts = short(
    total.forecast.points.reduce((sum, { expected }) => sum + expected, 0),
    0,
  );
  return [
    say('queue-forecasts.head', { days, interval, zone, queues: queues.length, contacts }),
    '',
    table(columns, rows),
    ...(method === 'mint'
      ? [
          say('queue-forecasts.errors'),
          table(
            [
              { head: say('head.queue') },
              { head: say('head.alone'), number: true },
              { head: say('head.together'), number: true },
            ],
            errors,
          ),
        ]
      : []),
  ].join('\n');
}
