import type { HighsModule } from '../lp/highs-engine.ts';
import type { LinePricer } from './best-line.ts';
import { integerMaster } from './integer-master.ts';
import type { CodedLine, Instance } from './instance.ts';
import { dive } from './part-dive.ts';
import { LEAST_SMOOTHING, mixed, nextSmoothing, SMOOTHING } from './smoothing.ts';
import { partMaster, type PartMaster, type PartRoot, type RosterPart } from './part-master.ts';

/** How a part is solved, and when not to go on. */
export type PartLimits = {
  readonly stopRequested: () => boolean;
  /** Whether time is up; never where iterations limit. */
  readonly expired: () => boolean;
  /** Seconds for the integer master; undefined where nodes limit. */
  readonly masterSeconds: () => number | undefined;
  /** All points of whole rosters are multiples of it; 0 where nothing is known. */
  readonly step: number;
  /** Points that the part must gain to be better than what others have found meanwhile, 0 or less where nobody has; may grow. */
  readonly needed?: (() => number) | undefined;
  /** Days before the front of the dive at its start, and those by which it moves. */
  readonly front: number;
  /** Values of the rows to begin with. */
  readonly rowValues?: Float64Array | undefined;
  /** Lines that were good before, by employee. */
  readonly pool?: ((employee: number) => Iterable<CodedLine>) | undefined;
  /** Rounds of column generation before the dive. */
  readonly rounds: number;
};

export type PartAnswer = {
  /** Better lines by employee of the part; undefined where none were found. */
  readonly lines: readonly CodedLine[] | undefined;
  /** True where the bound of the part shows that nothing better is there. */
  readonly isBest: boolean;
  readonly gain: number;
};

const LINES_A_ROUND = 3;
const WHOLE = 1e-6;

/** Solves a part of a roster anew: column generation, a dive over days, and an integer program over the lines that were found. */
export function solvePart(
  highs: HighsModule,
  instance: Instance,
  pricer: LinePricer,
  part: RosterPart,
  roster: { readonly lines: readonly (CodedLine | undefined)[]; readonly counts: Float64Array },
  limits: PartLimits,
): PartAnswer {
  const { stopRequested } = limits;
  const none = { lines: undefined, isBest: false, gain: 0 };
  const master = partMaster(highs, instance, pricer, part, roster.lines, roster.counts, stopRequested);
  try {
    part.employees.forEach((employee, member) => {
      const given = roster.lines[employee] as CodedLine;
      master.offer(member, given);
      for (const line of limits.pool?.(employee) ?? [])
        if (isSameOutside(part, given, line)) master.offer(member, line);
    });
    const root = rootOf(master, limits);
    if (root === undefined) return none;
    if (!isWorth(root.bound, master.given, limits.step)) return { ...none, isBest: true };
    const cut = (): number => master.given - Math.max(0, limits.needed?.() ?? 0) - leastStep(limits.step);
    if (root.bound > cut() + 1e-6) return none;
    const { expired, front, step } = limits;
    const dived = dive(master, part, root, { expired, cut, front, step });
    let best = master.given;
    let lines: readonly CodedLine[] | undefined;
    if (dived !== undefined && dived.points < best - WHOLE) [best, lines] = [dived.points, dived.lines];
    if (!limits.expired() && !stopRequested() && isWorth(root.bound, best, limits.step)) {
      const found = integerMaster(highs, instance, master, {
        members: part.employees.length,
        root,
        best,
        step: limits.step,
        seconds: limits.masterSeconds(),
        stopRequested,
      });
      if (found !== undefined && found.points < best - WHOLE) [best, lines] = [found.points, found.lines];
    }
    return { lines, isBest: !isWorth(root.bound, best, limits.step), gain: master.given - best };
  } finally {
    master.dispose();
  }
}

function leastStep(step: number): number {
  return step > 0 ? step : 1e-6;
}

/** Whether something below `points` may be left above a bound. */
function isWorth(bound: number, points: number, step: number): boolean {
  const least = step > 0 ? Math.ceil((bound - 1e-6) / step) * step : bound;
  return least < points - 1e-6;
}

function isSameOutside({ firstDay, endDay }: RosterPart, given: CodedLine, line: CodedLine): boolean {
  for (let day = 0; day < given.shapes.length; day++) {
    if (day === firstDay) day = endDay;
    if (day >= given.shapes.length) return true;
    if (given.shapes[day] !== line.shapes[day] || given.meals[day] !== line.meals[day]) return false;
  }
  return true;
}

export function rootOf(
  master: PartMaster,
  limits: Pick<PartLimits, 'rounds' | 'expired' | 'rowValues' | 'step'>,
): PartRoot | undefined {
  let best: PartRoot | undefined;
  let centre = limits.rowValues === undefined ? undefined : master.clip(limits.rowValues);
  let smoothing = SMOOTHING;
  for (let round = 0; round < limits.rounds; round++) {
    if (limits.expired()) return best;
    const solution = master.solve();
    if (solution === undefined) return best;
    const raw = master.clip(solution.rowValues);
    for (;;) {
      const isSmooth = centre !== undefined && smoothing >= LEAST_SMOOTHING;
      const values = isSmooth ? mixed(centre as Float64Array, raw, smoothing) : raw;
      const slack = best === undefined ? Number.POSITIVE_INFINITY : (solution.objective - best.bound) / master.members;
      const priced = master.price(values, solution, LINES_A_ROUND, slack, limits.expired);
      if (priced === undefined) return best;
      if (best === undefined || priced.bound > best.bound) {
        best = { bound: priced.bound, values, shares: master.shares.slice() };
        centre = values;
        if (!isWorth(best.bound, master.given, limits.step)) return best;
      }
      const left = solution.objective - best.bound;
      if (left <= Math.max(1e-6, 0.02 * (master.given - best.bound))) return best;
      if (priced.added === 0 && !isSmooth) return best;
      smoothing = nextSmoothing(smoothing, priced.added > 0);
      if (priced.added > 0) break;
    }
  }
  return best;
}
