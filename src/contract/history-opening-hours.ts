import { z } from 'zod';
import { isLocalDate, minutesOfDay } from '../domain/calendar.ts';
import type { OpeningHours, OpenSpan } from '../domain/history.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import { WEEKDAYS } from '../domain/units.ts';

const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day from 00:00 to 24:00')
  .describe('Wall-clock time of day.');
const openSpan = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .describe('Open from `from` to `to`, half-open; hours past midnight belong to the next day.');
const spans = z.array(openSpan).max(24).describe('Spans of one day that do not overlap; [] is closed.');

/**
 * Opening hours on the wire: `{mon: [{from: '08:00', to: '20:00'}], sat: [], dates: {'2026-12-24': [...]}}`. A weekday that is left
 * out is closed; a date overrides its weekday.
 */
const openingHoursDocument = z.strictObject({
  ...Object.fromEntries(WEEKDAYS.map((day) => [day, spans.optional()])),
  dates: z
    .record(z.string().refine(isLocalDate, 'a date such as 2026-12-24'), spans)
    .optional()
    .describe('Dates with hours of their own.'),
});

/** Reads opening hours from any JSON value, with all issues by JSON pointer. */
export function readOpeningHours(value: unknown, path = ''): Outcome<OpeningHours> {
  const parsed = openingHoursDocument.safeParse(value);
  const issues: Issue[] = [];
  if (!parsed.success) {
    for (const each of parsed.error.issues) {
      const pointer = path + each.path.map((part) => `/${String(part)}`).join('');
      const hint = 'Give {mon..sun: [{from: "08:00", to: "20:00"}], dates: {"2026-12-24": []}}.';
      issues.push({ code: 'document-shape', path: pointer, message: each.message, facts: { reason: each.code }, hint });
    }
    return { ok: false, issues };
  }
  const document = parsed.data as Readonly<Record<string, readonly WireSpan[] | undefined>>;
  const weekly: Record<string, readonly OpenSpan[]> = {};
  for (const day of WEEKDAYS) weekly[day] = spansOf(document[day] ?? [], `${path}/${day}`, issues);
  const dates: Record<string, readonly OpenSpan[]> = {};
  for (const [date, given] of Object.entries(parsed.data.dates ?? {})) {
    dates[date] = spansOf(given, `${path}/dates/${date}`, issues);
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { weekly, dates } };
}

type WireSpan = z.infer<typeof openSpan>;

function spansOf(given: readonly WireSpan[], path: string, issues: Issue[]): readonly OpenSpan[] {
  const found: OpenSpan[] = [];
  given.forEach(({ from, to }, index) => {
    const span = { fromMinutes: minutesOfDay(from), toMinutes: minutesOfDay(to) };
    const facts = { from, to };
    if (span.toMinutes <= span.fromMinutes) {
      const hint = 'Split hours past midnight: until 24:00, and from 00:00 on the next day.';
      issues.push({
        code: 'span-empty',
        path: `${path}/${index}`,
        message: `${to} is not after ${from}.`,
        facts,
        hint,
      });
    } else if (found.some((each) => each.fromMinutes < span.toMinutes && span.fromMinutes < each.toMinutes)) {
      const message = 'The span overlaps another of the day.';
      issues.push({ code: 'spans-overlap', path: `${path}/${index}`, message, facts, hint: 'Join the two spans.' });
    } else found.push(span);
  });
  return found.sort((a, b) => a.fromMinutes - b.fromMinutes);
}
