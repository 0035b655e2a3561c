import { z } from 'zod';
import type { TeamBreach } from '../domain/breach.ts';
import { isoOf } from '../domain/calendar.ts';
import type { Team } from '../domain/team.ts';
import type { Zone } from '../domain/units.ts';
import { checkRulesOfTeam } from '../rules/team/checks.ts';
import { teamRules } from '../rules/team/registry.ts';
import { list, texts } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Check } from './documents.ts';
import type { Language } from './messages/catalog.ts';
import { fill } from './messages/catalog.ts';
import { catalogOf, issue } from './messages/render.ts';
import { ruleValuesSchema } from './rule-values.ts';
import { dateSchema, idSchema, timeSchema, timestampSchema, weekdaysSchema } from './scalars.ts';
import { checkKnown, namesOf } from './team-checks.ts';

/** A rule of the team as a whole. */
export const teamRuleSchema = z
  .strictObject({
    id: idSchema.optional().meta({ description: 'What findings call the setting; default its place in the list.' }),
    rule: idSchema.meta({ description: 'Id of the rule.', examples: ['minimum-of'] }),
    values: ruleValuesSchema
      .optional()
      .meta({ description: "The rule's values by name.", examples: [{ minimum: 1, group: 'senior' }] }),
    hard: z.literal(true).optional().meta({ description: 'It must be kept; in place of a weight.' }),
    weight: z
      .number()
      .gt(0)
      .max(1e9)
      .optional()
      .meta({
        description: 'Points of each unit past the limit: an agent-hour, a person, a paid hour or a unit of money.',
        examples: [100],
      }),
    days: weekdaysSchema.optional(),
    dates: z.array(dateSchema).min(1).max(366).optional().meta({ description: 'Single dates, in place of days.' }),
    window: z.strictObject({ from: timeSchema, to: timeSchema }).optional().meta({
      description: 'Times of the day; `to` at or before `from` lies on the next day. For rules about moments.',
    }),
    from: dateSchema.optional().meta({ description: 'First date on which it holds.' }),
    to: dateSchema.optional().meta({ description: 'Last date on which it holds, included.' }),
    source: z.string().max(500).optional().meta({ description: 'Where it comes from.' }),
  })
  .meta({
    id: 'TeamRuleSetting',
    description: 'A rule of the team as a whole, with its values: it must be kept, or has a price.',
    examples: [{ rule: 'minimum-of', values: { group: 'senior', measure: 'template', when: 'anybody' }, hard: true }],
  });

export const teamBreachSchema = z
  .strictObject({
    rule: z.string(),
    setting: z.string().meta({ description: 'Id of the setting, or else its place in the list, from 1.' }),
    severity: z.enum(['block', 'warn']).meta({ description: 'block: it must be kept; warn: it has a weight.' }),
    start: timestampSchema,
    end: timestampSchema,
    template: z.string().optional(),
    unit: z.enum(['people', 'hours', 'money']).meta({ description: 'What measured and limit count.' }),
    measured: z.number(),
    limit: z.number(),
    excess: z.number().meta({ description: "How far the rule's count is past its limit; always positive." }),
    amount: z.number().meta({ description: 'What is priced: agent-hours where moments are counted, else the excess.' }),
    employees: z.array(z.string()).meta({ description: 'Those who were counted then.' }),
    who: z.string().meta({ description: 'Whom the setting is about; * is everybody.' }),
    source: z.string().optional(),
    message: z.string().meta({ description: 'The finding in English.' }),
  })
  .meta({
    id: 'TeamBreach',
    description: 'A rule of the team as a whole that is not kept.',
    examples: [
      {
        rule: 'minimum-of',
        setting: '1',
        severity: 'block',
        start: '2026-03-02T09:00:00+08:00',
        end: '2026-03-02T17:00:00+08:00',
        unit: 'people',
        measured: 0,
        limit: 1,
        excess: 1,
        amount: 8,
        employees: [],
        who: 'senior',
        message: 'From 2026-03-02 09:00 to 2026-03-02 17:00 there are 0 of senior, where there must be 1.',
      },
    ],
  });

export type TeamBreachDocument = z.output<typeof teamBreachSchema>;

/** The finding as a document. */
export function fromTeamBreach(zone: Zone, breach: TeamBreach): TeamBreachDocument {
  const { ruleId, span, employeeIds, template, source, ...rest } = breach;
  const told = {
    rule: ruleId,
    ...rest,
    start: isoOf(zone, span.start),
    end: isoOf(zone, span.end),
    employees: [...employeeIds],
    ...(template === undefined ? {} : { template }),
    ...(source === undefined ? {} : { source }),
  };
  return { ...told, message: teamBreachText('en', told) };
}

/** The finding in a sentence. */
export function teamBreachText(language: Language, told: Omit<TeamBreachDocument, 'message'>): string {
  const { breaches, words } = catalogOf(language);
  const { rule, start, end, employees, template, who, measured, limit, excess } = told;
  const facts = {
    rule,
    who,
    measured: Math.round(measured * 100) / 100,
    limit,
    excess: Math.round(excess * 100) / 100,
    employees: employees.join(', '),
    date: start.slice(0, 10),
    start: start.slice(0, 16).replace('T', ' '),
    end: end.slice(0, 16).replace('T', ' '),
    ...(template === undefined ? {} : { template }),
  };
  return fill(breaches[rule] ?? '', facts, words) ?? rule;
}

const RULE_IDS: ReadonlySet<string> = new Set(teamRules.map(({ id }) => id));

function isSetting({ value }: Cursor): boolean {
  return teamRuleSchema.safeParse(value).success;
}

/** The rules of the team as a whole: each known, with the values that it needs and names that the team has. */
export const checkTeamRulesOf: Check = (team, add) => {
  const names = namesOf(team);
  const groups = new Set(list(team, 'employees').flatMap((one) => texts(one, 'groups').map(({ value }) => value)));
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    'unknown-rule': RULE_IDS,
    'unknown-employee': names.employees,
    'unknown-template': names.templates,
    'unknown-skill': names.skills,
    'unknown-contract': names.contracts,
    'unknown-group': groups,
  };
  const settings = list(team, 'teamRules');
  // What the schema refuses is told by it: the relations are looked at where every setting has its form.
  if (!settings.every(isSetting)) return;
  const named = (ids: ReadonlySet<string>): { readonly id: string }[] => [...ids].map((id) => ({ id }));
  const bare = {
    teamRules: settings.map(({ value }) => value),
    employees: [...names.employees].map((id, index) => ({ id, groups: index === 0 ? [...groups] : [] })),
    shiftTemplates: named(names.templates),
    skills: named(names.skills),
    contracts: named(names.contracts),
  };
  for (const { code, path, facts } of checkRulesOfTeam(bare as unknown as Team)) {
    const at = `${team.path}${path}`;
    const ids = known[code];
    if (ids === undefined)
      add(issue(code, at, code === 'duplicate-id' ? { ...facts, first: `${team.path}${facts['first']}/id` } : facts));
    else checkKnown(code, String(facts['id']), at, ids, add);
  }
};
