import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { readSpecialDaysCsv } from '../../../src/contract/history-special-days.ts';
import type { AbsentPolicy, DoubledPolicy, History } from '../../../src/domain/history.ts';
import { backtest } from '../../../src/forecasting/backtest.ts';
import { dayMatrixOf, firstDays } from '../../../src/forecasting/day-matrix.ts';
import { weekdayMean } from '../../../src/forecasting/weekday-mean.ts';

const FOLDER = new URL('../../../../shared/data/calls/', import.meta.url);
const present = existsSync(FOLDER);
const text = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

/** WAPE of the mean of the last four same weekdays over the last twelve weeks. */
function meanOfFour(history: History): number {
  const matrix = dayMatrixOf(history);
  let error = 0;
  let actual = 0;
  for (let known = matrix.days - 84; known < matrix.days; known += 7) {
    const model = weekdayMean(4).fit(firstDays(matrix, known));
    const expected = new Float64Array(matrix.slots);
    for (let day = known; day < known + 7; day += 1) {
      model?.predict(matrix.firstDay + day, expected);
      expected.forEach((each, slot) => {
        const count = matrix.counts[day * matrix.slots + slot] as number;
        if (Number.isNaN(count)) return;
        error += Math.abs(each - count);
        actual += count;
      });
    }
  }
  return error / actual;
}

describe.skipIf(!present)('real series (skipped where ../shared/data/calls is missing)', () => {
  const series = !present
    ? []
    : text('series.csv')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .map(([file = '', zone = '', , , , absent = '', doubled = '']) => ({ file, zone, absent, doubled }));

  test.each(series)(
    '$file reads as described: absent is $absent, decided by rule',
    ({ file, zone, absent, doubled }) => {
      const found = readHistoryCsv(text(file), {
        zone,
        doubled: doubled === '' ? undefined : (doubled as DoubledPolicy),
      });
      expect(found).toMatchObject({ ok: true, history: { absent: absent as AbsentPolicy, absentDecidedBy: 'rule' } });
    },
  );

  // Best figures seen are a few per cent below; the limits leave room for changes that trade one series for another.
  test.each([
    ['bank_us_2003_30min.csv', 0.064],
    ['bank_us_2003_5min.csv', 0.084],
    ['bank_il_1999_30min.csv', 0.313],
    ['seattle_fire911_2017_2021_60min.csv', 0.362],
    ['uk_ed_arrivals_2014_2017_60min.csv', 0.208],
    ['nypd_calls_2018_2021_daily.csv', 0.0435],
    ['travel_reservations_2013_2015_daily.csv', 0.07],
  ])('%s is forecast over twelve weeks within WAPE %d, better than the mean of four', (file, limit) => {
    const { zone = '', doubled = '' } = series.find((each) => each.file === file) ?? {};
    const found = readHistoryCsv(text(file), {
      zone,
      doubled: doubled === '' ? undefined : (doubled as DoubledPolicy),
    });
    if (!found.ok) throw new Error(JSON.stringify(found.issues));
    const tested = backtest(found.history, { origins: 12, horizonDays: 7 });
    if (!tested.ok) throw new Error(JSON.stringify(tested.issues));
    const { wape, bias, coverage80, coverage95 } = tested.summary;
    expect(wape).toBeLessThan(limit);
    expect(wape).toBeLessThan(meanOfFour(found.history));
    expect(Math.abs(bias ?? 1)).toBeLessThan(0.1);
    if (found.history.intervalLength === 'day') return;
    expect(coverage80).toBeGreaterThan(0.78);
    expect(coverage80).toBeLessThan(0.86);
    expect(coverage95).toBeGreaterThan(0.93);
  });

  test('special days of a file of their own are read and lower the error', () => {
    const history = readHistoryCsv(text('uk_ed_arrivals_2014_2017_60min.csv'), { zone: 'Europe/London' });
    const special = readSpecialDaysCsv(text('../special-days/uk_ed.csv'));
    if (!history.ok || !special.ok) throw new Error('refused');
    const plain = backtest(history.history, { origins: 12, horizonDays: 7 });
    const informed = backtest(history.history, { origins: 12, horizonDays: 7, specialDays: special.value });
    if (!plain.ok || !informed.ok) throw new Error('refused');
    expect(informed.summary.wape).toBeLessThan(plain.summary.wape ?? 0);
  });
});
