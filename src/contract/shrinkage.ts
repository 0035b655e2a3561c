import { z } from 'zod';
import { minutesOfDay } from '../domain/calendar.ts';
import type { CrewMember, ShrinkagePart } from '../domain/requirement.ts';
import { type Cursor, elements, list, member, minutesAt, number, text } from './cursor.ts';
import type { Outcome } from '../domain/issue.ts';
import { type Add, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { dateSchema, idSchema, timeSchema, weekdaysSchema } from './scalars.ts';

/** Parts of shrinkage, and the crew that does the work of a requirement. */

const share = z.number().min(0).lt(1);

const windowSchema = z
  .strictObject({
    days: weekdaysSchema.optional(),
    from: timeSchema.optional().meta({ description: 'Absent: from midnight.' }),
    to: timeSchema.optional().meta({ description: 'Absent: to midnight.' }),
    share,
  })
  .meta({
    id: 'ShrinkageWindow',
    description: 'Another share on these weekdays, and between these times; `to` lies behind `from` on the same day.',
    examples: [{ days: ['mon'], from: '09:00', to: '10:00', share: 0.15 }],
  });

const shrinkagePartSchema = z
  .strictObject({
    id: idSchema.optional().meta({
      description: 'Name of the part; default its kind. In a plan a part named as an activity is placed by the roster.',
    }),
    kind: z
      .enum(['leave', 'sickness', 'breaks', 'meetings', 'training', 'coaching', 'other'])
      .meta({ description: 'What the time goes to.', examples: ['sickness'] }),
    share: share.default(0).meta({ description: 'Share of time where no window says otherwise.', examples: [0.05] }),
    of: z
      .enum(['paid', 'attended'])
      .optional()
      .meta({
        description:
          'What it is a share of. Parts of paid time take people out of the day, parts of attended time off the work while they are there; the two multiply. ' +
          'Default paid for leave and sickness, attended for all else.',
      }),
    planned: z.boolean().optional().meta({ description: 'Default false for sickness, true for all else.' }),
    placedByRoster: z.boolean().default(false).meta({
      description: 'The roster takes these people off the work itself: told, and not scheduled for once more.',
    }),
    windows: z
      .array(windowSchema)
      .max(200)
      .default([])
      .meta({ description: 'Other shares by weekday and time of day; the first that holds an interval counts.' }),
  })
  .meta({
    id: 'ShrinkagePart',
    description: 'One reason why paid time is not work.',
    examples: [{ kind: 'sickness', share: 0.05, windows: [{ days: ['mon'], share: 0.08 }] }],
  });

export const shrinkagePartsSchema = z
  .array(shrinkagePartSchema)
  .min(1)
  .max(50)
  .meta({ description: 'Shrinkage by part, in place of one share.' });

export const crewSchema = z
  .array(
    z
      .strictObject({
        employee: idSchema.optional().meta({ description: 'Who it is, where it is one employee.' }),
        count: z.int().min(1).max(LIMITS.people).default(1).meta({ description: 'People of the same kind.' }),
        proficiency: z
          .number()
          .min(0)
          .max(2)
          .default(1)
          .meta({ description: 'Work in an hour, of that of a full hand.', examples: [0.9] }),
        startedOn: dateSchema.optional().meta({ description: 'First day; before it they are not there.' }),
        ramp: z
          .array(z.strictObject({ fromDay: z.int().min(0).max(3660), value: z.number().min(0).max(2) }))
          .min(1)
          .max(100)
          .optional()
          .meta({ description: 'Proficiency from each day of tenure on, in rising order; needs startedOn.' }),
      })
      .meta({
        id: 'CrewMember',
        description: 'People who do the same amount of work in an hour.',
        examples: [
          { count: 20 },
          {
            employee: 'anna',
            startedOn: '2026-02-02',
            ramp: [
              { fromDay: 0, value: 0.5 },
              { fromDay: 30, value: 0.8 },
              { fromDay: 90, value: 1 },
            ],
          },
        ],
      }),
  )
  .min(1)
  .max(LIMITS.employees)
  .meta({
    description:
      'Who does the work. Handle times are those of a full hand, and longer by what the crew of the day does less.',
  });

type PartRead = z.output<typeof shrinkagePartSchema>;

/** A part with what its kind says where it says nothing itself. */
export function toShrinkagePart({ id, of, planned, ...part }: PartRead): ShrinkagePart {
  const isAway = part.kind === 'leave' || part.kind === 'sickness';
  return {
    ...part,
    id: id ?? part.kind,
    of: of ?? (isAway ? 'paid' : 'attended'),
    planned: planned ?? part.kind !== 'sickness',
  };
}

/** Parts as a document; the lists are copies. */
export function fromShrinkagePart(part: ShrinkagePart): PartRead {
  return {
    ...part,
    windows: part.windows.map(({ days, ...window }) => ({ ...window, ...(days && { days: [...days] }) })),
  };
}

export function fromCrew(crew: readonly CrewMember[]): z.output<typeof crewSchema> {
  return crew.map(({ ramp, ...member_ }) => ({ ...member_, ...(ramp && { ramp: ramp.map((step) => ({ ...step })) }) }));
}

/** Names that occur twice, and windows that end before they begin. */
export function checkShrinkageParts(at: Cursor, add: Add): void {
  const seen = new Map<string, string>();
  for (const part of elements(at)) {
    const id = text(part, 'id') ?? text(part, 'kind');
    const first = id === undefined ? undefined : seen.get(id);
    if (id !== undefined && first !== undefined) add(issue('duplicate-id', part.path, { id, first }));
    else if (id !== undefined) seen.set(id, part.path);
    for (const window of list(part, 'windows')) {
      const from = minutesAt(window, 'from') ?? 0;
      const to = minutesAt(window, 'to') ?? minutesOfDay('24:00');
      if (from < to) continue;
      add(
        issue('span-not-positive', `${window.path}/to`, {
          start: text(window, 'from') ?? '00:00',
          end: text(window, 'to') ?? '24:00',
        }),
      );
    }
  }
}

/** Ramps without a first day, and steps out of order. */
export function checkCrew(at: Cursor, add: Add): void {
  for (const one of elements(at)) {
    const ramp = member(one, 'ramp');
    if (ramp.value === undefined) continue;
    if (member(one, 'startedOn').value === undefined) add(issue('ramp-without-start', ramp.path, {}));
    let before: number | undefined;
    for (const step of elements(ramp)) {
      const fromDay = number(step, 'fromDay');
      if (fromDay === undefined) break;
      if (before === undefined ? fromDay !== 0 : fromDay <= before) {
        add(issue('ramp-not-rising', `${step.path}/fromDay`, { fromDay, before: before ?? -1 }));
      }
      before = fromDay;
    }
  }
}

/** Reads a list of parts that stands by itself. */
export function parseShrinkageParts(input: unknown): Outcome<readonly ShrinkagePart[]> {
  const read = readDocument(shrinkagePartsSchema, input, [checkShrinkageParts]);
  return read.ok ? { ok: true, value: read.value.map(toShrinkagePart) } : read;
}

/** Reads a crew that stands by itself. */
export function parseCrew(input: unknown): Outcome<readonly CrewMember[]> {
  return readDocument(crewSchema, input, [checkCrew]);
}
