import { z } from 'zod';
import { instantOfIso, isLocalDate, isYearAccepted, isZone } from '../domain/calendar.ts';
import { LIMITS } from './limits.ts';

/** Values with one meaning, shared by all documents. A refinement's `code` names the issue that a wrong value becomes. */

/** A stable name that other parts of a document refer to: 1 to 200 characters, no control characters, no half of a character, no blank at an end. */
export const idSchema = z
  .string()
  .min(1)
  .max(LIMITS.textLength)
  // oxlint-disable-next-line no-control-regex -- control characters are what this refuses.
  .refine((text) => text === '' || (!/[\u0000-\u001f\u007f]|^\s|\s$/u.test(text) && text.isWellFormed()), {
    params: { code: 'wrong-id' },
  })
  .meta({ description: 'A stable name that other parts of the document refer to.', examples: ['late'] });

export const nameSchema = z
  .string()
  .max(LIMITS.textLength)
  .meta({ description: 'Name for people; free text.', examples: ['Late shift'] });

export const zoneSchema = z
  .string()
  .max(LIMITS.textLength)
  .refine(isZone, { params: { code: 'wrong-zone' } })
  .meta({
    description: 'IANA time zone of the site: all dates and times of day are read on its clocks.',
    examples: ['Asia/Shanghai'],
  });

/** False for a date outside the years that are accepted; what is no date at all is said elsewhere. */
export function isDateAccepted(text: string): boolean {
  return !isLocalDate(text) || isYearAccepted(text);
}

export const dateSchema = z
  .string()
  .refine(isLocalDate, { params: { code: 'wrong-date' } })
  .refine(isDateAccepted, { params: { code: 'date-out-of-range' } })
  .meta({
    description: 'Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.',
    format: 'date',
    examples: ['2026-03-02'],
  });

export function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

export const timeSchema = z
  .string()
  .refine(isTimeOfDay, { params: { code: 'wrong-time' } })
  .meta({
    description: 'Wall-clock time of day, HH:MM from 00:00 to 24:00.',
    examples: ['09:00'],
    pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  });

/** True for `YYYY-MM-DDTHH:MM[:SS]` without an offset. */
export function isLocalTimestamp(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.exec(text);
  return match?.[1] !== undefined && isLocalDate(match[1]);
}

export function isTimestamp(text: string): boolean {
  return isYearAccepted(text) && (instantOfIso(text) !== undefined || isLocalTimestamp(text));
}

export const timestampSchema = z
  .string()
  .max(40)
  .refine(isTimestamp, { params: { code: 'wrong-timestamp' } })
  .meta({
    description:
      'Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, ' +
      'and refused where a clock change skips or repeats it.',
    examples: ['2026-03-02T09:00:00+08:00'],
  });

export const localTimestampSchema = z
  .string()
  .refine(isLocalTimestamp, { params: { code: 'wrong-local-timestamp' } })
  .refine((text) => !isLocalTimestamp(text) || isYearAccepted(text), { params: { code: 'date-out-of-range' } })
  .meta({
    description: 'Local date and wall-clock time without offset, YYYY-MM-DDTHH:MM.',
    examples: ['2026-03-02T12:00'],
  });

export const weekdaySchema = z
  .enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
  .meta({ description: 'Day of the week.', examples: ['mon'] });

export const weekdaysSchema = z
  .array(weekdaySchema)
  .min(1)
  .max(7)
  .meta({ description: 'Days of the week; absent: every day.', examples: [['mon', 'tue', 'wed', 'thu', 'fri']] });

export const minutesSchema = z.int().min(0).max(2880);
/** Whole people: the solver counts them. */
export const peopleSchema = z.int().min(0).max(LIMITS.people);
export const countSchema = z.int().min(0);
/** A measured ratio that does not exist where its denominator is 0. */
export const measuredSchema = z.number().nullable();

export const factsSchema = z.record(z.string(), z.union([z.string(), z.number()])).meta({
  description: 'Values behind the message, by name; for machines and translations.',
  examples: [{ hours: 41 }],
});

export const noteSchema = z
  .strictObject({
    code: z.string().meta({ description: 'Stable name of the kind of note.', examples: ['past-not-known'] }),
    message: z.string().default('').meta({ description: 'The note in English.' }),
    facts: factsSchema.default({}),
  })
  .meta({
    id: 'Note',
    description: 'Something about the input or the result that its reader should know.',
    examples: [{ code: 'past-not-known', message: 'The shifts before the horizon are not known.', facts: {} }],
  });

export const intervalNameSchema = z
  .enum(['5m', '6m', '10m', '15m', '30m', '60m', '1d'])
  .meta({ description: 'Length of an interval: minutes of elapsed time, or local calendar days.', examples: ['30m'] });

export const absentSchema = z.enum(['missing', 'zero', 'closed']).meta({
  description: 'What an absent row means: not known, nobody called, or not open.',
  examples: ['zero'],
});

export const doubledSchema = z.enum(['both', 'one']).meta({
  description:
    'Whether a local hour that the clocks repeat and the history gives once holds both hours or one of them.',
  examples: ['both'],
});

export type IntervalName = z.infer<typeof intervalNameSchema>;
