import type { Random } from './random.ts';

/** Days [firstDay, endDay). */
export type DayWindow = { readonly firstDay: number; readonly endDay: number };

/** Which lengths of windows pay, learnt while searching. */
export type MoveChooser = {
  /** The length of the next window, as a number of the ladder. */
  readonly draw: (random: Random) => number;
  /** A window of a length of the ladder, anywhere in the horizon. */
  readonly windowOf: (choice: number, random: Random) => DayWindow;
  /** What a move with that length came to: points saved, below 0 where it was accepted and cost some, and employees rebuilt. */
  readonly tell: (choice: number, saved: number, size: number) => void;
};

/** Shortest window, in days, and how much longer each next one is. */
const SHORTEST = 6;
const RATIO = 1.6;
/** What rebuilding one employee costs: so much in any case, and more with the days by this power. Read off 5 to 28 days of the public instances. */
const FIXED_WORK = 20;
const GROWTH = 1.7;
/** Share of the work that is divided equally over the lengths, whatever they bring. */
const LEAST_SHARE = 0.25;
/** Moves over which the gain of a length is averaged. */
const MEMORY = 300;

/** Lengths from a few days to the whole horizon. */
function windowLengths(days: number): readonly number[] {
  const lengths: number[] = [];
  for (let length = SHORTEST; length * RATIO <= days; length *= RATIO) lengths.push(Math.round(length));
  lengths.push(days);
  return lengths;
}

/**
 * Each length first gets an equal share of the work, which is counted and not timed, so that a limit in moves repeats. Of the rest those get
 * more that save more points for their work; below 0 counts as 0.
 */
export function moveChooser(days: number): MoveChooser {
  const lengths = windowLengths(days);
  const work = lengths.map((length) => FIXED_WORK + length ** GROWTH);
  const saved = new Float64Array(lengths.length);
  const done = new Float64Array(lengths.length);
  const weights = new Float64Array(lengths.length);
  let stale = 0;
  let total = 0;

  const weigh = (): void => {
    let rates = 0;
    const rateOf = (choice: number): number =>
      (done[choice] as number) === 0 ? 0 : Math.max(0, saved[choice] as number) / (done[choice] as number);
    for (let choice = 0; choice < lengths.length; choice++) rates += rateOf(choice);
    total = 0;
    for (let choice = 0; choice < lengths.length; choice++) {
      const share =
        LEAST_SHARE / lengths.length + (1 - LEAST_SHARE) * (rates === 0 ? 1 / lengths.length : rateOf(choice) / rates);
      weights[choice] = share / (work[choice] as number);
      total += weights[choice] as number;
    }
  };
  weigh();

  return {
    draw(random) {
      if (++stale >= MEMORY / 10) {
        weigh();
        stale = 0;
      }
      let left = random.next() * total;
      for (let choice = 0; choice < lengths.length - 1; choice++) {
        left -= weights[choice] as number;
        if (left < 0) return choice;
      }
      return lengths.length - 1;
    },
    windowOf(choice, random) {
      const length = lengths[choice] as number;
      // Windows reach over both edges, so that the first and the last days are in as many as the others.
      const from = random.below(days + length - 1) - length + 1;
      const firstDay = Math.max(0, Math.min(days - length, from));
      return { firstDay, endDay: firstDay + length };
    },
    tell(choice, points, size) {
      const keep = 1 - 1 / MEMORY;
      saved[choice] = (saved[choice] as number) * keep + points;
      done[choice] = (done[choice] as number) * keep + size * (work[choice] as number);
    },
  };
}
