import type { RosterDocument } from '../../contract/roster.ts';
import { instantOf, minutesOf } from './local-time.ts';

type Demand = RosterDocument['demands']['intervals'][number];
type Shift = RosterDocument['shifts'][number];

/** A stretch of time with one need and one number of people; `minutes` is the wall clock at its start. */
export type Piece = {
  readonly start: number;
  readonly end: number;
  readonly minutes: number;
  readonly need: number;
  readonly people: number;
};

type Change = { readonly at: number; readonly by: number };

/**
 * When people come to the work and leave it: breaks and other activities taken out, pieces in another skill counted there. Only the activity `work`
 * covers demand.
 */
function changesOf(shifts: readonly Shift[], skill: string | undefined, from: number, to: number): Change[] {
  return shifts.flatMap((shift) => {
    const [start, end] = [instantOf(shift.start), instantOf(shift.end)];
    if (end <= from || start >= to || shift.activity !== 'work') return [];
    const step = (span: { readonly start: string; readonly end: string }, by: number): Change[] => [
      { at: instantOf(span.start), by },
      { at: instantOf(span.end), by: -by },
    ];
    const isOwn = skill === undefined || shift.skill === skill;
    const pieces = (shift.pieces ?? []).flatMap((piece) => {
      const counts = piece.skill !== undefined && (skill === undefined || piece.skill === skill);
      return counts === isOwn ? [] : step(piece, counts ? 1 : -1);
    });
    if (!isOwn) return pieces;
    return [...step(shift, 1), ...shift.breaks.flatMap((pause) => step(pause, -1)), ...pieces];
  });
}

/** Need and people over the time of some demands of one skill, cut wherever either changes; in order of time. */
export function cover(
  demands: readonly Demand[],
  shifts: readonly Shift[],
  skill: string | undefined,
): readonly Piece[] {
  const spans = demands
    .map((demand) => ({ ...demand, from: instantOf(demand.start), to: instantOf(demand.end) }))
    .sort((a, b) => a.from - b.from);
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return [];
  const changes = changesOf(shifts, skill, first.from, last.to).sort((a, b) => a.at - b.at);
  const pieces: Piece[] = [];
  let next = 0;
  let people = 0;
  for (const { from, to, start, target, floor } of spans) {
    const need = Math.max(target, floor);
    let at = from;
    while (at < to) {
      while (next < changes.length && (changes[next] as Change).at <= at) {
        people += (changes[next] as Change).by;
        next += 1;
      }
      const end = Math.min(to, changes[next]?.at ?? to);
      pieces.push({ start: at, end, minutes: (minutesOf(start) + (at - from) / 60) % 1440, need, people });
      at = end;
    }
  }
  return pieces;
}
