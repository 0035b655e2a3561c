import type { RosterTask } from '../planning/tasks.ts';

type Limits = RosterTask['limits'];

/** Share of a request's time that a solve may take: the rest reads the problem, ends the solve and writes the answer. */
const SOLVE_SHARE = 0.9;

type ClipNote = { readonly code: string; readonly facts: { readonly asked: number; readonly maximum: number } };

export type Clipped = { readonly limits: Limits; readonly notes: readonly ClipNote[] };

/** Seconds of a solve that asks for no limit. */
const USUAL_SECONDS = 60;

/** The limits with their seconds cut to what a request may take, and a note of it. A limit in iterations stays as it is. */
export function clipSeconds(limits: Limits, requestSeconds: number): Clipped {
  const maximum = Math.floor(requestSeconds * SOLVE_SHARE * 10) / 10;
  const asked = limits.seconds;
  if (asked === undefined) {
    const seconds = limits.iterations === undefined ? Math.min(USUAL_SECONDS, maximum) : undefined;
    return { limits: { ...limits, seconds }, notes: [] };
  }
  if (asked <= maximum) return { limits, notes: [] };
  return { limits: { ...limits, seconds: maximum }, notes: [{ code: 'seconds-clipped', facts: { asked, maximum } }] };
}
