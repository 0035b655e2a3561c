import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { CoverLevels, IntervalDemand, Problem, TemplateDemand } from '../domain/problem.ts';
import type { Interval, Zone } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { list, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { dateSchema, idSchema, peopleSchema, timestampSchema } from './scalars.ts';
import { instantIn, readInstant } from './timestamps.ts';

/** Steps of one demand, at most. */
const MOST_STEPS = 20;

const stepPriceSchema = z.number().min(0).max(1e9).meta({ description: 'Points a person, or an agent-hour.' });

/** Prices of one demand on top of those of all. */
export const stepsSchema = z
  .array(
    z.union([
      z.strictObject({ below: peopleSchema, price: stepPriceSchema }),
      z.strictObject({ above: peopleSchema, price: stepPriceSchema }),
    ]),
  )
  .min(1)
  .max(MOST_STEPS)
  .meta({
    description:
      'Prices on top: each person below (or above) a number of people costs so many points more, of intervals each agent-hour. They add up, so the first to miss can be cheap and the next ones dear.',
    examples: [
      [
        { below: 4, price: 50 },
        { below: 2, price: 400 },
        { above: 6, price: 20 },
      ],
    ],
  });

const levels = {
  skill: idSchema.optional(),
  floor: peopleSchema.default(0),
  target: peopleSchema,
  ceiling: peopleSchema.optional(),
  hard: z.literal(true).optional(),
  steps: stepsSchema.optional(),
};

const demandIntervalSchema = z
  .strictObject({ start: timestampSchema, end: timestampSchema, ...levels })
  .meta({ id: 'DemandInterval', description: 'People wanted on the work throughout a span.' });

const demandTemplateSchema = z
  .strictObject({ date: dateSchema, template: idSchema, ...levels })
  .meta({ id: 'DemandTemplate', description: 'People wanted to attend a shift template on a date.' });

export const demandsSchema = z
  .strictObject({
    intervals: z.array(demandIntervalSchema).max(LIMITS.demands).default([]),
    templates: z.array(demandTemplateSchema).max(LIMITS.demands).default([]),
  })
  .meta({
    id: 'Demands',
    description: 'Demand resolved to instants and dates, as a ROSTER tells what it was solved for.',
    examples: [{ intervals: [], templates: [{ date: '2026-03-02', template: 'day', floor: 0, target: 1 }] }],
  });

export type DemandsDocument = z.output<typeof demandsSchema>;

/** A span of demand, and where in the document it was claimed. */
export type DemandClaim = Interval & { readonly skill: string; readonly path: string };

/** The spans that the rows of demands claim, as far as their ends are right and they meet the horizon. */
export function demandClaims(demands: Cursor, zone: Zone, horizon: Interval, add: Add): readonly DemandClaim[] {
  return list(demands, 'intervals').flatMap((row) => {
    const start = readInstant(zone, text(row, 'start'), `${row.path}/start`, add);
    const end = readInstant(zone, text(row, 'end'), `${row.path}/end`, add);
    if (start === undefined || end === undefined) return [];
    if (end <= start) {
      add(issue('span-not-positive', `${row.path}/end`, { start: isoOf(zone, start), end: isoOf(zone, end) }));
      return [];
    }
    if (start < horizon.end && end > horizon.start) {
      return [{ start, end, skill: text(row, 'skill') ?? '', path: row.path }];
    }
    const span = { from: isoOf(zone, horizon.start), to: isoOf(zone, horizon.end) };
    add(issue('outside-horizon', row.path, { value: isoOf(zone, start), ...span }));
    return [];
  });
}

type Levels = CoverLevels & { readonly skill?: string | undefined };

/** Levels of cover as a document has them. */
export function fromLevels({ skill, floor, target, ceiling, hard }: Levels): Omit<Levels, 'steps'> {
  return {
    ...(skill === undefined ? {} : { skill }),
    floor,
    target,
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(hard === undefined ? {} : { hard }),
  };
}

/** The steps of a demand, as data of their own. */
function fromSteps({ steps }: CoverLevels): {
  steps?: ({ below: number; price: number } | { above: number; price: number })[];
} {
  if (steps === undefined) return {};
  return {
    steps: steps.map(({ below, above, price }) => (below === undefined ? { above, price } : { below, price })),
  };
}

type Demands = Pick<Problem, 'intervalDemands' | 'templateDemands'>;

/** The demand of a problem as a document. */
export function fromDemands(zone: Zone, { intervalDemands, templateDemands }: Demands): DemandsDocument {
  return {
    intervals: intervalDemands.map((demand) => ({
      start: isoOf(zone, demand.start),
      end: isoOf(zone, demand.end),
      ...fromLevels(demand),
      ...fromSteps(demand),
    })),
    templates: templateDemands.map(({ date, template, ...rest }) => ({
      date,
      template,
      ...fromLevels(rest),
      ...fromSteps(rest),
    })),
  };
}

/** The demand of a checked document. */
export function toDemands(zone: Zone, { intervals, templates }: DemandsDocument): Demands {
  const intervalDemands: readonly IntervalDemand[] = intervals.map(({ start, end, ...rest }) => ({
    start: instantIn(zone, start),
    end: instantIn(zone, end),
    ...fromLevels(rest),
    ...fromSteps(rest),
  }));
  const templateDemands: readonly TemplateDemand[] = templates.map(({ date, template, ...rest }) => ({
    date,
    template,
    ...fromLevels(rest),
    ...fromSteps(rest),
  }));
  return { intervalDemands, templateDemands };
}
