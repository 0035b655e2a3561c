import { z } from 'zod';
import type { Outcome } from '../domain/issue.ts';
import type { Pack } from '../domain/pack.ts';
import { packs } from '../rules/packs/packs.ts';
import type { Cursor } from './cursor.ts';
import { list, member, pointer, text } from './cursor.ts';
import type { Add, Check } from './documents.ts';
import { readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { checkPlan } from './pay-checks.ts';
import { payPlanSchema } from './pay.ts';
import { protectedKindsSchema } from './protected-view.ts';
import { severitySchema, ruleValuesSchema } from './rule-values.ts';
import { dateSchema, idSchema, nameSchema, timeSchema } from './scalars.ts';

const sourceSchema = z.string().min(1).max(500);

const packRuleSchema = z
  .strictObject({
    rule: idSchema.meta({ description: 'Id of the rule.', examples: ['minimum-rest'] }),
    values: ruleValuesSchema.default({}),
    severity: severitySchema,
    source: sourceSchema.meta({ description: 'Where the values were read.', examples: ['Works agreement 2024, 3.2'] }),
    protected: protectedKindsSchema.optional(),
    verified: z.boolean().default(false).meta({ description: 'Whether they were read in that source itself.' }),
  })
  .meta({
    id: 'PackRule',
    description: 'One rule of a pack with its values, and where they were read.',
    examples: [
      {
        rule: 'minimum-rest',
        values: { minimumHours: 11 },
        severity: 'block',
        source: 'Works agreement 2024, 3.2',
        verified: true,
      },
    ],
  });

const example = {
  kind: 'pack' as const,
  id: 'works-agreement',
  version: '2024',
  name: 'Works agreement',
  validFrom: '2024-01-01',
  checkedOn: '2026-02-12',
  rules: [
    {
      rule: 'minimum-rest',
      values: { minimumHours: 11 },
      severity: 'block' as const,
      source: 'Works agreement 2024, 3.2',
      verified: true,
    },
  ],
  notChecked: [{ topic: 'pay', reason: 'Section 5 is a matter of payroll.' }],
};

export const packSchema = z
  .strictObject({
    kind: z.literal('pack').default('pack'),
    id: idSchema.meta({ description: 'Name of the pack; its versions share it.', examples: ['works-agreement'] }),
    version: idSchema.meta({ examples: ['2024'] }),
    name: nameSchema.min(1),
    validFrom: dateSchema.meta({ description: 'First date that this version holds for.' }),
    validTo: dateSchema
      .optional()
      .meta({ description: 'Last date that it holds for, included; absent: until a later version.' }),
    checkedOn: dateSchema.meta({ description: 'Day on which it was last compared with its sources.' }),
    verified: z
      .boolean()
      .default(false)
      .meta({ description: 'True where every rule of it was read in its own source.' }),
    disclaimer: z
      .string()
      .min(1)
      .max(500)
      .default('A reading of an agreement as parameters, not legal advice.')
      .meta({ description: 'What the pack is not.' }),
    night: z
      .strictObject({ from: timeSchema, to: timeSchema })
      .default({ from: '22:00', to: '06:00' })
      .meta({ description: 'What the hours ledger counts as night; at or before `from`, `to` is on the next day.' }),
    pay: payPlanSchema.optional(),
    rules: z.array(packRuleSchema).max(LIMITS.rules),
    notChecked: z
      .array(
        z.strictObject({ topic: idSchema, reason: sourceSchema }).meta({
          id: 'PackGap',
          description: 'What the pack leaves to its readers.',
          examples: [example.notChecked[0]],
        }),
      )
      .max(LIMITS.rules)
      .default([])
      .meta({ description: 'What its source contains and the pack does not judge: listed in every audit.' }),
  })
  .meta({
    id: 'Pack',
    description: 'Working-time law or an agreement as data: values of rules, each with its source.',
    examples: [example],
  });

/** Ids of the product's own packs. */
const PRODUCT_PACKS: ReadonlySet<string> = new Set(packs.map(({ id }) => id));

/** Ids that packs can be called by beside a team: the product's, and those of the team's own. */
export function packNames(team: Cursor): ReadonlySet<string> {
  return new Set([...PRODUCT_PACKS, ...list(team, 'ownPacks').flatMap((pack) => text(pack, 'id') ?? [])]);
}

/** What is wrong with a team's own packs besides their rules: ids of the product's, versions and dates that contradict each other. */
export function checkOwnPacks(team: Cursor, add: Add): void {
  const seen = new Map<string, string>();
  for (const pack of list(team, 'ownPacks')) {
    checkPlan(pack, add);
    const id = text(pack, 'id');
    const { path } = member(pack, 'id');
    if (id !== undefined && PRODUCT_PACKS.has(id)) add(issue('pack-of-product', path, { id }));
    const [from, to] = [text(pack, 'validFrom'), text(pack, 'validTo')];
    if (from !== undefined && to !== undefined && to < from)
      add(issue('window-empty', pointer(pack.path, 'validTo'), { from, to }));
    for (const key of ['version', 'validFrom']) {
      const value = text(pack, key);
      if (id === undefined || value === undefined) continue;
      const name = JSON.stringify([id, key, value]);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, pack.path);
      else add(issue('pack-version-twice', pointer(pack.path, key), { id, field: key, value, first }));
    }
  }
}

export type PackDocument = z.output<typeof packSchema>;

/** A pack as a document. */
export function fromPack(pack: Pack): PackDocument {
  return { kind: 'pack', ...(structuredClone(pack) as Omit<PackDocument, 'kind'>) };
}

/** What is wrong with a PACK that stands alone. */
const checkPack: Check = (root, add) => {
  checkOwnPacks({ value: { ownPacks: [root.value] }, path: '' }, (one) =>
    add({ ...one, path: one.path.replace(/^\/ownPacks\/0/, '') }),
  );
};

/** Reads a PACK; the values of its rules are checked by `rulesOf`, which lies behind the team's checks. */
export function parsePack(input: unknown, rulesOf: Check): Outcome<Pack> {
  const read = readDocument(packSchema, input, [checkPack, rulesOf]);
  if (!read.ok) return read;
  const { kind, ...pack } = read.value;
  if (kind !== 'pack') throw new Error(`a ${String(kind)} is no pack`);
  return { ok: true, value: pack };
}
