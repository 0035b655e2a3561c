import { z } from 'zod';
import { PEOPLE } from '../access.ts';
import { auditSchema } from '../breach.ts';
import type { Check } from '../documents.ts';
import { exampleOf } from '../example.ts';
import { member } from '../cursor.ts';
import { LIMITS } from '../limits.ts';
import { issue } from '../messages/render.ts';
import type { OperationDescription } from '../operations.ts';
import { viewSchema } from '../protected-view.ts';
import { dateSchema, idSchema, noteSchema } from '../scalars.ts';
import { madeExample, madeShape } from './made.ts';
import { pageQuery, pageSchema, versionSchema } from './shapes.ts';

const newAuditSchema = z
  .strictObject({
    from: dateSchema.optional().meta({ description: 'First local date that is judged; default that of the draft.' }),
    days: z
      .int()
      .min(1)
      .max(LIMITS.auditDays)
      .optional()
      .meta({ description: `Number of days, 1 to ${LIMITS.auditDays}; default those of the draft.`, examples: [28] }),
    packs: z
      .array(idSchema)
      .max(LIMITS.packs)
      .optional()
      .meta({ description: "Packs besides the team's.", examples: [['cn']] }),
    draft: z
      .strictObject({ id: idSchema, version: versionSchema.optional() })
      .optional()
      .meta({ description: 'Judge the days as they would be with this draft published; default its newest version.' }),
    view: viewSchema.meta({
      description:
        'Who asks: with `hr` this one answer tells rules of protected employees as they are. What is stored, and read again, is told as to everybody.',
    }),
  })
  .meta({
    id: 'NewAudit',
    description: 'Which days of the published schedule are judged. Without a draft both from and days are needed.',
    examples: [{ from: '2026-03-02', days: 28 }],
  });

/** The relations inside a request for an audit. */
const checkNewAudit: Check = (root, add) => {
  const isObject = typeof root.value === 'object' && root.value !== null && !Array.isArray(root.value);
  if (!isObject || member(root, 'draft').value !== undefined) return;
  for (const [field, expected] of [
    ['from', 'a date'],
    ['days', 'a number of days'],
  ] as const) {
    const { value, path } = member(root, field);
    if (value === undefined) add(issue('required', path, { field, expected }));
  }
};

const example = {
  ...madeExample,
  inputs: { team: 'support', teamVersion: 4 },
  parameters: { from: '2026-03-02', days: 7 },
};

export const auditHeadSchema = z.strictObject(madeShape).meta({
  id: 'AuditHead',
  description: 'A stored audit in short.',
  examples: [example],
});

const storedAuditSchema = z
  .strictObject({
    ...madeShape,
    audit: auditSchema,
    notes: z.array(noteSchema).meta({ description: 'What of the schedule could not be judged as it stands.' }),
  })
  .meta({
    id: 'StoredAudit',
    description: 'An audit as it is stored.',
    examples: [{ ...example, audit: exampleOf(auditSchema), notes: [] }],
  });

const tag = 'Audits';

export const auditOperations = {
  createAudit: {
    method: 'post',
    path: '/v1/teams/{team}/audits',
    operationId: 'createAudit',
    access: PEOPLE,
    summary: 'Audit the published schedule of a team',
    description:
      'Each employee is judged by all that any team has published for her, with the absences on record. The audit is stored and never changes.',
    tag,
    parameters: { team: 'Id of the team.' },
    body: newAuditSchema,
    checks: [checkNewAudit],
    answers: { 201: { description: 'The audit.', schema: storedAuditSchema, headers: ['ETag', 'Location'] } },
    problems: ['busy', 'thread-lost'],
  },
  listAudits: {
    method: 'get',
    path: '/v1/audits',
    operationId: 'listAudits',
    access: PEOPLE,
    summary: 'Stored audits, the newest first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only audits of this team.' }),
      draft: idSchema.optional().meta({ description: 'Only audits of this draft.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Audits.',
        schema: pageSchema('AuditPage', 'Part of the list of audits.', auditHeadSchema),
      },
    },
  },
  getAudit: {
    method: 'get',
    path: '/v1/audits/{audit}',
    operationId: 'getAudit',
    access: PEOPLE,
    summary: 'A stored audit',
    tag,
    parameters: { audit: 'Id of the audit.' },
    answers: { 200: { description: 'The audit.', schema: storedAuditSchema, headers: ['ETag'] } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
