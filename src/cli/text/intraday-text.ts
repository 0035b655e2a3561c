import type { ForecastRead } from '../../contract/forecast.ts';
import { dateOf, timeOf } from './local-time.ts';
import { short, signed } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** An update for people: the days as they were forecast and as they are expected now, and the rest of today interval by interval. */
export function intradayText(forecast: ForecastRead, speech: Speech = ENGLISH): string {
  const { say, day } = speech;
  const { update, dayRanges = [] } = forecast;
  if (update === undefined) return '';
  const range = (lower: number, upper: number): string => `${short(lower, 0)}-${short(upper, 0)}`;
  const rows = update.days.map((each) => {
    const found = dayRanges.find(({ date }) => date === each.date);
    return [
      day(each.date),
      short(each.soFarForecast, 0),
      short(each.soFar, 0),
      short(each.forecast, 0),
      short(each.expected, 0),
      each.forecast > 0 ? signed((100 * (each.expected - each.forecast)) / each.forecast) : '-',
      found === undefined ? '-' : range(found.lower80, found.upper80),
    ];
  });
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const dayColumns = [
    { head: say('head.day') },
    number('head.forecast-so-far'),
    number('head.came'),
    number('head.as-forecast'),
    number('head.expected-now'),
    number('head.difference'),
    number('head.range80'),
  ];
  const today = forecast.points.filter(({ start, open }) => open && dateOf(start) === update.days[0]?.date);
  const restRows = today.map((point) => [
    timeOf(point.start),
    short(point.expected, 1),
    range(point.lower80 ?? point.expected, point.upper80 ?? point.expected),
    ...(update.handleTime === undefined ? [] : [short(point.ahtSeconds ?? 0, 0)]),
  ]);
  const restColumns = [
    { head: say('head.rest-of-day') },
    number('head.expected-now'),
    number('head.range80'),
    ...(update.handleTime === undefined ? [] : [number('head.aht')]),
  ];
  const { handleTime } = update;
  const percent = (value: number): string => signed(100 * (value - 1));
  const lines = [
    say('intraday.head', {
      day: day(dateOf(update.asOf)),
      time: timeOf(update.asOf),
      intervals: update.intervals,
      contacts: short(update.contacts, 0),
    }),
    ...(handleTime === undefined
      ? []
      : [
          say('intraday.aht', {
            change: percent(handleTime.factor),
            lower: percent(handleTime.lower80),
            upper: percent(handleTime.upper80),
          }),
        ]),
    '',
    table(dayColumns, rows),
    ...(restRows.length === 0 ? [] : [table(restColumns, restRows)]),
  ];
  return lines.join('\n');
}
