import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type DayMatrix, dayMatrixOf } from '../../../src/forecasting/day-matrix.ts';
import { fitForecaster } from '../../../src/forecasting/forecaster.ts';
import { originFits } from '../../../src/forecasting/origin-fits.ts';
import { specialNames } from '../../../src/forecasting/special-days.ts';
import { readSeries, type Series, thinned } from './series.ts';

/*
 * Small queues with little history: of each series the last 40 weeks are forecast, each from the two, three, four and eight weeks before it alone, whole and with three and one
 * contact in ten kept. `npm run -s bench:young-queues -- --data ../shared/data/calls`.
 */
const { values: options } = parseArgs({ options: { data: { type: 'string', default: '../shared/data/calls' } } });
const WEEKS = 40;
const SMALL: readonly string[] = ['bank_il', 'seattle', 'uk_ed'];
const BOUNDS = [0.1, 0.5, 0.9] as const;

function window(matrix: DayMatrix, end: number, days: number): DayMatrix {
  const [from, to] = [(end - days) * matrix.slots, end * matrix.slots];
  return {
    ...matrix,
    firstDay: matrix.firstDay + end - days,
    days,
    counts: matrix.counts.subarray(from, to),
    open: matrix.open.subarray(from, to),
  };
}

function row(series: Series, days: number): string {
  const matrix = dayMatrixOf(series.history);
  const special = specialNames(series.specialDays);
  let [error, actual, pinball, held, count] = [0, 0, 0, 0, 0];
  for (let back = WEEKS; back >= 1; back -= 1) {
    const end = matrix.days - 7 * back;
    if (end < days) continue;
    const training = window(matrix, end, days);
    const forecaster = fitForecaster(training, originFits(training, special), 7);
    for (let ahead = 0; ahead < 7; ahead += 1) {
      forecaster.expectedOn(matrix.firstDay + end + ahead).forEach((expected, slot) => {
        const came = matrix.counts[(end + ahead) * matrix.slots + slot] as number;
        if (Number.isNaN(came)) return;
        const { lower80, upper80 } = forecaster.rangeOf(expected, ahead);
        [lower80, expected, upper80].forEach((bound, place) => {
          const share = BOUNDS[place] as number;
          pinball += (2 / 3) * Math.max(share * (came - bound), (share - 1) * (came - bound));
        });
        error += Math.abs(expected - came);
        actual += came;
        held += came >= lower80 && came <= upper80 ? 1 : 0;
        count += 1;
      });
    }
  }
  const per = (value: number) => (100 * value).toFixed(2);
  return `| ${series.name} | ${days} | ${per(error / actual)} | ${per(pinball / actual)} | ${per(held / count)} |`;
}

console.log(
  `commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}, node ${process.version}`,
);
console.log('| series | days of history | WAPE % | pinball % | 80 % held |\n|---|---|---|---|---|');
for (const share of [1, 0.3, 0.1]) {
  for (const series of readSeries(options.data, SMALL)) {
    for (const days of [14, 21, 28, 56]) console.log(row(share < 1 ? thinned(series, share) : series, days));
  }
}
