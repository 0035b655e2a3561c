import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initSync as initMstl, MSTL } from '@bsull/augurs/mstl';
import { initSync as initProphet, Prophet } from '@bsull/augurs/prophet';
import type { SpecialNames } from '../../../src/forecasting/special-days.ts';
import { type DayMatrix, weekdayOfDay } from '../../../src/forecasting/day-matrix.ts';
import { weekdayMean } from '../../../src/forecasting/weekday-mean.ts';
import { regularDays, regularGrid } from './regular-days.ts';

/** What a peer says of the days behind its history: by day and slot, with its 80 % range where it has one. */
export type PeerForecast = {
  /** Laid out as a DayMatrix' counts: `[day * slots + slot]`, day 0 being the first behind the history. */
  readonly expected: Float64Array;
  readonly lower80?: Float64Array;
  readonly upper80?: Float64Array;
};

type ForecastOne = (history: DayMatrix, days: number, special: SpecialNames) => PeerForecast;

export type Peer = {
  readonly name: string;
  /** A forecast behind each history, in their order, with the CPU seconds that another program used for them. */
  readonly forecasts: (
    histories: readonly DayMatrix[],
    days: number,
    special: SpecialNames,
  ) => { readonly made: readonly PeerForecast[]; readonly elsewhereSeconds: number };
};

function inTurn(name: string, one: ForecastOne): Peer {
  return {
    name,
    forecasts: (histories, days, special) => ({
      made: histories.map((history) => one(history, days, special)),
      elsewhereSeconds: 0,
    }),
  };
}

/** Days that the slow peers read: a year for MSTL, two for Prophet, which needs them for its yearly season. */
const MSTL_DAYS = 364;
const PROPHET_DAYS = 735;

function wasm(name: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(`@bsull/augurs/${name}`)).replace(/\.js$/, '_bg.wasm'));
}

/** The peers that need no other program, Prophet at the end since it takes minutes. */
export async function nodePeers(withProphet: boolean): Promise<readonly Peer[]> {
  initMstl({ module: wasm('mstl') });
  const peers: Peer[] = [
    inTurn('mean of last four weekdays', meanOfFour),
    inTurn('week before', weekBefore),
    inTurn('MSTL+ETS (augurs)', mstl),
  ];
  if (!withProphet) return peers;
  initProphet({ module: wasm('prophet') });
  const { optimizer } = await import('@bsull/augurs-prophet-wasmstan');
  const make = (options: object) => new Prophet({ ...options, optimizer });
  return [...peers, inTurn('Prophet (augurs)', (history, days, special) => prophet(history, days, special, make))];
}

function meanOfFour(history: DayMatrix, days: number): PeerForecast {
  const fitted = weekdayMean(4).fit(history);
  return { expected: byDay(history, days, (day, into) => fitted?.predict(day, into)) };
}

function weekBefore(history: DayMatrix, days: number): PeerForecast {
  const from = (history.days - 7) * history.slots;
  return {
    expected: Float64Array.from({ length: days * history.slots }, (_, cell) => {
      const count = history.counts[from + (cell % (7 * history.slots))] as number;
      return Number.isNaN(count) ? 0 : count;
    }),
  };
}

function byDay(history: DayMatrix, days: number, predict: (day: number, into: Float64Array) => void): Float64Array {
  const expected = new Float64Array(days * history.slots);
  for (let day = 0; day < days; day += 1) {
    predict(history.firstDay + history.days + day, expected.subarray(day * history.slots, (day + 1) * history.slots));
  }
  return expected;
}

/** One series without gaps, since MSTL knows nothing of days that are closed. */
function mstl(history: DayMatrix, days: number): PeerForecast {
  const { values, day, week, ahead, lay } = regularDays(history, days, MSTL_DAYS);
  const model = MSTL.ets(day === 1 ? [week] : [day, week]);
  model.fit(Float64Array.from(values));
  const { point, intervals } = model.predict(ahead, 0.8);
  model.free();
  return { expected: lay(point), lower80: lay(intervals?.lower), upper80: lay(intervals?.upper) };
}

const SECONDS_OF_DAY = 86_400;

/** Local wall-clock times as if they were UTC, so that a clock change moves no season; holidays by name. */
function prophet(
  history: DayMatrix,
  days: number,
  special: SpecialNames,
  make: (options: object) => Prophet,
): PeerForecast {
  const { weekdays, slots } = regularGrid(history);
  const step = SECONDS_OF_DAY / history.slots;
  const ds: number[] = [];
  const y: number[] = [];
  for (let cell = Math.max(0, history.days - PROPHET_DAYS) * history.slots; cell < history.counts.length; cell += 1) {
    const count = history.counts[cell] as number;
    if (Number.isNaN(count)) continue;
    ds.push((history.firstDay + Math.floor(cell / history.slots)) * SECONDS_OF_DAY + (cell % history.slots) * step);
    y.push(count);
  }
  const model = make({
    intervalWidth: 0.8,
    uncertaintySamples: 200,
    holidays: prophetHolidays(history, days, special),
  });
  model.fit({ ds, y });
  const cells: number[] = [];
  for (let day = 0; day < days; day += 1) {
    if (!weekdays.has(weekdayOfDay(history.firstDay + history.days + day))) continue;
    for (const slot of slots) cells.push(day * history.slots + slot);
  }
  const start = (history.firstDay + history.days) * SECONDS_OF_DAY;
  const { yhat } = model.predict({ ds: cells.map((cell) => start + cell * step) });
  model.free();
  const lay = (values: readonly number[] | undefined) => {
    const laid = new Float64Array(days * history.slots);
    cells.forEach((cell, index) => {
      laid[cell] = Math.max(0, values?.[index] ?? 0);
    });
    return laid;
  };
  return { expected: lay(yhat.point), lower80: lay(yhat.intervals?.lower), upper80: lay(yhat.intervals?.upper) };
}

function prophetHolidays(history: DayMatrix, days: number, special: SpecialNames): Map<string, object> {
  const holidays = new Map<string, { occurrences: { start: number; end: number }[] }>();
  for (const [day, names] of special) {
    if (day < history.firstDay || day >= history.firstDay + history.days + days) continue;
    const name = names[0] as string;
    const known = holidays.get(name) ?? { occurrences: [] };
    holidays.set(name, known);
    known.occurrences.push({ start: day * SECONDS_OF_DAY, end: (day + 1) * SECONDS_OF_DAY });
  }
  return holidays;
}
