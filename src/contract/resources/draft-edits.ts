import { z } from 'zod';
import { isoOf } from '../../domain/calendar.ts';
import type { ChangeEdit, Edit } from '../../domain/draft.ts';
import type { Piece } from '../../domain/shift.ts';
import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Zone } from '../../domain/units.ts';
import { issue } from '../messages/render.ts';
import { readInstant } from '../timestamps.ts';
import { idSchema, timestampSchema } from '../scalars.ts';
import { type ShiftRead, shiftSchema } from '../shift.ts';
import { toShifts } from '../shift-mapping.ts';

/** Edits of one request, at most. */
const MOST_EDITS = 1000;

const shiftId = idSchema.meta({
  description: 'Id of a shift of the draft.',
  examples: ['anna@2026-03-02T09:00:00+01:00'],
});

const addSchema = z.strictObject({ op: z.literal('add'), shift: shiftSchema });

/** The shifts of a table as edits, however many they are. */
export const addEditsSchema = z.strictObject({ edits: z.array(addSchema) });

const editSchema = z
  .discriminatedUnion('op', [
    addSchema,
    z.strictObject({
      op: z.literal('move'),
      shift: shiftId,
      start: timestampSchema.meta({ description: 'New start; length and breaks move along by the wall clock.' }),
    }),
    z.strictObject({
      op: z.literal('resize'),
      shift: shiftId,
      start: timestampSchema.optional(),
      end: timestampSchema.optional(),
    }),
    z.strictObject({
      op: z.literal('breaks'),
      shift: shiftId,
      breaks: shiftSchema.shape.breaks
        .unwrap()
        .meta({ description: 'The breaks of the shift from now on, in place of all that it has; [] takes them away.' }),
    }),
    z.strictObject({
      op: z.literal('pieces'),
      shift: shiftId,
      pieces: shiftSchema.shape.pieces
        .unwrap()
        .meta({ description: 'The pieces of the shift from now on, in place of all that it has; [] takes them away.' }),
    }),
    z.strictObject({ op: z.literal('reassign'), shift: shiftId, employee: idSchema }),
    z.strictObject({ op: z.literal('remove'), shift: shiftId }),
    z.strictObject({ op: z.literal('lock'), shift: shiftId, locked: z.boolean() }),
  ])
  .meta({
    id: 'Edit',
    description: 'One change of a draft; what kind is said by `op`.',
    examples: [{ op: 'move', shift: 'anna@2026-03-02T09:00:00+01:00', start: '2026-03-02T10:00:00+01:00' }],
  });

export const editsSchema = z.strictObject({ edits: z.array(editSchema).min(1).max(MOST_EDITS) }).meta({
  id: 'Edits',
  description:
    'Changes of a draft in their order: all are made, or none. Breaks and pieces are looked at when all edits are made: a shift is shortened past its break by ' +
    '`resize` and `breaks` of one request, in either order.',
  examples: [
    {
      edits: [
        { op: 'move', shift: 'anna@2026-03-02T09:00:00+01:00', start: '2026-03-02T10:00:00+01:00' },
        { op: 'lock', shift: 'anna@2026-03-02T09:00:00+01:00', locked: true },
      ],
    },
  ],
});

type EditRead = z.output<typeof editSchema>;

/** Edits as they are sent to a draft. */
export function fromEdits(zone: Zone, edits: readonly ChangeEdit[]): EditRead[] {
  return edits.map((edit): EditRead => {
    const shift = edit.shiftId;
    switch (edit.op) {
      case 'resize': {
        const start = edit.start === undefined ? {} : { start: isoOf(zone, edit.start) };
        const end = edit.end === undefined ? {} : { end: isoOf(zone, edit.end) };
        return { op: edit.op, shift, ...start, ...end };
      }
      case 'reassign':
        return { op: edit.op, shift, employee: edit.employeeId };
      case 'remove':
        return { op: edit.op, shift };
      case 'lock':
        return { op: edit.op, shift, locked: edit.locked };
    }
  });
}

/** A piece with its times read, and with one of activity and skill; what is wrong with it is told. */
function readPiece(
  zone: Zone,
  piece: NonNullable<ShiftRead['pieces']>[number],
  path: string,
  add: (one: Issue) => void,
): Piece | undefined {
  const { activity, skill } = piece;
  const start = readInstant(zone, piece.start, `${path}/start`, add);
  const end = readInstant(zone, piece.end, `${path}/end`, add);
  const facts = { first: 'activity', second: 'skill' };
  if (activity !== undefined && skill !== undefined) add(issue('both-given', path, facts));
  else if (activity === undefined && skill === undefined) add(issue('one-needed', path, facts));
  else if (start !== undefined && end !== undefined) {
    return skill === undefined ? { start, end, activity: activity ?? '' } : { start, end, skill };
  }
  return undefined;
}

function toEdit(zone: Zone, edit: EditRead, path: string, add: (one: Issue) => void): Edit | undefined {
  const instant = (text: string | undefined, at: string): number | undefined =>
    readInstant(zone, text, `${path}${at}`, add);
  switch (edit.op) {
    case 'add': {
      const { shift } = edit;
      const times = [
        instant(shift.start, '/shift/start'),
        instant(shift.end, '/shift/end'),
        ...shift.breaks.flatMap((pause, index) => [
          instant(pause.start, `/shift/breaks/${index}/start`),
          instant(pause.end, `/shift/breaks/${index}/end`),
        ]),
        ...(shift.pieces ?? []).map((piece, index) =>
          readPiece(zone, piece, `${path}/shift/pieces/${index}`, add) === undefined ? undefined : 0,
        ),
      ];
      if (times.includes(undefined)) return undefined;
      const [read] = toShifts(zone, [shift]);
      if (read === undefined) throw new Error('a shift was read as none');
      return { op: 'add', shift: { ...read, id: shift.id } };
    }
    case 'move': {
      const start = instant(edit.start, '/start');
      return start === undefined ? undefined : { op: 'move', shiftId: edit.shift, start };
    }
    case 'resize':
      if (edit.start === undefined && edit.end === undefined) {
        add(issue('one-needed', path, { first: 'start', second: 'end' }));
        return undefined;
      }
      return {
        op: 'resize',
        shiftId: edit.shift,
        start: instant(edit.start, '/start'),
        end: instant(edit.end, '/end'),
      };
    case 'breaks': {
      const breaks = edit.breaks.map(({ start, end, ...pause }, index) => ({
        ...pause,
        start: instant(start, `/breaks/${index}/start`),
        end: instant(end, `/breaks/${index}/end`),
      }));
      const read = breaks.flatMap(({ start, end, ...pause }) =>
        start === undefined || end === undefined ? [] : [{ ...pause, start, end }],
      );
      return read.length < breaks.length ? undefined : { op: 'breaks', shiftId: edit.shift, breaks: read };
    }
    case 'pieces': {
      const pieces = edit.pieces.map((piece, index) => readPiece(zone, piece, `${path}/pieces/${index}`, add));
      const read = pieces.flatMap((piece) => piece ?? []);
      return read.length < pieces.length ? undefined : { op: 'pieces', shiftId: edit.shift, pieces: read };
    }
    case 'reassign':
      return { op: 'reassign', shiftId: edit.shift, employeeId: edit.employee };
    case 'remove':
      return { op: 'remove', shiftId: edit.shift };
    case 'lock':
      return { op: 'lock', shiftId: edit.shift, locked: edit.locked };
  }
}

/** The edits of a checked body, their times read on the clocks of the zone. */
export function toEdits(zone: Zone, edits: readonly EditRead[]): Outcome<readonly Edit[]> {
  const issues: Issue[] = [];
  const read = edits.flatMap((edit, index) => toEdit(zone, edit, `/edits/${index}`, (one) => issues.push(one)) ?? []);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: read };
}
