import { z } from 'zod';
import type { Baseline, BaselineChange, ChangePrices } from '../domain/changes.ts';
import type { Zone } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { list, member, number } from './cursor.ts';
import type { Add } from './documents.ts';
import { exampleOf } from './example.ts';
import { issue } from './messages/render.ts';
import { countSchema, dateSchema } from './scalars.ts';
import { checkShifts } from './shift-checks.ts';
import { fromShift, toShifts } from './shift-mapping.ts';
import { shiftSchema, shiftsSchema } from './shift.ts';
import { checkDistinct, type TeamNames } from './team-checks.ts';

/** Steps of notice that one baseline may have: a law names two or three. */
const MOST_STEPS = 20;

const noticeSchema = z
  .strictObject({
    withinDays: z.int().min(0).max(366).meta({
      description: 'The step holds where the day is at most this many days after `asOf`; of several the nearest.',
    }),
    factor: z.number().min(0).max(1e6).default(1).meta({ description: 'The points of a change, this many times.' }),
    premium: z.number().min(0).max(1e9).optional().meta({
      description: 'Money owed for each change so late; it counts at the price `labourCost`.',
    }),
  })
  .meta({
    id: 'NoticeStep',
    description: 'What a change costs from so many days ahead on.',
    examples: [{ withinDays: 4, factor: 3, premium: 20 }],
  });

/** Points of a change where a document names no price: an hour moved is a fifth of an agent-hour short. */
export const DEFAULT_CHANGE_PRICES: ChangePrices = {
  moved: 20,
  perHourMoved: 10,
  added: 60,
  removed: 30,
  otherWork: 10,
  movedBreak: 2,
  notice: [],
};

const price = (fallback: number, description: string) =>
  z
    .number()
    .min(0)
    .max(1e9)
    .default(fallback)
    .meta({ description: `Points ${description}.`, examples: [fallback] });

export const changePricesSchema = z
  .strictObject({
    moved: price(DEFAULT_CHANGE_PRICES.moved, 'for other times on the same day'),
    perHourMoved: price(DEFAULT_CHANGE_PRICES.perHourMoved, 'per hour that start and end move, both together, besides'),
    added: price(DEFAULT_CHANGE_PRICES.added, 'for a shift on a day that had none'),
    removed: price(DEFAULT_CHANGE_PRICES.removed, 'for a published shift that is not worked'),
    otherWork: price(DEFAULT_CHANGE_PRICES.otherWork, 'for another skill or template at the same times'),
    movedBreak: price(2, 'for each break of a shift that is otherwise kept which moves'),
    notice: z.array(noticeSchema).max(MOST_STEPS).default([]).meta({ description: 'Dearer as the day comes nearer.' }),
  })
  .meta({
    id: 'ChangePrices',
    description: 'Points of each difference from what was published.',
    examples: [{ moved: 20, added: 60, removed: 30, notice: [{ withinDays: 4, factor: 3 }] }],
  });

export const baselineSchema = z
  .strictObject({
    shifts: shiftsSchema.meta({ description: 'What was published. Shifts of other days do not count.' }),
    asOf: dateSchema.meta({ description: 'The day on which changes are told.', examples: ['2026-02-27'] }),
    prices: changePricesSchema.prefault({}),
  })
  .meta({
    id: 'Baseline',
    description: 'What employees were told that they work, and what each difference from it costs.',
    examples: [{ shifts: [exampleOf(shiftSchema)], asOf: '2026-02-27' }],
  });

const changeSchema = z
  .strictObject({
    kind: z.enum(['breaks', 'moved', 'other-work', 'added', 'removed']),
    employee: z.string(),
    date: dateSchema,
    from: shiftSchema.optional().meta({ description: 'The published shift.' }),
    to: shiftSchema.optional().meta({ description: 'The shift in place of it.' }),
    points: z.number(),
    premium: z.number().meta({ description: 'Money owed for it.' }),
  })
  .meta({
    id: 'BaselineChange',
    description: 'What became of one published shift.',
    examples: [
      { kind: 'removed', employee: 'anna', date: '2026-03-02', from: exampleOf(shiftSchema), points: 30, premium: 0 },
    ],
  });

export const changesSchema = z
  .strictObject({
    kept: countSchema.meta({ description: 'Published shifts that stay as they were.' }),
    list: z.array(changeSchema),
  })
  .meta({
    id: 'BaselineChanges',
    description: 'How the roster differs from what was published.',
    examples: [{ kept: 4, list: [exampleOf(changeSchema)] }],
  });

export type BaselineRead = z.output<typeof baselineSchema>;

/** The baseline of a checked document. */
export function toBaseline(zone: Zone, { shifts, asOf, prices }: BaselineRead): Baseline {
  return { shifts: toShifts(zone, shifts), asOf, prices };
}

/** The baseline as a document. */
export function fromBaseline(zone: Zone, { shifts, asOf, prices }: Baseline): BaselineRead {
  return {
    shifts: shifts.map((shift) => fromShift(zone, shift)),
    asOf,
    prices: { ...prices, movedBreak: prices.movedBreak ?? 0, notice: prices.notice.map((step) => ({ ...step })) },
  };
}

/** What a baseline has wrong besides its schema. Its shifts may follow templates and skills that the team no longer has. */
export function checkBaseline(baseline: Cursor, zone: Zone, names: TeamNames, add: Add): void {
  if (baseline.value === undefined) return;
  checkShifts(member(baseline, 'shifts'), zone, names, false, add);
  checkDistinct(list(baseline, 'shifts'), add);
  const seen = new Map<number, string>();
  for (const step of list(member(baseline, 'prices'), 'notice')) {
    const days = number(step, 'withinDays');
    const first = days === undefined ? undefined : seen.get(days);
    if (days === undefined) continue;
    if (first === undefined) seen.set(days, step.path);
    else add(issue('notice-repeated', `${step.path}/withinDays`, { days, first }));
  }
}

/** How a roster differs from what was published, as a document. */
export function fromChanges(zone: Zone, changes: readonly BaselineChange[]): z.output<typeof changesSchema> {
  return {
    kept: changes.filter(({ kind }) => kind === 'kept').length,
    list: changes.flatMap(({ kind, employeeId, date, from, to, points, premium }) =>
      kind === 'kept'
        ? []
        : [
            {
              kind,
              employee: employeeId,
              date,
              ...(from === undefined ? {} : { from: fromShift(zone, from) }),
              ...(to === undefined ? {} : { to: fromShift(zone, to) }),
              points,
              premium,
            },
          ],
    ),
  };
}
