import type { RuleSetting, RuleValue, Team } from '../domain/team.ts';
import { rules } from '../rules/registry.ts';
import { checkTeamRules } from '../rules/settings.ts';
import type { Cursor } from './cursor.ts';
import { list, member, text, texts } from './cursor.ts';
import type { Add, Check } from './documents.ts';
import { issue } from './messages/render.ts';
import { checkOwnPacks, packNames } from './pack.ts';
import { checkDistinct, checkKnown, namesOf, type TeamNames } from './team-checks.ts';
import { checkTeamRulesOf } from './team-rules.ts';

const RULE_IDS: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

function isRuleValue(value: unknown): value is RuleValue {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string');
  return ['number', 'string', 'boolean'].includes(typeof value);
}

/** The values of a setting where all of them are of a kind that values can be; undefined where not. */
function valuesOf(setting: Cursor): Readonly<Record<string, RuleValue>> | undefined {
  const { value } = member(setting, 'values');
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, RuleValue] => isRuleValue(entry[1]))
    ? Object.fromEntries(entries)
    : undefined;
}

/** `templates` undefined: those that lists of templates name are not known here. */
function checkSetting(setting: Cursor, templates: ReadonlySet<string> | undefined, add: Add): void {
  const rule = text(setting, 'rule');
  checkKnown('unknown-rule', rule, `${setting.path}/rule`, RULE_IDS, add);
  const values = valuesOf(setting);
  if (rule === undefined || !RULE_IDS.has(rule) || values === undefined) return;
  const severity = member(setting, 'severity').value;
  const weight = member(setting, 'weight').value;
  const lone: RuleSetting = {
    rule,
    values,
    ...(severity === 'block' || severity === 'agreement' ? { severity } : {}),
    ...(typeof weight === 'number' ? { weight } : {}),
  };
  const team: Pick<Team, 'contracts' | 'employees' | 'shiftTemplates' | 'rules' | 'packs'> = {
    contracts: [],
    employees: [],
    shiftTemplates: [...(templates ?? [])].map((id) => ({ id, start: '00:00', length: 60 })),
    rules: [lone],
    packs: [],
  };
  for (const found of checkTeamRules(team as Team)) {
    // A pair is one text: the place of a template inside of it is no JSON pointer.
    const path = found.path.replace('/rules/0', setting.path).replace(/(\/values\/pairs\/\d+)\/\d+$/, '$1');
    if (found.code === 'unknown-template') {
      if (templates !== undefined) checkKnown(found.code, String(found.facts['template']), path, templates, add);
    } else add(issue(found.code, path, found.facts));
  }
}

/** Reports a rule that does not exist, by its id under a key. */
export function checkRuleId(at: Cursor, key: string, add: Add): void {
  const { path } = member(at, key);
  checkKnown('unknown-rule', text(at, key), path, RULE_IDS, add);
}

/** Reports packs that exist neither in the product nor in the team, in a list of ids under a key. */
export function checkPackIds(at: Cursor, key: string, add: Add, team: Cursor): void {
  const known = packNames(team);
  for (const { value, path } of texts(at, key)) checkKnown('unknown-pack', value, path, known, add);
}

/** The rules of a PACK that stands alone: each known, with the values that it needs. */
export const checkPackRules: Check = (pack, add) => {
  for (const rule of list(pack, 'rules')) checkSetting(rule, undefined, add);
};

/** The settings of fairness of a team: names of their own, contracts, groups, employees and templates that there are. */
function checkFairness(team: Cursor, names: TeamNames, add: Add): void {
  const settings = list(team, 'fairness');
  checkDistinct(settings, add);
  const groups = new Set(list(team, 'employees').flatMap((one) => texts(one, 'groups').map(({ value }) => value)));
  for (const setting of settings) {
    for (const { value, path } of texts(setting, 'groups')) checkKnown('unknown-group', value, path, groups, add);
    for (const { value, path } of texts(setting, 'contracts'))
      checkKnown('unknown-contract', value, path, names.contracts, add);
    for (const { value, path } of texts(setting, 'employees'))
      checkKnown('unknown-employee', value, path, names.employees, add);
    for (const { value, path } of texts(setting, 'templates'))
      checkKnown('unknown-template', value, path, names.templates, add);
  }
}

/** The rules and packs of a team: each known, with the values that it needs. */
export const checkRules: Check = (team, add) => {
  const names = namesOf(team);
  const { templates } = names;
  checkFairness(team, names, add);
  checkTeamRulesOf(team, add);
  for (const setting of list(team, 'rules')) checkSetting(setting, templates, add);
  checkOwnPacks(team, add);
  for (const pack of list(team, 'ownPacks')) for (const rule of list(pack, 'rules')) checkSetting(rule, templates, add);
  checkPackIds(team, 'packs', add, team);
  for (const contract of list(team, 'contracts')) checkPackIds(contract, 'packs', add, team);
};
