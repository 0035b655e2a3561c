import type { SolvedRoster } from '../domain/draft.ts';
import type { PlanResultDocument } from './plan.ts';
import type { RosterDocument } from './roster.ts';
import { toShifts } from './shift-mapping.ts';

/**
 * Reads a ROSTER, or the one of a plan's result, back into the domain. Only for a text that this product has written itself just now: nothing is
 * checked.
 */
export function solvedRosterOf(text: string): SolvedRoster {
  const document = JSON.parse(text) as RosterDocument | PlanResultDocument;
  const { horizon, team, shifts, ...roster } = document.kind === 'plan-result' ? document.roster : document;
  const { status, endedBy, objective, bound, boundKind, gap, seconds, iterations, engine, seed } = roster;
  return {
    zone: team.zone,
    days: { from: horizon.from, days: horizon.days },
    solve: { status, endedBy, objective, bound, boundKind, gap, seconds, iterations, engine, seed },
    shifts: toShifts(team.zone, shifts),
  };
}
