import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { RiskCheck, RiskPromise, RiskRequirement } from '../domain/risk-requirement.ts';
import type { Weekday } from '../domain/units.ts';
import { list, member, number, text } from './cursor.ts';
import { type Check, checkAt, readDocument } from './documents.ts';
import { checkPoints, toForecast } from './forecast-mapping.ts';
import { forecastSchema } from './forecast.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import {
  checkRequirementRequest,
  fromRequirement,
  type RequirementRequest,
  toRequirementRequest,
} from './requirement-mapping.ts';
import { requirementRequestSchema, requirementSchema } from './requirement.ts';
import { countSchema, measuredSchema, noteSchema, timestampSchema, weekdaySchema, zoneSchema } from './scalars.ts';
import { handlingSchema } from './simulation.ts';

/** Body and answer of a requirement that keeps a promise in so many futures. */

/** Most counts of all sample paths together. */
const MOST_PATH_COUNTS = 2_000_000;
/** Contacts of a trial, all replications together, that the usual number of replications aims at, and its bounds. */
const USUAL_CONTACTS = 10_000_000;
const USUAL_REPLICATIONS = { least: 20, most: 200 };

const share = z.number().gt(0).lt(1);

const floorSchema = z.strictObject({ scope: z.enum(['interval', 'hour', 'day']).default('hour'), share }).meta({
  id: 'ServiceFloor',
  description: 'No interval, hour or day is answered below this share within the threshold.',
  examples: [{ scope: 'hour', share: 0.6 }],
});

const riskPromiseSchema = z
  .strictObject({
    period: z.enum(['day', 'week', 'horizon']).default('week').meta({
      description: 'Every day, or week, keeps the promise by itself; horizon: all days of the forecast together.',
    }),
    chance: z
      .number()
      .gt(0)
      .lte(1)
      .default(0.9)
      .meta({ description: 'Share of futures in which it is to be kept.', examples: [0.9] }),
    floors: z.array(floorSchema).max(3).default([]).meta({
      description: 'What is never to be missed in the futures in which the promise is kept; each scope once.',
    }),
  })
  .meta({
    id: 'RiskPromise',
    description:
      "In so many of a period's futures its volume-weighted service level reaches the target, and no floor is missed in the same futures.",
    examples: [{ period: 'week', chance: 0.9, floors: [{ scope: 'hour', share: 0.6 }] }],
  });

const checkSchema = z
  .strictObject({
    replications: z.int().min(1).max(10_000).optional().meta({
      description:
        'Of each trial by simulation, path after path; absent: about ten million contacts, 20 to 200 of them.',
    }),
    seed: z.int().min(0).max(2_000_000_000).default(1).meta({
      description: 'Of the last trial; nothing was fitted to it.',
    }),
    handling: handlingSchema.default({ kind: 'exponential' }),
    rounds: z.int().min(0).max(10).default(1).meta({
      description:
        'Times that the planned level is moved by what trials with other seeds find, before the last trial; 0: formulas alone.',
    }),
  })
  .meta({ id: 'RiskCheck', description: 'How the staff is tried by simulation.', examples: [{ replications: 100 }] });

const hour = (of: number): string => `2026-03-02T${String(of).padStart(2, '0')}:00:00+01:00`;
const example = {
  forecast: {
    kind: 'forecast' as const,
    zone: 'Europe/Berlin',
    interval: '60m' as const,
    points: [9, 10, 11].map((of, index) => ({
      start: hour(of),
      end: hour(of + 1),
      expected: [60, 78, 52][index] ?? 0,
    })),
    samplePaths: {
      seed: 1,
      counts: [
        [58, 80, 49],
        [66, 84, 60],
        [51, 69, 47],
        [62, 75, 50],
        [72, 96, 61],
        [57, 78, 55],
        [60, 73, 52],
        [49, 70, 41],
        [64, 82, 56],
        [61, 73, 49],
      ],
    },
  },
  parameters: {
    target: { kind: 'service-level' as const, share: 0.8, thresholdSeconds: 20 },
    ahtSeconds: 240,
    patienceSeconds: 120,
    shrinkage: 0.3,
  },
  promise: { period: 'day' as const, chance: 0.9, floors: [{ scope: 'hour' as const, share: 0.6 }] },
};

export const riskBodySchema = z
  .strictObject({
    forecast: forecastSchema.meta({ description: 'A forecast with its samplePaths.' }),
    parameters: requirementRequestSchema.omit({ furtherTargets: true }).meta({
      id: 'RiskParameters',
      description: 'As of a requirement; the target is a service level.',
      examples: [example.parameters],
    }),
    promise: riskPromiseSchema.prefault({}),
    weekStart: weekdaySchema.default('mon'),
    check: checkSchema.prefault({}),
  })
  .meta({ id: 'RiskBody', description: 'A forecast with its futures, and what is promised.', examples: [example] });

const keptSchema = z.strictObject({ value: z.number(), lower: z.number(), upper: z.number() }).meta({
  id: 'KeptShare',
  description: 'Share of futures, with its 95 % interval (Wilson).',
  examples: [{ value: 0.9, lower: 0.88, upper: 0.917 }],
});

const spreadSchema = z
  .strictObject({ mean: z.number(), q05: z.number(), q10: z.number(), q50: z.number(), q90: z.number() })
  .meta({
    id: 'LevelSpread',
    description: 'Service level over futures: the mean weighed by volume, and quantiles.',
    examples: [{ mean: 0.85, q05: 0.78, q10: 0.8, q50: 0.86, q90: 0.9 }],
  });

const periodSchema = z.strictObject({
  start: timestampSchema,
  end: timestampSchema,
  contacts: z.number().meta({ description: 'Mean over the futures.' }),
  kept: keptSchema.meta({
    description: 'The promise as a whole, by formula on each path; the level is that of `plannedShare`.',
  }),
  levelKept: keptSchema,
  floorsKept: z.array(keptSchema).meta({ description: 'In the order of the floors.' }),
  serviceLevel: spreadSchema.meta({ description: 'By formula.' }),
  plannedShare: z.number().meta({
    description: "The level planned for by formula: the target's, moved by what the trials before the last one found.",
  }),
  simulated: z
    .strictObject({
      replications: countSchema,
      kept: keptSchema.meta({ description: "Of the level, callers' luck included." }),
      serviceLevel: spreadSchema,
      floors: z.array(
        z.strictObject({
          allKept: keptSchema.meta({ description: 'Futures in which every cell kept the floor.' }),
          cellKept: z
            .number()
            .meta({ description: 'The same share of single cells, on average: in small ones luck decides.' }),
        }),
      ),
    })
    .optional()
    .meta({ description: 'The last trial; absent for chats, and where time was over.' }),
  missed: z
    .strictObject({
      reason: z.literal('ceiling'),
      scope: z.enum(['interval', 'hour', 'day']).optional(),
      reachable: z.number(),
    })
    .optional()
    .meta({
      description:
        'Why the promise is not kept: with the most positions everywhere it is kept in `reachable` of the futures, because of the floor of `scope` or, without one, of the level.',
    }),
});

export const riskRequirementSchema = z
  .strictObject({
    kind: z.literal('risk-requirement').default('risk-requirement'),
    zone: zoneSchema,
    paths: countSchema,
    promise: riskPromiseSchema,
    positionHours: z.number(),
    paidHours: z.number().meta({ description: 'Hours of toScheduleExact, which was made as small as possible.' }),
    periods: z.array(periodSchema),
    comparisons: z
      .array(
        z.strictObject({
          method: z.enum(['mean', 'quantile', 'least-quantile']).meta({
            description:
              'Each interval by itself for the mean forecast; for the 80 % quantile of its contacts; or for the least quantile with which the promise is kept.',
          }),
          quantile: z.number().optional(),
          positionHours: z.number(),
          paidHours: z.number(),
          kept: z.number().meta({ description: 'Least chance over the periods, by formula and the planned levels.' }),
        }),
      )
      .meta({ description: 'Usual rules for the same futures.' }),
    costOfRiskHours: measuredSchema.meta({ description: 'Paid hours beyond those of the mean forecast.' }),
    requirement: requirementSchema.meta({ description: 'The people, for a roster; expectations are at the forecast.' }),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'RiskRequirement', description: 'People that keep a promise in so many futures of a forecast.' });

export type RiskRequirementDocument = z.output<typeof riskRequirementSchema>;

/** The request as its document says it. */
export type RiskRequirementInput = {
  readonly forecast: Forecast;
  readonly parameters: RequirementRequest;
  readonly promise: RiskPromise;
  readonly weekStart: Weekday;
  readonly check: RiskCheck;
};

const checkRisk: Check = (root, add) => {
  const paths = list(member(member(root, 'forecast'), 'samplePaths'), 'counts');
  const points = list(member(root, 'forecast'), 'points');
  if (member(member(root, 'forecast'), 'samplePaths').value === undefined) {
    add(issue('paths-needed', '/forecast/samplePaths', {}));
  } else if (paths.length * points.length > MOST_PATH_COUNTS) {
    const facts = { counts: paths.length * points.length, most: MOST_PATH_COUNTS };
    add(issue('paths-too-many', '/forecast/samplePaths/counts', facts));
  }
  if (points.length > 0 && points.every((point) => member(point, 'open').value === false)) {
    add(issue('all-closed', '/forecast/points', {}));
  }
  checkRequirementRequest(member(root, 'parameters'), add);
  const target = member(member(root, 'parameters'), 'target');
  const kind = text(target, 'kind');
  if (kind !== undefined && kind !== 'service-level') add(issue('level-needed', target.path, {}));
  const seen = new Set<string>();
  for (const floor of list(member(root, 'promise'), 'floors')) {
    const scope = text(floor, 'scope') ?? 'hour';
    if (seen.has(scope)) add(issue('floor-repeated', `${floor.path}/scope`, { scope }));
    seen.add(scope);
    const [least, level] = [number(floor, 'share'), number(target, 'share')];
    if (least !== undefined && level !== undefined && least > level) {
      add(issue('floor-above-level', `${floor.path}/share`, { floor: least, level }));
    }
  }
};

/** Reads the body of a request for a requirement under risk. */
export function parseRiskRequirement(input: unknown): Outcome<RiskRequirementInput> {
  const read = readDocument(riskBodySchema, input, [checkAt('forecast', checkPoints), checkRisk]);
  if (!read.ok) return read;
  const { forecast: document, parameters, promise, weekStart, check } = read.value;
  const forecast = toForecast(document);
  const contacts = forecast.points.reduce((sum, { expected }) => sum + expected, 0);
  if (contacts > LIMITS.simulatedContacts) {
    const facts = { contacts, limit: LIMITS.simulatedContacts };
    return { ok: false, issues: [issue('too-many-contacts', '/forecast/points', facts)] };
  }
  const { least, most } = USUAL_REPLICATIONS;
  const usual = Math.min(most, Math.max(least, Math.floor(USUAL_CONTACTS / Math.max(1, contacts))));
  return {
    ok: true,
    value: {
      forecast,
      parameters: toRequirementRequest(parameters),
      promise,
      weekStart,
      check: { ...check, replications: check.replications ?? usual },
    },
  };
}

/** A requirement under risk as a document. */
export function fromRiskRequirement(
  { requirement, promise, periods, comparisons, notes, ...rest }: RiskRequirement,
  preset?: string,
): RiskRequirementDocument {
  const { zone } = requirement;
  const mean = comparisons.find(({ method }) => method === 'mean');
  return {
    kind: 'risk-requirement',
    zone,
    ...rest,
    promise: { ...promise, floors: promise.floors.map((floor) => ({ ...floor })) },
    periods: periods.map(({ start, end, floorsKept, simulated, ...period }) => ({
      ...period,
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      floorsKept: floorsKept.map((kept) => ({ ...kept })),
      ...(simulated === undefined
        ? {}
        : { simulated: { ...simulated, floors: simulated.floors.map((floor) => ({ ...floor })) } }),
    })),
    comparisons: comparisons.map((one) => ({ ...one })),
    costOfRiskHours: mean === undefined ? null : rest.paidHours - mean.paidHours,
    requirement: fromRequirement(requirement, preset),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
