import { z } from 'zod';
import { PLANNERS } from '../access.ts';
import { exampleOf } from '../example.ts';
import { historyCsvSchema, historyRowsSchema } from '../history.ts';
import type { OperationDescription } from '../operations.ts';
import {
  absentSchema,
  countSchema,
  dateSchema,
  doubledSchema,
  idSchema,
  intervalNameSchema,
  nameSchema,
  noteSchema,
  timestampSchema,
  zoneSchema,
} from '../scalars.ts';
import { dateQuery, pageQuery, pageSchema, versionedShape, writtenSchema } from './shapes.ts';

/** Days of rows that one answer gives. */
export const MOST_ROW_DAYS = 62;

const written = { at: '2026-03-01T08:30:00.000Z', by: 'local' };

const headExample = {
  id: 'support-calls',
  name: 'Calls of the support',
  team: 'support',
  zone: 'Europe/Berlin',
  rows: 8736,
  firstDate: '2025-09-01',
  lastDate: '2026-03-01',
  version: 1,
  created: written,
  updated: written,
};

export const historyHeadSchema = z
  .strictObject({
    id: idSchema,
    name: nameSchema.optional(),
    team: idSchema.optional().meta({ description: 'Team that answers the contacts.', examples: ['support'] }),
    skill: idSchema.optional().meta({ description: 'Skill that the contacts need.', examples: ['sales'] }),
    zone: zoneSchema,
    interval: intervalNameSchema.optional().meta({ description: 'Length that rows are read at; absent: their step.' }),
    absent: absentSchema.optional(),
    doubled: doubledSchema.optional(),
    rows: countSchema.meta({ description: 'Number of rows.' }),
    firstDate: dateSchema.optional(),
    lastDate: dateSchema.optional(),
    ...versionedShape,
    removed: writtenSchema.optional().meta({
      description: 'Who removed it, and when. It can be read alone: forecasts that were made from it name it.',
    }),
  })
  .meta({
    id: 'StoredHistory',
    description: 'A stored history without its rows.',
    examples: [headExample],
  });

export const newHistorySchema = z
  .strictObject({
    id: idSchema.optional().meta({ description: 'Absent: one is made.', examples: ['support-calls'] }),
    name: nameSchema.optional(),
    team: idSchema.optional(),
    skill: idSchema.optional(),
    history: z.union([historyRowsSchema, historyCsvSchema]),
  })
  .meta({
    id: 'NewHistory',
    description: 'A history to store.',
    examples: [{ id: 'support-calls', history: exampleOf(historyRowsSchema) }],
  });

const notes = z.array(noteSchema).meta({ description: 'What the reading of the rows had to decide.' });

const readHistorySchema = historyHeadSchema.extend({ notes }).meta({
  id: 'ReadHistory',
  description: 'A stored history, and how its rows were read.',
  examples: [{ ...headExample, notes: [] }],
});

const rowsGiven = {
  rows: historyRowsSchema.shape.rows,
  csv: historyCsvSchema.shape.csv,
};

export const historyRowsBodySchema = z
  .strictObject({ rows: rowsGiven.rows.optional(), csv: rowsGiven.csv.optional() })
  .meta({
    id: 'HistoryRowsBody',
    description: 'Rows, either one by one or as the text of a CSV file, read as the rows of the history are.',
    examples: [{ rows: [{ timestamp: '2026-03-02', count: 301 }] }],
  });

const enteredSchema = historyHeadSchema
  .extend({
    added: countSchema.meta({ description: 'Rows that are new.' }),
    corrected: countSchema.meta({ description: 'Rows that have other values now; the old ones are kept.' }),
    same: countSchema.meta({ description: 'Rows that were there already with the same values.' }),
    notes,
  })
  .meta({
    id: 'EnteredRows',
    description: 'A stored history after rows were entered, and what became of them.',
    examples: [{ ...headExample, added: 48, corrected: 0, same: 0, notes: [] }],
  });

export const historyDaySchema = z
  .strictObject({
    date: dateSchema,
    rows: countSchema,
    count: z.number().min(0).meta({ description: 'Contacts offered.' }),
    ahtSeconds: z.number().min(0).optional().meta({ description: 'Weighted by contacts.' }),
  })
  .meta({
    id: 'HistoryDay',
    description: 'One local date of a history.',
    examples: [{ date: '2026-03-02', rows: 48, count: 1210, ahtSeconds: 184.2 }],
  });

const storedRowSchema = z
  .strictObject({
    timestamp: z.string().meta({ description: 'As it was given.', examples: ['2026-03-02T09:00'] }),
    start: timestampSchema.meta({
      description: 'Start of its interval: tells the two passes of a repeated hour apart.',
    }),
    count: z.number().min(0),
    ahtSeconds: z.number().min(0).optional(),
  })
  .meta({
    id: 'StoredHistoryRow',
    description: 'A row of a history as it is stored.',
    examples: [{ timestamp: '2026-03-02T09:00', start: '2026-03-02T09:00:00+01:00', count: 41, ahtSeconds: 180 }],
  });

const rowsSchema = z.strictObject({ items: z.array(storedRowSchema) }).meta({
  id: 'StoredHistoryRows',
  description: 'Rows of some days, in order of time.',
  examples: [{ items: [exampleOf(storedRowSchema)] }],
});

const parameters = { history: 'Id of the history.' };
const tag = 'Histories';

/** Refusals of what is read in a thread. */
const inThread = ['busy', 'contended', 'thread-lost'] as const;

export const historyOperations = {
  createHistory: {
    method: 'post',
    path: '/v1/histories',
    operationId: 'createHistory',
    access: PLANNERS,
    summary: 'Store a history',
    description: 'The rows are read as a forecast reads them, and refused with all that is wrong with them.',
    tag,
    body: newHistorySchema,
    answers: { 201: { description: 'The history.', schema: readHistorySchema, headers: ['ETag', 'Location'] } },
    problems: ['conflict', ...inThread],
  },
  listHistories: {
    method: 'get',
    path: '/v1/histories',
    operationId: 'listHistories',
    access: PLANNERS,
    summary: 'Histories by id',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only histories of this team.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Histories.',
        schema: pageSchema('HistoryPage', 'Part of the list of histories.', historyHeadSchema),
      },
    },
  },
  getHistory: {
    method: 'get',
    path: '/v1/histories/{history}',
    operationId: 'getHistory',
    access: PLANNERS,
    summary: 'A history without its rows',
    tag,
    parameters,
    answers: { 200: { description: 'The history.', schema: historyHeadSchema, headers: ['ETag'] } },
  },
  removeHistory: {
    method: 'delete',
    path: '/v1/histories/{history}',
    operationId: 'removeHistory',
    access: PLANNERS,
    summary: 'Remove a history',
    description:
      'Forecasts that were made from it stay. They name it by id and version, so its id is not given again, and it can still be read with its rows.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
  },
  listHistoryDays: {
    method: 'get',
    path: '/v1/histories/{history}/days',
    operationId: 'listHistoryDays',
    access: PLANNERS,
    summary: 'A history by day',
    tag,
    parameters,
    query: z.strictObject({
      from: dateQuery.meta({ description: 'First local date.' }),
      to: dateQuery.meta({ description: 'Last local date, included.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Days that have rows, in order.',
        schema: pageSchema('HistoryDayPage', 'Part of the days of a history.', historyDaySchema, 'date'),
      },
    },
  },
  getHistoryRows: {
    method: 'get',
    path: '/v1/histories/{history}/rows',
    operationId: 'getHistoryRows',
    access: PLANNERS,
    summary: 'Rows of a history',
    tag,
    parameters,
    query: z.strictObject({
      date: dateQuery.meta({ description: 'One local date, in place of from and to.' }),
      from: dateQuery.meta({ description: 'First local date.' }),
      to: dateQuery.meta({ description: `Last local date, included: at most ${MOST_ROW_DAYS} days.` }),
    }),
    answers: { 200: { description: 'The rows.', schema: rowsSchema, headers: ['ETag'] } },
  },
  appendHistoryRows: {
    method: 'post',
    path: '/v1/histories/{history}/rows',
    operationId: 'appendHistoryRows',
    access: PLANNERS,
    summary: 'Append rows',
    description:
      'All or none. Rows that are there with the same values are passed over; one with other values is refused. A local time that the ' +
      'clocks repeat is the first of both unless the rows give it twice; write the offset of the second. A CSV file or a workbook may be sent as it is, with its own ' +
      'Content-Type.',
    tag,
    parameters,
    body: historyRowsBodySchema,
    takesTables: true,
    ifMatch: 'optional',
    answers: { 200: { description: 'The history, and what was entered.', schema: enteredSchema, headers: ['ETag'] } },
    problems: inThread,
  },
  correctHistoryRows: {
    method: 'patch',
    path: '/v1/histories/{history}/rows',
    operationId: 'correctHistoryRows',
    access: PLANNERS,
    summary: 'Correct rows',
    description:
      'All or none. Each row must be there; its old values are kept with who replaced them and when. A CSV file or a workbook may be sent as it is.',
    tag,
    parameters,
    body: historyRowsBodySchema,
    takesTables: true,
    ifMatch: 'required',
    answers: { 200: { description: 'The history, and what was corrected.', schema: enteredSchema, headers: ['ETag'] } },
    problems: inThread,
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
