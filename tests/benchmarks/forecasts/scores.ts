import { dayNumber } from '../../../src/domain/calendar.ts';
import type { DayMatrix } from '../../../src/forecasting/day-matrix.ts';

/** A row of a backtest; bounds are NaN where a method gives none. */
export type Judged = {
  readonly origin: string;
  readonly timestamp: string;
  readonly actual: number;
  readonly forecast: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
};

export type Scores = {
  readonly wape: number;
  readonly bias: number;
  readonly mase: number | null;
  /** Mean pinball loss of the 10, 50 and 90 per cent quantiles (the forecast as the median), times 2 / mean actual; null without ranges. */
  readonly pinball: number | null;
  /** Of rows whose forecast is above 0; bounds inclusive. Null without ranges. */
  readonly coverage80: number | null;
  readonly coverage95: number | null;
};

/** Scores of rows, written apart from those that the product reports of itself. */
export function scoreOf(rows: readonly Judged[], matrix: DayMatrix, stepMinutes: number): Scores {
  const sums = { error: 0, signed: 0, actual: 0, scaled: 0, naive: 0, pinball: 0 };
  const inside = { of80: 0, in80: 0, of95: 0, in95: 0 };
  for (const row of rows) {
    const { actual, forecast } = row;
    sums.error += Math.abs(forecast - actual);
    sums.signed += forecast - actual;
    sums.actual += actual;
    const before = weekBefore(row, matrix, stepMinutes);
    if (!Number.isNaN(before)) {
      sums.scaled += Math.abs(forecast - actual);
      sums.naive += Math.abs(before - actual);
    }
    sums.pinball +=
      (quantileLoss(row.lower80, actual, 0.1) +
        quantileLoss(forecast, actual, 0.5) +
        quantileLoss(row.upper80, actual, 0.9)) /
      3;
    if (forecast <= 0) continue;
    if (!Number.isNaN(row.upper80)) {
      inside.of80 += 1;
      if (actual >= row.lower80 && actual <= row.upper80) inside.in80 += 1;
    }
    if (!Number.isNaN(row.upper95)) {
      inside.of95 += 1;
      if (actual >= row.lower95 && actual <= row.upper95) inside.in95 += 1;
    }
  }
  return {
    wape: sums.error / sums.actual,
    bias: sums.signed / sums.actual,
    mase: sums.naive > 0 ? sums.scaled / sums.naive : null,
    pinball: Number.isNaN(sums.pinball) ? null : (2 * sums.pinball) / sums.actual,
    coverage80: inside.of80 > 0 ? inside.in80 / inside.of80 : null,
    coverage95: inside.of95 > 0 ? inside.in95 / inside.of95 : null,
  };
}

function quantileLoss(quantile: number, actual: number, share: number): number {
  return actual >= quantile ? share * (actual - quantile) : (1 - share) * (quantile - actual);
}

function weekBefore({ origin, timestamp }: Judged, matrix: DayMatrix, stepMinutes: number): number {
  const [date = '', time = '00:00'] = timestamp.split(/[T ]/);
  const weeks = Math.floor((dayNumber(date) - dayNumber(origin)) / 7) + 1;
  const slot = Math.floor((60 * Number(time.slice(0, 2)) + Number(time.slice(3, 5))) / stepMinutes);
  return matrix.counts[(dayNumber(date) - matrix.firstDay - 7 * weeks) * matrix.slots + slot] ?? Number.NaN;
}
