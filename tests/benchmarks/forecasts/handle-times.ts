import { execFileSync } from 'node:child_process';
import { handleTimeFits, learnHandleTimes } from '../../../src/forecasting/handle-time.ts';
import { firstHandleTimes, type HandleTimeMatrix, meanBySlot } from '../../../src/forecasting/handle-time-matrix.ts';
import { madeHandleTimes, SHAPES } from '../../fixtures/handle-times.ts';

/*
 * Handle times forecast from twelve weekly origins of made-up histories whose true means are known, beside the plain mean of the last eight weeks by time of
 * day: `npm run -s bench:handle-times`. Weighted by contacts; "truth" is against the true means, "came" against the averages of the contacts that came.
 */
const ORIGINS = 12;
const SEEDS = [1, 2, 3, 4, 5];
const horizons: readonly (readonly [string, number, number])[] = [
  ['1-7', 0, 7],
  ['8-28', 7, 28],
];

type Sums = {
  own: number;
  plain: number;
  ownCame: number;
  plainCame: number;
  all: number;
  n: number;
  in80: number;
  in95: number;
};

function judge(
  matrix: HandleTimeMatrix,
  truth: Float64Array,
  rates: Float64Array,
  from: number,
  end: number,
  sums: Sums,
): void {
  const { slots, firstDay } = matrix;
  const fits = handleTimeFits(matrix);
  for (let back = ORIGINS; back >= 1; back -= 1) {
    const known = matrix.days - 7 * back;
    const times = learnHandleTimes(matrix, fits, known, end);
    const plain = meanBySlot(firstHandleTimes(matrix, known));
    if (times === undefined || plain === undefined) throw new Error('nothing learned');
    for (let day = known + from; day < Math.min(matrix.days, known + end); day += 1) {
      for (let slot = 0; slot < slots; slot += 1) {
        const cell = day * slots + slot;
        const n = matrix.contacts[cell] as number;
        if (n === 0) continue;
        const came = (matrix.seconds[cell] as number) / n;
        const own = times.at(firstDay + day, slot);
        const { lower80, upper80, lower95, upper95 } = times.rangeAt(firstDay + day, slot, rates[cell] as number);
        sums.all += n * (truth[cell] as number);
        sums.own += n * Math.abs(own - (truth[cell] as number));
        sums.plain += n * Math.abs((plain[slot] as number) - (truth[cell] as number));
        sums.ownCame += n * Math.abs(own - came);
        sums.plainCame += n * Math.abs((plain[slot] as number) - came);
        sums.n += 1;
        if (came >= lower80 && came <= upper80) sums.in80 += 1;
        if (came >= lower95 && came <= upper95) sums.in95 += 1;
      }
    }
  }
}

const per = (value: number) => (100 * value).toFixed(2);
console.log(
  `commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}, node ${process.version}`,
);
console.log(
  '| history | days ahead | truth: model % | plain mean % | came: model % | plain mean % | 80 % held | 95 % held | CPU s |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const shape of SHAPES) {
  for (const [name, from, end] of horizons) {
    const sums: Sums = { own: 0, plain: 0, ownCame: 0, plainCame: 0, all: 0, n: 0, in80: 0, in95: 0 };
    const before = process.cpuUsage();
    for (const seed of SEEDS) {
      const { matrix, truth, rates } = madeHandleTimes(shape, seed);
      judge(matrix, truth, rates, from, end, sums);
    }
    const used = process.cpuUsage(before);
    const { own, plain, ownCame, plainCame, all, n, in80, in95 } = sums;
    const cells = [own, plain, ownCame, plainCame].map((each) => per(each / all));
    console.log(
      `| ${shape.name} | ${name} | ${cells.join(' | ')} | ${per(in80 / n)} | ${per(in95 / n)} | ${((used.user + used.system) / 1e6 / SEEDS.length).toFixed(2)} |`,
    );
  }
}
