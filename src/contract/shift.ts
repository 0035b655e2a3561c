import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { dateSchema, idSchema, nameSchema, timestampSchema } from './scalars.ts';

const breakSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    paid: z.boolean().default(false).meta({ description: 'Whether the break is paid; a meal usually is not.' }),
    kind: z
      .enum(['meal', 'rest', 'gap'])
      .optional()
      .meta({
        description:
          'What rules of breaks take it for; absent: a meal or a rest. A gap splits the shift: unpaid free time between two attendances, and no break.',
        examples: ['meal'],
      }),
    locked: z.boolean().optional().meta({ description: 'Whether it stays where it is when breaks are placed anew.' }),
  })
  .meta({
    id: 'Break',
    description: 'Time inside a shift in which its employee is not on the work.',
    examples: [{ start: '2026-03-02T13:00:00+08:00', end: '2026-03-02T13:30:00+08:00', paid: false }],
  });

const pieceSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    activity: nameSchema
      .min(1)
      .refine((text) => text !== 'work', { params: { code: 'piece-of-work' } })
      .optional()
      .meta({ description: 'What is done instead of the work; it covers nothing.', examples: ['meeting'] }),
    skill: idSchema.optional().meta({ description: 'Or: the other skill that is worked in.', examples: ['sales'] }),
  })
  .meta({
    id: 'Piece',
    description:
      'Time inside a shift, beside its breaks, that is spent on another activity or worked in another skill: one of the two is given.',
    examples: [{ start: '2026-03-02T10:00:00+08:00', end: '2026-03-02T10:30:00+08:00', activity: 'meeting' }],
  });

export const shiftSchema = z
  .strictObject({
    id: idSchema.optional().meta({ description: 'Name of the shift; made from employee and start where absent.' }),
    employee: idSchema.meta({ description: 'Id of the employee.', examples: ['anna'] }),
    start: timestampSchema,
    end: timestampSchema.meta({ description: 'End of the attendance, not part of it.' }),
    template: idSchema
      .optional()
      .meta({ description: 'Id of the shift template that it follows.', examples: ['early'] }),
    skill: idSchema.optional().meta({ description: 'Id of the skill that it is worked in.', examples: ['sales'] }),
    activity: nameSchema
      .min(1)
      .default('work')
      .meta({ description: 'What is done; every activity is working time, but for on-call.', examples: ['work'] }),
    breaks: z.array(breakSchema).max(LIMITS.breaksPerShift).default([]),
    pieces: z
      .array(pieceSchema)
      .max(LIMITS.piecesPerShift)
      .optional()
      .meta({ description: 'Stretches on another activity, or in another skill, than the shift itself.' }),
    paidHours: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'Elapsed hours less unpaid breaks. Output only: ignored when read.', examples: [7.5] }),
    locked: z.boolean().optional().meta({ description: 'Whether the shift was fixed before the roster was solved.' }),
  })
  .meta({
    id: 'Shift',
    description: 'One attendance of one employee.',
    examples: [
      {
        employee: 'anna',
        start: '2026-03-02T09:00:00+08:00',
        end: '2026-03-02T17:30:00+08:00',
        breaks: [{ start: '2026-03-02T13:00:00+08:00', end: '2026-03-02T13:30:00+08:00', paid: false }],
      },
    ],
  });

export const shiftsSchema = z.array(shiftSchema).max(LIMITS.shifts);

const surroundingShiftSchema = z
  .strictObject({
    ...shiftSchema.shape,
    otherTeam: idSchema.optional().meta({
      description: 'The other team that published it: the time is worked, and covers nothing here.',
    }),
  })
  .meta({
    id: 'SurroundingShift',
    description: 'A shift around or beside those that are planned.',
    examples: [
      {
        employee: 'anna',
        start: '2026-03-01T09:00:00+08:00',
        end: '2026-03-01T17:30:00+08:00',
        activity: 'other-team',
        otherTeam: 'phones',
      },
    ],
  });

export const surroundingListSchema = z.array(surroundingShiftSchema).max(LIMITS.shifts);

/** Shifts around the horizon; absent or null is "not known", an empty list is "known to be empty". */
export const surroundingShiftsSchema = surroundingListSchema.nullable().optional();

/** How much of what lies around is known, and what lies beside, alike in problems, rosters and audits. */
export const knownShape = {
  pastFrom: dateSchema
    .optional()
    .meta({ description: 'First date from which `past` holds all shifts; absent: it holds all that there are.' }),
  futureTo: dateSchema
    .optional()
    .meta({ description: 'Last date to which `future` holds all shifts; absent: it holds all that there are.' }),
  elsewhere: surroundingListSchema.optional().meta({
    description: 'Shifts on these days that other teams have published for the employees: rules count them as worked.',
  }),
};

export type ShiftDocument = z.input<typeof shiftSchema>;
export type ShiftRead = z.output<typeof shiftSchema>;
export type SurroundingShiftRead = z.output<typeof surroundingShiftSchema>;
