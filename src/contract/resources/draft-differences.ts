import { z } from 'zod';
import { isoOf } from '../../domain/calendar.ts';
import type {
  AuditDifference,
  BreachDifference,
  CoverChange,
  DraftComparison,
  DraftScore,
  EditDifference,
  ObjectiveDifference,
  ShiftChange,
} from '../../domain/draft-difference.ts';
import type { Zone } from '../../domain/units.ts';
import { fromBreach, fromLedgerWeek, fromUnknown } from '../audit-mapping.ts';
import { breachSchema, ledgerSchema, unknownSchema } from '../breach.ts';
import { fromLevels } from '../demands.ts';
import { exampleOf } from '../example.ts';
import { partSchema, uncoveredSchema } from '../roster.ts';
import { fromShortage, fromUncovered } from '../roster-mapping.ts';
import { fromTeamBreach } from '../team-rules.ts';
import { countSchema, dateSchema, peopleSchema, timestampSchema } from '../scalars.ts';
import { fromShift, hoursOf } from '../shift-mapping.ts';
import { shiftSchema } from '../shift.ts';
import { versionSchema } from './shapes.ts';
import { teamFindingsShape } from './team-findings.ts';

const shiftChangeSchema = z
  .strictObject({
    kind: z
      .enum(['added', 'removed', 'reassigned', 'moved', 'resized', 'changed'])
      .meta({ description: 'changed: template, skill, activity, breaks, pieces or lock alone.' }),
    before: shiftSchema.optional(),
    after: shiftSchema.optional(),
  })
  .meta({
    id: 'ShiftChange',
    description: 'What became of a shift: its state before and after, where there is one.',
    examples: [{ kind: 'added', after: exampleOf(shiftSchema) }],
  });

export const breachDifferenceSchema = z
  .strictObject({
    gone: z.array(breachSchema),
    added: z.array(breachSchema),
    changed: z.array(z.strictObject({ before: breachSchema, after: breachSchema })),
  })
  .meta({
    id: 'BreachDifference',
    description: 'Breaches that went, came, or stayed with another measure.',
    examples: [{ gone: [], added: [exampleOf(breachSchema)], changed: [] }],
  });

const auditDifferenceSchema = z
  .strictObject({
    breaches: breachDifferenceSchema,
    unknowns: z.strictObject({ gone: z.array(unknownSchema), added: z.array(unknownSchema) }),
    ledger: z
      .array(z.strictObject({ before: ledgerSchema, after: ledgerSchema }))
      .meta({ description: 'The weeks of the employees concerned.' }),
  })
  .meta({
    id: 'AuditDifference',
    description: 'What the audit of the employees concerned says before and after.',
    examples: [{ breaches: exampleOf(breachDifferenceSchema), unknowns: { gone: [], added: [] }, ledger: [] }],
  });

const coverChangeSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    date: dateSchema.optional().meta({ description: 'Of a demand for a shift template.' }),
    template: z.string().optional(),
    skill: z.string().optional(),
    floor: peopleSchema,
    target: peopleSchema,
    ceiling: peopleSchema.optional(),
    before: countSchema.meta({ description: 'People there before.' }),
    after: countSchema.meta({ description: 'People there after.' }),
  })
  .meta({
    id: 'CoverChange',
    description: 'A stretch of one demand in which other people are there than before.',
    examples: [
      {
        start: '2026-03-02T09:00:00+01:00',
        end: '2026-03-02T10:00:00+01:00',
        floor: 0,
        target: 3,
        before: 3,
        after: 2,
      },
    ],
  });

const counted = partSchema.pick({ count: true, points: true });

const objectiveDifferenceSchema = z
  .strictObject({
    before: z.number(),
    after: z.number(),
    parts: z.array(
      z.strictObject({
        ...partSchema.pick({ part: true, unit: true, rule: true }).shape,
        before: counted,
        after: counted,
      }),
    ),
  })
  .meta({
    id: 'ObjectiveDifference',
    description: 'The objective and its parts before and after.',
    examples: [{ before: 100, after: 200, parts: [] }],
  });

/** What a change of shifts does, alike for edits of drafts and for rosters compared. */
export const differenceShape = {
  employees: z.array(z.string()).meta({ description: 'Employees whose shifts were touched.' }),
  shifts: z.array(shiftChangeSchema),
  audit: auditDifferenceSchema,
  cover: z.array(coverChangeSchema),
  objective: objectiveDifferenceSchema,
};

export const editAnswerSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Id of the draft.' }),
    version: versionSchema,
    ...differenceShape,
  })
  .meta({
    id: 'EditAnswer',
    description: 'The new version, and what the change did for whom it touched.',
    examples: [
      {
        id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
        version: 4,
        employees: ['anna'],
        shifts: [exampleOf(shiftChangeSchema)],
        audit: exampleOf(auditDifferenceSchema),
        cover: [exampleOf(coverChangeSchema)],
        objective: exampleOf(objectiveDifferenceSchema),
      },
    ],
  });

/** The answer to an import. */
export const importAnswerSchema = editAnswerSchema
  .extend({
    added: countSchema.meta({ description: 'Shifts that came.' }),
    removed: countSchema.meta({ description: 'Shifts that gave way.' }),
    same: countSchema.meta({ description: 'Shifts that were there already as they are.' }),
  })
  .meta({
    id: 'ImportAnswer',
    description: 'The new version, what came of the table, and what that did for whom it touched.',
    examples: [{ ...(exampleOf(editAnswerSchema) as object), added: 1, removed: 0, same: 0 }],
  });

const sideSchema = z
  .strictObject({
    id: z.string(),
    version: versionSchema,
    objective: z.number(),
    objectiveParts: z.array(partSchema),
    uncovered: z.array(uncoveredSchema),
    breaches: z.array(breachSchema),
    ...teamFindingsShape,
    strangers: z.array(z.string()),
  })
  .meta({
    id: 'ComparedDraft',
    description: 'What one of two compared drafts is worth.',
    examples: [{ id: 'a', version: 1, objective: 100, objectiveParts: [], uncovered: [], breaches: [], strangers: [] }],
  });

const hours = z.number().min(0).meta({ description: 'Paid hours.' });

export const comparisonSchema = z
  .strictObject({
    before: sideSchema,
    after: sideSchema,
    employees: z.array(
      z.strictObject({
        employee: z.string(),
        changes: z.array(shiftChangeSchema),
        workHoursBefore: hours,
        workHoursAfter: hours,
      }),
    ),
    breaches: breachDifferenceSchema,
    cover: z.array(coverChangeSchema),
  })
  .meta({
    id: 'DraftComparison',
    description: 'Two drafts, or two versions of one, side by side: what makes the second out of the first.',
    examples: [
      {
        before: exampleOf(sideSchema),
        after: exampleOf(sideSchema),
        employees: [],
        breaches: exampleOf(breachDifferenceSchema),
        cover: [],
      },
    ],
  });

function fromShiftChange(zone: Zone, change: ShiftChange): z.output<typeof shiftChangeSchema> {
  return {
    kind: change.kind,
    ...(change.kind === 'added' ? {} : { before: fromShift(zone, change.before) }),
    ...(change.kind === 'removed' ? {} : { after: fromShift(zone, change.after) }),
  };
}

export function fromBreachDifference(
  zone: Zone,
  { gone, added, changed }: BreachDifference,
): z.output<typeof breachDifferenceSchema> {
  return {
    gone: gone.map((breach) => fromBreach(zone, breach)),
    added: added.map((breach) => fromBreach(zone, breach)),
    changed: changed.map(({ before, after }) => ({ before: fromBreach(zone, before), after: fromBreach(zone, after) })),
  };
}

function fromAuditDifference(
  zone: Zone,
  { breaches, unknowns, ledger }: AuditDifference,
): z.output<typeof auditDifferenceSchema> {
  return {
    breaches: fromBreachDifference(zone, breaches),
    unknowns: {
      gone: unknowns.gone.map((one) => fromUnknown(zone, one)),
      added: unknowns.added.map((one) => fromUnknown(zone, one)),
    },
    ledger: ledger.map(({ before, after }) => ({ before: fromLedgerWeek(before), after: fromLedgerWeek(after) })),
  };
}

function fromCoverChange(zone: Zone, change: CoverChange): z.output<typeof coverChangeSchema> {
  const { start, end, date, template, before, after } = change;
  return {
    start: isoOf(zone, start),
    end: isoOf(zone, end),
    ...(date === undefined ? {} : { date }),
    ...(template === undefined ? {} : { template }),
    ...fromLevels(change),
    before,
    after,
  };
}

function fromObjectiveDifference({
  before,
  after,
  parts,
}: ObjectiveDifference): z.output<typeof objectiveDifferenceSchema> {
  return { before, after, parts: parts.map((part) => ({ ...part })) };
}

type DifferenceDocument = Omit<z.output<typeof editAnswerSchema>, 'id' | 'version'>;

/** A new version of a draft with what the change did. */
export function fromEditDifference(
  zone: Zone,
  draft: { readonly id: string; readonly version: number },
  difference: EditDifference,
): object {
  return { id: draft.id, version: draft.version, ...fromDifference(zone, difference) };
}

/** What a change of shifts does, as a document. */
export function fromDifference(zone: Zone, difference: EditDifference): DifferenceDocument {
  return {
    employees: [...difference.employees],
    shifts: difference.shifts.map((change) => fromShiftChange(zone, change)),
    audit: fromAuditDifference(zone, difference.audit),
    cover: difference.cover.map((change) => fromCoverChange(zone, change)),
    objective: fromObjectiveDifference(difference.objective),
  };
}

/** What a draft's shifts are worth, as a document. */
export function fromDraftScore(zone: Zone, score: Omit<DraftScore, 'ledger'>): object {
  const { teamBreaches, shortages } = score;
  return {
    objective: score.objective,
    objectiveParts: score.objectiveParts.map((part) => ({ ...part })),
    uncovered: score.uncovered.map((one) => fromUncovered(zone, one)),
    breaches: score.breaches.map((breach) => fromBreach(zone, breach)),
    unknowns: score.unknowns.map((one) => fromUnknown(zone, one)),
    ...(teamBreaches === undefined ? {} : { teamBreaches: teamBreaches.map((one) => fromTeamBreach(zone, one)) }),
    ...(shortages === undefined ? {} : { shortages: shortages.map((one) => fromShortage(zone, one)) }),
    strangers: score.strangers,
  };
}

type Mark = { readonly id: string; readonly version: number };

function sideOf(zone: Zone, { id, version }: Mark, score: DraftScore): object {
  const { unknowns: _unknowns, ...rest } = fromDraftScore(zone, score) as { readonly unknowns: unknown };
  return { id, version, ...rest };
}

/** Two versions side by side, as a document. */
export function fromComparison(
  zone: Zone,
  sides: { readonly before: Mark; readonly after: Mark },
  comparison: DraftComparison,
): object {
  return {
    before: sideOf(zone, sides.before, comparison.before),
    after: sideOf(zone, sides.after, comparison.after),
    employees: comparison.employees.map(({ employeeId, changes, workSecondsBefore, workSecondsAfter }) => ({
      employee: employeeId,
      changes: changes.map((change) => fromShiftChange(zone, change)),
      workHoursBefore: hoursOf(workSecondsBefore),
      workHoursAfter: hoursOf(workSecondsAfter),
    })),
    breaches: fromBreachDifference(zone, comparison.breaches),
    cover: comparison.cover.map((change) => fromCoverChange(zone, change)),
  };
}
