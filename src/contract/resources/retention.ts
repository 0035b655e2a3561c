import { z } from 'zod';
import { MOST_RETENTION_DAYS, RETENTION_KINDS, type RetentionKind } from '../../domain/retention.ts';
import type { Outcome } from '../../domain/issue.ts';
import { ADMINISTRATORS } from '../access.ts';
import { readDocument } from '../documents.ts';
import type { OperationDescription } from '../operations.ts';
import { countSchema, dateSchema } from '../scalars.ts';
import { versionSchema, writtenSchema } from './shapes.ts';

/** What each kind is, and what its days are counted from. */
const KINDS: Readonly<Record<RetentionKind, string>> = {
  teams:
    'Removed teams with their people, from their removal, once nothing is left of them. Their ids can be given again.',
  'job-results': 'Requests, results and progress of jobs, from their end; the jobs stay. Usually JOB_DAYS.',
  jobs: 'Jobs, from their end.',
  'webhook-deliveries': 'Messages to webhooks, from their end, and webhooks that were removed. Usually 30.',
  'calendar-links': 'Links to calendars, from their removal.',
  keys: 'Keys that expired or were revoked, from then on. Their names can be taken again.',
  publications: 'Publications and published shifts, from their last date. The law says how long at least.',
  attendances: 'Attendance, from the last date of its import. The law says how long at least.',
  results:
    'Results of employees, from their date; targets, from when another one took their place or, of those that nobody accepted, from when they were proposed.',
  agreements: 'Agreements, from their last date. The law says how long at least.',
  absences: 'Absences with their reasons, from their last date, or from their removal.',
  drafts: 'Drafts, from their last date or last change, or from their removal.',
  'draft-versions': 'Versions of drafts, from when the next one took their place.',
  audits: 'Stored audits, from when they were made.',
  requirements: 'Stored requirements, from when they were made.',
  forecasts: 'Stored forecasts, from when they were made.',
  histories: 'Rows of histories, from their date; removed histories whole, from their removal.',
  trail: 'Entries of the trail, from the oldest on.',
};

const daysSchema = z
  .int()
  .min(1)
  .max(MOST_RETENTION_DAYS)
  .nullable()
  .meta({ description: 'Whole days; null: for ever.', examples: [800] });

const daysShape = Object.fromEntries(
  RETENTION_KINDS.map((kind) => [kind, daysSchema.optional().meta({ description: KINDS[kind], examples: [800] })]),
) as Readonly<Record<RetentionKind, z.ZodOptional<typeof daysSchema>>>;

const newRetentionSchema = z.strictObject(daysShape).meta({
  id: 'NewRetention',
  description:
    'Days for which things are kept, by their kind; null: for ever. Kinds that are left out have their usual periods.',
  examples: [{ jobs: 90, publications: 800, attendances: 800, trail: null }],
});

const lawSchema = z
  .strictObject({
    pack: z.string().optional().meta({ description: 'Pack of the product; absent: of teams whose packs do not tell.' }),
    days: countSchema.meta({ description: 'Days for which records of hours are kept at least.' }),
    source: z.string(),
    verified: z.boolean().meta({ description: 'Whether it was read in the source itself.' }),
    teams: countSchema.meta({ description: 'Teams for which it decides.' }),
  })
  .meta({
    id: 'RetentionLaw',
    description: 'How long the law of some teams wants records of hours.',
    examples: [{ pack: 'uk', days: 731, source: 'Working Time Regulations 1998, reg. 9', verified: true, teams: 3 }],
  });

const retentionSchema = z
  .strictObject({
    kinds: z.array(
      z
        .strictObject({
          kind: z.enum(RETENTION_KINDS),
          days: daysSchema,
          least: countSchema.meta({ description: 'Shortest period that may be given.' }),
          given: z.boolean().meta({ description: 'False: the usual period.' }),
        })
        .meta({
          id: 'RetentionPeriod',
          description: 'The period of a kind.',
          examples: [{ kind: 'jobs', days: 90, least: 1, given: true }],
        }),
    ),
    laws: z
      .array(lawSchema)
      .meta({ description: 'Laws of the teams. Hours of a team are kept for as long as its own wants.' }),
    ranAt: z.string().optional().meta({ format: 'date-time', description: 'End of the last whole run, UTC.' }),
    version: versionSchema,
    updated: writtenSchema.optional(),
  })
  .meta({
    id: 'Retention',
    description: 'How long what is stored is kept.',
    examples: [{ kinds: [{ kind: 'jobs', days: 90, least: 1, given: true }], laws: [], version: 2 }],
  });

const lineSchema = z
  .strictObject({
    kind: z.enum(RETENTION_KINDS),
    rows: z.record(z.string(), countSchema).meta({ description: 'Rows by table.' }),
    oldest: dateSchema.optional().meta({ description: 'Date that the oldest of them is counted from.' }),
    newest: dateSchema.optional().meta({ description: 'Date that the newest of them is counted from.' }),
  })
  .meta({
    id: 'RetentionLine',
    description: 'What of a kind goes.',
    examples: [{ kind: 'jobs', rows: { jobs: 12 }, oldest: '2026-01-02', newest: '2026-01-30' }],
  });

const newRunSchema = z
  .strictObject({ dryRun: z.boolean().meta({ description: 'Only tells what would go.' }) })
  .meta({ id: 'NewRetentionRun', description: 'A look at what is past its time.', examples: [{ dryRun: true }] });

const runSchema = z
  .strictObject({
    dryRun: z.boolean(),
    complete: z
      .boolean()
      .meta({ description: 'False: there is more; ask again. It goes by itself, too, within the day.' }),
    lines: z.array(lineSchema).meta({ description: 'Kinds that have a period.' }),
  })
  .meta({
    id: 'RetentionRun',
    description: 'What went, or would go.',
    examples: [
      {
        dryRun: true,
        complete: true,
        lines: [{ kind: 'jobs', rows: { jobs: 12 }, oldest: '2026-01-02', newest: '2026-01-30' }],
      },
    ],
  });

const tag = 'Retention';
const access = ADMINISTRATORS;

export const retentionOperations = {
  getRetention: {
    method: 'get',
    path: '/v1/retention',
    operationId: 'getRetention',
    access,
    summary: 'How long what is stored is kept',
    tag,
    answers: {
      200: { description: 'Periods, and the laws that bound them.', schema: retentionSchema, headers: ['ETag'] },
    },
  },
  replaceRetention: {
    method: 'put',
    path: '/v1/retention',
    operationId: 'replaceRetention',
    access,
    summary: 'Say how long what is stored is kept',
    description:
      'From the next daily run on. Records of hours are kept for as long as the law of their team wants, whatever is given; a period that is too short for all teams is refused. ' +
      'What is past its time stays as long as something that stays names it: a draft that was published, a forecast of which a requirement was made, a roster that a job is working on.',
    tag,
    body: newRetentionSchema,
    ifMatch: 'required',
    answers: { 200: { description: 'Periods as they are now.', schema: retentionSchema, headers: ['ETag'] } },
  },
  runRetention: {
    method: 'post',
    path: '/v1/retention/runs',
    operationId: 'runRetention',
    access,
    summary: 'Remove what is past its time, or tell what would go',
    description:
      'It is done every day without being asked. Small transactions, each with its entry in the trail: whatever ends it leaves the store whole. Answers after half a minute at the latest.',
    tag,
    body: newRunSchema,
    problems: ['conflict'],
    answers: { 201: { description: 'What went, or would go.', schema: runSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;

/** Reads periods from a document. */
export function parseRetention(input: unknown): Outcome<z.output<typeof newRetentionSchema>> {
  return readDocument(newRetentionSchema, input, []);
}
