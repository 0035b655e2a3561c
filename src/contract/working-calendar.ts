import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { dateSchema, weekdaysSchema } from './scalars.ts';

export const calendarSchema = z
  .strictObject({
    country: z
      .string()
      .min(2)
      .max(2)
      .optional()
      .meta({ description: 'ISO 3166-1 code: its public holidays are no working days.' }),
    region: z.string().max(20).optional().meta({ description: 'Region of the country with holidays of its own.' }),
    workdays: weekdaysSchema.default(['mon', 'tue', 'wed', 'thu', 'fri']),
    holidays: z.array(dateSchema).max(LIMITS.holidays).default([]).meta({ description: 'More days without work.' }),
  })
  .meta({ id: 'WorkingCalendar', description: 'Which days are worked.', examples: [{ country: 'DE' }] });
