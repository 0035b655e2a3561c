import type { Profile } from './weighted-profile.ts';

/** Fourier coefficients of a series of length `size`, by wave from 0 to half of it. */
type Coefficients = { readonly size: number; readonly cos: Float64Array; readonly sin: Float64Array };

/** Weekdays and slots that a profile has contacts on. */
type OpenGrid = { readonly weekdays: readonly number[]; readonly slots: readonly number[] };

/**
 * Shares of the day by weekday and slot (7 x slots, each weekday sums to 1 or is 0 throughout) as a sum of waves: a harmonic regression of the open week on the
 * root scale, on which counts of any size scatter alike. What all weekdays share are the harmonics of the day, each by itself; what a weekday has of its own are the waves between two of
 * them, taken together. Each group is shrunk by as much of its power as chance explains (James & Stein 1961), so that a small queue has a smooth day and a large one keeps
 * its sharp starts. `scatter` is the variance / mean of counts, `halfLifeWeeks` that of the profile.
 */
export function harmonicShares(profile: Profile, halfLifeWeeks: number, scatter: number): Float64Array {
  const { slots, means } = profile;
  const grid = openGrid(profile);
  const shares = new Float64Array(7 * slots);
  const [perDay, days] = [grid.slots.length, grid.weekdays.length];
  if (perDay === 0) return shares;
  const known = daysInMean(profile, grid, halfLifeWeeks);
  const totals = grid.weekdays.map((weekday) => totalOf(profile, weekday));
  const mean = totals.reduce((sum, each) => sum + each, 0) / days;
  // Shape alone: all days have one total.
  const roots = Float64Array.from({ length: days * perDay }, (_, index) => {
    const day = Math.floor(index / perDay);
    const place = (grid.weekdays[day] as number) * slots + (grid.slots[index % perDay] as number);
    return Math.sqrt(((means[place] as number) * mean) / (totals[day] as number) + 0.375 / known);
  });
  const waves = analysed(roots);
  // White noise of variance v gives each coefficient the power size * v.
  const noise = (roots.length * scatter) / (4 * known);
  for (let first = 0; first <= roots.length / 2; first += days) {
    if (first > 0) shrink(waves, first, first + 1, noise);
    shrink(waves, first + 1, first + days, noise);
  }
  const smooth = summed(waves);
  grid.weekdays.forEach((weekday, day) => {
    let total = 0;
    grid.slots.forEach((slot, index) => {
      const place = weekday * slots + slot;
      if (means[place] === 0) return;
      shares[place] = Math.max(0, smooth[day * perDay + index] as number) ** 2;
      total += shares[place];
    });
    for (const slot of grid.slots) {
      const place = weekday * slots + slot;
      if (total > 0) shares[place] = (shares[place] as number) / total;
    }
  });
  return shares;
}

function totalOf({ slots, means }: Profile, weekday: number): number {
  return means.subarray(weekday * slots, (weekday + 1) * slots).reduce((sum, each) => sum + each, 0);
}

function openGrid(profile: Profile): OpenGrid {
  const { slots, means } = profile;
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((weekday) => totalOf(profile, weekday) > 0);
  const open = Array.from({ length: slots }, (_, slot) => slot);
  return {
    weekdays,
    slots: open.filter((slot) => weekdays.some((weekday) => (means[weekday * slots + slot] as number) > 0)),
  };
}

/** Days of equal weight that would make a mean as exact as the weighted one is: (sum w)^2 / sum w^2 of weights that fall by the same ratio from week to week. */
function daysInMean({ weights }: Profile, { weekdays }: OpenGrid, halfLifeWeeks: number): number {
  const sum = weekdays.reduce((total, weekday) => total + (weights[weekday] as number), 0) / weekdays.length;
  const ratio = 0.5 ** (1 / halfLifeWeeks);
  const beyondOldest = Math.max(0, 1 - sum * (1 - ratio));
  return (sum * (1 + ratio)) / (1 + beyondOldest);
}

/** Shrinks the waves from `from` to before `to`, those beyond the last left aside, as one group. */
function shrink({ cos, sin }: Coefficients, from: number, to: number, noise: number): void {
  const end = Math.min(to, cos.length);
  let power = 0;
  for (let wave = from; wave < end; wave += 1) power += (cos[wave] as number) ** 2 + (sin[wave] as number) ** 2;
  const kept = power > 0 ? Math.max(0, 1 - ((end - from) * noise) / power) : 0;
  for (let wave = from; wave < end; wave += 1) {
    cos[wave] = (cos[wave] as number) * kept;
    sin[wave] = (sin[wave] as number) * kept;
  }
}

/** One turn in `size` steps. */
function turn(size: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const angles = Float64Array.from({ length: size }, (_, at) => (2 * Math.PI * at) / size);
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

function analysed(values: Float64Array): Coefficients {
  const size = values.length;
  const steps = turn(size);
  const half = Math.floor(size / 2);
  const [cos, sin] = [new Float64Array(half + 1), new Float64Array(half + 1)];
  for (let wave = 0; wave <= half; wave += 1) {
    let [a, b] = [0, 0];
    for (let at = 0, place = 0; at < size; at += 1) {
      a += (values[at] as number) * (steps.cos[place] as number);
      b += (values[at] as number) * (steps.sin[place] as number);
      place += wave;
      if (place >= size) place -= size;
    }
    cos[wave] = a;
    sin[wave] = b;
  }
  return { size, cos, sin };
}

/** The series whose coefficients these are. */
function summed({ size, cos, sin }: Coefficients): Float64Array {
  const steps = turn(size);
  return Float64Array.from({ length: size }, (_, at) => {
    let value = cos[0] as number;
    for (let wave = 1, place = at; wave < cos.length; wave += 1) {
      const one = (cos[wave] as number) * (steps.cos[place] as number);
      const other = (sin[wave] as number) * (steps.sin[place] as number);
      value += (2 * wave === size ? 1 : 2) * (one + other);
      place += at;
      if (place >= size) place -= size;
    }
    return value / size;
  });
}
