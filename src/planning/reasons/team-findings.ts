import { teamBreachesOf } from '../../audit/team-rules.ts';
import { spanOfDate } from '../../domain/calendar.ts';
import type { TeamBreach } from '../../domain/breach.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';

/** What a roster breaks of the rules of the team that must be kept. */
export function brokenTeamRules(problem: Problem, shifts: readonly Shift[]): readonly TeamBreach[] {
  const { team } = problem;
  const hard = (team.teamRules ?? []).filter((setting) => setting.hard === true);
  if (hard.length === 0) return [];
  return teamBreachesOf(problem, shifts).filter(({ severity }) => severity === 'block');
}

/** Findings that were not there before, or at some time of theirs went less far. */
export function addedFindings(after: readonly TeamBreach[], before: readonly TeamBreach[]): readonly TeamBreach[] {
  return after.filter((found) => {
    const known = before.filter(
      (one) =>
        one.setting === found.setting &&
        one.template === found.template &&
        one.unit === found.unit &&
        one.who === found.who &&
        one.excess >= found.excess,
    );
    let knownUntil = found.span.start;
    for (const { span } of known.toSorted((a, b) => a.span.start - b.span.start)) {
      if (span.start <= knownUntil) knownUntil = Math.max(knownUntil, span.end);
    }
    return knownUntil < found.span.end;
  });
}

/**
 * Of the findings that a shift brings those that no other days of its employee undo, while everybody else stays: at moments of the shift, which she works
 * whatever else she works, and of the attendance on its date, on which she works nothing else.
 */
export function settledFindings(
  problem: Problem,
  shift: Shift,
  date: string,
  added: readonly TeamBreach[],
): readonly TeamBreach[] {
  const { zone } = problem.team;
  const day = spanOfDate(zone, date);
  return added.filter(({ unit, span, employeeIds }) => {
    if (unit !== 'people' || !employeeIds.includes(shift.employeeId)) return false;
    const isAtHerTime = span.start >= shift.start && span.end <= shift.end;
    return isAtHerTime || (span.start === day.start && span.end === day.end);
  });
}

/** Rules of the team as a sentence names them: by the ids of their settings. */
export function teamRuleNames(found: readonly TeamBreach[]): string {
  return [...new Set(found.map(({ ruleId, setting }) => (/^\d+$/.test(setting) ? ruleId : setting)))].join(', ');
}
