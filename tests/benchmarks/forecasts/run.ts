import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dateOfDayNumber, dayNumber } from '../../../src/domain/calendar.ts';
import { intervalMinutes } from '../../../src/domain/history-grid.ts';
import { backtest } from '../../../src/forecasting/backtest.ts';
import { type DayMatrix, dayMatrixOf, firstDays } from '../../../src/forecasting/day-matrix.ts';
import { specialNames } from '../../../src/forecasting/special-days.ts';
import { nodePeers, type Peer } from './peers.ts';
import { rPeers } from './r-peers.ts';
import { type Judged, scoreOf, type Scores } from './scores.ts';
import { readSeries, type Series, thinned } from './series.ts';

/*
 * Forecasts of real series against what people would use instead, from origins a week apart. `npm run -s bench:forecasts -- --data
 * ../shared/data/calls --origins 12 --horizon 7d --out DIR [--series bank] [--peers none|quick|all|r] [--calendar known|none] [--thin 0.1] [--weeks 32]`. Every method sees the
 * same days before an origin and is judged on the same rows. R's models are among all peers where R and its package forecast are found. DIR gets a CSV per series and method, and table.md.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/calls' },
    origins: { type: 'string', default: '12' },
    horizon: { type: 'string', default: '7d' },
    out: { type: 'string' },
    series: { type: 'string', multiple: true, default: [] },
    peers: { type: 'string', default: 'all' },
    calendar: { type: 'string', default: 'known' },
    thin: { type: 'string', default: '1' },
    weeks: { type: 'string' },
  },
});
const origins = Number(options.origins);
const horizonDays = Number.parseInt(options.horizon, 10);

type Result = { readonly series: string; readonly method: string; readonly seconds: number; readonly scores: Scores };

function timed<T>(work: () => T): { readonly made: T; readonly seconds: number } {
  const before = process.cpuUsage();
  const made = work();
  const used = process.cpuUsage(before);
  return { made, seconds: (used.user + used.system) / 1e6 };
}

function ownRows({ history, specialDays }: Series): readonly Judged[] {
  const tested = backtest(history, { origins, horizonDays, specialDays });
  if (!tested.ok) throw new Error(tested.issues.map(({ message }) => message).join('\n'));
  return tested.rows;
}

/** The rows of the own backtest with what a peer says in place of it; rows that hold a repeated hour twice have twice its slot. */
function peerRows(
  series: Series,
  matrix: DayMatrix,
  peer: Peer,
  rows: readonly Judged[],
): { readonly judged: readonly Judged[]; readonly elsewhereSeconds: number } {
  const special = specialNames(series.specialDays);
  const twice = new Set(
    series.history.rows.flatMap((row) => (row.secondInterval === undefined ? [] : [row.timestamp])),
  );
  const step = intervalMinutes(series.history.intervalLength);
  const daysBefore = (origin: string) => dayNumber(origin) - matrix.firstDay;
  const starts = [...new Set(rows.map(({ origin }) => origin))];
  const histories = starts.map((origin) => firstDays(matrix, daysBefore(origin)));
  const { made, elsewhereSeconds } = peer.forecasts(histories, horizonDays, special);
  const judged = rows.map((row) => {
    const known = daysBefore(row.origin);
    const forecast = made[starts.indexOf(row.origin)];
    const [date = '', time = '00:00'] = row.timestamp.split(/[T ]/);
    const minutes = 60 * Number(time.slice(0, 2)) + Number(time.slice(3, 5));
    const cell = (dayNumber(date) - matrix.firstDay - known) * matrix.slots + Math.floor(minutes / step);
    const factor = twice.has(row.timestamp) ? 2 : 1;
    const at = (values: Float64Array | undefined) => factor * (values?.[cell] ?? Number.NaN);
    return {
      origin: row.origin,
      timestamp: row.timestamp,
      actual: row.actual,
      forecast: at(forecast?.expected),
      lower80: at(forecast?.lower80),
      upper80: at(forecast?.upper80),
      lower95: Number.NaN,
      upper95: Number.NaN,
    };
  });
  return { judged, elsewhereSeconds };
}

function csvText(rows: readonly Judged[]): string {
  const text = (value: number) => (Number.isNaN(value) ? '' : String(Number(value.toFixed(4))));
  const lines = rows.map(({ origin, timestamp, actual, forecast, lower80, upper80, lower95, upper95 }) =>
    [origin, timestamp, actual, ...[forecast, lower80, upper80, lower95, upper95].map(text)].join(','),
  );
  return `${['origin,timestamp,actual,forecast,lower80,upper80,lower95,upper95', ...lines].join('\n')}\n`;
}

function percent(value: number | null): string {
  return value === null || Number.isNaN(value) ? '' : (100 * value).toFixed(2);
}

function table(results: readonly Result[]): string {
  const head =
    '| series | method | WAPE % | bias % | MASE | pinball % | 80 % | 95 % | CPU seconds |\n|---|---|---|---|---|---|---|---|---|';
  const lines = results.map(({ series, method, seconds, scores }) => {
    const { wape, bias, mase, pinball, coverage80, coverage95 } = scores;
    const cells = [
      percent(wape),
      percent(bias),
      mase?.toFixed(3) ?? '',
      percent(pinball),
      percent(coverage80),
      percent(coverage95),
    ];
    return `| ${series} | ${method} | ${cells.join(' | ')} | ${seconds.toFixed(1)} |`;
  });
  return [head, ...lines].join('\n');
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const ofNode = ['quick', 'all'].includes(options.peers) ? await nodePeers(options.peers === 'all') : [];
const ofR = ['r', 'all'].includes(options.peers) ? rPeers() : undefined;
if (ofR?.kind === 'missing') console.error(`Without stlf and harmonic regression of R: ${ofR.why}`);
const peers = [...ofNode, ...(ofR?.kind === 'found' ? ofR.peers : [])];
const results: Result[] = [];
const keep = (
  series: string,
  method: string,
  seconds: number,
  rows: readonly Judged[],
  matrix: DayMatrix,
  step: number,
) => {
  results.push({ series, method, seconds, scores: scoreOf(rows, matrix, step) });
  console.error(table(results.slice(-1)).split('\n').at(-1));
  if (options.out === undefined) return;
  mkdirSync(options.out, { recursive: true });
  writeFileSync(join(options.out, `${series}.${method.replace(/[^A-Za-z0-9]+/g, '-')}.csv`), csvText(rows));
};
for (const read of readSeries(
  options.data,
  options.series,
  options.weeks === undefined ? undefined : Number(options.weeks),
)) {
  const whole = options.calendar === 'none' ? { ...read, specialDays: [] } : read;
  const series = Number(options.thin) < 1 ? thinned(whole, Number(options.thin)) : whole;
  const matrix = dayMatrixOf(series.history);
  const step = intervalMinutes(series.history.intervalLength);
  const own = timed(() => ownRows(series));
  keep(series.name, 'shiftcast', own.seconds, own.made, matrix, step);
  for (const peer of peers) {
    const { made, seconds } = timed(() => peerRows(series, matrix, peer, own.made));
    keep(series.name, peer.name, seconds + made.elsewhereSeconds, made.judged, matrix, step);
  }
}
const text = [
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, node ${process.version}, ${dateOfDayNumber(Math.floor(Date.now() / 86_400_000))}`,
  `${origins} origins, horizon ${horizonDays} days`,
  ...(ofR === undefined ? [] : [ofR.kind === 'found' ? ofR.version : `without R: ${ofR.why}`]),
  '',
  table(results),
].join('\n');
console.log(text);
if (options.out !== undefined) writeFileSync(join(options.out, 'table.md'), `${text}\n`);
