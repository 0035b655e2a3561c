import type { Requirement } from '../../domain/requirement.ts';
import type { KeptPromise, Simulation } from '../../domain/simulation.ts';
import { queueIdOf } from './request.ts';

/** Extra people as parts of the root of the load (square-root staffing), by how far the share of replications lacks the chance asked for. */
const LEAST_STEP = 0.1;
const STEP_RANGE = 0.5;

/** Cells in which a missed promise asks for more: those that miss it by themselves; where it is only missed in all of them together, those kept least. */
function lackingCells({ cells, promise }: KeptPromise): readonly boolean[] {
  const late = cells.map((kept) => kept < promise.chance);
  if (late.includes(true)) return late;
  const mean = cells.reduce((sum, kept) => sum + kept, 0) / Math.max(1, cells.length);
  return cells.map((kept) => kept <= mean);
}

/** Intervals of the model in which a missed promise asks for more people, with the part of the root of their load. */
function lackingIntervals(
  simulation: Simulation,
  kept: KeptPromise,
  canRise: (interval: number) => boolean,
): ReadonlyMap<number, number> {
  const cells = simulation.model.cells[kept.promise.scope];
  const lacks = lackingCells(kept);
  const service = simulation.queues.find(({ id }) => id === kept.promise.queue) ?? simulation.all;
  const levels = service.interval.map(({ serviceLevel }) => serviceLevel.value ?? 1);
  const lacking = new Map<number, number>();
  const rising = [...cells.keys()].filter(canRise);
  for (const [cell, indices] of Map.groupBy(rising, (index) => cells[index] ?? 0)) {
    if (lacks[cell] !== true) continue;
    const mean = indices.reduce((sum, index) => sum + (levels[index] ?? 1), 0) / indices.length;
    const step = LEAST_STEP + STEP_RANGE * Math.max(0, kept.promise.chance - (kept.cells[cell] ?? 1));
    // Those that are worse than the rest give the most for one more person.
    for (const index of indices) if ((levels[index] ?? 1) <= mean) lacking.set(index, step);
  }
  return lacking;
}

/**
 * How many more people each interval of each requirement is to have where promises are missed; 0 where none, where it is closed, and where `most` people,
 * by the place of a requirement, are asked for already.
 */
export function stepsOf(
  requirements: readonly Requirement[],
  simulation: Simulation,
  most: (requirement: number) => number = () => Infinity,
): readonly (readonly number[])[] {
  const { model } = simulation;
  return requirements.map((requirement, place) => {
    const id = queueIdOf(requirement);
    const rises = requirement.intervals.filter(({ open, positions }) => open && positions < most(place));
    const canRise = (interval: number): boolean => {
      const span = model.intervals[interval];
      return span !== undefined && rises.some(({ start, end }) => span.start < end && span.end > start);
    };
    const lacking = simulation.promises
      .filter(({ isKept, promise }) => !isKept && (promise.queue === undefined || promise.queue === id))
      .map((promise) => lackingIntervals(simulation, promise, canRise));
    const spans = lacking.flatMap((one) =>
      [...one].flatMap(([index, step]) => {
        const span = model.intervals[index];
        return span === undefined ? [] : [{ ...span, step }];
      }),
    );
    const stepAt = (start: number, end: number): number =>
      spans.reduce((most, span) => (span.start < end && span.end > start ? Math.max(most, span.step) : most), 0);
    return requirement.intervals.map(({ start, end, open, loadErlang, positions }) => {
      const step = open ? stepAt(start, end) : 0;
      if (step === 0) return 0;
      const people = Math.max(1, Math.ceil(step * Math.sqrt(loadErlang)));
      return Math.max(0, Math.min(people, most(place) - positions));
    });
  });
}
