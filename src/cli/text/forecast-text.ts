import type { BacktestDocument } from '../../contract/backtest.ts';
import type { ForecastRead } from '../../contract/forecast.ts';
import { dateOf, dayHead, timeOf } from './local-time.ts';
import { counted, fixed, percent, short } from './numbers.ts';
import { table } from './table.ts';

type Point = ForecastRead['points'][number];

/** A forecast for people: a row per day, how it was made and how well its method did on the past. */
export function forecastText(forecast: ForecastRead): string {
  const days = Map.groupBy(forecast.points, ({ start }) => dateOf(start));
  const { specialDays = [] } = forecast;
  const rows = [...days].map(([date, points]) => {
    const names = specialDays.filter((day) => day.date === date).map(({ name }) => name);
    return [...dayRow(date, points), ...(specialDays.length === 0 ? [] : [names.join(', ')])];
  });
  const columns = [
    { head: 'Day' },
    { head: 'Open' },
    { head: 'Expected', number: true },
    { head: 'Busiest' },
    { head: 'Expected', number: true },
    { head: '80 % range', number: true },
    { head: '95 % range', number: true },
    ...(specialDays.length === 0 ? [] : [{ head: 'Note' }]),
  ];
  const total = forecast.points.reduce((sum, { expected }) => sum + expected, 0);
  return [
    `Forecast of ${counted(days.size, 'day')} at ${forecast.interval} in ${forecast.zone}: ${short(total, 0)} contacts.`,
    'The busiest interval of each day stands with its ranges; all intervals are in --json and --out.',
    '',
    table(columns, rows),
    accuracyText(forecast),
  ].join('\n');
}

function dayRow(date: string, points: readonly Point[]): readonly string[] {
  const open = points.filter((point) => point.open);
  const [first, last] = [open[0], open.at(-1)];
  if (first === undefined || last === undefined) return [dayHead(date), 'closed', '0', '', '', '', ''];
  const busiest = open.reduce((found, point) => (point.expected > found.expected ? point : found), first);
  const wholeDay = timeOf(first.start) === timeOf(last.end);
  const sum = open.reduce((all, { expected }) => all + expected, 0);
  return [
    dayHead(date),
    wholeDay ? 'all day' : `${timeOf(first.start)}-${timeOf(last.end)}`,
    fixed(sum, 0),
    wholeDay && points.length === 1 ? 'day' : timeOf(busiest.start),
    fixed(busiest.expected, 1),
    `${fixed(busiest.lower80, 0)}-${fixed(busiest.upper80, 0)}`,
    `${fixed(busiest.lower95, 0)}-${fixed(busiest.upper95, 0)}`,
  ];
}

function accuracyText({ models, backtest, absent, absentDecidedBy }: ForecastRead): string {
  const shares = models
    .filter(({ weight }) => weight > 0)
    .map(({ model, weight }) => `${percent(weight, 0)} ${model}`)
    .join(', ');
  const lines = [shares === '' ? '' : `Made of: ${shares}.`];
  if (backtest !== undefined && backtest.origins > 0) lines.push(`On the past: ${scoreText(backtest)}.`);
  if (absent !== undefined) lines.push(`An absent row means ${absent}, decided by ${absentDecidedBy ?? 'rule'}.`);
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function scoreText(score: BacktestDocument['summary']): string {
  return [
    `WAPE ${percent(score.wape, 2)}, bias ${percent(score.bias, 2)}, MASE ${fixed(score.mase, 3)}`,
    `coverage ${percent(score.coverage80)} of the 80 % range and ${percent(score.coverage95)} of the 95 % range`,
    `${counted(score.points, 'interval')} from ${counted(score.origins, 'origin')}`,
  ].join('; ');
}

/** A backtest for people: the scores over all rows, and one row per origin. */
export function backtestText({ rows, summary }: Pick<BacktestDocument, 'rows' | 'summary'>): string {
  const byOrigin = Map.groupBy(rows, ({ origin }) => origin);
  const scores = [...byOrigin].map(([origin, own]) => {
    const actual = own.reduce((sum, row) => sum + row.actual, 0);
    const error = own.reduce((sum, row) => sum + Math.abs(row.forecast - row.actual), 0);
    const bias = own.reduce((sum, row) => sum + row.forecast - row.actual, 0);
    const ratio = (value: number): number | null => (actual === 0 ? null : value / actual);
    return [origin, String(own.length), fixed(actual, 0), percent(ratio(error), 2), percent(ratio(bias), 2)];
  });
  const columns = [
    { head: 'Origin' },
    { head: 'Rows', number: true },
    { head: 'Actual', number: true },
    { head: 'WAPE', number: true },
    { head: 'Bias', number: true },
  ];
  return `${table(columns, scores)}\nOver all rows: ${scoreText(summary)}.\n`;
}
