import type { DraftDays, DraftSolve } from '../domain/draft.ts';
import type { Shift } from '../domain/shift.ts';
import type { Zone } from '../domain/units.ts';
import type { PlanResultDocument } from './plan.ts';
import type { RosterDocument } from './roster.ts';
import { toShifts } from './shift-mapping.ts';

/** What a solve made, as far as a draft wants to know it. */
export type SolvedRoster = {
  readonly zone: Zone;
  readonly days: DraftDays;
  readonly solve: DraftSolve;
  /** Empty also where there is no roster: then the objective is null. */
  readonly shifts: readonly Shift[];
};

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
