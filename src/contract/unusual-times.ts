import { z } from 'zod';
import { minutesOfDay, timeOfMinutes } from '../domain/calendar.ts';
import type { UnusualTime } from '../domain/forecast.ts';
import { LIMITS } from './limits.ts';
import { dateSchema, timeSchema } from './scalars.ts';

const contacts = z.number().min(0).max(LIMITS.contacts);

export const unusualTimeSchema = z
  .strictObject({
    date: dateSchema,
    from: timeSchema.optional().meta({ description: 'Absent, as `to` is then: the whole day.' }),
    to: timeSchema.optional(),
    kind: z.enum(['high', 'low', 'missing']),
    count: contacts.nullable().meta({ description: 'Contacts that came; null where no row is there.' }),
    usual: contacts.meta({ description: 'What the same weekday has around it.' }),
    leftOut: z.boolean().meta({ description: 'Whether means and shapes of the forecast do without it.' }),
  })
  .meta({
    id: 'UnusualTime',
    description: 'A day or a time of the history far above or below what is usual there, or without rows.',
    examples: [
      { date: '2026-02-10', from: '11:00', to: '12:00', kind: 'high', count: 480, usual: 161.5, leftOut: false },
    ],
  });

type UnusualRead = z.output<typeof unusualTimeSchema>;

/** An unusual time as a document has it. */
export function fromUnusualTime({ fromMinutes, toMinutes, isLeftOut, usual, ...rest }: UnusualTime): UnusualRead {
  return {
    ...rest,
    ...(fromMinutes === undefined ? {} : { from: timeOfMinutes(fromMinutes) }),
    ...(toMinutes === undefined ? {} : { to: timeOfMinutes(toMinutes) }),
    usual: Number(usual.toFixed(1)),
    leftOut: isLeftOut,
  };
}

/** An unusual time of a document. */
export function toUnusualTime({ from, to, leftOut, ...rest }: UnusualRead): UnusualTime {
  return {
    ...rest,
    ...(from === undefined ? {} : { fromMinutes: minutesOfDay(from) }),
    ...(to === undefined ? {} : { toMinutes: minutesOfDay(to) }),
    isLeftOut: leftOut,
  };
}
