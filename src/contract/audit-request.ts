import { z } from 'zod';
import { addDays, dateOf, daysBetween, isLocalDate, isoOf, isZone, startOfDate } from '../domain/calendar.ts';
import type { Lifting } from '../domain/agreement.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Surroundings } from '../domain/problem.ts';
import type { View } from '../domain/protected.ts';
import type { Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { Interval, LocalDate, Zone } from '../domain/units.ts';
import { exampleOf } from './example.ts';
import { agreementsSchema } from './agreement.ts';
import type { Cursor } from './cursor.ts';
import { elements, member, number, text } from './cursor.ts';
import type { Add, Check } from './documents.ts';
import { readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { toTeam } from './problem-mapping.ts';
import { viewSchema } from './protected-view.ts';
import { importedRosterSchema } from './roster.ts';
import { checkPackIds, checkRules } from './rule-checks.ts';
import { dateSchema, idSchema } from './scalars.ts';
import type { PlacedShift } from './shift-checks.ts';
import { checkShifts, checkSides } from './shift-checks.ts';
import { toKnown, toShifts, toSurrounding } from './shift-mapping.ts';
import { knownShape, shiftsSchema, surroundingShiftsSchema } from './shift.ts';
import { checkDistinct, checkTeam, namesOf } from './team-checks.ts';
import { teamSchema } from './team.ts';

export const auditBodySchema = z
  .strictObject({
    roster: importedRosterSchema.optional(),
    shifts: shiftsSchema.optional().meta({ description: 'The shifts, where there is no roster document.' }),
    team: teamSchema.optional().meta({ description: "The team; in place of the roster's own." }),
    horizon: z
      .strictObject({ from: dateSchema, days: z.int().min(1).max(LIMITS.auditDays) })
      .optional()
      .meta({
        description: 'The days that are judged; default those of the roster, or from the first shift to the last.',
      }),
    packs: z
      .array(idSchema)
      .max(LIMITS.packs)
      .default([])
      .meta({ description: "Packs besides the team's.", examples: [['cn']] }),
    past: surroundingShiftsSchema.meta({
      description: "Shifts before the horizon, in place of the roster's; null: not known.",
    }),
    future: surroundingShiftsSchema.meta({
      description: "Shifts behind the horizon, in place of the roster's; null: not known.",
    }),
    agreements: agreementsSchema.optional().meta({
      description:
        'Agreements on record. A breach of severity agreement that they lift is listed as lifted and leaves the roster clean.',
    }),
    view: viewSchema,
    ...knownShape,
  })
  .meta({
    id: 'AuditBody',
    description: 'A roster with its team: a roster document, or shifts beside a team.',
    examples: [{ roster: exampleOf(importedRosterSchema), packs: ['cn'] }],
  });

/** A roster to be judged; past and future undefined where they are not known. */
export type AuditRequest = Surroundings & {
  readonly team: Team;
  readonly from: LocalDate;
  readonly days: number;
  readonly shifts: readonly Shift[];
  readonly packs: readonly string[];
  readonly agreements?: readonly Lifting[] | undefined;
  /** Who is told: what the answer says of protected rules. */
  readonly view: View;
};

/** The part under a key, of the body or else of its roster. */
function either(root: Cursor, key: string): Cursor {
  const own = member(root, key);
  const inside = member(member(root, 'roster'), key);
  return own.value === undefined && inside.value !== undefined ? inside : own;
}

/** The days that are judged: as given, or from the first to the last shift. */
function daysOf(
  zone: Zone,
  horizon: Cursor,
  placed: readonly PlacedShift[],
): { readonly from: LocalDate; readonly days: number } | undefined {
  const from = text(horizon, 'from');
  if (from !== undefined) {
    const days = number(horizon, 'days') ?? 7;
    return isLocalDate(from) && Number.isInteger(days) && days >= 1 && days <= LIMITS.auditDays
      ? { from, days }
      : undefined;
  }
  if (placed.length === 0) return undefined;
  let first = Infinity;
  let last = -Infinity;
  for (const { start } of placed) {
    first = Math.min(first, start);
    last = Math.max(last, start);
  }
  const firstDate = dateOf(zone, first);
  return { from: firstDate, days: daysBetween(firstDate, dateOf(zone, last)) + 1 };
}

function spanOfDays(zone: Zone, from: LocalDate, days: number): Interval {
  return { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
}

function checkAuditShifts(root: Cursor, team: Cursor, zone: Zone, add: Add): void {
  const names = namesOf(team);
  const shifts = either(root, 'shifts');
  const lists = {
    locks: checkShifts(shifts, zone, names, true, add),
    past: checkShifts(either(root, 'past'), zone, names, true, add),
    future: checkShifts(either(root, 'future'), zone, names, true, add),
  };
  const elsewhere = checkShifts(either(root, 'elsewhere'), zone, names, false, add);
  checkDistinct(
    ['shifts', 'past', 'future', 'elsewhere'].flatMap((key) => elements(either(root, key))),
    add,
  );
  const horizon = either(root, 'horizon');
  const found = daysOf(zone, horizon, lists.locks);
  if (found !== undefined && found.days <= LIMITS.auditDays) {
    const span = spanOfDays(zone, found.from, found.days);
    checkSides(lists, zone, span, add);
    checkSides({ locks: elsewhere, past: [], future: [] }, zone, span, add);
  } else if (found !== undefined) {
    const span = spanOfDays(zone, found.from, found.days);
    const facts = { what: `The days from ${isoOf(zone, span.start)}`, count: found.days, maximum: LIMITS.auditDays };
    add(issue('too-much', shifts.path, facts));
  } else if (horizon.value === undefined && Array.isArray(shifts.value) && shifts.value.length === 0) {
    add(issue('horizon-missing', horizon.path, {}));
  }
}

const checkAudit: Check = (root, add) => {
  const team = either(root, 'team');
  if (member(root, 'roster').value !== undefined && member(root, 'shifts').value !== undefined) {
    add(issue('both-given', '', { first: 'roster', second: 'shifts' }));
  }
  if (either(root, 'shifts').value === undefined) add(issue('one-needed', '', { first: 'roster', second: 'shifts' }));
  if (team.value === undefined) {
    add(issue('team-missing', '/team', {}));
    return;
  }
  checkTeam(team, add);
  checkRules(team, add);
  checkPackIds(root, 'packs', add, team);
  const zone = text(team, 'zone');
  if (zone !== undefined && isZone(zone)) checkAuditShifts(root, team, zone, add);
};

/** Reads the body of a request for an audit. Overlapping shifts of one employee are a breach, not an issue. */
export function parseAuditRequest(input: unknown): Outcome<AuditRequest> {
  const read = readDocument(auditBodySchema, input, [checkAudit]);
  if (!read.ok) return read;
  const { roster, packs, agreements, view, ...body } = read.value;
  const team = body.team ?? roster?.team;
  if (team === undefined) throw new Error('an audit without a team was accepted');
  const { zone } = team;
  const shifts = toShifts(zone, body.shifts ?? roster?.shifts ?? []);
  const horizon: Cursor = { value: body.horizon ?? roster?.horizon, path: '' };
  const placed = shifts.map(({ start, end, employeeId }) => ({ start, end, employee: employeeId, path: '' }));
  const found = daysOf(zone, horizon, placed);
  if (found === undefined) throw new Error('an audit without a horizon was accepted');
  const past = body.past === undefined ? roster?.past : body.past;
  const future = body.future === undefined ? roster?.future : body.future;
  return {
    ok: true,
    value: {
      team: toTeam(team),
      ...found,
      shifts,
      past: toSurrounding(zone, past),
      future: toSurrounding(zone, future),
      ...toKnown(zone, {
        pastFrom: body.pastFrom ?? (body.past === undefined ? roster?.pastFrom : undefined),
        futureTo: body.futureTo ?? (body.future === undefined ? roster?.futureTo : undefined),
        elsewhere: body.elsewhere ?? roster?.elsewhere,
      }),
      packs,
      ...(agreements === undefined ? {} : { agreements }),
      view,
    },
  };
}
