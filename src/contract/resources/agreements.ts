import { z } from 'zod';
import { PEOPLE } from '../access.ts';
import { isLocalDate } from '../../domain/calendar.ts';
import { text } from '../cursor.ts';
import type { Check } from '../documents.ts';
import { issue } from '../messages/render.ts';
import type { OperationDescription } from '../operations.ts';
import { checkRuleId } from '../rule-checks.ts';
import { dateSchema, idSchema, nameSchema } from '../scalars.ts';
import { dateQuery, pageQuery, pageSchema, versionedShape, writtenSchema } from './shapes.ts';

const shape = {
  team: idSchema.meta({ description: 'Id of the team.', examples: ['support'] }),
  employee: idSchema
    .optional()
    .meta({ description: 'One employee; absent: everybody of the team.', examples: ['anna'] }),
  rule: idSchema.meta({ description: 'Id of the rule that it lifts.', examples: ['maximum-hours-day'] }),
  from: dateSchema.meta({ description: 'First local date that it holds for.' }),
  to: dateSchema.meta({ description: 'Last local date that it holds for, included.' }),
  reference: nameSchema.min(1).meta({ description: 'Where the paper is.', examples: ['Works agreement 12/2026'] }),
  signedOn: dateSchema.meta({ description: 'Day on which it was signed.' }),
};

const body = {
  team: 'support',
  rule: 'maximum-hours-day',
  from: '2026-03-01',
  to: '2026-05-31',
  reference: 'Works agreement 12/2026',
  signedOn: '2026-02-12',
};

const newAgreementSchema = z.strictObject(shape).meta({
  id: 'NewAgreement',
  description:
    'An agreement on record: breaches of its rule pass on its dates, where the rule is one that an agreement may lift.',
  examples: [body],
});

/** The relations inside an agreement. */
const checkAgreement: Check = (root, add) => {
  checkRuleId(root, 'rule', add);
  const [from, to] = [text(root, 'from'), text(root, 'to')];
  if (from !== undefined && to !== undefined && isLocalDate(from) && isLocalDate(to) && to < from)
    add(issue('window-empty', '/to', { from, to }));
};

const written = { at: '2026-02-20T08:30:00.000Z', by: 'local' };

const removedSchema = writtenSchema.optional().meta({
  description: 'Who removed it, and when. It lifts nothing any more, and what was published under it names it.',
});

export const agreementSchema = z
  .strictObject({ id: z.string(), ...shape, ...versionedShape, removed: removedSchema })
  .meta({
    id: 'Agreement',
    description: 'An agreement as it is stored.',
    examples: [{ id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10', ...body, version: 1, created: written, updated: written }],
  });

const parameters = { agreement: 'Id of the agreement.' };
const tag = 'Agreements';

export const agreementOperations = {
  createAgreement: {
    method: 'post',
    path: '/v1/agreements',
    operationId: 'createAgreement',
    access: PEOPLE,
    summary: 'Record an agreement',
    tag,
    body: newAgreementSchema,
    checks: [checkAgreement],
    answers: { 201: { description: 'The agreement.', schema: agreementSchema, headers: ['ETag', 'Location'] } },
  },
  listAgreements: {
    method: 'get',
    path: '/v1/agreements',
    operationId: 'listAgreements',
    access: PEOPLE,
    summary: 'Agreements that hold, the last recorded first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only agreements of this team.' }),
      from: dateQuery.meta({ description: 'Only agreements that hold on this local date or a later one.' }),
      to: dateQuery.meta({ description: 'Only agreements that hold on this local date or an earlier one.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Agreements.',
        schema: pageSchema('AgreementPage', 'Part of the list of agreements.', agreementSchema),
      },
    },
  },
  getAgreement: {
    method: 'get',
    path: '/v1/agreements/{agreement}',
    operationId: 'getAgreement',
    access: PEOPLE,
    summary: 'An agreement, also one that was removed',
    tag,
    parameters,
    answers: { 200: { description: 'The agreement.', schema: agreementSchema, headers: ['ETag'] } },
  },
  removeAgreement: {
    method: 'delete',
    path: '/v1/agreements/{agreement}',
    operationId: 'removeAgreement',
    access: PEOPLE,
    summary: 'Remove an agreement',
    description:
      'What was published under it stays published, and it can still be read there; no other publication passes by it.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
