import {
  addDays,
  datesFrom,
  isLocalDate,
  isoOf,
  minutesOfDay,
  startOfDate,
  timeOfMinutes,
} from '../domain/calendar.ts';
import { demandOfRequirement } from '../domain/demand.ts';
import type { Outcome } from '../domain/issue.ts';
import type { SolveLimits } from '../domain/roster.ts';
import {
  type DesignDemand,
  type DesignedShift,
  type DesignProblem,
  type ShiftDesign,
  type ShiftKind,
  shapesOf,
} from '../domain/shift-design.ts';
import { daysAt, datesMeant, spanOn } from './cover-checks.ts';
import { type Cursor, list, member, minutesAt, number, text, texts } from './cursor.ts';
import { type Add, type Check, checkAt, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import {
  designBodySchema,
  type DesignProblemRead,
  designProblemSchema,
  type ShiftDesignDocument,
} from './shift-design.ts';
import { checkDistinct, checkKnown, checkOrder } from './team-checks.ts';
import { instantIn } from './timestamps.ts';

function checkKind(kind: Cursor, add: Add): void {
  const start = member(kind, 'start');
  const [earliest, latest] = [minutesAt(start, 'earliest'), minutesAt(start, 'latest')];
  if (earliest !== undefined && latest !== undefined && latest < earliest)
    add(issue('window-empty', `${start.path}/latest`, { from: timeOfMinutes(earliest), to: timeOfMinutes(latest) }));
  checkOrder(member(kind, 'length'), 'minMinutes', 'maxMinutes', add);
  const rest = member(kind, 'break');
  const least = number(member(kind, 'length'), 'minMinutes');
  const needed = ['lengthMinutes', 'notBeforeMinutes', 'notInLastMinutes'].reduce(
    (sum, key) => sum + (number(rest, key) ?? 0),
    0,
  );
  if (least !== undefined && needed > least)
    add(issue('design-break-does-not-fit', rest.path, { needed, minutes: least }));
}

const checkDesign: Check = (root, add) => {
  const days = daysAt(root, root);
  const kinds = list(root, 'kinds');
  checkDistinct(kinds, add);
  for (const kind of kinds) checkKind(kind, add);
  const demands = list(root, 'demands');
  if (demands.length === 0 && member(root, 'requirement').value === undefined)
    add(issue('one-needed', root.path, { first: 'demands', second: 'requirement' }));
  for (const row of demands) {
    if (member(row, 'days').value !== undefined && member(row, 'dates').value !== undefined)
      add(issue('both-given', row.path, { first: 'days', second: 'dates' }));
    const from = minutesAt(row, 'from');
    if (from === 1440) add(issue('window-empty', `${row.path}/from`, { from: '24:00', to: text(row, 'to') ?? '' }));
    for (const { value, path } of days === undefined ? [] : texts(row, 'dates')) {
      if (days === undefined || !isLocalDate(value) || days.dates.includes(value)) continue;
      add(issue('outside-horizon', path, { value, from: days.from, to: addDays(days.dates.at(-1) ?? days.from, 1) }));
    }
  }
  checkSkills(root, demands, add);
  const seen = new Set<string>();
  for (const group of list(root, 'sameCounts')) {
    for (const { value, path } of texts({ value: { group: group.value }, path: group.path }, 'group')) {
      if (seen.has(value)) add(issue('design-day-twice', path.replace(/\/group/, ''), { day: value }));
      seen.add(value);
    }
  }
};

/** Skills that averages speak of are those that are needed. */
function checkSkills(root: Cursor, demands: readonly Cursor[], add: Add): void {
  const given = member(root, 'requirement');
  const requirements = Array.isArray(given.value) ? list(root, 'requirement') : [given];
  const skills = new Set([
    ...demands.flatMap((row) => text(row, 'skill') ?? []),
    ...requirements.flatMap((one) => text(one, 'skill') ?? text(member(one, 'parameters'), 'skill') ?? []),
  ]);
  const first = new Map<string, string>();
  for (const row of list(root, 'averageHours')) {
    checkOrder(row, 'minHours', 'maxHours', add);
    const skill = text(row, 'skill');
    checkKnown('unknown-skill', skill, `${row.path}/skill`, skills, add);
    const before = first.get(skill ?? '');
    if (before === undefined) first.set(skill ?? '', row.path);
    else add(issue('duplicate-id', `${row.path}/skill`, { id: skill ?? '', first: before }));
  }
}

function toKind({ id, name, start, length, break: rest, days }: DesignProblemRead['kinds'][number]): ShiftKind {
  return {
    id,
    ...(name === undefined ? {} : { name }),
    earliestStart: minutesOfDay(start.earliest),
    latestStart: minutesOfDay(start.latest),
    startStep: start.stepMinutes,
    leastLength: length.minMinutes,
    mostLength: length.maxMinutes,
    lengthStep: length.stepMinutes,
    ...(rest === undefined
      ? {}
      : {
          break: {
            length: rest.lengthMinutes,
            notBefore: rest.notBeforeMinutes,
            notInLast: rest.notInLastMinutes,
            step: rest.stepMinutes,
          },
        }),
    ...(days === undefined ? {} : { days }),
  };
}

function toDemands(read: DesignProblemRead): readonly DesignDemand[] {
  const { zone, horizon: days } = read;
  const dates = datesFrom(days.from, days.days);
  const horizon = { start: startOfDate(zone, days.from), end: startOfDate(zone, addDays(days.from, days.days)) };
  const skilled = (skill: string | undefined) => (skill === undefined ? {} : { skill });
  const given = read.demands.flatMap((row) =>
    datesMeant(row, dates).flatMap((date): DesignDemand[] => {
      const span = spanOn(zone, date, minutesOfDay(row.from), minutesOfDay(row.to));
      // A clock change may skip the whole span.
      return span.end > span.start && span.start < horizon.end
        ? [{ start: span.start, end: Math.min(span.end, horizon.end), ...skilled(row.skill), people: row.people }]
        : [];
    }),
  );
  const required = [read.requirement ?? []].flat().flatMap(({ skill, parameters, intervals }) => {
    const needed = intervals.map((row) => ({
      ...row,
      start: instantIn(zone, row.start),
      end: instantIn(zone, row.end),
    }));
    return demandOfRequirement(needed, read.coverFrom, skill ?? parameters?.skill, horizon).map(
      ({ start, end, target, skill: named }) => ({ start, end, people: target, ...skilled(named) }),
    );
  });
  return [...given, ...required];
}

/** The problem of a checked document; an issue where nothing is needed, or too many shifts are allowed. */
function toDesignProblem(read: DesignProblemRead): Outcome<DesignProblem> {
  const kinds = read.kinds.map(toKind);
  const shapes = shapesOf(kinds);
  if (shapes > LIMITS.designShapes)
    return {
      ok: false,
      issues: [issue('design-too-many-shifts', '/kinds', { count: shapes, maximum: LIMITS.designShapes })],
    };
  const demands = toDemands(read);
  if (!demands.some(({ people }) => people > 0))
    return { ok: false, issues: [issue('design-nothing-needed', '/demands', { ...read.horizon })] };
  return {
    ok: true,
    value: {
      zone: read.zone,
      from: read.horizon.from,
      days: read.horizon.days,
      cyclic: read.cyclic,
      demands,
      kinds,
      prices: read.prices,
      averageHours: read.averageHours.map(({ skill, minHours, maxHours, price }) => ({
        ...(skill === undefined ? {} : { skill }),
        least: minHours,
        most: maxHours,
        price,
      })),
      ...(read.maximumTypes === undefined ? {} : { mostTypes: read.maximumTypes }),
      sameCounts: read.sameCounts,
    },
  };
}

/** Reads a SHIFT-DESIGN-PROBLEM: the problem, or all that is wrong with it. */
export function parseDesignProblem(input: unknown): Outcome<DesignProblem> {
  const read = readDocument(designProblemSchema, input, [checkDesign]);
  return read.ok ? toDesignProblem(read.value) : read;
}

/** Reads the body of a request for a shift design. */
export function parseDesignBody(
  input: unknown,
): Outcome<{ readonly problem: DesignProblem; readonly limits: SolveLimits }> {
  const read = readDocument(designBodySchema, input, [checkAt('problem', checkDesign)]);
  if (!read.ok) return read;
  const problem = toDesignProblem(read.value.problem);
  if (!problem.ok) return { ok: false, issues: problem.issues.map((one) => ({ ...one, path: `/problem${one.path}` })) };
  return { ok: true, value: { problem: problem.value, limits: read.value.solve } };
}

const clock = (minutes: number): string => timeOfMinutes(minutes % 1440);

/** Head-counts start on the day on which the shift does: midnight of 24:00 belongs to the next one. */
const dateOf = (date: string, { start }: DesignedShift): string => addDays(date, Math.floor(start / 1440));

function fromDesigned(shift: DesignedShift): ShiftDesignDocument['shifts'][number] {
  const { id, kind, start, length, break: rest, counts } = shift;
  return {
    id,
    kind,
    start: clock(start),
    end: clock(start + length),
    lengthMinutes: length,
    ...(rest === undefined
      ? {}
      : {
          break: { start: clock(rest.start), end: clock(rest.start + rest.length), lengthMinutes: rest.length },
        }),
    people: counts.reduce((sum, { people }) => sum + people, 0),
    counts: counts.map((one) => ({ ...one, date: dateOf(one.date, shift) })),
  };
}

/** The type as a template of a team: its break stands where it was put. */
function fromTemplate({
  id,
  start,
  length,
  break: rest,
}: DesignedShift): ShiftDesignDocument['shiftTemplates'][number] {
  return {
    id,
    start: clock(start),
    length,
    ...(rest === undefined
      ? {}
      : {
          meal: {
            lengthMinutes: rest.length,
            paid: false,
            notBeforeMinutes: rest.start - start,
            notInLastMinutes: start + length - rest.start - rest.length,
          },
        }),
  };
}

/** Days with the same people of a skill in one row. */
function coverRows(shift: DesignedShift): NonNullable<ShiftDesignDocument['cover']['templates']> {
  const rows = Map.groupBy(shift.counts, ({ skill, people }) => JSON.stringify([skill ?? null, people]));
  return [...rows.values()].map((same) => ({
    dates: same.map(({ date }) => dateOf(date, shift)),
    template: shift.id,
    ...(same[0]?.skill === undefined ? {} : { skill: same[0].skill }),
    floor: 0,
    target: same[0]?.people ?? 0,
  }));
}

/** A shift design as a document. */
export function fromShiftDesign(design: ShiftDesign): ShiftDesignDocument {
  const { problem, parts, shifts, cover, notes, ...rest } = design;
  const { zone, from, days } = problem;
  return {
    kind: 'shift-design',
    zone,
    horizon: { from, days },
    ...rest,
    objectiveParts: parts.map((part) => ({ ...part })),
    shifts: shifts.map(fromDesigned),
    shiftTemplates: shifts.map(fromTemplate),
    cover: { intervals: [], templates: shifts.flatMap(coverRows) },
    coverage: cover.map(({ start, end, ...row }) => ({ start: isoOf(zone, start), end: isoOf(zone, end), ...row })),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
