import type { CoverInput } from './cover.ts';
import { coverPieces, covers, type CoverSteps, coverSteps } from './cover-steps.ts';
import { addDays, startOfDate } from '../domain/calendar.ts';
import type { CoverChange } from '../domain/draft-difference.ts';
import type { CoverLevels, IntervalDemand, TemplateDemand } from '../domain/problem.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';

/** Shifts of one state that are not in the other as they are, and the other way about. */
export type ShiftStates = { readonly before: readonly Shift[]; readonly after: readonly Shift[] };

type Wanted = CoverLevels & { readonly skill?: string | undefined };

function levelsOf({ floor, target, ceiling, skill }: Wanted): Wanted {
  return { floor, target, ...(ceiling === undefined ? {} : { ceiling }), ...(skill === undefined ? {} : { skill }) };
}

/** Head-counts of one skill: who is there in both states, and who in one of them alone. */
type SkillSteps = { readonly both: CoverSteps; readonly gone: CoverSteps; readonly come: CoverSteps };

function stepsOf(skill: string | undefined, unchanged: readonly Shift[], changed: ShiftStates): SkillSteps {
  return {
    both: coverSteps(unchanged, skill),
    gone: coverSteps(changed.before, skill),
    come: coverSteps(changed.after, skill),
  };
}

/** The stretches of a demand in which other people are there; neighbours with the same numbers are one. */
function intervalChanges(demand: IntervalDemand, { both, gone, come }: SkillSteps): CoverChange[] {
  const found: CoverChange[] = [];
  for (const less of coverPieces(gone, demand)) {
    for (const more of coverPieces(come, less)) {
      if (more.people === less.people) continue;
      for (const { start, end, people } of coverPieces(both, more)) {
        const before = people + less.people;
        const after = people + more.people;
        const last = found.at(-1);
        if (last?.end === start && last.before === before && last.after === after) {
          found[found.length - 1] = { ...last, end };
        } else found.push({ start, end, ...levelsOf(demand), before, after });
      }
    }
  }
  return found;
}

function templateChange(
  { team }: Pick<CoverInput, 'team'>,
  demand: TemplateDemand,
  unchanged: readonly Shift[],
  changed: ShiftStates,
): CoverChange[] {
  const { zone } = team;
  const span = { start: startOfDate(zone, demand.date), end: startOfDate(zone, addDays(demand.date, 1)) };
  const attend = (shifts: readonly Shift[]): number =>
    shifts.filter((shift) => covers(shift, demand, team) && shiftDate(zone, shift) === demand.date).length;
  const minus = attend(changed.before);
  const plus = attend(changed.after);
  if (minus === plus) return [];
  const both = attend(unchanged);
  const { date, template } = demand;
  return [{ ...span, date, template, ...levelsOf(demand), before: both + minus, after: both + plus }];
}

/**
 * Where the cover of a problem's demands changes, in order of the demands. `unchanged` are all who are in both states, those of past and future
 * among them; only demands that a changed shift meets are looked at.
 */
export function coverDifference(
  input: Pick<CoverInput, 'team' | 'intervalDemands' | 'templateDemands'>,
  unchanged: readonly Shift[],
  changed: ShiftStates,
): readonly CoverChange[] {
  const touching = [...changed.before, ...changed.after];
  const start = touching.reduce((least, shift) => Math.min(least, shift.start), Number.POSITIVE_INFINITY);
  const end = touching.reduce((most, shift) => Math.max(most, shift.end), Number.NEGATIVE_INFINITY);
  const near = unchanged.filter((shift) => shift.start < end && shift.end > start);
  const bySkill = new Map<string | undefined, SkillSteps>();
  const changes: CoverChange[] = [];
  for (const demand of input.intervalDemands) {
    if (demand.start >= end || demand.end <= start) continue;
    const steps = bySkill.get(demand.skill) ?? stepsOf(demand.skill, near, changed);
    bySkill.set(demand.skill, steps);
    changes.push(...intervalChanges(demand, steps));
  }
  for (const demand of input.templateDemands) {
    if (!touching.some(({ template }) => template === demand.template)) continue;
    changes.push(...templateChange(input, demand, unchanged, changed));
  }
  return changes;
}
