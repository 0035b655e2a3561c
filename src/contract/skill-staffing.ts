import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { SkillStaffing, SkillStaffingRequest, StaffedQueue } from '../domain/skill-staffing.ts';
import { elements, list, member, text } from './cursor.ts';
import { type Check, listed, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import {
  countSchema,
  idSchema,
  measuredSchema,
  noteSchema,
  peopleSchema,
  timestampSchema,
  weekdaySchema,
  zoneSchema,
} from './scalars.ts';
import { checkQueues, toQueue } from './simulation-mapping.ts';
import { simulatedQueueSchema } from './simulation.ts';
import { checkDistinct, checkKnown } from './team-checks.ts';

/** Body and answer of head-counts by skill group for several queues. */

const MOST_QUEUES = 10;
const MOST_GROUPS = 12;
/** Intervals x groups: what one program decides. */
const MOST_PLACES = 2000;

const queueSchema = simulatedQueueSchema.omit({ skill: true, actuals: true, callback: true, arrivals: true }).extend({
  share: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .meta({
      description: 'Share to be answered within the threshold; absent: that of the target of the requirement.',
      examples: [0.8],
    }),
});

const hour = (of: number): string => `2026-03-02T${String(of).padStart(2, '0')}:00:00+01:00`;
const queueExample = (id: string, contacts: readonly number[], ahtSeconds: number) => ({
  id,
  requirement: {
    zone: 'Europe/Berlin',
    intervals: contacts.map((count, index) => ({
      start: hour(9 + index),
      end: hour(10 + index),
      contacts: count,
      ahtSeconds,
      positions: 0,
      toSchedule: 0,
    })),
  },
  patience: { kind: 'exponential' as const, meanSeconds: 120 },
  share: 0.8,
});
const example = {
  queues: [queueExample('sales', [20, 28], 240), queueExample('service', [24, 30], 300)],
  groups: [
    { id: 'sales', queues: ['sales'], costPerHour: 20 },
    { id: 'service', queues: ['service'], costPerHour: 20 },
    { id: 'both', queues: ['sales', 'service'], costPerHour: 23 },
  ],
  replications: 50,
};

export const skillStaffingBodySchema = z
  .strictObject({
    queues: z.array(queueSchema).min(1).max(MOST_QUEUES),
    groups: z
      .array(
        z.strictObject({
          id: idSchema,
          queues: z.array(idSchema).min(1).max(MOST_QUEUES).meta({ description: 'Queues that its people take.' }),
          costPerHour: z.number().gt(0).max(1e6).default(1).meta({ description: 'Of one person on the work.' }),
          most: peopleSchema.optional().meta({ description: 'Most people at any time.' }),
        }),
      )
      .min(1)
      .max(MOST_GROUPS),
    routing: z.enum(['longest-idle', 'least-skilled']).default('least-skilled').meta({
      description: 'Who takes a contact: whoever is idle longest; or first those with the fewest queues.',
    }),
    scope: z.enum(['interval', 'day']).default('interval').meta({
      description: 'Whether every queue keeps its share in each interval, or over each day.',
    }),
    replications: z.int().min(2).max(10_000).default(100).meta({
      description: 'Of each simulation; all staffs see the same contacts, and the last check sees others.',
    }),
    seed: z.int().min(0).max(2_000_000_000).default(1),
    rounds: z.int().min(1).max(200).default(20).meta({ description: 'Programs with cuts at most.' }),
    weekStart: weekdaySchema.default('mon'),
  })
  .meta({
    id: 'SkillStaffingBody',
    description: 'Queues, groups of people by what they take and cost, and what is to be kept.',
    examples: [example],
  });

const simulated = z.strictObject({ value: measuredSchema, halfWidth: measuredSchema });
const span = { start: timestampSchema, end: timestampSchema };

export const skillStaffingSchema = z
  .strictObject({
    kind: z.literal('skill-staffing').default('skill-staffing'),
    zone: zoneSchema,
    status: z.enum(['met', 'missed', 'limited']).meta({
      description:
        'met: on fresh replications; missed: some level is below its share there by more than its half-width; limited: the groups are too small.',
    }),
    cost: z.number(),
    hours: z.number(),
    programCost: z.number().meta({
      description: 'Cost before the search by simulation. No bound: cuts from a simulation are estimates.',
    }),
    single: z
      .strictObject({ hours: z.number(), cost: z.number() })
      .meta({ description: 'Each queue by itself by formula, with the cheapest group that takes it.' }),
    groups: z.array(
      z.strictObject({
        id: idSchema,
        queues: z.array(idSchema),
        costPerHour: z.number(),
        most: peopleSchema.optional(),
        hours: z.number(),
        occupancy: simulated,
      }),
    ),
    intervals: z.array(
      z.strictObject({ ...span, people: z.array(countSchema).meta({ description: 'In the order of the groups.' }) }),
    ),
    queues: z.array(
      z.strictObject({
        id: idSchema,
        share: z.number(),
        cells: z.array(z.strictObject({ ...span, offered: z.number(), serviceLevel: simulated, isMet: z.boolean() })),
      }),
    ),
    rounds: countSchema,
    cuts: countSchema,
    lifted: countSchema.meta({
      description: 'Times that a simulation showed more than a cut allowed, and the cut gave way.',
    }),
    simulations: countSchema,
    replications: countSchema,
    notes: z.array(noteSchema),
  })
  .meta({ id: 'SkillStaffing', description: 'People of each group in each interval, and the service of every queue.' });

export type SkillStaffingDocument = z.output<typeof skillStaffingSchema>;

const checkGroups: Check = (root, add) => {
  const queues = list(root, 'queues');
  const groups = list(root, 'groups');
  const ids = new Set(queues.flatMap((queue) => text(queue, 'id') ?? []));
  checkDistinct(groups, add);
  const served = new Set<string>();
  for (const group of groups) {
    for (const queue of elements(member(group, 'queues'))) {
      const id = typeof queue.value === 'string' ? queue.value : undefined;
      checkKnown('unknown-queue', id, queue.path, ids, add);
      if (id !== undefined) served.add(id);
    }
  }
  for (const queue of queues) {
    const id = text(queue, 'id');
    if (id !== undefined && !served.has(id)) add(issue('queue-without-group', queue.path, { queue: id }));
    const target = member(member(member(queue, 'requirement'), 'parameters'), 'target');
    if (member(queue, 'share').value === undefined && member(target, 'share').value === undefined) {
      add(issue('one-needed', queue.path, { first: 'share', second: 'requirement.parameters.target' }));
    }
  }
  const places = list(member(queues[0] ?? root, 'requirement'), 'intervals').length * groups.length;
  if (places > MOST_PLACES) add(issue('skill-staffing-too-large', '/groups', { count: places, most: MOST_PLACES }));
};

/** Reads the body of a request for head-counts by skill group. */
export function parseSkillStaffing(input: unknown): Outcome<SkillStaffingRequest> {
  const read = readDocument(skillStaffingBodySchema, input, [checkQueues, checkGroups]);
  if (!read.ok) return read;
  const { queues: given, groups, ...rest } = read.value;
  const issues: Issue[] = [];
  const queues = given.flatMap(({ share, ...one }, index): readonly StaffedQueue[] => {
    const queue = toQueue({ ...one, arrivals: 'poisson' }, `/queues/${index}`);
    if (!queue.ok) {
      issues.push(...queue.issues);
      return [];
    }
    const target = one.requirement.parameters?.target;
    const own = share ?? (target?.kind === 'service-level' ? target.share : 0.8);
    return [{ ...queue.value, share: own }];
  });
  if (issues.length > 0) return { ok: false, issues: listed(issues) };
  const contacts = queues.reduce(
    (sum, { intervals }) => sum + intervals.reduce((all, one) => all + one.contacts, 0),
    0,
  );
  if (contacts > LIMITS.simulatedContacts) {
    return {
      ok: false,
      issues: [issue('too-many-contacts', '/queues', { contacts, limit: LIMITS.simulatedContacts })],
    };
  }
  return { ok: true, value: { ...rest, zone: given[0]?.requirement.zone ?? 'UTC', queues, groups } };
}

/** Head-counts by skill group as a document. */
export function fromSkillStaffing(found: SkillStaffing): SkillStaffingDocument {
  const { zone, intervals, people, groups, queues, single, notes, ...rest } = found;
  return {
    kind: 'skill-staffing',
    zone,
    ...rest,
    single: { ...single },
    groups: groups.map(({ queues: own, occupancy, ...group }) => ({
      ...group,
      queues: [...own],
      occupancy: { ...occupancy },
    })),
    intervals: intervals.map(({ start, end }, index) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      people: people.map((own) => own[index] ?? 0),
    })),
    queues: queues.map(({ cells, ...queue }) => ({
      ...queue,
      cells: cells.map(({ cell, serviceLevel, ...one }) => ({
        start: isoOf(zone, cell.start),
        end: isoOf(zone, cell.end),
        ...one,
        serviceLevel: { ...serviceLevel },
      })),
    })),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
