import { z } from 'zod';
import type { Outcome } from '../domain/issue.ts';
import type { MissRequest, ServiceMiss } from '../domain/service-miss.ts';
import { isoOf, isZone } from '../domain/calendar.ts';
import { list, member, number, text } from './cursor.ts';
import { type Check, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { dateSchema, noteSchema, timestampSchema, zoneSchema } from './scalars.ts';
import { instantIn, readInstant } from './timestamps.ts';

const share = z.number().min(0).max(1);

const inputsSchema = z
  .strictObject({
    contacts: z.number().min(0).max(LIMITS.contacts).meta({ description: 'Contacts of the interval.' }),
    ahtSeconds: z.number().gt(0).max(86_400).meta({ description: 'Average handle time, after-contact work included.' }),
    rostered: z.number().min(0).max(LIMITS.people).meta({ description: 'People rostered on the work.' }),
    shrinkage: share
      .lt(1)
      .default(0)
      .meta({ description: 'Share of rostered time that absence, meetings and the like take.' }),
    adherence: share.default(1).meta({ description: 'Share of what is left that people keep to.' }),
  })
  .meta({
    id: 'ServiceInputs',
    description:
      'What the service of an interval hangs on: people on the work are rostered x (1 - shrinkage) x adherence.',
    examples: [{ contacts: 100, ahtSeconds: 180, rostered: 30, shrinkage: 0.2, adherence: 0.95 }],
  });

const example = {
  zone: 'Europe/Berlin',
  thresholdSeconds: 20,
  patienceSeconds: 120,
  intervals: [
    {
      start: '2026-03-02T09:00:00+01:00',
      end: '2026-03-02T09:30:00+01:00',
      planned: { contacts: 100, ahtSeconds: 180, rostered: 16, shrinkage: 0.2, adherence: 0.95 },
      actual: { contacts: 112, ahtSeconds: 190, rostered: 15, shrinkage: 0.24, adherence: 0.93 },
      serviceLevel: 0.55,
    },
  ],
};

export const missBodySchema = z
  .strictObject({
    zone: zoneSchema,
    thresholdSeconds: z.number().min(0).max(86_400).meta({ description: 'Of the service level of offered contacts.' }),
    patienceSeconds: z
      .number()
      .gt(0)
      .max(86_400)
      .optional()
      .meta({ description: 'Mean patience: Erlang A; without it Erlang C.' }),
    intervals: z
      .array(
        z.strictObject({
          start: timestampSchema,
          end: timestampSchema,
          planned: inputsSchema,
          actual: inputsSchema,
          serviceLevel: share.optional().meta({
            description: 'Measured share of offered contacts answered in time; absent: the formula stands for it.',
          }),
        }),
      )
      .min(1)
      .max(LIMITS.forecastPoints),
  })
  .meta({
    id: 'ServiceMissBody',
    description: 'What was planned and what came, interval by interval.',
    examples: [example],
  });

const points = z.number();
const partsShape = {
  planned: z.number().meta({ description: 'Service level that the plan led to expect.' }),
  actual: z.number().meta({ description: 'Service level that came.' }),
  miss: points.meta({ description: 'planned - actual; the parts and the unexplained sum to it.' }),
  parts: z
    .strictObject({ volume: points, 'handle-time': points, roster: points, shrinkage: points, adherence: points })
    .meta({ description: 'What each cause took off the service level; negative where it helped.' }),
  unexplained: points.meta({ description: 'What the formula says of the actual inputs, less what was measured.' }),
};

export const serviceMissSchema = z
  .strictObject({
    kind: z.literal('service-miss').default('service-miss'),
    zone: zoneSchema,
    thresholdSeconds: z.number(),
    ...partsShape,
    days: z.array(z.strictObject({ date: dateSchema, ...partsShape })),
    notes: z.array(noteSchema).default([]),
  })
  .meta({
    id: 'ServiceMiss',
    description: 'Why a service level was missed: parts by cause that sum to planned - actual, for all and by day.',
    unusedIO: 'output',
  });

export type ServiceMissDocument = z.output<typeof serviceMissSchema>;

/** Intervals in order without overlap, and loads that a formula can take. */
const checkIntervals: Check = (body, add) => {
  const zone = text(body, 'zone');
  if (zone === undefined || !isZone(zone)) return;
  let last = Number.NEGATIVE_INFINITY;
  for (const interval of list(body, 'intervals')) {
    const start = readInstant(zone, text(interval, 'start'), `${interval.path}/start`, add);
    const end = readInstant(zone, text(interval, 'end'), `${interval.path}/end`, add);
    if (start === undefined || end === undefined) continue;
    if (end <= start) {
      add(issue('span-not-positive', `${interval.path}/end`, { start: isoOf(zone, start), end: isoOf(zone, end) }));
      continue;
    }
    if (start < last) add(issue('intervals-overlap', `${interval.path}/start`, { start: isoOf(zone, start) }));
    last = end;
    const sides = [member(interval, 'planned'), member(interval, 'actual')];
    const contacts = Math.max(...sides.map((side) => number(side, 'contacts') ?? 0));
    const aht = Math.max(...sides.map((side) => number(side, 'ahtSeconds') ?? 0));
    const loadErlang = (contacts * aht) / (end - start);
    if (loadErlang > LIMITS.people)
      add(issue('load-too-large', interval.path, { loadErlang: Math.round(loadErlang), limit: LIMITS.people }));
  }
};

/** Reads the body of a miss: the request, or all that is wrong with it. */
export function parseServiceMiss(input: unknown): Outcome<MissRequest> {
  const read = readDocument(missBodySchema, input, [checkIntervals]);
  if (!read.ok) return read;
  const { zone, intervals, ...rest } = read.value;
  return {
    ok: true,
    value: {
      zone,
      ...rest,
      intervals: intervals.map(({ start, end, ...own }) => {
        return { start: instantIn(zone, start), end: instantIn(zone, end), ...own };
      }),
    },
  };
}

/** The miss as a document. */
export function fromServiceMiss(miss: ServiceMiss): ServiceMissDocument {
  return {
    kind: 'service-miss',
    ...miss,
    parts: { ...miss.parts },
    days: miss.days.map((day) => ({ ...day, parts: { ...day.parts } })),
    notes: miss.notes.map((note) => fromNote(miss.zone, note)),
  };
}
