import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { Outcome } from '../domain/issue.ts';
import type { SolveLimits } from '../domain/roster.ts';
import type { Instant, LocalDate, Weekday, Zone } from '../domain/units.ts';
import type { FirmInterval, WorkloadPlan, WorkloadPrices, WorkWindow } from '../domain/workload.ts';
import { elements, list, member, text } from './cursor.ts';
import { type Add, type Check, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { type RequirementRead, requirementSchema } from './requirement.ts';
import { solveSchema } from './roster.ts';
import {
  countSchema,
  dateSchema,
  idSchema,
  measuredSchema,
  noteSchema,
  timeSchema,
  timestampSchema,
  weekdaysSchema,
} from './scalars.ts';
import { checkDistinct } from './team-checks.ts';
import { readInstant } from './timestamps.ts';
import { calendarSchema } from './working-calendar.ts';

const MOST_WORKS = 50;
const MOST_ITEMS = 20_000;
/** Intervals of one plan: five weeks of quarters of an hour. */
const MOST_INTERVALS = 3400;

const windowSchema = z.strictObject({ days: weekdaysSchema.optional(), from: timeSchema, to: timeSchema });

const itemSchema = z
  .strictObject({
    at: timestampSchema.meta({ description: 'When it came.' }),
    count: z.number().min(0).max(LIMITS.contacts).default(1).meta({ description: 'Pieces alike.' }),
    due: timestampSchema.optional().meta({ description: 'In place of the rule of its type.' }),
    neededBy: dateSchema.optional().meta({ description: 'Date of need: no follow-up is made behind it.' }),
  })
  .meta({
    id: 'WorkItem',
    description: 'Work that came at one time.',
    examples: [{ at: '2026-03-02T08:00:00+01:00', count: 40 }],
  });

const workSchema = z
  .strictObject({
    id: idSchema.meta({
      description: 'Name of the type; of graded work one type for each grade.',
      examples: ['e-mail'],
    }),
    handleSeconds: z
      .number()
      .gt(0)
      .max(86_400)
      .meta({ examples: [360] }),
    priority: z.number().min(0).max(1000).default(1).meta({ description: 'Weight of its lateness.' }),
    hours: z.array(windowSchema).min(1).max(50).optional().meta({
      description:
        'When it may be done, such as the hours in which people may be called; absent: whenever anybody works.',
    }),
    blend: z.boolean().default(false).meta({ description: 'Whether people for contacts do it while they have none.' }),
    items: z
      .array(itemSchema)
      .max(MOST_ITEMS)
      .default([])
      .meta({ description: 'Volumes, or single pieces of a list.' }),
    ofContacts: z.number().min(0).max(10).optional().meta({
      description: 'Pieces for each contact of the requirement, made at the end of its interval: call-backs.',
    }),
    due: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('minutes'), minutes: z.number().gt(0).max(600_000) }),
        z.strictObject({ kind: z.literal('days'), days: z.int().min(0).max(366) }),
        z.strictObject({ kind: z.literal('working-days'), days: z.int().min(0).max(250) }),
      ])
      .meta({
        description: 'So many minutes after it came; or at the end of the day so many days, or working days, later.',
        examples: [{ kind: 'working-days', days: 1 }],
      }),
    followUpDays: z
      .array(z.int().min(1).max(366))
      .max(60)
      .default([])
      .meta({
        description:
          'Each item is done again so many days later: on that day, or the next working day, up to its date of need.',
        examples: [[1, 3, 7, 14]],
      }),
  })
  .meta({
    id: 'DeferrableWork',
    description: 'Work that can wait.',
    examples: [{ id: 'e-mail', handleSeconds: 360, due: { kind: 'minutes', minutes: 240 } }],
  });

const hour = (of: number): string => `2026-03-02T${String(of).padStart(2, '0')}:00:00+01:00`;
const example = {
  requirement: {
    zone: 'Europe/Berlin',
    intervals: [9, 10, 11, 12].map((of, index) => ({
      start: hour(of),
      end: hour(of + 1),
      contacts: 60,
      positions: [6, 9, 9, 5][index] ?? 0,
      toSchedule: [8, 12, 12, 7][index] ?? 0,
      occupancy: 0.7,
    })),
  },
  works: [
    {
      id: 'e-mail',
      handleSeconds: 360,
      items: [{ at: hour(9), count: 40 }],
      due: { kind: 'minutes' as const, minutes: 240 },
    },
    {
      id: 'call-back',
      handleSeconds: 200,
      blend: true,
      ofContacts: 0.05,
      due: { kind: 'minutes' as const, minutes: 120 },
    },
  ],
  idleShare: 0.5,
};

export const workloadBodySchema = z
  .strictObject({
    requirement: requirementSchema.meta({ description: 'People for contacts that cannot wait; positions may be 0.' }),
    works: z.array(workSchema).min(1).max(MOST_WORKS),
    calendar: calendarSchema.prefault({}),
    idleShare: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        description:
          'Share of the idle time of people for contacts, by the occupancy of the requirement, that blended work can use.',
        examples: [0.5],
      }),
    utilisation: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .meta({ description: 'Share of the time of people besides that is work.' }),
    shrinkage: z.number().min(0).lt(1).default(0).meta({ description: 'Share of paid time lost, of people besides.' }),
    prices: z
      .strictObject({
        peak: z
          .number()
          .min(0)
          .max(1e6)
          .default(4)
          .meta({ description: 'Of each person in the largest interval of a day.' }),
        step: z
          .number()
          .min(0)
          .max(1e6)
          .default(0.1)
          .meta({ description: 'Of each person more or fewer than in the interval before.' }),
        late: z
          .number()
          .min(0)
          .max(1e6)
          .default(10)
          .meta({ description: 'Of each hour of work and hour that it is late.' }),
      })
      .prefault({})
      .meta({ description: "What weighs against each other, in hours of one person's work." }),
    solve: solveSchema.omit({ engine: true, proof: true }).prefault({}),
  })
  .meta({
    id: 'WorkloadBody',
    description: 'People for contacts, and work that can wait beside them.',
    examples: [example],
  });

const workedSchema = z.strictObject({
  start: z.string(),
  end: z.string(),
  open: z.boolean(),
  firmPositions: countSchema.meta({ description: 'People for contacts that cannot wait.' }),
  extraPositions: countSchema.meta({ description: 'People besides.' }),
  positions: countSchema,
  toScheduleExact: z.number(),
  toSchedule: countSchema,
  idleHoursUsed: z.number(),
  workHours: z.array(z.number()).meta({ description: 'Hours of work done, by type in the order of the request.' }),
});

export const workloadPlanSchema = z
  .strictObject({
    kind: z.literal('workload-plan').default('workload-plan'),
    zone: z.string(),
    status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']),
    endedBy: z.enum(['proof', 'gap', 'exhausted', 'time', 'iterations', 'cancel', 'memory']),
    objective: measuredSchema.meta({ description: "In hours of one person's work." }),
    bound: measuredSchema,
    boundKind: z.enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none']),
    gap: measuredSchema,
    seed: countSchema,
    parts: z.strictObject({ people: z.number(), peak: z.number(), step: z.number(), late: z.number() }),
    intervals: z.array(workedSchema),
    works: z.array(
      z.strictObject({
        id: z.string(),
        hours: z.number(),
        doneHours: z.number(),
        onTimeShare: measuredSchema.meta({ description: 'Of the work due within the intervals.' }),
        lateHourHours: z.number(),
        overdueHours: z.number().meta({ description: 'Due within the intervals and not done in them.' }),
        carriedHours: z.number().meta({ description: 'Due later, and left to later.' }),
      }),
    ),
    requirement: requirementSchema.meta({ description: 'All people needed, for a roster.' }),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'WorkloadPlan', description: 'Work that can wait, put into quiet intervals.' });

export type WorkloadDocument = z.output<typeof workloadPlanSchema>;

/** The request as its document says it. */
export type WorkloadInput = {
  readonly zone: Zone;
  readonly intervals: readonly FirmInterval[];
  readonly contacts: readonly number[];
  readonly works: readonly {
    readonly id: string;
    readonly handleSeconds: number;
    readonly priority: number;
    readonly hours?: readonly WorkWindow[] | undefined;
    readonly blend: boolean;
    readonly items: readonly {
      readonly at: Instant;
      readonly count: number;
      readonly due?: Instant | undefined;
      readonly neededBy?: LocalDate | undefined;
    }[];
    readonly ofContacts?: number | undefined;
    readonly due: z.output<typeof workSchema>['due'];
    readonly followUpDays: readonly number[];
  }[];
  readonly calendar: {
    readonly country?: string | undefined;
    readonly region?: string | undefined;
    readonly workdays: readonly Weekday[];
    readonly holidays: readonly LocalDate[];
  };
  readonly idleShare: number;
  readonly utilisation: number;
  readonly shrinkage: number;
  readonly prices: WorkloadPrices;
  readonly limits: SolveLimits;
};

const checkWorkload: Check = (root, add) => {
  const requirement = member(root, 'requirement');
  const zone = text(requirement, 'zone') ?? 'UTC';
  const intervals = list(requirement, 'intervals');
  if (intervals.length > MOST_INTERVALS) {
    add(issue('workload-too-long', `${requirement.path}/intervals`, { count: intervals.length, most: MOST_INTERVALS }));
  }
  let last = -Infinity;
  for (const one of intervals) {
    const start = instant(zone, one, 'start', add);
    const end = instant(zone, one, 'end', add);
    if (start === undefined || end === undefined) continue;
    if (end <= start)
      add(issue('span-not-positive', `${one.path}/end`, { start: isoOf(zone, start), end: isoOf(zone, end) }));
    else if (start < last) add(issue('intervals-overlap', `${one.path}/start`, { start: isoOf(zone, start) }));
    last = Math.max(last, end);
  }
  checkDistinct(list(root, 'works'), add);
  for (const work of list(root, 'works')) {
    const items = elements(member(work, 'items'));
    if (items.length === 0 && member(work, 'ofContacts').value === undefined) {
      add(issue('one-needed', work.path, { first: 'items', second: 'ofContacts' }));
    }
    for (const item of items) {
      const at = instant(zone, item, 'at', add);
      const due = instant(zone, item, 'due', add);
      if (at !== undefined && due !== undefined && due <= at) {
        add(issue('span-not-positive', `${item.path}/due`, { start: isoOf(zone, at), end: isoOf(zone, due) }));
      }
    }
  }
};

function instant(zone: Zone, at: Parameters<typeof text>[0], key: string, add: Add): Instant | undefined {
  return readInstant(zone, text(at, key), `${at.path}/${key}`, add);
}

const ignore: Add = () => undefined;

/** Reads the body of a request for a workload plan. */
export function parseWorkload(input: unknown): Outcome<WorkloadInput> {
  const read = readDocument(workloadBodySchema, input, [checkWorkload]);
  if (!read.ok) return read;
  const { requirement, works, solve, ...rest } = read.value;
  const { zone } = requirement;
  const instantOf = (text_: string): Instant => readInstant(zone, text_, '', ignore) ?? 0;
  const intervals = requirement.intervals.map(
    ({ start, end, open, positions, toSchedule, toScheduleExact, occupancy }) => {
      const seconds = instantOf(end) - instantOf(start);
      const idleSeconds = occupancy === null ? 0 : Math.max(0, 1 - occupancy) * positions * seconds;
      const exact = toScheduleExact ?? toSchedule;
      return { start: instantOf(start), end: instantOf(end), open, positions, toScheduleExact: exact, idleSeconds };
    },
  );
  return {
    ok: true,
    value: {
      ...rest,
      zone,
      intervals,
      contacts: requirement.intervals.map(({ contacts = 0 }) => contacts),
      works: works.map(({ items, ...work }) => ({
        ...work,
        items: items.map(({ at, due, ...item }) => ({
          ...item,
          at: instantOf(at),
          due: due === undefined ? undefined : instantOf(due),
        })),
      })),
      limits: solve,
    },
  };
}

/** A workload plan as a document, with the requirement that a roster takes. */
export function fromWorkload(plan: WorkloadPlan): WorkloadDocument {
  const { zone, intervals, works, parts, notes, ...rest } = plan;
  const rows = intervals.map(({ start, end, workHours, ...one }) => ({
    ...one,
    start: isoOf(zone, start),
    end: isoOf(zone, end),
    workHours: [...workHours],
  }));
  const unknown = {
    serviceLevel: null,
    serviceLevelOffered: null,
    abandonment: null,
    asaSeconds: null,
    occupancy: null,
  };
  const requirement: RequirementRead = {
    kind: 'requirement',
    zone,
    intervals: rows.map(({ start, end, open, positions, toScheduleExact, toSchedule }) => ({
      start,
      end,
      open,
      positions,
      toScheduleExact,
      toSchedule,
      ...unknown,
    })),
    notes: [],
  };
  return {
    kind: 'workload-plan',
    zone,
    ...rest,
    parts: { ...parts },
    intervals: rows,
    works: works.map((work) => ({ ...work })),
    requirement,
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
