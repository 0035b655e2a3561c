import type { ForecastRange, Note } from '../domain/forecast.ts';
import type { Campaign } from '../domain/history.ts';
import { dayNumber } from '../domain/calendar.ts';
import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';
import type { Forecaster } from './forecaster.ts';
import { runningTotals } from './running-totals.ts';
import { aroundRoot, stabilised } from './ranges.ts';
import { normalQuantile } from './count-quantiles.ts';

/** What campaigns did to the days of a history, and what they will do to those behind it. */
export type CampaignLift = {
  /** The history without it. */
  readonly clean: DayMatrix;
  /** Contacts that campaigns bring on a day (a number since 1970-01-01), and the standard deviation of that. */
  readonly on: (day: number) => { readonly contacts: number; readonly sd: number };
  readonly notes: readonly Note[];
};

/** Open days, from its own on, on which a campaign brings contacts. */
const LIFT_DAYS = 12;
/** Weeks on either side that say what a day would have been. */
const WEEKS_AROUND = 5;
const ROUNDS = 6;
const RIDGE_ROUNDS = 20;
/** Share of the mean lift by which the shape of one kind may differ from its smooth form, and of a campaign from its kind where one alone is known. */
const SHAPE_SD = 0.5;
const ASSUMED_SPREAD = 0.3;
const PER = 1000;

type Placed = Campaign & { readonly day: number };
type Curve = {
  readonly kind: string;
  readonly rates: Float64Array;
  readonly campaigns: number;
  readonly spread: number;
};

/**
 * Learns the lift by kind of campaign: contacts for each unit of size on each open day from the campaign's own on. The excess of the history's days over the
 * median of the same weekday in the five weeks around (campaigns taken out, so it goes round in turns) is regressed on the sizes; rates of days are shrunk to
 * a smooth curve of the kind's total, and are not negative. A kind without a past campaign takes the rates of all kinds.
 */
export function learnLift(matrix: DayMatrix, campaigns: readonly Campaign[]): CampaignLift {
  const totals = runningTotals(matrix);
  const end = matrix.firstDay + matrix.days;
  const placed = campaigns.map((one): Placed => ({ ...one, day: dayNumber(one.date) }));
  const isOpen = openDays(matrix, totals);
  const past = placed.filter(
    ({ day }) => day >= matrix.firstDay && day < end && lagsOf(day, isOpen).some((each) => each < end),
  );
  const kinds = [...new Set(past.map(({ kind }) => kind))];
  let curves: readonly Curve[] = [];
  const lift = new Float64Array(matrix.days);
  for (let round = 0; round < ROUNDS && past.length > 0; round += 1) {
    const usual = usualTotals(matrix, totals, lift);
    curves = kinds.map((kind) => fitCurve(kind, past, matrix, totals, usual, curves, isOpen));
    lift.set(liftOver(matrix, past, curves, isOpen));
  }
  const all = meanCurve(curves);
  const curveOf = (kind: string) => curves.find((one) => one.kind === kind) ?? all;
  return {
    clean: without(matrix, totals, lift),
    on: (day) => {
      let contacts = 0;
      let variance = 0;
      for (const one of placed) {
        const curve = curveOf(one.kind);
        const lag = lagsOf(one.day, isOpen).indexOf(day);
        if (curve === undefined || lag < 0) continue;
        const own = one.size * (curve.rates[lag] as number);
        contacts += own;
        variance += (curve.spread * own) ** 2;
      }
      return { contacts, sd: Math.sqrt(variance) };
    },
    notes: notesOf(placed, past, curves, end),
  };
}

/** Whether a day is open, by the weekdays of the last eight weeks; days of the history by their own. */
function openDays(matrix: DayMatrix, totals: Float64Array): (day: number) => boolean {
  const opened = new Uint8Array(7);
  for (let day = Math.max(0, matrix.days - 56); day < matrix.days; day += 1) {
    if ((totals[day] as number) > 0) opened[weekdayOfDay(matrix.firstDay + day)] = 1;
  }
  return (day) => {
    const place = day - matrix.firstDay;
    if (place < 0 || place >= matrix.days) return opened[weekdayOfDay(day)] === 1;
    return (totals[place] as number) > 0;
  };
}

/** The open days from a campaign's own on, as many as it has effect. */
function lagsOf(day: number, isOpen: (day: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let each = day; found.length < LIFT_DAYS && each < day + 4 * LIFT_DAYS; each += 1)
    if (isOpen(each)) found.push(each);
  return found;
}

/** What each day would have been: the median of its weekday around it, without what campaigns brought; NaN where too little is known. */
function usualTotals({ days }: DayMatrix, totals: Float64Array, lift: Float64Array): Float64Array {
  return totals.map((_, day) => {
    const near: number[] = [];
    for (let week = -WEEKS_AROUND; week <= WEEKS_AROUND; week += 1) {
      const other = day + 7 * week;
      if (week === 0 || other < 0 || other >= days) continue;
      const total = totals[other] as number;
      if (total > 0) near.push(Math.max(0, total - (lift[other] as number)));
    }
    if (near.length < 3) return Number.NaN;
    near.sort((a, b) => a - b);
    return ((near[Math.floor(near.length / 2)] as number) + (near[Math.floor((near.length - 1) / 2)] as number)) / 2;
  });
}

/** Weights of the open days that the rates of a kind may be shrunk to: they rise over some days and fall from there by a constant part. */
const SHAPES: readonly Float64Array[] = [0.4, 0.55, 0.7, 0.8, 0.88].flatMap((kept) =>
  [0, 1, 2, 3].map((rise) =>
    Float64Array.from({ length: LIFT_DAYS }, (_, lag) => (lag < rise ? (lag + 1) / (rise + 1) : kept ** (lag - rise))),
  ),
);

/**
 * Rates of one kind by regression with other kinds' lift taken off: first the shape and the total along it with the least squared error, then each day's own
 * rate around it by ridge (coordinate descent), errors weighing by the usual total.
 */
function fitCurve(
  kind: string,
  past: readonly Placed[],
  matrix: DayMatrix,
  totals: Float64Array,
  usual: Float64Array,
  before: readonly Curve[],
  isOpen: (day: number) => boolean,
): Curve {
  const others = liftOver(
    matrix,
    past.filter((one) => one.kind !== kind),
    before,
    isOpen,
  );
  const own = past.filter((one) => one.kind === kind);
  const sizes = new Map<number, Float64Array>();
  for (const { day, size } of own) {
    lagsOf(day, isOpen).forEach((each, lag) => {
      const place = each - matrix.firstDay;
      if (place >= matrix.days || Number.isNaN(totals[place]) || Number.isNaN(usual[place])) return;
      const row = sizes.get(place) ?? new Float64Array(LIFT_DAYS);
      row[lag] = (row[lag] as number) + size;
      sizes.set(place, row);
    });
  }
  const rows = [...sizes].map(([place, row]) => {
    const base = usual[place] as number;
    return {
      row,
      excess: (totals[place] as number) - base - (others[place] as number),
      weight: 1 / Math.max(1, base) ** 2,
    };
  });
  const dot = (row: Float64Array, rates: Float64Array) =>
    row.reduce((sum, size, lag) => sum + size * (rates[lag] as number), 0);
  let shape = SHAPES[0] as Float64Array;
  let total = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const each of SHAPES) {
    let top = 0;
    let bottom = 0;
    for (const { row, excess, weight } of rows) {
      const along = dot(row, each);
      top += weight * along * excess;
      bottom += weight * along * along;
    }
    const found = bottom > 0 ? Math.max(0, top / bottom) : 0;
    const error = rows.reduce(
      (sum, { row, excess, weight }) => sum + weight * (excess - found * dot(row, each)) ** 2,
      0,
    );
    if (error >= least) continue;
    [shape, total, least] = [each, found, error];
  }
  const rates = shape.map((share) => total * share);
  const noise = rows.length === 0 ? 0 : least / rows.length;
  const rounds = total > 0 ? RIDGE_ROUNDS : 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let lag = 0; lag < LIFT_DAYS; lag += 1) {
      const prior = total * (shape[lag] as number);
      const ridge = noise / (SHAPE_SD * Math.max(prior, total * 0.1)) ** 2;
      let up = ridge * prior;
      let down = ridge;
      for (const { row, excess, weight } of rows) {
        const size = row[lag] as number;
        if (size === 0) continue;
        up += weight * size * (excess - dot(row, rates) + size * (rates[lag] as number));
        down += weight * size * size;
      }
      rates[lag] = down > 0 ? Math.max(0, up / down) : prior;
    }
  }
  return { kind, rates, campaigns: own.length, spread: spreadOf(own, rates, matrix, totals, usual, isOpen) };
}

/** How far single campaigns were from their kind: standard deviation of the ratio of their contacts to those of the curve. */
function spreadOf(
  own: readonly Placed[],
  rates: Float64Array,
  matrix: DayMatrix,
  totals: Float64Array,
  usual: Float64Array,
  isOpen: (day: number) => boolean,
): number {
  let square = ASSUMED_SPREAD ** 2;
  let count = 1;
  for (const { day, size } of own) {
    let found = 0;
    let expected = 0;
    lagsOf(day, isOpen).forEach((each, lag) => {
      const place = each - matrix.firstDay;
      if (place >= matrix.days || Number.isNaN(totals[place]) || Number.isNaN(usual[place])) return;
      found += (totals[place] as number) - (usual[place] as number);
      expected += size * (rates[lag] as number);
    });
    if (!(expected > 0)) continue;
    square += Math.min(1, (found / expected - 1) ** 2);
    count += 1;
  }
  return Math.sqrt(square / count);
}

function liftOver(
  matrix: DayMatrix,
  past: readonly Placed[],
  curves: readonly Curve[],
  isOpen: (day: number) => boolean,
): Float64Array {
  const lift = new Float64Array(matrix.days);
  for (const { kind, day, size } of past) {
    const rates = curves.find((one) => one.kind === kind)?.rates;
    if (rates === undefined) continue;
    lagsOf(day, isOpen).forEach((each, lag) => {
      const place = each - matrix.firstDay;
      if (place < matrix.days) lift[place] = (lift[place] as number) + size * (rates[lag] as number);
    });
  }
  return lift;
}

function meanCurve(curves: readonly Curve[]): Curve | undefined {
  if (curves.length === 0) return undefined;
  const rates = new Float64Array(LIFT_DAYS);
  for (const curve of curves)
    curve.rates.forEach((rate, lag) => (rates[lag] = (rates[lag] as number) + rate / curves.length));
  return { kind: '', rates, campaigns: 0, spread: 2 * Math.max(...curves.map(({ spread }) => spread)) };
}

/** At most nine tenths of a day are taken out. */
const MOST_TAKEN = 0.9;

function without(matrix: DayMatrix, totals: Float64Array, lift: Float64Array): DayMatrix {
  const counts = matrix.counts.map((count, cell) => {
    const day = Math.floor(cell / matrix.slots);
    const brought = lift[day] as number;
    const total = totals[day] as number;
    return brought > 0 && total > 0 ? count * (1 - Math.min(MOST_TAKEN, brought / total)) : count;
  });
  return { ...matrix, counts };
}

function notesOf(
  placed: readonly Placed[],
  past: readonly Placed[],
  curves: readonly Curve[],
  end: number,
): readonly Note[] {
  const notes = curves.map(({ kind, rates, campaigns }): Note => {
    const perThousand = PER * rates.reduce((sum, rate) => sum + rate, 0);
    return { code: 'campaign-lift', facts: { kind, campaigns, perThousand: Number(perThousand.toFixed(2)) } };
  });
  const planned = placed.filter(({ day, kind }) => day >= end && !curves.some((one) => one.kind === kind));
  const unseen = [...new Set(planned.map(({ kind }) => kind))].map((kind): Note => {
    return past.length === 0
      ? { code: 'campaign-without-past', facts: { kind } }
      : { code: 'campaign-kind-unseen', facts: { kind } };
  });
  return [...notes, ...unseen];
}

/** Forecasts of the clean history with what campaigns bring on top, spread as the day is; their uncertainty is in the ranges. */
export function withLift(forecaster: Forecaster, lift: CampaignLift, firstAhead: number): Forecaster {
  const onDay = (ahead: number) => lift.on(firstAhead + ahead);
  const total = (ahead: number) => forecaster.expectedOn(firstAhead + ahead).reduce((sum, each) => sum + each, 0);
  const factors = new Map<number, { readonly factor: number; readonly sd: number }>();
  const factorAt = (ahead: number) => {
    const known = factors.get(ahead);
    if (known !== undefined) return known;
    const { contacts, sd } = onDay(ahead);
    const base = total(ahead);
    const made = base > 0 ? { factor: 1 + contacts / base, sd: sd / (base + contacts) } : { factor: 1, sd: 0 };
    factors.set(ahead, made);
    return made;
  };
  /** The error of the clean forecast, at its own size, and that of the lift. */
  const shift = (expected: number, ahead: number, bound: (clean: number) => number, share: number) => {
    const { factor, sd } = factorAt(ahead);
    const clean = expected / factor;
    const own = (stabilised(bound(clean)) - stabilised(clean)) * Math.sqrt(factor);
    const ofLift = (Math.sqrt(expected) / 2) * sd * normalQuantile(share);
    return Math.sign(own === 0 ? ofLift : own) * Math.hypot(own, ofLift);
  };
  return {
    ...forecaster,
    expectedOn: (day) => forecaster.expectedOn(day).map((each) => each * factorAt(day - firstAhead).factor),
    rangeOf: (expected, ahead): ForecastRange => {
      if (factorAt(ahead).factor === 1) return forecaster.rangeOf(expected, ahead);
      const bounds = (pick: keyof ForecastRange) => (clean: number) => forecaster.rangeOf(clean, ahead)[pick];
      return aroundRoot(expected, [
        shift(expected, ahead, bounds('lower95'), 0.025),
        shift(expected, ahead, bounds('lower80'), 0.1),
        shift(expected, ahead, bounds('upper80'), 0.9),
        shift(expected, ahead, bounds('upper95'), 0.975),
      ]);
    },
    quantileOf: (expected, ahead, share) => {
      if (factorAt(ahead).factor === 1) return forecaster.quantileOf(expected, ahead, share);
      const moved = shift(expected, ahead, (clean) => forecaster.quantileOf(clean, ahead, share), share);
      return Math.max(0, Math.max(0, stabilised(expected) + moved) ** 2 - 0.375);
    },
  };
}
