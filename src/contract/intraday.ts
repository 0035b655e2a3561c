import { z } from 'zod';
import { instantOfIso, isoOf, isZone } from '../domain/calendar.ts';
import type { Forecast, IntradayActual } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Instant } from '../domain/units.ts';
import { list, member, text } from './cursor.ts';
import { type Check, checkAt, readDocument } from './documents.ts';
import { checkPoints, toForecast } from './forecast-mapping.ts';
import { forecastSchema } from './forecast.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { timestampSchema } from './scalars.ts';
import { instantIn, readInstant } from './timestamps.ts';

const actualSchema = z
  .strictObject({
    timestamp: timestampSchema.meta({ description: 'Start of an interval of the forecast.' }),
    count: z
      .number()
      .min(0)
      .max(LIMITS.contacts)
      .meta({ description: 'Contacts offered.', examples: [58] }),
    ahtSeconds: z
      .number()
      .gt(0)
      .max(86_400)
      .optional()
      .meta({ description: 'Average handle time, after-contact work included.' }),
  })
  .meta({
    id: 'IntradayActual',
    description: 'What came in one interval of a forecast.',
    examples: [{ timestamp: '2026-03-02T09:00:00+01:00', count: 58 }],
  });

export const intradayBodySchema = z
  .strictObject({
    forecast: forecastSchema,
    actuals: z.array(actualSchema).min(1).max(LIMITS.forecastPoints).meta({
      description:
        'In order of time, each interval once, from any interval of the forecast on. Days before today tell of the level that lasts.',
    }),
    asOf: timestampSchema.optional().meta({
      description:
        'Actuals are complete up to here; an interval under way counts as to come. Default the end of the last actual.',
    }),
  })
  .meta({
    id: 'IntradayBody',
    description: 'A forecast, and what came of it so far.',
    examples: [
      {
        forecast: {
          kind: 'forecast',
          zone: 'Europe/Berlin',
          interval: '30m',
          points: [
            { start: '2026-03-02T09:00:00+01:00', end: '2026-03-02T09:30:00+01:00', expected: 41.6 },
            { start: '2026-03-02T09:30:00+01:00', end: '2026-03-02T10:00:00+01:00', expected: 52.2 },
          ],
        },
        actuals: [{ timestamp: '2026-03-02T09:00:00+01:00', count: 58 }],
      },
    ],
  });

/** A forecast with what came of it, in the words of the domain. */
export type IntradayRequest = {
  readonly forecast: Forecast;
  readonly actuals: readonly IntradayActual[];
  readonly asOf: Instant;
};

/** Ends of the forecast's intervals by their starts; undefined where the forecast cannot be read. */
function endsOf(forecast: ReturnType<typeof member>): ReadonlyMap<Instant, Instant> | undefined {
  const zone = text(forecast, 'zone');
  if (zone === undefined || !isZone(zone)) return undefined;
  const ends = new Map<Instant, Instant>();
  const quiet = (): void => undefined;
  for (const point of list(forecast, 'points')) {
    const start = readInstant(zone, text(point, 'start'), '', quiet);
    const end = readInstant(zone, text(point, 'end'), '', quiet);
    if (start === undefined || end === undefined) return undefined;
    ends.set(start, end);
  }
  return ends;
}

/** Actuals are of intervals of the forecast, in order, each once, and none ends behind `asOf`; something is left to update. */
const checkActuals: Check = (body, add) => {
  const forecast = member(body, 'forecast');
  if (member(forecast, 'update').value !== undefined) {
    add(issue('forecast-updated-before', `${forecast.path}/update`, {}));
    return;
  }
  const zone = text(forecast, 'zone');
  const ends = endsOf(forecast);
  if (zone === undefined || ends === undefined || ends.size === 0) return;
  const asOf = readInstant(zone, text(body, 'asOf'), '/asOf', add);
  const forecastEnd = Math.max(...[...ends.values()].slice(-1));
  const seen = new Set<Instant>();
  let last = Number.NEGATIVE_INFINITY;
  let known = Number.NEGATIVE_INFINITY;
  for (const actual of list(body, 'actuals')) {
    const path = `${actual.path}/timestamp`;
    const received = text(actual, 'timestamp');
    const start = readInstant(zone, received, path, add);
    if (start === undefined || received === undefined) continue;
    const end = ends.get(start);
    if (end === undefined) {
      add(issue('actual-not-forecast', path, { received }));
      continue;
    }
    if (seen.has(start)) add(issue('actual-twice', path, { received }));
    else if (start < last) add(issue('actuals-out-of-order', path, { received, before: isoOf(zone, last) }));
    if (asOf !== undefined && end > asOf)
      add(issue('actual-in-future', path, { received, asOf: isoOf(zone, asOf), end: isoOf(zone, end) }));
    seen.add(start);
    last = Math.max(last, start);
    known = Math.max(known, end);
  }
  const now = asOf ?? known;
  if (now >= forecastEnd) {
    const path = asOf === undefined ? '/actuals' : '/asOf';
    add(issue('nothing-to-update', path, { asOf: isoOf(zone, now), end: isoOf(zone, forecastEnd) }));
  }
};

/** Reads the body of an update: the request, or all that is wrong with it. */
export function parseIntraday(input: unknown): Outcome<IntradayRequest> {
  const read = readDocument(intradayBodySchema, input, [checkAt('forecast', checkPoints), checkActuals]);
  if (!read.ok) return read;
  const forecast = toForecast(read.value.forecast);
  const actuals = read.value.actuals.map(({ timestamp, count, ahtSeconds }): IntradayActual => {
    return { start: instantIn(forecast.zone, timestamp), count, ahtSeconds };
  });
  const last = forecast.points.find(({ start }) => start === actuals.at(-1)?.start);
  const asOf = read.value.asOf === undefined ? (last?.end ?? 0) : asInstant(forecast.zone, read.value.asOf);
  return { ok: true, value: { forecast, actuals, asOf } };
}

function asInstant(zone: string, written: string): Instant {
  return instantOfIso(written) ?? instantIn(zone, written);
}
