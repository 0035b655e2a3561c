import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backtest } from '../../../src/forecasting/backtest.ts';
import { handleTimeFits, learnHandleTimes } from '../../../src/forecasting/handle-time.ts';
import { firstHandleTimes, handleTimeMatrixOf, meanBySlot } from '../../../src/forecasting/handle-time-matrix.ts';
import { fitShape } from '../../../src/forecasting/handle-time-model.ts';
import { contactsOfMean, deviateOf, ratioAt } from '../../../src/forecasting/handle-time-scatter.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { updateWithinDay } from '../../../src/forecasting/intraday.ts';
import { type HandleTimeTruth, madeHandleTimes, SHAPES } from '../../fixtures/handle-times.ts';
import { historyOf } from '../../fixtures/weekly-history.ts';

const named = (name: string): HandleTimeTruth => {
  const found = SHAPES.find((each) => each.name.startsWith(name));
  if (found === undefined) throw new Error(name);
  return { ...found, days: 140 };
};

/** Errors of the last four weeks against the true means, weighted by contacts, of the model and of the plain mean, and the share of ranges that held. */
function judged(shape: HandleTimeTruth, seed: number) {
  const { matrix, truth, rates } = madeHandleTimes(shape, seed);
  const fits = handleTimeFits(matrix);
  let own = 0;
  let plain = 0;
  let all = 0;
  let held = 0;
  let count = 0;
  for (let back = 4; back >= 1; back -= 1) {
    const known = matrix.days - 7 * back;
    const times = learnHandleTimes(matrix, fits, known, 7);
    const means = meanBySlot(firstHandleTimes(matrix, known));
    if (times === undefined || means === undefined) throw new Error('nothing learned');
    for (let cell = known * matrix.slots; cell < (known + 7) * matrix.slots; cell += 1) {
      const contacts = matrix.contacts[cell] as number;
      if (contacts === 0) continue;
      const [day, slot] = [matrix.firstDay + Math.floor(cell / matrix.slots), cell % matrix.slots];
      own += contacts * Math.abs(times.at(day, slot) - (truth[cell] as number));
      plain += contacts * Math.abs((means[slot] as number) - (truth[cell] as number));
      all += contacts * (truth[cell] as number);
      const came = (matrix.seconds[cell] as number) / contacts;
      const { lower80, upper80 } = times.rangeAt(day, slot, rates[cell] as number);
      held += came >= lower80 && came <= upper80 ? 1 : 0;
      count += 1;
    }
  }
  return { own: own / all, plain: plain / all, held: held / count };
}

describe('handle times of known truth', () => {
  test.each([
    ['flat', 0.015],
    ['time of day, Mondays', 0.025],
    ['drift', 0.04],
    ['faults', 0.025],
    ['thin: two', 0.09],
  ])('%s: the model is nearer than the plain mean, and ranges hold', (name, most) => {
    const { own, plain, held } = judged(named(name), 3);
    expect(own).toBeLessThan(plain);
    expect(own).toBeLessThan(most);
    expect(held).toBeGreaterThan(0.74);
    expect(held).toBeLessThan(0.86);
  });

  test('days of other weekdays, later days and fewer contacts tell in mean and range', () => {
    const { matrix } = madeHandleTimes(named('time of day, Mondays'), 1);
    const times = learnHandleTimes(matrix, handleTimeFits(matrix), matrix.days, 28);
    const monday = matrix.firstDay + matrix.days;
    expect(times?.at(monday, 24)).toBeGreaterThan(1.08 * (times?.at(monday + 1, 24) as number));
    const few = times?.rangeAt(monday, 24, 4);
    const many = times?.rangeAt(monday, 24, 400);
    expect((few?.upper80 ?? 0) - (few?.lower80 ?? 0)).toBeGreaterThan(
      4 * ((many?.upper80 ?? 0) - (many?.lower80 ?? 0)),
    );
  });

  test('nothing behind the days known is read', () => {
    const { matrix } = madeHandleTimes(named('time of day, Mondays'), 2);
    const changed = { ...matrix, seconds: matrix.seconds.map((value, cell) => (cell >= 100 * 48 ? 9 * value : value)) };
    const [one, other] = [matrix, changed].map((each) => learnHandleTimes(each, handleTimeFits(each), 100, 7));
    const at = (times: typeof one) => times?.at(matrix.firstDay + 101, 20);
    expect(at(one)).toBe(at(other));
    expect(one?.score(7)).toEqual(other?.score(7));
  });

  test('twice the seconds are twice the handle time', () => {
    const { matrix } = madeHandleTimes(named('thin: two'), 4);
    const doubled = { ...matrix, seconds: matrix.seconds.map((value) => 2 * value) };
    const [one, other] = [matrix, doubled].map((each) => learnHandleTimes(each, handleTimeFits(each), each.days, 7));
    const day = matrix.firstDay + matrix.days + 2;
    expect(other?.at(day, 22)).toBeCloseTo(2 * (one?.at(day, 22) as number), 6);
  });

  test('one contact at night does not make the night', () => {
    const { matrix } = madeHandleTimes(named('flat'), 5);
    const contacts = matrix.contacts.slice();
    const seconds = matrix.seconds.slice();
    contacts[50 * 48 + 4] = 1;
    seconds[50 * 48 + 4] = 3000;
    const shape = fitShape({ ...matrix, contacts, seconds }, 10);
    expect(shape?.means[weekdayRow(matrix.firstDay + 50) * 48 + 4]).toBeLessThan(260);
  });
});

function weekdayRow(day: number): number {
  return (day + 3) % 7;
}

describe('what is told of handle times', () => {
  const { matrix } = madeHandleTimes({ ...named('time of day, Mondays'), days: 63 }, 6);
  const rows = ['timestamp,count,ahtSeconds'];
  for (let cell = 0; cell < matrix.contacts.length; cell += 1) {
    const contacts = matrix.contacts[cell] as number;
    if (contacts === 0) continue;
    const at = new Date((matrix.firstDay * 48 + cell) * 1_800_000).toISOString().slice(0, 16);
    rows.push(`${at},${contacts},${((matrix.seconds[cell] as number) / contacts).toFixed(2)}`);
  }
  const history = historyOf(rows.join('\n'), { zone: 'UTC', absent: 'closed' });
  const made = forecast(history, { days: 7 });
  if (!made.ok) throw new Error('no forecast');

  test('open points have ranges around their handle time, and the backtest has its errors', () => {
    const { points, backtest: scores } = made.forecast;
    for (const { open, ahtSeconds = 0, ahtRange } of points) {
      expect(ahtRange === undefined).toBe(!open);
      if (ahtRange === undefined) continue;
      const { lower80, upper80, lower95, upper95 } = ahtRange;
      const ordered = [lower95, lower80, ahtSeconds, upper80, upper95];
      expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
    }
    expect(scores.handleTime?.points).toBeGreaterThan(1000);
    expect(scores.handleTime?.wape).toBeLessThan(scores.handleTime?.wapeOfMean as number);
    expect(scores.handleTime?.coverage80).toBeGreaterThan(0.75);
    expect(scores.handleTime?.coverage80).toBeLessThan(0.85);
  });

  test('a backtest has the handle times of its rows and their errors, weighted by contacts', () => {
    const tested = backtest(history, { origins: 2, horizonDays: 7 });
    if (!tested.ok) throw new Error('no backtest');
    let error = 0;
    let all = 0;
    for (const { actual, actualAhtSeconds, forecastAhtSeconds } of tested.rows) {
      if (actualAhtSeconds === undefined || forecastAhtSeconds === undefined) throw new Error('no handle time');
      error += actual * Math.abs(forecastAhtSeconds - actualAhtSeconds);
      all += actual * actualAhtSeconds;
    }
    expect(tested.summary.handleTime?.wape).toBeCloseTo(error / all, 9);
    expect(tested.summary.handleTime?.points).toBe(tested.rows.length);
  });

  test('an update within the day moves ranges with their handle time', () => {
    const past = made.forecast.points.filter(({ open }) => open).slice(0, 8);
    const actuals = past.map(({ start, expected, ahtSeconds = 0 }) => {
      return { start, count: Math.round(expected), ahtSeconds: 1.2 * ahtSeconds };
    });
    const asOf = past.at(-1)?.end ?? 0;
    const updated = updateWithinDay(made.forecast, actuals, asOf);
    const next = updated.points.find(({ open }) => open);
    const before = made.forecast.points.find(({ start }) => start === next?.start);
    const factor = (next?.ahtSeconds ?? 0) / (before?.ahtSeconds ?? 1);
    expect(factor).toBeGreaterThan(1.02);
    expect((next?.ahtRange?.upper95 ?? 0) / (before?.ahtRange?.upper95 ?? 1)).toBeCloseTo(factor, 9);
  });

  test('a history without handle times tells none', () => {
    const bare = historyOf(rows.map((row) => row.split(',').slice(0, 2).join(',')).join('\n'), { zone: 'UTC' });
    expect(handleTimeMatrixOf(bare)).toBeUndefined();
    const found = forecast(bare, { days: 1 });
    expect(found.ok && 'handleTime' in found.forecast.backtest).toBe(false);
    expect(found.ok && found.forecast.points.some((point) => 'ahtRange' in point)).toBe(false);
  });
});

describe('the scatter of means', () => {
  test('deviates and ratios are inverse to each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2.5, max: 4, noNaN: true }),
        fc.double({ min: 1e-4, max: 0.9, noNaN: true }),
        (z, v) => {
          expect(deviateOf(ratioAt(z, v), v)).toBeCloseTo(z, 6);
        },
      ),
    );
  });

  test('of exponential handle times the bounds are those of the gamma distribution', () => {
    // Quantiles 0.1 and 0.9 of a gamma variable of shape 10 / 10: chi-square(20) / 20 at 12.443 and 28.412.
    expect(ratioAt(-1.281552, 0.1)).toBeCloseTo(12.443 / 20, 3);
    expect(ratioAt(1.281552, 0.1)).toBeCloseTo(28.412 / 20, 2);
  });

  test('a mean is taken over fewer contacts than are expected, and over one at least', () => {
    expect(contactsOfMean(0)).toBe(1);
    expect(contactsOfMean(0.1)).toBeGreaterThanOrEqual(1);
    expect(contactsOfMean(29.9)).toBeCloseTo(28.85, 1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (expected) => {
        expect(contactsOfMean(expected + 0.5)).toBeGreaterThanOrEqual(contactsOfMean(expected) - 0.02);
      }),
    );
  });
});
