import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import type { DesignCover, DesignedShift, DesignPart, DesignProblem, ShiftDesign } from '../../domain/shift-design.ts';
import type { SolveLimits } from '../../domain/roster.ts';
import type { HighsModule } from '../../lp/highs-engine.ts';
import type { RosterControl } from '../solve.ts';
import { gapOf } from '../solution.ts';
import { type CompiledDesign, compileDesign, type Shape } from './compile-design.ts';
import { coverOf, type DesignParts, type TypeCounts } from './grid.ts';
import { solveGrid } from './solve-grid.ts';

/** Seconds kept for writing the answer. */
const RESERVE_SECONDS = 0.1;

/** The cheapest types of shifts and head-counts for a requirement that are found within the limits, with a bound of all of them. */
export function designShifts(
  problem: DesignProblem,
  limits: SolveLimits,
  highs: HighsModule,
  control: RosterControl,
): ShiftDesign {
  const started = control.clock();
  const elapsed = (): number => control.clock() - started;
  const compiled = compileDesign(problem);
  const limited = limits.iterations === undefined ? (limits.seconds ?? 60) : undefined;
  const answer = solveGrid(highs, compiled.grid, {
    elapsed,
    seconds: limited === undefined ? undefined : Math.max(limited - RESERVE_SECONDS, 0.5 * limited),
    iterations: limits.iterations,
    seed: limits.seed,
    gap: limits.gap ?? 0,
    stopRequested: control.stopRequested,
    report: (iterations, objective, bound) =>
      control.report({ seconds: elapsed(), iterations, objective, bound, gap: gapOf(objective, bound) }),
  });
  return {
    problem,
    status: answer.endedBy === 'proof' ? 'optimal' : 'feasible',
    endedBy: answer.endedBy,
    objective: answer.parts.objective,
    parts: partsTold(answer.parts, compiled.slotSeconds / SECONDS_PER_HOUR),
    bound: answer.bound,
    boundKind: answer.boundKind,
    gap: gapOf(answer.parts.objective, answer.bound),
    seconds: elapsed(),
    iterations: answer.iterations,
    seed: limits.seed,
    shifts: shiftsTold(compiled, answer.design),
    cover: coverTold(compiled, answer.design),
    notes: [],
  };
}

function partsTold(parts: DesignParts, slotHours: number): readonly DesignPart[] {
  return [
    { part: 'short', unit: 'agent-hours', count: parts.shortSlots * slotHours, points: parts.short },
    { part: 'over', unit: 'agent-hours', count: parts.overSlots * slotHours, points: parts.over },
    { part: 'work', unit: 'agent-hours', count: parts.workSlots * slotHours, points: parts.work },
    { part: 'shift-types', unit: 'shift types', count: parts.types, points: parts.typePoints },
    { part: 'average-hours', unit: 'hours', count: parts.averageSlots * slotHours, points: parts.average },
  ];
}

function shiftsTold(
  { shapes, skills, dates }: CompiledDesign,
  design: readonly TypeCounts[],
): readonly DesignedShift[] {
  const inOrder = design
    .map(({ type, counts }) => ({ shape: shapes[type] as Shape, counts }))
    .sort(
      (a, b) =>
        a.shape.start - b.shape.start ||
        a.shape.length - b.shape.length ||
        (a.shape.breakStart ?? 0) - (b.shape.breakStart ?? 0),
    );
  return inOrder.map(({ shape, counts }, index) => {
    const { kind, start, length, breakStart } = shape;
    const rest = kind.break;
    return {
      id: `${kind.id}-${index + 1}`,
      kind: kind.id,
      start,
      length,
      ...(rest === undefined || breakStart === undefined
        ? {}
        : { break: { start: start + breakStart, length: rest.length } }),
      counts: dates.flatMap((date, day) =>
        skills.flatMap((skill, at) => {
          const people = counts[day * skills.length + at] as number;
          return people === 0 ? [] : [{ date, ...(skill === undefined ? {} : { skill }), people }];
        }),
      ),
    };
  });
}

function coverTold(
  { grid, skills, start, slotSeconds }: CompiledDesign,
  design: readonly TypeCounts[],
): readonly DesignCover[] {
  const cover = coverOf(grid, design);
  return skills.flatMap((skill, at) => {
    const rows: DesignCover[] = [];
    for (let slot = 0; slot < grid.slots; slot++) {
      const needed = grid.demand[at]?.[slot] as number;
      const there = cover[at]?.[slot] as number;
      const end = start + (slot + 1) * slotSeconds;
      const last = rows.at(-1);
      if (last !== undefined && last.needed === needed && last.cover === there)
        rows[rows.length - 1] = { ...last, end };
      else
        rows.push({ start: end - slotSeconds, end, ...(skill === undefined ? {} : { skill }), needed, cover: there });
    }
    return rows;
  });
}
