import type { BacktestDocument } from '../../contract/backtest.ts';
import type { ForecastRead } from '../../contract/forecast.ts';
import { dateOf, timeOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** Rows of what is odd that are shown; all are in the document. */
const UNUSUAL_ROWS = 8;

type Point = ForecastRead['points'][number];

/** A forecast for people: a row per day, how it was made and how well its method did on the past. */
export function forecastText(forecast: ForecastRead, speech: Speech = ENGLISH): string {
  const { say } = speech;
  const days = Map.groupBy(forecast.points, ({ start }) => dateOf(start));
  const { specialDays = [] } = forecast;
  const timed = forecast.points.some(({ ahtSeconds }) => ahtSeconds !== undefined);
  const rows = [...days].map(([date, points]) => {
    const names = specialDays.filter((day) => day.date === date).map(({ name }) => name);
    return [
      ...dayRow(date, points, speech),
      ...(timed ? [handleTimeText(points)] : []),
      ...(specialDays.length === 0 ? [] : [names.join(say('list.joint'))]),
    ];
  });
  const columns = [
    { head: say('head.day') },
    { head: say('head.open') },
    { head: say('head.expected'), number: true },
    { head: say('head.busiest') },
    { head: say('head.expected'), number: true },
    { head: say('head.range80'), number: true },
    { head: say('head.range95'), number: true },
    ...(timed ? [{ head: say('head.aht'), number: true }] : []),
    ...(specialDays.length === 0 ? [] : [{ head: say('head.note') }]),
  ];
  const total = forecast.points.reduce((sum, { expected }) => sum + expected, 0);
  return [
    say('forecast.head', {
      days: days.size,
      interval: forecast.interval,
      zone: forecast.zone,
      contacts: short(total, 0),
    }),
    say('forecast.busiest'),
    '',
    table(columns, rows),
    accuracyText(forecast, say) + unusualText(forecast, speech),
  ].join('\n');
}

function dayRow(date: string, points: readonly Point[], { say, day }: Speech): readonly string[] {
  const open = points.filter((point) => point.open);
  const [first, last] = [open[0], open.at(-1)];
  if (first === undefined || last === undefined) return [day(date), say('word.closed'), '0', '', '', '', ''];
  const busiest = open.reduce((found, point) => (point.expected > found.expected ? point : found), first);
  const wholeDay = timeOf(first.start) === timeOf(last.end);
  const sum = open.reduce((all, { expected }) => all + expected, 0);
  return [
    day(date),
    wholeDay ? say('word.all-day') : `${timeOf(first.start)}-${timeOf(last.end)}`,
    fixed(sum, 0),
    wholeDay && points.length === 1 ? say('word.day') : timeOf(busiest.start),
    fixed(busiest.expected, 1),
    `${fixed(busiest.lower80, 0)}-${fixed(busiest.upper80, 0)}`,
    `${fixed(busiest.lower95, 0)}-${fixed(busiest.upper95, 0)}`,
  ];
}

/** Mean handle time of a day's open intervals, weighted by the contacts expected. */
function handleTimeText(points: readonly Point[]): string {
  let contacts = 0;
  let seconds = 0;
  for (const { open, expected, ahtSeconds } of points) {
    if (!open || ahtSeconds === undefined) continue;
    contacts += expected;
    seconds += expected * ahtSeconds;
  }
  return contacts === 0 ? '' : fixed(seconds / contacts, 0);
}

function accuracyText({ models, backtest, absent, absentDecidedBy }: ForecastRead, say: Speech['say']): string {
  const shares = models
    .filter(({ weight }) => weight > 0)
    .map(({ model, weight }) => `${percent(weight, 0)} ${model}`)
    .join(say('list.joint'));
  const lines = [shares === '' ? '' : say('forecast.made-of', { shares })];
  if (backtest !== undefined && backtest.origins > 0)
    lines.push(say('forecast.past', { scores: scoreText(backtest, say) }));
  if (backtest?.handleTime !== undefined) lines.push(handleTimeScoreText(backtest.handleTime, say));
  if (absent !== undefined) {
    const by = say(`decided.${absentDecidedBy ?? 'rule'}`);
    lines.push(say('forecast.absent', { absent: say(`absent.${absent}`), by }));
  }
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** The newest of what is odd in the history. */
function unusualText({ unusual = [] }: ForecastRead, { say }: Speech): string {
  if (unusual.length === 0) return '';
  const rows = unusual
    .slice(-UNUSUAL_ROWS)
    .map(({ date, from, to, kind, count, usual, leftOut }) => [
      date,
      from === undefined ? say('word.all-day') : `${from}-${to ?? ''}`,
      count === null ? '-' : fixed(count, 0),
      fixed(usual, 0),
      say(`unusual.${kind}`) + (leftOut && kind !== 'missing' ? say('unusual.left-out') : ''),
    ]);
  const columns = [
    { head: say('head.day') },
    { head: say('head.time') },
    { head: say('head.came'), number: true },
    { head: say('head.usual'), number: true },
    { head: say('head.note') },
  ];
  const head = say('unusual.head', { times: unusual.length, shown: rows.length });
  return `${head}\n${table(columns, rows)}`;
}

function scoreText(score: BacktestDocument['summary'], say: Speech['say']): string {
  return [
    say('score.errors', {
      wape: percent(score.wape, 2),
      bias: percent(score.bias, 2),
      mase: fixed(score.mase, 3),
    }),
    say('score.coverage', { share80: percent(score.coverage80), share95: percent(score.coverage95) }),
    say('score.points', { points: score.points, origins: score.origins }),
  ].join(say('list.of-lists'));
}

function handleTimeScoreText(
  score: NonNullable<BacktestDocument['summary']['handleTime']>,
  say: Speech['say'],
): string {
  return say('forecast.past-aht', {
    wape: percent(score.wape, 2),
    mean: percent(score.wapeOfMean, 2),
    bias: percent(score.bias, 2),
    share80: percent(score.coverage80),
    share95: percent(score.coverage95),
    points: score.points,
  });
}

/** A backtest for people: the scores over all rows, and one row per origin. */
export function backtestText(
  { rows, summary }: Pick<BacktestDocument, 'rows' | 'summary'>,
  { say }: Speech = ENGLISH,
): string {
  const byOrigin = Map.groupBy(rows, ({ origin }) => origin);
  const scores = [...byOrigin].map(([origin, own]) => {
    const actual = own.reduce((sum, row) => sum + row.actual, 0);
    const error = own.reduce((sum, row) => sum + Math.abs(row.forecast - row.actual), 0);
    const bias = own.reduce((sum, row) => sum + row.forecast - row.actual, 0);
    const ratio = (value: number): number | null => (actual === 0 ? null : value / actual);
    return [origin, String(own.length), fixed(actual, 0), percent(ratio(error), 2), percent(ratio(bias), 2)];
  });
  const columns = [
    { head: say('head.origin') },
    { head: say('head.rows'), number: true },
    { head: say('head.actual'), number: true },
    { head: say('head.wape'), number: true },
    { head: say('head.bias'), number: true },
  ];
  const { handleTime } = summary;
  const lines = [
    say('backtest.all', { scores: scoreText(summary, say) }),
    ...(handleTime === undefined ? [] : [handleTimeScoreText(handleTime, say)]),
  ];
  return `${table(columns, scores)}\n${lines.join('\n')}\n`;
}
