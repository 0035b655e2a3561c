import { z } from 'zod';
import type { Note, OutsideMember } from '../domain/forecast.ts';
import type { Campaign, History, IntervalLength, OpeningHours, SpecialDay } from '../domain/history.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { LevelForecast, QueueForecasts } from '../domain/queue-forecasts.ts';
import type { LocalDate } from '../domain/units.ts';
import { list } from './cursor.ts';
import { type Check, readDocument } from './documents.ts';
import { fromForecast, lengthOfInterval, nameOfInterval, toForecastOptions, toHistory } from './forecast-mapping.ts';
import { forecastOptionShape } from './forecast-options.ts';
import { forecastSchema } from './forecast.ts';
import { historySchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { fromNote } from './notes.ts';
import {
  dateSchema,
  idSchema,
  intervalNameSchema,
  measuredSchema,
  nameSchema,
  noteSchema,
  zoneSchema,
} from './scalars.ts';
import { checkDistinct } from './team-checks.ts';

const { like, campaigns, hours, interval, country, region, specialDays, samplePaths, members } = forecastOptionShape;

const queueSchema = z
  .strictObject({
    id: idSchema.meta({ description: 'Name of the queue.', examples: ['orders'] }),
    channel: nameSchema
      .min(1)
      .default('voice')
      .meta({ description: 'Channel that it is added to: voice, chat, e-mail, callback, or another.' }),
    history: historySchema,
    like,
    campaigns,
    hours,
  })
  .meta({
    id: 'QueueHistory',
    description: 'A queue with its history.',
    examples: [
      { id: 'orders', history: { kind: 'history', zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-02-02,310\n' } },
    ],
  });

const rowsOf = (level: number) =>
  Array.from({ length: 14 }, (_, day) => ({
    timestamp: `2026-02-${String(2 + day).padStart(2, '0')}`,
    count: level - (level / 20) * (day % 7),
  }));
const example = {
  queues: [
    { id: 'orders', channel: 'voice', history: { zone: 'Europe/Berlin', rows: rowsOf(400) } },
    { id: 'service', channel: 'voice', history: { zone: 'Europe/Berlin', rows: rowsOf(300) } },
    { id: 'chat', channel: 'chat', history: { zone: 'Europe/Berlin', rows: rowsOf(100) } },
  ],
  days: 7,
};

export const queueForecastsBodySchema = z
  .strictObject({
    queues: z.array(queueSchema).min(1).max(LIMITS.queues),
    from: dateSchema
      .optional()
      .meta({ description: 'First day to forecast; default the day after the last row of any queue.' }),
    days: z
      .int()
      .min(1)
      .max(LIMITS.forecastDays)
      .default(7)
      .meta({ examples: [7] }),
    interval: interval.meta({ description: "Interval of all forecasts; default the coarsest of the histories'." }),
    country,
    region,
    specialDays,
    samplePaths,
    members,
    method: z.enum(['mint', 'bottom-up']).default('mint').meta({
      description:
        'mint: queues, channels and the total are forecast each by itself and made to add up with the least variance; bottom-up: queues alone, added up.',
    }),
  })
  .meta({
    id: 'QueueForecastsBody',
    description: 'Several queues whose forecasts are to add up.',
    examples: [example],
  });

const levelShape = {
  id: z.string(),
  wapeAlone: measuredSchema.meta({ description: 'WAPE on the past (0-1) of its forecast by itself.' }),
  wapeTogether: measuredSchema.meta({ description: 'The same of the forecast that adds up.' }),
  forecast: forecastSchema,
};
const levelSchema = z.strictObject(levelShape).meta({ id: 'LevelForecast', description: 'The forecast of one level.' });

export const queueForecastsSchema = z
  .strictObject({
    kind: z.literal('queue-forecasts').default('queue-forecasts'),
    zone: zoneSchema,
    interval: intervalNameSchema,
    from: dateSchema,
    days: z.int().min(1).max(LIMITS.forecastDays),
    method: z.enum(['mint', 'bottom-up']),
    shrunk: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Part by which the correlations of past errors were shrunk towards none.' }),
    total: levelSchema,
    channels: z.array(levelSchema),
    queues: z.array(z.strictObject({ ...levelShape, channel: z.string() })),
    notes: z.array(noteSchema),
  })
  .meta({
    id: 'QueueForecasts',
    description: 'Forecasts of queues, channels and their total, which add up in every interval, day and sample path.',
  });

export type QueueForecastsDocument = z.output<typeof queueForecastsSchema>;

/** The request as its document says it. */
export type QueueForecastsInput = {
  readonly queues: readonly {
    readonly id: string;
    readonly channel: string;
    readonly history: History;
    readonly notes: readonly Note[];
    readonly like?: { readonly history: History; readonly notes: readonly Note[] } | undefined;
    readonly campaigns?: readonly Campaign[] | undefined;
    readonly hours?: OpeningHours | undefined;
  }[];
  readonly from?: LocalDate | undefined;
  readonly days: number;
  readonly intervalLength?: IntervalLength | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  readonly samplePaths?: { readonly paths: number; readonly seed: number } | undefined;
  readonly members?: readonly OutsideMember[] | undefined;
  readonly method: 'mint' | 'bottom-up';
};

const checkIds: Check = (root, add) => checkDistinct(list(root, 'queues'), add);

/** Reads the body of a request for forecasts of several queues. */
export function parseQueueForecasts(input: unknown): Outcome<QueueForecastsInput> {
  const read = readDocument(queueForecastsBodySchema, input, [checkIds]);
  if (!read.ok) return read;
  const { queues: given, interval: name, ...rest } = read.value;
  const limits = { before: rest.from };
  const issues: Issue[] = [];
  const queues: QueueForecastsInput['queues'][number][] = [];
  given.forEach(({ history, ...queue }, index) => {
    const at = `/queues/${index}`;
    const own = toHistory(history, `${at}/history`, limits);
    const options = toForecastOptions({ like: queue.like, campaigns: queue.campaigns, hours: queue.hours }, at, limits);
    if (!own.ok) issues.push(...own.issues);
    if (!options.ok) issues.push(...options.issues);
    if (!own.ok || !options.ok) return;
    const { id, channel } = queue;
    queues.push({ id, channel, ...own.value, ...options.value });
  });
  if (issues.length > 0) return { ok: false, issues };
  const intervalLength = name === undefined ? undefined : lengthOfInterval(name);
  return { ok: true, value: { ...rest, queues, intervalLength } };
}

/** Forecasts of several queues as a document. */
export function fromQueueForecasts(made: QueueForecasts): QueueForecastsDocument {
  const { zone, intervalLength, total, channels, queues, notes, ...rest } = made;
  const level = ({ forecast, ...one }: LevelForecast) => ({ ...one, forecast: fromForecast(forecast) });
  return {
    kind: 'queue-forecasts',
    zone,
    interval: nameOfInterval(intervalLength),
    ...rest,
    total: level(total),
    channels: channels.map(level),
    queues: queues.map(({ channel, ...one }) => ({ ...level(one), channel })),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
