import type { PublicationDifference, ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts, type Shift, shiftDate } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import { piecesState } from '../drafts/shift-changes.ts';
import type { Instant, LocalDate } from '../../domain/units.ts';

/** What the schedule holds before a publication. */
export type ScheduleBefore = {
  /** The team's published shifts that start on the dates of the publication: all that it replaces. */
  readonly current: readonly ScheduledShift[];
  /** Shifts of any team and state that have the id of a shift to be published. */
  readonly named: readonly ScheduledShift[];
  /** Shifts of any team and state first published on these dates for employees who get shifts. */
  readonly firstPublished: readonly ScheduledShift[];
};

export type Replacement = {
  /** The team's shifts on the dates afterwards, in order of start. */
  readonly published: readonly ScheduledShift[];
  /** What has to be written: all that is not as it was. */
  readonly written: readonly ScheduledShift[];
  readonly difference: PublicationDifference;
  /** The id in the draft of each published shift. */
  readonly draftIds: ReadonlyMap<string, string>;
};

type Matched = { readonly shift: Shift; readonly record: ScheduledShift };

function published(
  team: Team,
  shift: Shift,
  place: Pick<ScheduledShift, 'id' | 'date' | 'ordinal' | 'sequence' | 'publication' | 'changedAt'>,
): ScheduledShift {
  const { employeeId, start, end, template, skill, activity, breaks } = shift;
  const nameIn = (list: readonly { readonly id: string; readonly name?: string | undefined }[], id?: string) =>
    list.find((entry) => entry.id === id)?.name;
  return {
    ...place,
    employeeId,
    start,
    end,
    template,
    skill,
    activity,
    ...(shift.pieces === undefined || shift.pieces.length === 0
      ? {}
      : { pieces: shift.pieces.map((piece) => ({ ...piece })) }),
    breaks: breaks.map(({ start: from, end: to, paid, kind }) => ({
      start: from,
      end: to,
      paid,
      ...(kind === undefined ? {} : { kind }),
    })),
    teamId: team.id,
    site: team.site,
    zone: team.zone,
    status: 'published',
    employeeName: nameIn(team.employees, employeeId),
    templateName: nameIn(team.shiftTemplates, template),
    skillName: nameIn(team.skills, skill),
  };
}

/** All that readers of the schedule see of a shift, as one text. */
function visible(shift: ScheduledShift): string {
  const { employeeId, start, end, template, skill, activity, site, zone, status } = shift;
  const { employeeName, templateName, skillName } = shift;
  const breaks = shift.breaks.map((pause) => [pause.start, pause.end, pause.paid, pause.kind]);
  const names = [employeeName, templateName, skillName];
  const pieces = piecesState(shift);
  return JSON.stringify([employeeId, start, end, template, skill, activity, breaks, site, zone, status, names, pieces]);
}

/** Takes the pairs that a key makes out of two lists, of several with one key the first with the first. */
function takePairs(
  shifts: Set<Shift>,
  records: Set<ScheduledShift>,
  keyOf: (shift: Shift) => string,
): readonly Matched[] {
  const waiting = Map.groupBy([...records].sort(compareShifts), keyOf);
  const found: Matched[] = [];
  for (const shift of [...shifts].sort(compareShifts)) {
    const record = waiting.get(keyOf(shift))?.shift();
    if (record === undefined) continue;
    found.push({ shift, record });
    shifts.delete(shift);
    records.delete(record);
  }
  return found;
}

/** Takes the shifts whose id in the draft is that of a record of the same employee and team. */
function takeNamed(team: Team, shifts: Set<Shift>, records: readonly ScheduledShift[]): readonly Matched[] {
  const known = new Map(records.map((record) => [record.id, record]));
  const found: Matched[] = [];
  for (const shift of shifts) {
    const record = known.get(shift.id);
    if (record === undefined || record.employeeId !== shift.employeeId || record.teamId !== team.id) continue;
    found.push({ shift, record });
    shifts.delete(shift);
  }
  return found;
}

/**
 * Shifts of the draft and of the schedule that are the same one: by the id that the draft carries, where this publication replaces that shift; then those of
 * one employee at the same time; then those of one employee and date, in order of start; and last, cancelled ones that the draft names. What is published
 * goes before what was cancelled: else a draft that names a shift by an earlier date would cancel it and revive the earlier one, with nothing moved.
 */
function match(team: Team, shifts: Set<Shift>, before: ScheduleBefore): readonly Matched[] {
  const records = new Set(before.current);
  const byId = takeNamed(team, shifts, before.current);
  for (const { record } of byId) records.delete(record);
  const sameTime = ({ employeeId, start, end }: Shift): string => JSON.stringify([employeeId, start, end]);
  const sameDate = (shift: Shift): string => JSON.stringify([shift.employeeId, shiftDate(team.zone, shift)]);
  const byTime = takePairs(shifts, records, sameTime);
  const byDate = takePairs(shifts, records, sameDate);
  const cancelled = before.named.filter(({ status }) => status === 'cancelled');
  return [...byId, ...byTime, ...byDate, ...takeNamed(team, shifts, cancelled)];
}

/**
 * Ordinals of new shifts: per employee and date the smallest that nobody has, or that a cancelled shift of the team leaves. An id that another shift of the
 * draft carries is left alone: published again, that shift would take it by its name and both would change.
 */
function placesFor(team: Team, before: ScheduleBefore, matched: readonly Matched[], shifts: readonly Shift[]) {
  const used = new Set(matched.map(({ record }) => record.id));
  const carried = new Set(shifts.map(({ id }) => id));
  const records = Map.groupBy(before.firstPublished, ({ employeeId, date }) => JSON.stringify([employeeId, date]));
  return (
    shift: Shift,
  ): { readonly id: string; readonly date: LocalDate; readonly ordinal: number; readonly revived?: ScheduledShift } => {
    const date = shiftDate(team.zone, shift);
    const known = new Map(
      (records.get(JSON.stringify([shift.employeeId, date])) ?? []).map((one) => [one.ordinal, one]),
    );
    for (let ordinal = 1; ; ordinal += 1) {
      const id = `${shift.employeeId}@${date}#${ordinal}`;
      if (used.has(id) || (carried.has(id) && id !== shift.id)) continue;
      const record = known.get(ordinal);
      const isLeft = record?.status === 'cancelled' && record.teamId === team.id;
      if (record !== undefined && !isLeft) continue;
      used.add(id);
      return { id, date, ordinal, ...(record === undefined ? {} : { revived: record }) };
    }
  };
}

/**
 * The schedule that publishing `shifts` of a team leads to. `before.current` is replaced and nothing else: a shift keeps its id, employee and date of
 * first publication where its time moves; given to another employee it is cancelled here and added there; one that is gone stays as
 * cancelled. Whatever changes gets a higher sequence, and what does not stays as it was, the number of its publication included.
 */
export function replaceSchedule(
  team: Team,
  shifts: readonly Shift[],
  before: ScheduleBefore,
  now: { readonly publication: number; readonly changedAt: Instant },
): Replacement {
  const open = new Set(shifts);
  const matched = match(team, open, before);
  const placeOf = placesFor(team, before, matched, shifts);
  const after: ScheduledShift[] = [];
  const added: string[] = [];
  const changed: string[] = [];
  const draftIds = new Map<string, string>();
  const written: ScheduledShift[] = [];
  const enter = (
    shift: Shift,
    place: Pick<ScheduledShift, 'id' | 'date' | 'ordinal'>,
    record?: ScheduledShift,
  ): void => {
    const { id, date, ordinal } = place;
    const sequence = record === undefined ? 0 : record.sequence + 1;
    const state = published(team, shift, { id, date, ordinal, sequence, ...now });
    draftIds.set(id, shift.id);
    if (record !== undefined && visible(record) === visible(state)) {
      after.push(record);
      return;
    }
    after.push(state);
    written.push(state);
    if (record?.status === 'published') changed.push(id);
    else added.push(id);
  };
  for (const { shift, record } of matched) enter(shift, record, record);
  for (const shift of [...open].sort(compareShifts)) {
    const place = placeOf(shift);
    enter(shift, place, place.revived);
  }
  const kept = new Set(after.map(({ id }) => id));
  const removed = before.current.filter(({ id }) => !kept.has(id));
  for (const record of removed) {
    written.push({ ...record, ...now, status: 'cancelled', sequence: record.sequence + 1 });
  }
  const difference = {
    added: added.sort(),
    changed: changed.sort(),
    removed: removed.map(({ id }) => id).sort(),
    unchanged: after.length - added.length - changed.length,
  };
  return { published: after.sort(compareShifts), written, difference, draftIds };
}
