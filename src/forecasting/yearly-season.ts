import { type DayMatrix, dayTotals, weekdayOfDay } from './day-matrix.ts';

/** Whole weeks, so that a day is compared with the same weekday of the year before. */
const YEAR_DAYS = 364;
/** Days either side over which a season's level is smoothed. */
const SMOOTHING_DAYS = 10;
const MOST_YEARS = 4;

/** How much a day lies above or below the present level by the season of the years before; 1 for no difference. */
export type YearlySeason = { readonly factor: (day: number) => number };

/**
 * Learns the season from the years before: the smoothed level around the same day of each / that year's level at the same
 * date as the origin, weighted by the half-life that the present level is weighted with, so that both levels lag
 * alike. Undefined with less than a year and eight weeks. Factors are kept between a half and 2.
 */
export function fitYearlySeason(history: DayMatrix, levelDays: number): YearlySeason | undefined {
  const { days, firstDay } = history;
  if (days < YEAR_DAYS + 56) return undefined;
  const totals = deseasonedByWeekday(history);
  const halfLife = Number.isFinite(levelDays) ? levelDays : 60;
  const anchors: number[] = [];
  for (let year = 1; year <= MOST_YEARS && days - YEAR_DAYS * year >= 56; year += 1) {
    anchors.push(trailingLevel(totals, days - YEAR_DAYS * year, halfLife));
  }
  return {
    factor: (day) => {
      let sum = 0;
      let known = 0;
      anchors.forEach((anchor, index) => {
        const level = smoothedLevel(totals, day - firstDay - YEAR_DAYS * (index + 1));
        if (!(anchor > 0) || Number.isNaN(level)) return;
        sum += level / anchor;
        known += 1;
      });
      return known === 0 ? 1 : Math.min(2, Math.max(0.5, sum / known));
    },
  };
}

function deseasonedByWeekday(history: DayMatrix): Float64Array {
  const totals = dayTotals(history);
  const sums = new Float64Array(7);
  const known = new Float64Array(7);
  for (let day = Math.max(0, history.days - YEAR_DAYS); day < history.days; day += 1) {
    const total = totals[day] as number;
    if (Number.isNaN(total)) continue;
    const weekday = weekdayOfDay(history.firstDay + day);
    sums[weekday] = (sums[weekday] as number) + total;
    known[weekday] = (known[weekday] as number) + 1;
  }
  return totals.map((total, day) => {
    const weekday = weekdayOfDay(history.firstDay + day);
    const usual = (sums[weekday] as number) / (known[weekday] as number);
    return usual > 0 ? total / usual : Number.NaN;
  });
}

function trailingLevel(totals: Float64Array, end: number, halfLifeDays: number): number {
  let sum = 0;
  let weights = 0;
  for (let day = Math.max(0, end - Math.ceil(7 * halfLifeDays)); day < end; day += 1) {
    const total = totals[day] as number;
    if (Number.isNaN(total)) continue;
    const weight = 0.5 ** ((end - 1 - day) / halfLifeDays);
    sum += weight * total;
    weights += weight;
  }
  return sum / weights;
}

function smoothedLevel(totals: Float64Array, centre: number): number {
  let sum = 0;
  let known = 0;
  for (
    let day = Math.max(0, centre - SMOOTHING_DAYS);
    day <= centre + SMOOTHING_DAYS && day < totals.length;
    day += 1
  ) {
    const total = totals[day] as number;
    if (Number.isNaN(total)) continue;
    sum += total;
    known += 1;
  }
  return known === 0 ? Number.NaN : sum / known;
}
