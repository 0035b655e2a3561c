import { addDays } from '../../domain/calendar.ts';
import type { DraftCause, SolvedRoster } from '../../domain/draft.ts';
import { type Shift, shiftDate } from '../../domain/shift.ts';
import type { Tables } from '../store.ts';
import { changesBetween } from './shift-changes.ts';

/** A version of a draft. */
type DraftMark = { readonly id: string; readonly version: number };

/**
 * Names the shifts of a roster for a draft that had others: one that begins as before keeps its name, and no name is given twice, though the solver
 * calls shifts by employee and date and a shift of that name may have been moved to another date and locked there.
 */
function named(before: readonly Shift[], kept: readonly Shift[], solved: readonly Shift[]): readonly Shift[] {
  const place = ({ employeeId, start }: Shift): string => JSON.stringify([employeeId, start]);
  const taken = new Set([...kept, ...solved.filter(({ locked }) => locked === true)].map(({ id }) => id));
  const old = new Map(before.map((shift) => [place(shift), shift.id]));
  return solved.map((shift) => {
    if (shift.locked === true) return shift;
    const known = old.get(place(shift));
    const plain = known !== undefined && !taken.has(known) ? known : shift.id;
    let id = plain;
    for (let number = 2; taken.has(id); number += 1) id = `${plain}#${number}`;
    taken.add(id);
    return { ...shift, id };
  });
}

/** The shifts of a draft after a solve of some of its days: on other days they stay. */
function shiftsAfterSolve(before: readonly Shift[], { zone, days, shifts }: SolvedRoster): readonly Shift[] {
  const end = addDays(days.from, days.days);
  const kept = before.filter((shift) => {
    const date = shiftDate(zone, shift);
    return date < days.from || date >= end;
  });
  return [...kept, ...named(before, kept, shifts)];
}

/**
 * Makes a solved roster the next version of the draft that it was solved from. Where that has moved on meanwhile, the roster becomes a new draft with
 * the frame of the old one: nobody's edits are written over and nothing is lost. Without a roster, or where the draft was removed, nothing happens:
 * the answer is kept with the job in any case.
 */
export async function applySolve(
  tables: Pick<Tables, 'drafts'>,
  jobId: string,
  asked: DraftMark,
  solved: SolvedRoster,
): Promise<DraftMark | undefined> {
  const { drafts } = tables;
  if (solved.solve.objective === null) return undefined;
  const head = await drafts.get(asked.id);
  if (head === undefined) return undefined;
  const before = await drafts.shifts(asked.id, { version: asked.version });
  const frame = await drafts.frame(asked.id);
  if (before === undefined || frame === undefined)
    throw new Error(`draft ${asked.id} has no version ${asked.version} to solve from`);
  const after = shiftsAfterSolve(before, solved);
  const cause: DraftCause = { kind: 'solved', job: jobId, solve: solved.solve };
  if (head.version === asked.version) {
    const changed = await drafts.change(asked.id, asked.version, changesBetween(before, after), cause);
    if (changed.ok) return { id: changed.value.id, version: changed.value.version };
    if (changed.reason === 'absent') return undefined;
  }
  const { team, name, from, days } = head;
  const made = await drafts.create({ team, name, days: { from, days }, frame, shifts: after, cause });
  return { id: made.id, version: made.version };
}
