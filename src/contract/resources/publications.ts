import { z } from 'zod';
import { PLANNERS, PUBLICATION_READERS } from '../access.ts';
import type { GatedBreach, PublicationGate, Waiver } from '../../domain/schedule.ts';
import type { Zone } from '../../domain/units.ts';
import { fromBreach, fromUnknown } from '../audit-mapping.ts';
import { breachSchema, notCheckedSchema, unknownSchema } from '../breach.ts';
import { exampleOf } from '../example.ts';
import { shortageSchema } from '../roster.ts';
import { fromShortage } from '../roster-mapping.ts';
import { fromTeamBreach, teamBreachSchema } from '../team-rules.ts';
import type { OperationDescription } from '../operations.ts';
import { countSchema, dateSchema, idSchema, nameSchema } from '../scalars.ts';
import { scheduledShiftSchema } from '../schedules/scheduled-shift.ts';
import { dateQuery, pageQuery, pageSchema, versionSchema, writtenSchema } from './shapes.ts';

/** Waivers of one publication, at most. */
const MOST_WAIVERS = 1000;

export const waiverSchema = z
  .strictObject({
    rule: idSchema.meta({
      description: 'Id of the rule, also of one of the team as a whole; hard-cover for floors that must be met.',
      examples: ['minimum-rest'],
    }),
    employee: idSchema.optional().meta({ description: 'Only breaches of this employee; none of the team as a whole.' }),
    date: dateSchema.optional().meta({ description: 'Only breaches that touch this date.' }),
    reason: z
      .string()
      .min(1)
      .max(1000)
      .meta({ description: 'Why it may be.', examples: ['Anna asked for it.'] }),
    name: nameSchema.min(1).meta({ description: 'Who answers for it.', examples: ['Kim Berg'] }),
  })
  .meta({
    id: 'Waiver',
    description: 'Leave to publish breaches of severity block, hard rules of the team or hard floors not met.',
    examples: [
      { rule: 'minimum-rest', employee: 'anna', date: '2026-03-02', reason: 'Anna asked for it.', name: 'Kim Berg' },
    ],
  });

const newPublicationSchema = z
  .strictObject({
    from: dateSchema.optional().meta({ description: 'First date; default that of the draft.' }),
    to: dateSchema.optional().meta({ description: 'Last date, included; default that of the draft.' }),
    waivers: z.array(waiverSchema).max(MOST_WAIVERS).default([]),
  })
  .meta({
    id: 'NewPublication',
    description: 'What of a draft is to be published, and which breaches are let through.',
    examples: [{ waivers: [] }],
  });

const gatedSchema = z
  .strictObject({
    ...breachSchema.shape,
    passes: z.enum(['waived', 'agreed', 'listed', 'refused']).meta({
      description: 'Why it may be published: a waiver, an agreement on record, or a severity that asks for neither.',
    }),
    waiver: waiverSchema.optional(),
    agreement: z.string().optional().meta({ description: 'Id of the agreement on record, of several the first.' }),
    agreements: z.array(z.string()).optional().meta({
      description: 'Ids of all of them, where the dates of the breach are covered by more than one together.',
    }),
  })
  .meta({
    id: 'GatedBreach',
    description: 'A breach in what was published, and what let it pass.',
    examples: [{ ...(exampleOf(breachSchema) as object), severity: 'warn', passes: 'listed' }],
  });

const gatedTeamBreachSchema = z
  .strictObject({
    ...teamBreachSchema.shape,
    passes: z.enum(['waived', 'listed', 'refused']).meta({
      description: 'Why it may be published: a waiver, or a rule that has a weight.',
    }),
    waiver: waiverSchema.optional(),
  })
  .meta({
    id: 'GatedTeamBreach',
    description: 'A rule of the team as a whole that is not kept in what was published, and what let it pass.',
    examples: [{ ...(exampleOf(teamBreachSchema) as object), severity: 'warn', passes: 'listed' }],
  });

const gatedShortageSchema = z
  .strictObject({
    ...shortageSchema.shape,
    passes: z.enum(['waived', 'refused']),
    waiver: waiverSchema.optional(),
  })
  .meta({
    id: 'GatedShortage',
    description: 'A floor that must be met and is not in what was published, and the waiver that let it pass.',
    examples: [
      {
        ...(exampleOf(shortageSchema) as object),
        passes: 'waived',
        waiver: { rule: 'hard-cover', reason: 'The line is closed.', name: 'Kim Berg' },
      },
    ],
  });

const exampleHead = {
  id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
  team: 'support',
  number: 3,
  from: '2026-03-02',
  to: '2026-03-08',
  draft: { id: '0199a0c2-0000-7cc0-8a53-1a6b9a3a7f10', version: 4 },
  shiftCount: 7,
  created: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
};

export const publicationHeadSchema = z
  .strictObject({
    id: z.string(),
    team: idSchema,
    number: countSchema.meta({ description: '1, 2, 3 ... of the team.' }),
    from: dateSchema,
    to: dateSchema.meta({ description: 'Last date, included.' }),
    draft: z.strictObject({ id: z.string(), version: versionSchema }),
    shiftCount: countSchema.meta({ description: 'Number of shifts published.' }),
    created: writtenSchema,
  })
  .meta({ id: 'PublicationHead', description: 'A publication in short.', examples: [exampleHead] });

const gateSchema = z
  .strictObject({
    breaches: z.array(gatedSchema),
    unknowns: z.array(unknownSchema),
    notChecked: z.array(notCheckedSchema),
    teamBreaches: z.array(gatedTeamBreachSchema).optional().meta({
      description:
        'Rules of the team as a whole that are not kept; absent where nothing is asked of the team as a whole.',
    }),
    shortages: z.array(gatedShortageSchema).optional().meta({
      description: 'Floors that must be met and are not; absent where nothing is asked of the team as a whole.',
    }),
  })
  .meta({
    id: 'PublicationGate',
    description: 'What was judged before the publication was let through.',
    examples: [{ breaches: [], unknowns: [], notChecked: [] }],
  });

const differenceSchema = z
  .strictObject({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    removed: z.array(z.string()),
    unchanged: countSchema,
  })
  .meta({
    id: 'PublicationDifference',
    description: 'Ids of the published shifts that came, changed and went, and how many stayed as they were.',
    examples: [{ added: ['anna@2026-03-02#1'], changed: [], removed: [], unchanged: 6 }],
  });

const publicationSchema = z
  .strictObject({
    ...publicationHeadSchema.shape,
    teamVersion: versionSchema.meta({ description: "The team's version that it was judged by." }),
    gate: gateSchema,
    difference: differenceSchema,
    shifts: z.array(scheduledShiftSchema).meta({ description: 'As published, in order of start.' }),
  })
  .meta({
    id: 'Publication',
    description: 'Days of a team that were published. It never changes.',
    examples: [
      {
        ...exampleHead,
        teamVersion: 1,
        gate: exampleOf(gateSchema),
        difference: exampleOf(differenceSchema),
        shifts: [exampleOf(scheduledShiftSchema)],
      },
    ],
  });

function fromWaiver({ rule, employee, date, reason, name }: Waiver): object {
  return {
    rule,
    ...(employee === undefined ? {} : { employee }),
    ...(date === undefined ? {} : { date }),
    reason,
    name,
  };
}

function fromGated(zone: Zone, { breach, passes, waiver, agreement, agreements, otherTeam }: GatedBreach): object {
  return {
    ...fromBreach(zone, breach),
    passes,
    ...(waiver === undefined ? {} : { waiver: fromWaiver(waiver) }),
    ...(agreement === undefined ? {} : { agreement }),
    ...(agreements === undefined ? {} : { agreements: [...agreements] }),
    ...(otherTeam === undefined ? {} : { otherTeam }),
  };
}

/** What was judged before a publication, as a document. */
export function fromGate(zone: Zone, gate: PublicationGate): object {
  const { breaches, unknowns, notChecked, teamBreaches, shortages } = gate;
  const passage = ({ passes, waiver }: { readonly passes: string; readonly waiver?: Waiver | undefined }): object => ({
    passes,
    ...(waiver === undefined ? {} : { waiver: fromWaiver(waiver) }),
  });
  return {
    breaches: breaches.map((gated) => fromGated(zone, gated)),
    unknowns: unknowns.map((unknown) => fromUnknown(zone, unknown)),
    notChecked: notChecked.map((gap) => ({ ...gap })),
    ...(teamBreaches === undefined
      ? {}
      : { teamBreaches: teamBreaches.map((one) => ({ ...fromTeamBreach(zone, one.breach), ...passage(one) })) }),
    ...(shortages === undefined
      ? {}
      : { shortages: shortages.map((one) => ({ ...fromShortage(zone, one.shortage), ...passage(one) })) }),
  };
}

const tag = 'Publications';

export const publicationOperations = {
  publishDraft: {
    method: 'post',
    path: '/v1/rosters/{roster}/publications',
    operationId: 'publishDraft',
    access: PLANNERS,
    summary: 'Publish a draft',
    description:
      'Replaces what the team has published on these dates, and nothing else. Employees are judged by all that is published for them, in every team. A ' +
      'breach of severity block needs a waiver, one of severity agreement an agreement on record; all others are listed. A hard rule of the team as a whole ' +
      'and a hard floor of the draft need a waiver too.',
    tag,
    parameters: { roster: 'Id of the draft.' },
    body: newPublicationSchema,
    ifMatch: 'required',
    answers: { 201: { description: 'The publication.', schema: publicationSchema, headers: ['Location'] } },
    problems: ['not-publishable'],
  },
  listPublications: {
    method: 'get',
    path: '/v1/publications',
    operationId: 'listPublications',
    access: PUBLICATION_READERS,
    summary: 'Publications, the newest first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only publications of this team.' }),
      from: dateQuery.meta({ description: 'Only publications with days on or after this date.' }),
      to: dateQuery.meta({ description: 'Only publications with days on or before this date.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Publications.',
        schema: pageSchema('PublicationPage', 'Part of the list of publications.', publicationHeadSchema),
      },
    },
  },
  getPublication: {
    method: 'get',
    path: '/v1/publications/{publication}',
    operationId: 'getPublication',
    access: PUBLICATION_READERS,
    summary: 'A publication',
    tag,
    parameters: { publication: 'Id of the publication.' },
    answers: { 200: { description: 'The publication.', schema: publicationSchema, headers: ['ETag'] } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
