import { z } from 'zod';
import type { BoundProof } from '../domain/bound-proof.ts';
import { isoOf } from '../domain/calendar.ts';
import type { Zone } from '../domain/units.ts';
import { LIMITS } from './limits.ts';
import { dateSchema, timestampSchema } from './scalars.ts';
import { instantIn } from './timestamps.ts';

const MOST = 1e15;
const pointsSchema = z.number().min(-MOST).max(MOST);
const idText = z.string().max(LIMITS.textLength);
const value = pointsSchema.meta({
  description: 'Points of one more person: of an interval demand, and of a count over time, throughout a slot.',
});
const placeSchema = z.int().min(1).max(1e6);

/** Why no roster goes below a bound: the values that it is counted with, in terms of the problem. */
export const boundProofSchema = z
  .strictObject({
    certified: pointsSchema.meta({
      description: 'Sum of `constant` and of the least line of every employee: what the values prove by themselves.',
    }),
    rests: z.enum(['values', 'search-tree']).meta({
      description:
        'What the bound of the roster rests on: on the values alone; or beyond `certified` on a search over all rosters, which no value shows.',
    }),
    kind: z.enum(['lagrangian', 'relaxed-pricing']).meta({
      description:
        'relaxed-pricing: the least lines of some employees are of more lines, or cheaper ones, than there are.',
    }),
    grid: z.int().min(1).max(1e9).meta({ description: 'Values are whole multiples of 1 / grid.' }),
    slotSeconds: z
      .int()
      .min(1)
      .max(10_000_000)
      .meta({ description: 'The time over which the values of `cover` are paid.' }),
    step: z.number().gt(0).max(MOST).optional().meta({
      description:
        'The points of every roster are multiples of it: the bound is `certified` lifted to the next of these.',
    }),
    hardPrice: z
      .number()
      .min(0)
      .max(MOST)
      .optional()
      .meta({ description: 'Points per hour or person missing of what must be met.' }),
    constant: pointsSchema.meta({
      description:
        'Sum over all demands and counts of the least, over all numbers of people, of their points and values.',
    }),
    cover: z
      .array(z.strictObject({ start: timestampSchema, end: timestampSchema, skill: idText.optional(), value }))
      .max(LIMITS.demands)
      .meta({ description: 'Interval demands; what is not named has the value 0.' }),
    templates: z
      .array(z.strictObject({ date: dateSchema, template: idText, skill: idText.optional(), value }))
      .max(LIMITS.demands)
      .meta({ description: 'Template demands.' }),
    teamRules: z
      .array(
        z.strictObject({
          setting: placeSchema.meta({ description: "The setting's place among the team's rules, from 1." }),
          count: placeSchema.meta({ description: "The count's place among those of the setting, from 1." }),
          who: z.string().max(10_000).meta({ description: 'Whom it counts.' }),
          start: timestampSchema.optional(),
          end: timestampSchema.optional(),
          value,
        }),
      )
      .max(LIMITS.demands)
      .meta({ description: 'Counts of rules of the team; start and end where they are of moments.' }),
    lines: z
      .array(
        z.strictObject({
          employees: z.array(idText).min(1).max(LIMITS.employees),
          least: pointsSchema.meta({
            description: 'Of each of them: the least of all lines, less the value of where they count.',
          }),
        }),
      )
      .max(LIMITS.employees),
    asLocked: z
      .array(idText)
      .max(LIMITS.employees)
      .optional()
      .meta({ description: 'Employees who work exactly their locks, whatever their rules say of these.' }),
  })
  .meta({
    id: 'BoundProof',
    description: 'The certificate of a bound: whoever has it and the problem can count the bound again.',
    examples: [
      {
        certified: 0,
        rests: 'values',
        kind: 'lagrangian',
        grid: 1024,
        slotSeconds: 3600,
        constant: 900,
        cover: [{ start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T18:00:00+08:00', value: 100 }],
        templates: [],
        teamRules: [],
        lines: [{ employees: ['anna'], least: -900 }],
      },
    ],
  });

type BoundProofDocument = z.output<typeof boundProofSchema>;

/** A certificate as a document. */
export function fromBoundProof(zone: Zone, proof: BoundProof): BoundProofDocument {
  const { cover, templates, teamRules, lines, asLocked, ...rest } = proof;
  const span = ({ start, end }: { readonly start: number; readonly end: number }) => ({
    start: isoOf(zone, start),
    end: isoOf(zone, end),
  });
  return {
    ...rest,
    cover: cover.map((one) => ({ ...one, ...span(one) })),
    templates: templates.map((one) => ({ ...one })),
    teamRules: teamRules.map(({ span: own, ...one }) => ({ ...one, ...(own === undefined ? {} : span(own)) })),
    lines: lines.map(({ employees, least }) => ({ employees: [...employees], least })),
    ...(asLocked.length === 0 ? {} : { asLocked: [...asLocked] }),
  };
}

/** A certificate that was read; its times must have been checked by the schema. */
export function toBoundProof(zone: Zone, { cover, teamRules, asLocked = [], ...rest }: BoundProofDocument): BoundProof {
  const instant = (text: string): number => instantIn(zone, text);
  return {
    ...rest,
    cover: cover.map((one) => ({ ...one, start: instant(one.start), end: instant(one.end) })),
    teamRules: teamRules.map(({ start, end, ...one }) => ({
      ...one,
      ...(start === undefined || end === undefined ? {} : { span: { start: instant(start), end: instant(end) } }),
    })),
    asLocked,
  };
}
