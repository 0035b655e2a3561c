import { z } from 'zod';
import type { BacktestSummary, Note } from '../domain/forecast.ts';
import type { History } from '../domain/history.ts';
import { backtestSchema } from './forecast.ts';
import { fromScores } from './forecast-mapping.ts';
import { LIMITS } from './limits.ts';
import { fromNote } from './notes.ts';
import { absentSchema, countSchema, dateSchema, noteSchema, zoneSchema } from './scalars.ts';

const contacts = z.number().min(0).max(LIMITS.contacts);

const rowSchema = z.strictObject({
  origin: dateSchema.meta({
    description: 'Day whose midnight the forecast was made at; no row at or after it was read.',
  }),
  timestamp: z.string().meta({ description: 'As the history has it.', examples: ['2026-03-02T09:00'] }),
  actual: contacts,
  forecast: contacts,
  lower80: contacts,
  upper80: contacts,
  lower95: contacts,
  upper95: contacts,
  actualAhtSeconds: z.number().min(0).optional().meta({ description: 'Where the history has one for the row.' }),
  forecastAhtSeconds: z
    .number()
    .min(0)
    .optional()
    .meta({ description: 'Where the history has any handle time before the origin.' }),
});

/** What `shiftcast backtest` answers. */
export const backtestDocumentSchema = z
  .strictObject({
    kind: z.literal('backtest').default('backtest'),
    zone: zoneSchema,
    from: dateSchema.meta({ description: 'First origin.' }),
    origins: countSchema.meta({ description: 'Origins, seven days apart; the last lies seven days before the end.' }),
    horizonDays: countSchema,
    absent: absentSchema,
    absentDecidedBy: z.enum(['caller', 'rule']).meta({ description: 'Who said what an absent row means.' }),
    summary: backtestSchema,
    rows: z.array(rowSchema).meta({ description: 'One for every row of the history in the weeks judged.' }),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'BacktestDocument', description: 'What would have been forecast for weeks that are known.' });

export type BacktestDocument = z.output<typeof backtestDocumentSchema>;

/** What a backtest made, in the words of the domain. */
type Made = Pick<BacktestDocument, 'from' | 'origins' | 'horizonDays'> & {
  readonly rows: readonly Readonly<BacktestDocument['rows'][number]>[];
  readonly summary: BacktestSummary;
};

/** The backtest as a document. */
export function fromBacktest(
  { zone, absent, absentDecidedBy }: Pick<History, 'zone' | 'absent' | 'absentDecidedBy'>,
  { from, origins, horizonDays, rows, summary }: Made,
  notes: readonly Note[],
): BacktestDocument {
  return {
    kind: 'backtest',
    zone,
    from,
    origins,
    horizonDays,
    absent,
    absentDecidedBy,
    summary: fromScores(summary),
    rows: rows.map((row) => ({ ...row })),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
