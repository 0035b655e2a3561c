import { z } from 'zod';
import { minutesOfDay, timeOfMinutes } from '../domain/calendar.ts';
import type { AppliedOverride, ForecastOverride } from '../domain/forecast.ts';
import { LIMITS } from './limits.ts';
import { dateSchema, nameSchema, timeSchema } from './scalars.ts';

const overrideShape = {
  date: dateSchema,
  from: timeSchema.default('00:00'),
  to: timeSchema.default('24:00'),
  change: z.enum(['factor', 'value']).meta({
    description: 'Whether the amount multiplies the contacts forecast, or is their sum between the times.',
  }),
  amount: z.number().min(0).max(LIMITS.contacts),
  by: nameSchema.min(1).meta({ description: 'Who wants it so.', examples: ['Marketing'] }),
  reason: nameSchema.min(1).meta({ description: 'Why.', examples: ['Letter to all customers'] }),
};

const example = { date: '2026-03-02', from: '09:00', to: '12:00', change: 'factor' as const, amount: 1.3 };

const overrideSchema = z.strictObject(overrideShape).meta({
  id: 'ForecastOverride',
  description: 'A change of the forecast by hand, of the open intervals that begin between two times of a date.',
  examples: [{ ...example, by: 'Marketing', reason: 'Letter to all customers' }],
});

/** Changes of one forecast, applied in order. */
export const overridesSchema = z.array(overrideSchema).max(LIMITS.overrides);

const contacts = z.number().min(0).max(LIMITS.contacts);

export const appliedOverrideSchema = z
  .strictObject({ ...overrideShape, contactsBefore: contacts, contactsAfter: contacts })
  .meta({
    id: 'AppliedOverride',
    description: 'An override with what it changed.',
    examples: [
      { ...example, by: 'Marketing', reason: 'Letter to all customers', contactsBefore: 200, contactsAfter: 260 },
    ],
  });

type Times<T> = Omit<T, 'fromMinutes' | 'toMinutes'> & { readonly from: string; readonly to: string };

/** From the wall clock to minutes. */
export function toOverride<T extends { readonly from: string; readonly to: string }>({ from, to, ...rest }: T) {
  return { ...rest, fromMinutes: minutesOfDay(from), toMinutes: minutesOfDay(to) };
}

/** From minutes to the wall clock. */
export function fromOverride({ fromMinutes, toMinutes, ...rest }: AppliedOverride): Times<AppliedOverride> {
  return { ...rest, from: timeOfMinutes(fromMinutes), to: timeOfMinutes(toMinutes) };
}

/** Overrides of a document whose shape is right. */
export function toOverrides(read: readonly z.output<typeof overrideSchema>[]): readonly ForecastOverride[] {
  return read.map(toOverride);
}
