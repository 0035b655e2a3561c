import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { addDays, dateOf, localOf } from '../../../src/domain/calendar.ts';
import type { Forecast, ForecastPoint, IntradayActual } from '../../../src/domain/forecast.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { updateWithinDay } from '../../../src/forecasting/intraday.ts';
import { readSeries, type Series } from './series.ts';

/*
 * Updates within the day of real series. `npm run -s bench:intraday -- --data ../shared/data/calls --series bank [--origins 12] [--hours 10,12,14]`. From origins a week
 * apart a week is forecast from what lies before; on each of its days, at each of the hours, the forecast is updated by all that came since the origin. Judged are the rest
 * of the day and the days after it in the week, on open intervals whose count is known: as forecast, with all that is left of the day times contacts so far / forecast
 * so far (as a supervisor would by hand), and as updated.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/calls' },
    origins: { type: 'string', default: '12' },
    hours: { type: 'string', default: '10,12,14' },
    series: { type: 'string', multiple: true, default: ['bank_us_2003', 'bank_il'] },
  },
});

type Sums = { error: number; signed: number; actual: number; open: number; inside: number; width: number };
type Range = { readonly expected: number; readonly lower80: number; readonly upper80: number };

const METHODS = ['as forecast', 'ratio so far', 'updated'] as const;
type Method = (typeof METHODS)[number];
const SPANS = ['rest of day', 'days after', 'total of day'] as const;

function add(sums: Sums, point: Range, actual: number): void {
  sums.error += Math.abs(point.expected - actual);
  sums.signed += point.expected - actual;
  sums.actual += actual;
  sums.open += 1;
  sums.inside += actual >= point.lower80 && actual <= point.upper80 ? 1 : 0;
  sums.width += point.upper80 - point.lower80;
}

/** The ratio gives no range. */
function withoutRange(expected: number): Range {
  return { expected, lower80: Number.NaN, upper80: Number.NaN };
}

function judge(series: Series, hours: readonly number[]): readonly string[] {
  const { history, specialDays } = series;
  const intervals = new Map(history.intervals.map((interval) => [interval.start, interval]));
  const sums = new Map<string, Sums>();
  const sumsOf = (hour: number, span: string, method: Method): Sums => {
    const key = `${hour} ${span} ${method}`;
    const found = sums.get(key) ?? { error: 0, signed: 0, actual: 0, open: 0, inside: 0, width: 0 };
    sums.set(key, found);
    return found;
  };
  const milliseconds: number[] = [];
  for (let back = Number(options.origins); back >= 1; back -= 1) {
    const from = addDays(history.endDate, -7 * back);
    const made = forecast(history, { from, days: 7, specialDays });
    if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join('\n'));
    for (let day = 0; day < 7; day += 1) {
      for (const hour of hours) updateAt(made.forecast, addDays(from, day), hour);
    }
  }

  function updateAt(plan: Forecast, date: string, hour: number): void {
    const isPast = (point: ForecastPoint): boolean => {
      const local = localOf(plan.zone, point.start);
      return local.date < date || (local.date === date && local.minutes < 60 * hour);
    };
    const past = plan.points.filter(isPast);
    const actuals = past.flatMap(({ start }): IntradayActual[] => {
      const count = intervals.get(start)?.count ?? null;
      return count === null ? [] : [{ start, count }];
    });
    const asOf = past.at(-1)?.end ?? plan.points[0]?.start ?? 0;
    const before = process.cpuUsage();
    const updated = updateWithinDay(plan, actuals, asOf);
    const used = process.cpuUsage(before);
    milliseconds.push((used.user + used.system) / 1000);
    const today = past.filter((point) => point.open && dateOf(plan.zone, point.start) === date);
    const counted = today.filter(({ start }) => (intervals.get(start)?.count ?? null) !== null);
    const soFar = counted.reduce((sum, { start }) => sum + (intervals.get(start)?.count ?? 0), 0);
    const soFarForecast = counted.reduce((sum, { expected }) => sum + expected, 0);
    const ratio = soFarForecast > 0 ? soFar / soFarForecast : 1;
    const nowOf = new Map(updated.points.map((point) => [point.start, point]));
    for (const point of plan.points) {
      const interval = intervals.get(point.start);
      if (isPast(point) || !point.open || interval === undefined || interval.count === null) continue;
      const isToday = dateOf(plan.zone, point.start) === date;
      const span = isToday ? 'rest of day' : 'days after';
      add(sumsOf(hour, span, 'as forecast'), point, interval.count);
      add(sumsOf(hour, span, 'ratio so far'), withoutRange((isToday ? ratio : 1) * point.expected), interval.count);
      add(sumsOf(hour, span, 'updated'), nowOf.get(point.start) as ForecastPoint, interval.count);
    }
    const day = plan.points.filter((point) => point.open && dateOf(plan.zone, point.start) === date);
    const counts = day.map(({ start }) => intervals.get(start)?.count ?? Number.NaN);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const planned = plan.dayRanges?.find((range) => range.date === date);
    const now = updated.dayRanges?.find((range) => range.date === date);
    if (day.length === 0 || Number.isNaN(total) || planned === undefined || now === undefined) return;
    add(sumsOf(hour, 'total of day', 'as forecast'), planned, total);
    add(
      sumsOf(hour, 'total of day', 'ratio so far'),
      withoutRange(soFar + ratio * (planned.expected - soFarForecast)),
      total,
    );
    add(sumsOf(hour, 'total of day', 'updated'), now, total);
  }

  const percent = (value: number): string => (Number.isFinite(value) ? (100 * value).toFixed(2) : '');
  milliseconds.sort((a, b) => a - b);
  const at = (share: number) => (milliseconds[Math.floor(share * (milliseconds.length - 1))] as number).toFixed(1);
  const lines = hours.flatMap((hour) =>
    SPANS.flatMap((span) => {
      const of = (method: Method) => sumsOf(hour, span, method);
      if (of('updated').open === 0) return [];
      const cells = METHODS.map((method) => percent(of(method).error / of(method).actual));
      const ranges = (['as forecast', 'updated'] as const).flatMap((method) => {
        const { inside, open, width } = of(method);
        return [percent(inside / open), (width / open).toFixed(1)];
      });
      return [`| ${[series.name, `${hour}:00`, span, ...cells, ...ranges].join(' | ')} |`];
    }),
  );
  return [...lines, `| ${series.name} | CPU ms an update | median ${at(0.5)} | most ${at(1)} | | | | | | |`];
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus()[0]?.model.trim() ?? 'unknown'}, node ${process.version}, ${options.origins} origins`,
);
console.log(
  '\n| series | at | judged | WAPE as forecast % | ratio so far % | updated % | 80 % held as forecast | width | 80 % held updated | width |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const series of readSeries(options.data, options.series)) {
  for (const line of judge(series, options.hours.split(',').map(Number))) console.log(line);
}
