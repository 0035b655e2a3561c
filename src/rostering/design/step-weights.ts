import type { Caps } from './caps.ts';
import { type DesignGrid, type DesignType, groupsOf } from './grid.ts';
import type { StepModel } from './steps.ts';

/** How much of a step one use of a type can follow: no more than its cap. */
export type StepWeight = { readonly type: number; readonly weight: number };

/** By step: the types that can follow it, with their weights, in the order of the types given. */
export function stepWeights(
  grid: DesignGrid,
  { steps }: StepModel,
  types: readonly number[],
  caps: Caps,
): readonly (readonly StepWeight[])[] {
  const skills = grid.demand.length;
  const at = new Map<number, number[]>();
  const keyOf = (slot: number, skill: number, rise: boolean): number => (slot * skills + skill) * 2 + (rise ? 1 : 0);
  steps.forEach(({ slot, skill, change }, index) => {
    const key = keyOf(slot, skill, change > 0);
    at.set(key, [...(at.get(key) ?? []), index]);
  });
  const groupAt = new Int32Array(grid.days);
  groupsOf(grid).forEach((days, group) => {
    for (const day of days) groupAt[day] = group;
  });
  const found: StepWeight[][] = steps.map(() => []);
  for (const type of types) {
    const { pieces } = grid.types[type] as DesignType;
    const weights = new Map<number, number>();
    for (let day = 0; day < grid.days; day++) {
      const spans = pieces[day] ?? [];
      for (let edge = 0; edge < spans.length; edge++) {
        const slot = spans[edge] as number;
        if (!grid.cyclic && slot >= grid.slots) continue;
        for (let skill = 0; skill < skills; skill++) {
          const cap = caps(type, groupAt[day] as number, skill);
          if (cap <= 0) continue;
          for (const step of at.get(keyOf(slot % grid.slots, skill, edge % 2 === 0)) ?? [])
            weights.set(step, (weights.get(step) ?? 0) + cap);
        }
      }
    }
    for (const [step, weight] of weights) {
      const height = Math.abs((steps[step] as { change: number }).change);
      (found[step] as StepWeight[]).push({ type, weight: Math.min(height, weight) });
    }
  }
  return found;
}
