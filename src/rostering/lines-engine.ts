import type { HighsModule } from '../lp/highs-engine.ts';
import { emptyAssignment } from './assignment.ts';
import { linePricer } from './best-line.ts';
import type { LineHeads } from './columns.ts';
import { columnGeneration } from './columns.ts';
import type { CodedLine, Instance } from './instance.ts';
import { ownCost } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { randomFrom } from './random.ts';
import { fillGreedily, rebuilder, restore, searchRoster } from './search.ts';
import type { EngineAnswer, EngineControl } from './solution.ts';
import { gapOf, POINT_TOLERANCE } from './solution.ts';

/** Most of the time that column generation may take: the rest belongs to the dive and the search. */
const GENERATION_SHARE = 0.45;
const DIVE_SHARE = 0.65;
/** Rounds of column generation where no clock ends it. */
const GENERATION_ROUNDS = 400;

/**
 * The engine for many people: a greedy roster, then column generation over whole lines with head-counts for each kind of employee, a
 * dive to whole head-counts, and a search that re-rosters two or three employees at a time exactly. The bound is the best Lagrangian one.
 * An iteration is one move of the search; rounds of column generation and the dive are not limited by it.
 */
export function solveByLines(highs: HighsModule, instance: Instance, control: EngineControl): EngineAnswer {
  const random = randomFrom(control.seed);
  const pricer = linePricer();
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, pricer, random);
  const seconds = control.seconds;
  const past = (share: number): boolean =>
    control.stopRequested() || (seconds !== undefined && control.elapsed() >= share * seconds);
  if (!fillGreedily(instance, assignment, builder, random)) {
    return { lines: undefined, bound: undefined, boundKind: 'none', endedBy: 'proof', iterations: 0 };
  }
  let bestLines = [...assignment.lines];
  let bestPoints = assignment.points();
  control.report(0, bestPoints, null);

  const pools = poolKinds(instance);
  const master = columnGeneration(highs, instance, pools.kinds, pricer, control.stopRequested);
  let bound = Number.NEGATIVE_INFINITY;
  let iterations = 0;
  const closed = (points: number): boolean =>
    points - bound <= POINT_TOLERANCE * Math.max(1, Math.abs(points)) || gapOf(points, bound) <= control.gap;
  try {
    bestLines.forEach((line, employee) => {
      if (line !== undefined) master.offer(pools.kindOf[employee] as number, line);
    });
    master.converge(
      (rounds) => past(GENERATION_SHARE) || (seconds === undefined && rounds >= GENERATION_ROUNDS),
      (value) => {
        bound = Math.max(0, value);
        control.report(0, bestPoints, bound);
      },
    );
    bound = Math.max(0, master.bound(), pools.kinds === instance.kinds ? 0 : master.boundOf(instance.kinds));
    if (!closed(bestPoints)) {
      restore(assignment, headCountsToLines(instance, pools.kinds, master.dive(() => past(DIVE_SHARE))));
      fillGreedily(instance, assignment, builder, random);
      if (assignment.points() < bestPoints - POINT_TOLERANCE) {
        bestPoints = assignment.points();
        bestLines = [...assignment.lines];
        control.report(0, bestPoints, bound);
      } else restore(assignment, bestLines);
    }
  } finally {
    master.dispose();
  }
  const searchFrom = control.elapsed();
  iterations = searchRoster(instance, assignment, builder, random, {
    elapsed: (moves) => {
      if (control.stopRequested()) return 1;
      if (control.iterations !== undefined) return control.iterations === 0 ? 1 : moves / control.iterations;
      return seconds === undefined ? 1 : (control.elapsed() - searchFrom) / Math.max(0.001, seconds - searchFrom);
    },
    done: closed,
    onBetter: (points, moves) => {
      bestPoints = points;
      control.report(moves, points, bound);
    },
    onMove: () => undefined,
  });
  bestPoints = assignment.points();
  const endedBy = closed(bestPoints)
    ? bestPoints - bound <= POINT_TOLERANCE * Math.max(1, bestPoints)
      ? 'proof'
      : 'gap'
    : control.stopRequested()
      ? 'cancel'
      : control.iterations === undefined
        ? 'time'
        : 'iterations';
  const lines = assignment.lines.filter((line) => line !== undefined);
  if (lines.length !== assignment.lines.length) throw new Error('the search lost a line');
  const relaxed = instance.kinds.some((kind) => kind.boundModel !== kind.model);
  return { lines, bound, boundKind: relaxed ? 'relaxed-pricing' : 'lagrangian', endedBy, iterations };
}

/** Wishes make most employees kinds of their own; above this many the master plans pools that differ in legal lines alone. */
const KINDS_WITHOUT_POOLS = 60;

type Pools = { readonly kinds: readonly EmployeeKind[]; readonly kindOf: Int32Array };

/** Kinds that share their legal lines and their pay, taken together without their wishes: a relaxation, since wishes cost. */
function poolKinds(instance: Instance): Pools {
  if (instance.kinds.length <= KINDS_WITHOUT_POOLS) return instance;
  const pools: { kind: EmployeeKind; employees: number[] }[] = [];
  const kindOf = new Int32Array(instance.kindOf.length);
  for (const kind of instance.kinds) {
    let at = pools.findIndex(
      ({ kind: other }) =>
        other.model === kind.model && other.boundModel === kind.boundModel && other.pointsPerSecond === kind.pointsPerSecond,
    );
    if (at < 0) {
      at = pools.length;
      const employees: number[] = [];
      const free = { offCost: new Float64Array(kind.offCost.length), workCost: new Float64Array(kind.workCost.length) };
      pools.push({ employees, kind: { ...kind, ...free, employees } });
    }
    for (const employee of kind.employees) {
      pools[at]?.employees.push(employee);
      kindOf[employee] = at;
    }
  }
  return { kinds: pools.map(({ kind }) => kind), kindOf };
}

/** Lines for each employee from head-counts of lines: each line goes to the employee of the kind whom it costs least in wishes. */
function headCountsToLines(
  instance: Instance,
  kinds: readonly EmployeeKind[],
  heads: readonly LineHeads[],
): readonly (CodedLine | undefined)[] {
  const lines: (CodedLine | undefined)[] = new Array<CodedLine | undefined>(instance.kindOf.length).fill(undefined);
  const open = kinds.map((kind) => [...kind.employees]);
  for (const { kind, line, count } of heads) {
    const free = open[kind] as number[];
    for (let head = 0; head < count; head++) {
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      free.forEach((employee, index) => {
        const cost = ownCost(instance, instance.kinds[instance.kindOf[employee] as number] as EmployeeKind, line);
        if (cost < least) {
          least = cost;
          best = index;
        }
      });
      const [employee] = free.splice(best, 1);
      if (employee === undefined) throw new Error(`more lines than employees in kind ${kind}`);
      lines[employee] = line;
    }
  }
  return lines;
}
