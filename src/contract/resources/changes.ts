import { z } from 'zod';
import { PLANNERS } from '../access.ts';
import { changePricesSchema } from '../baseline.ts';
import { replacementsBodySchema, replacementsSchema, swapBodySchema, swapSchema } from '../changed-rosters.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { horizonSchema } from '../problem.ts';
import { dateSchema, noteSchema } from '../scalars.ts';

/** Replacements and swaps in what is stored: a draft, or what a team has published. */

const againstSchema = z
  .strictObject({
    asOf: dateSchema
      .optional()
      .meta({ description: 'The day on which changes are told; default the first one.', examples: ['2026-02-27'] }),
    prices: changePricesSchema.prefault({}),
  })
  .meta({
    id: 'ToldChanges',
    description: 'What it costs to tell people something else than what is published.',
    examples: [{ asOf: '2026-02-27', prices: { notice: [{ withinDays: 4, factor: 3 }] } }],
  });

const { vacated, absences, limit } = replacementsBodySchema.shape;
const vacantShape = {
  vacated,
  absences: absences.meta({
    description:
      'People who are absent: all their shifts that start on these days are vacant. Without `vacated` and `absences`: the shifts that the absences on record take away.',
  }),
  limit,
};
const { give, take, to } = swapBodySchema.shape;
const swapShape = { give, take, to };
const exampleSwap = { give: 'anna@2026-03-02#1', take: 'bo@2026-03-03#1' };

const draftAgainst = againstSchema.optional().meta({
  description: 'Count changes against what the team has published on these days; default: against the draft itself.',
});
const daysShape = {
  ...horizonSchema.shape,
  against: againstSchema.prefault({}),
};

const draftReplacementsSchema = z.strictObject({ ...vacantShape, against: draftAgainst }).meta({
  id: 'DraftReplacementsBody',
  description: 'What of a draft nobody works any more.',
  examples: [{ vacated: ['anna-monday'] }],
});

const teamReplacementsSchema = z.strictObject({ ...daysShape, ...vacantShape }).meta({
  id: 'TeamReplacementsBody',
  description: 'Days of what a team has published, and what of it nobody works any more.',
  examples: [{ from: '2026-03-02', days: 7, absences: [{ employee: 'anna', from: '2026-03-02', to: '2026-03-02' }] }],
});

const draftSwapSchema = z.strictObject(swapShape).meta({
  id: 'DraftSwapBody',
  description: 'An exchange of two shifts of a draft, or the gift of one.',
  examples: [{ give: 'anna-monday', take: 'bo-tuesday' }],
});

const teamSwapSchema = z.strictObject({ ...daysShape, ...swapShape }).meta({
  id: 'TeamSwapBody',
  description: 'Days of what a team has published, and an exchange of two of its shifts, or the gift of one.',
  examples: [{ from: '2026-03-02', days: 7, ...exampleSwap }],
});

const notes = z.array(noteSchema).meta({ description: 'What of the store could not be taken as it stands.' });

const storedReplacementsSchema = z.strictObject({ ...replacementsSchema.shape, notes }).meta({
  id: 'StoredReplacements',
  description: 'Who could work what nobody works any more, with the edits that say so.',
  examples: [{ ...(exampleOf(replacementsSchema) as object), notes: [] }],
});

const storedSwapSchema = z.strictObject({ ...swapSchema.shape, notes }).meta({
  id: 'StoredSwap',
  description: 'An exchange, judged for both; nothing is changed.',
  examples: [{ ...(exampleOf(swapSchema) as object), notes: [] }],
});

const answers = {
  replacements: { 200: { description: 'Who could work them.', schema: storedReplacementsSchema } },
  swap: { 200: { description: 'The verdict and its reasons.', schema: storedSwapSchema } },
} as const;
const ofDraft = { replacements: withVersion(answers.replacements), swap: withVersion(answers.swap) };

/** The ETag of an answer about a draft is the version that it is about: what the edits start from. */
function withVersion<T extends { readonly 200: object }>(told: T) {
  return { 200: { ...(told[200] as T[200]), headers: ['ETag'] as const } };
}

const JUDGED =
  'Each employee is judged by all that any team has published for her, with the absences and agreements on record. ';

export const changeOperations = {
  draftReplacements: {
    method: 'post',
    path: '/v1/rosters/{roster}/replacements',
    operationId: 'findDraftReplacements',
    access: PLANNERS,
    summary: 'Who could work vacated shifts of a draft',
    description: `${JUDGED}Nothing is changed: the edits of a candidate are sent to the draft, with the ETag of this answer.`,
    tag: 'Rosters',
    parameters: { roster: 'Id of the draft.' },
    body: draftReplacementsSchema,
    answers: ofDraft.replacements,
    problems: ['busy', 'thread-lost'],
  },
  draftSwap: {
    method: 'post',
    path: '/v1/rosters/{roster}/swaps',
    operationId: 'judgeDraftSwap',
    access: PLANNERS,
    summary: 'An exchange of shifts of a draft, judged for both',
    description: `${JUDGED}Nothing is changed: the edits of the answer are sent to the draft, with its ETag.`,
    tag: 'Rosters',
    parameters: { roster: 'Id of the draft.' },
    body: draftSwapSchema,
    answers: ofDraft.swap,
    problems: ['busy', 'thread-lost'],
  },
  teamReplacements: {
    method: 'post',
    path: '/v1/teams/{team}/replacements',
    operationId: 'findTeamReplacements',
    access: PLANNERS,
    summary: 'Who could work vacated shifts of what is published',
    description: `${JUDGED}Wanted is what the draft wanted that a day was published from; every change has its price. The edits of a candidate fit a draft that is copied from these days.`,
    tag: 'Schedules',
    parameters: { team: 'Id of the team.' },
    body: teamReplacementsSchema,
    answers: answers.replacements,
    problems: ['busy', 'thread-lost'],
  },
  teamSwap: {
    method: 'post',
    path: '/v1/teams/{team}/swaps',
    operationId: 'judgeTeamSwap',
    access: PLANNERS,
    summary: 'An exchange of published shifts, judged for both',
    description: `${JUDGED}Wanted is what the draft wanted that a day was published from. The edits of the answer fit a draft that is copied from these days.`,
    tag: 'Schedules',
    parameters: { team: 'Id of the team.' },
    body: teamSwapSchema,
    answers: answers.swap,
    problems: ['busy', 'thread-lost'],
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
