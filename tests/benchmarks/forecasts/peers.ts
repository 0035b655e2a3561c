import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initSync as initMstl, MSTL } from '@bsull/augurs/mstl';
import { initSync as initProphet, Prophet } from '@bsull/augurs/prophet';
import type { SpecialNames } from '../../../src/forecasting/special-days.ts';
import { type DayMatrix, weekdayOfDay } from '../../../src/forecasting/day-matrix.ts';
import { weekdayMean } from '../../../src/forecasting/weekday-mean.ts';

/** What a peer says of the days behind its history: by day and slot, with its 80 % range where it has one. */
export type PeerForecast = {
  /** Laid out as a DayMatrix' counts: `[day * slots + slot]`, day 0 being the first behind the history. */
  readonly expected: Float64Array;
  readonly lower80?: Float64Array;
  readonly upper80?: Float64Array;
};

export type Peer = {
  readonly name: string;
  readonly forecast: (history: DayMatrix, days: number, special: SpecialNames) => PeerForecast;
};

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
    { name: 'mean of last four weekdays', forecast: meanOfFour },
    { name: 'week before', forecast: weekBefore },
    { name: 'MSTL+ETS (augurs)', forecast: mstl },
  ];
  if (!withProphet) return peers;
  initProphet({ module: wasm('prophet') });
  const { optimizer } = await import('@bsull/augurs-prophet-wasmstan');
  const make = (options: object) => new Prophet({ ...options, optimizer });
  return [
    ...peers,
    { name: 'Prophet (augurs)', forecast: (history, days, special) => prophet(history, days, special, make) },
  ];
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

/** The weekdays and slots that the last eight weeks have open: what a model without a calendar of opening can be given. */
function regularGrid(history: DayMatrix): {
  readonly weekdays: ReadonlySet<number>;
  readonly slots: readonly number[];
} {
  const weekdays = new Set<number>();
  const slots = new Set<number>();
  for (let cell = Math.max(0, history.days - 56) * history.slots; cell < history.counts.length; cell += 1) {
    if (Number.isNaN(history.counts[cell])) continue;
    weekdays.add(weekdayOfDay(history.firstDay + Math.floor(cell / history.slots)));
    slots.add(cell % history.slots);
  }
  return { weekdays, slots: [...slots].sort((a, b) => a - b) };
}

/** Gaps hold the mean of the same weekday and slot over the four weeks before, since MSTL needs a whole series. */
function mstl(history: DayMatrix, days: number): PeerForecast {
  const { weekdays, slots } = regularGrid(history);
  const first = Math.max(0, history.days - MSTL_DAYS);
  const series: number[] = [];
  for (let day = first; day < history.days; day += 1) {
    if (!weekdays.has(weekdayOfDay(history.firstDay + day))) continue;
    for (const slot of slots) series.push(countOrUsual(history, day, slot));
  }
  const week = weekdays.size * slots.length;
  const model = MSTL.ets(slots.length === 1 ? [week] : [slots.length, week]);
  model.fit(Float64Array.from(series));
  const ahead = Array.from({ length: days }, (_, day) => history.firstDay + history.days + day).filter((day) =>
    weekdays.has(weekdayOfDay(day)),
  );
  const { point, intervals } = model.predict(ahead.length * slots.length, 0.8);
  model.free();
  const lay = (values: readonly number[] | undefined) => {
    const laid = new Float64Array(days * history.slots);
    ahead.forEach((day, place) => {
      slots.forEach((slot, index) => {
        const cell = (day - history.firstDay - history.days) * history.slots + slot;
        laid[cell] = Math.max(0, values?.[place * slots.length + index] ?? 0);
      });
    });
    return laid;
  };
  return { expected: lay(point), lower80: lay(intervals?.lower), upper80: lay(intervals?.upper) };
}

function countOrUsual(history: DayMatrix, day: number, slot: number): number {
  const own = history.counts[day * history.slots + slot] as number;
  if (!Number.isNaN(own)) return own;
  let sum = 0;
  let known = 0;
  for (const week of [-1, -2, -3, -4, 1, 2, 3, 4]) {
    const other = history.counts[(day + 7 * week) * history.slots + slot];
    if (other === undefined || Number.isNaN(other) || known >= 4) continue;
    sum += other;
    known += 1;
  }
  return known === 0 ? 0 : sum / known;
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
