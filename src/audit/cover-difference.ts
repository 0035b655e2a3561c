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

/** Head-counts of one skill: who is there before, and who goes and comes. */
type SkillSteps = { readonly before: CoverSteps; readonly gone: CoverSteps; readonly come: CoverSteps };

/** The stretches of a demand in which other people are there; neighbours with the same numbers are one. */
function intervalChanges(demand: IntervalDemand, { before: present, gone, come }: SkillSteps): CoverChange[] {
  const found: CoverChange[] = [];
  for (const less of coverPieces(gone, demand)) {
    for (const more of coverPieces(come, less)) {
      if (more.people === less.people) continue;
      for (const { start, end, people: before } of coverPieces(present, more)) {
        const after = before - less.people + more.people;
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
  present: readonly Shift[],
  changed: ShiftStates,
): CoverChange[] {
  const { zone } = team;
  const span = { start: startOfDate(zone, demand.date), end: startOfDate(zone, addDays(demand.date, 1)) };
  const attend = (shifts: readonly Shift[]): number =>
    shifts.filter((shift) => covers(shift, demand, team) && shiftDate(zone, shift) === demand.date).length;
  const minus = attend(changed.before);
  const plus = attend(changed.after);
  if (minus === plus) return [];
  const before = attend(present);
  const { date, template } = demand;
  return [{ ...span, date, template, ...levelsOf(demand), before, after: before - minus + plus }];
}

type DifferenceInput = Pick<CoverInput, 'team' | 'intervalDemands' | 'templateDemands'>;

/**
 * Asks where the cover of a problem's demands changes, in order of the demands, for several changes of one state. `present` are all who are there before,
 * those of past and future among them; of each change only demands that a changed shift meets are looked at.
 */
export function coverQuestion(
  input: DifferenceInput,
  present: readonly Shift[],
): (changed: ShiftStates) => readonly CoverChange[] {
  const presentSteps = new Map<string | undefined, CoverSteps>();
  const stepsOf = (skill: string | undefined): CoverSteps => {
    const known = presentSteps.get(skill) ?? coverSteps(present, skill);
    presentSteps.set(skill, known);
    return known;
  };
  return (changed) => {
    const touching = [...changed.before, ...changed.after];
    const start = touching.reduce((least, shift) => Math.min(least, shift.start), Number.POSITIVE_INFINITY);
    const end = touching.reduce((most, shift) => Math.max(most, shift.end), Number.NEGATIVE_INFINITY);
    const bySkill = new Map<string | undefined, SkillSteps>();
    const changes: CoverChange[] = [];
    for (const demand of input.intervalDemands) {
      const { skill } = demand;
      if (demand.start >= end || demand.end <= start) continue;
      const steps = bySkill.get(skill) ?? {
        before: stepsOf(skill),
        gone: coverSteps(changed.before, skill),
        come: coverSteps(changed.after, skill),
      };
      bySkill.set(skill, steps);
      changes.push(...intervalChanges(demand, steps));
    }
    for (const demand of input.templateDemands) {
      if (!touching.some(({ template }) => template === demand.template)) continue;
      changes.push(...templateChange(input, demand, present, changed));
    }
    return changes;
  };
}

/** The same for one change; `unchanged` are all who are there before and after it. */
export function coverDifference(
  input: DifferenceInput,
  unchanged: readonly Shift[],
  changed: ShiftStates,
): readonly CoverChange[] {
  const touching = [...changed.before, ...changed.after];
  const start = touching.reduce((least, shift) => Math.min(least, shift.start), Number.POSITIVE_INFINITY);
  const end = touching.reduce((most, shift) => Math.max(most, shift.end), Number.NEGATIVE_INFINITY);
  const templates = new Set(touching.map(({ template }) => template));
  const isNear = (shift: Shift): boolean =>
    (shift.start < end && shift.end > start) || (shift.template !== undefined && templates.has(shift.template));
  return coverQuestion(input, [...unchanged.filter(isNear), ...changed.before])(changed);
}
