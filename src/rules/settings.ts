import { packs, packVersions } from './packs/packs.ts';
import { overtimeTierOf } from './overtime-tiers.ts';
import { ruleOf, rules } from './registry.ts';
import { restAlternativeOf } from './rest-alternatives.ts';
import { isRotationClass, ROTATION_CLASSES } from './rotation-classes.ts';
import type { LineRule, Parameter, Values } from './rule.ts';
import { isLocalDate, isYearAccepted, minutesOfDay } from '../domain/calendar.ts';
import type { Issue } from '../domain/issue.ts';
import type { Pack } from '../domain/pack.ts';
import type { RuleSetting, RuleValue, Team } from '../domain/team.ts';

type Fault = { readonly expected: string; readonly hint: string };

const WHOLE: ReadonlySet<string> = new Set(['days', 'weekends', 'weeks', 'months', 'shifts', 'breaks']);

function numberFault({ least, most, unit }: Parameter, value: RuleValue): Fault | undefined {
  const whole = WHOLE.has(unit);
  const expected = `a ${whole ? 'whole ' : ''}number of ${unit} from ${least ?? 'any'} to ${most ?? 'any'}`;
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (!whole || Number.isInteger(value)) &&
    value >= (least ?? value) &&
    value <= (most ?? value);
  return fits ? undefined : { expected, hint: `Give ${expected}.` };
}

function isTime(value: RuleValue): boolean {
  if (typeof value !== 'string') return false;
  try {
    minutesOfDay(value);
    return true;
  } catch {
    return false;
  }
}

function isPair(text: string): boolean {
  const parts = text.split('>');
  return parts.length === 2 && parts.every((part) => part.length > 0 && part === part.trim());
}

function faultOf(parameter: Parameter, value: RuleValue): Fault | undefined {
  const fault = (expected: string): Fault => ({ expected, hint: `Give ${expected}.` });
  switch (parameter.unit) {
    case 'hours':
    case 'minutes':
    case 'days':
    case 'weekends':
    case 'weeks':
    case 'months':
    case 'shifts':
    case 'breaks':
      return numberFault(parameter, value);
    case 'date':
      return typeof value === 'string' && isLocalDate(value) && isYearAccepted(value)
        ? undefined
        : fault('a date as YYYY-MM-DD, from 1970 to 2199');
    case 'time':
      return isTime(value) ? undefined : fault('a time of day as HH:MM');
    case 'text':
      return typeof value === 'string' && value !== '' ? undefined : fault('a text');
    case 'boolean':
      return typeof value === 'boolean' ? undefined : fault('true or false');
    case 'list':
      if (parameter.entries === 'templates') {
        return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry !== '')
          ? undefined
          : fault('a list of templates');
      }
      if (parameter.entries === 'rests') {
        return Array.isArray(value) &&
          value.length > 0 &&
          value.every((entry) => restAlternativeOf(entry) !== undefined)
          ? undefined
          : fault('a list of rests as COUNTxHOURSh/DAYSd, such as 1x35h/7d, in 7, 14, 21 or 28 days');
      }
      if (parameter.entries === 'tiers') {
        return Array.isArray(value) && value.length > 0 && value.every((entry) => overtimeTierOf(entry) !== undefined)
          ? undefined
          : fault('a list of tiers as COUNTx>HOURSh or COUNTx>=HOURSh, such as 6x>45h');
      }
      if (parameter.entries === 'rotation') {
        return Array.isArray(value) && value.length > 0 && value.every(isRotationClass)
          ? undefined
          : fault(`a list of ${ROTATION_CLASSES.join(', ')}`);
      }
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string' && isPair(entry))
        ? undefined
        : fault('a list of pairs as first>next');
    case 'choice': {
      const choices = parameter.choices ?? [];
      return typeof value === 'string' && choices.includes(value) ? undefined : fault(`one of ${choices.join(', ')}`);
    }
  }
}

function checkValues(rule: LineRule<unknown>, given: Values, path: string): readonly Issue[] {
  const issues: Issue[] = [];
  for (const name of Object.keys(given)) {
    if (rule.parameters.some((parameter) => parameter.name === name)) continue;
    const known = rule.parameters.map((parameter) => parameter.name).join(', ');
    issues.push({
      code: 'unknown-rule-value',
      path: `${path}/values/${name}`,
      message: `Rule ${rule.id} has no value ${name}.`,
      facts: { rule: rule.id, value: name, known },
      hint: known === '' ? 'Leave it out: the rule has no values.' : `Its values are ${known}.`,
    });
  }
  for (const parameter of rule.parameters) {
    const value = given[parameter.name] ?? parameter.default;
    const facts = { rule: rule.id, value: parameter.name };
    if (value === undefined) {
      issues.push({
        code: 'missing-rule-value',
        path: `${path}/values/${parameter.name}`,
        message: `Rule ${rule.id} needs the value ${parameter.name}.`,
        facts,
        hint: `${parameter.title}, in ${parameter.unit}.`,
      });
      continue;
    }
    const fault = faultOf(parameter, value);
    if (fault === undefined) continue;
    issues.push({
      code: 'bad-rule-value',
      path: `${path}/values/${parameter.name}`,
      message: `${parameter.name} of rule ${rule.id} must be ${fault.expected}.`,
      facts: { ...facts, given: JSON.stringify(value), expected: fault.expected },
      hint: fault.hint,
    });
  }
  return issues;
}

function checkNames(
  kind: string,
  names: readonly string[],
  known: ReadonlySet<string>,
  path: string,
): readonly Issue[] {
  return names.flatMap((name, index) =>
    known.has(name)
      ? []
      : [
          {
            code: `unknown-${kind}`,
            path: `${path}/${index}`,
            message: `There is no ${kind} ${name}.`,
            facts: { id: name, [kind]: name },
            hint: `Name a ${kind} of the team, or leave it out.`,
          },
        ],
  );
}

/** Templates that a setting's list of pairs names and the team does not have. */
function checkPairs(setting: RuleSetting, templates: ReadonlySet<string>, path: string): readonly Issue[] {
  const pairs = setting.rule === 'forbidden-succession' ? setting.values?.['pairs'] : undefined;
  if (!Array.isArray(pairs)) return [];
  return (pairs as readonly string[]).flatMap((pair, index) =>
    isPair(pair) ? checkNames('template', pair.split('>'), templates, `${path}/values/pairs/${index}`) : [],
  );
}

/** Templates that a setting's lists of templates name and the team does not have. */
function checkTemplates(setting: RuleSetting, templates: ReadonlySet<string>, path: string): readonly Issue[] {
  return (ruleOf(setting.rule)?.parameters ?? []).flatMap(({ name, entries }) => {
    const value = setting.values?.[name];
    if (entries !== 'templates' || !Array.isArray(value)) return [];
    return checkNames('template', value as readonly string[], templates, `${path}/values/${name}`);
  });
}

/** A price beside a severity that forbids says two things. */
function checkWeight({ rule, severity, weight }: RuleSetting, path: string): readonly Issue[] {
  if (weight === undefined || (severity !== 'block' && severity !== 'agreement')) return [];
  return [
    {
      code: 'weight-of-hard-rule',
      path: `${path}/weight`,
      message: `The rule ${rule} has a weight and the severity ${severity}.`,
      facts: { rule, severity },
      hint: 'Leave out the weight, or the severity.',
    },
  ];
}

/** All that is wrong with one rule setting: unknown rule, unknown, missing or unfit values, a weight beside a severity that forbids. `path` is a JSON pointer to it. */
export function checkRuleSetting(setting: RuleSetting, path: string): readonly Issue[] {
  const rule = ruleOf(setting.rule);
  if (rule !== undefined) return [...checkValues(rule, setting.values ?? {}, path), ...checkWeight(setting, path)];
  const known = rules.map(({ id }) => id).join(', ');
  return [
    {
      code: 'unknown-rule',
      path: `${path}/rule`,
      message: `There is no rule ${setting.rule}.`,
      facts: { id: setting.rule, known },
      hint: `Rules are ${known}.`,
    },
  ];
}

/** All that is wrong with a team's rules and packs, names of contracts, employees and templates included. */
export function checkTeamRules(team: Team): readonly Issue[] {
  const contracts = new Set(team.contracts.map(({ id }) => id));
  const employees = new Set(team.employees.map(({ id }) => id));
  const templates = new Set(team.shiftTemplates.map(({ id }) => id));
  const settings = team.rules.flatMap((setting, index) => {
    const path = `/rules/${index}`;
    return [
      ...checkRuleSetting(setting, path),
      ...checkPairs(setting, templates, path),
      ...checkTemplates(setting, templates, path),
      ...checkNames('contract', setting.contracts ?? [], contracts, `${path}/contracts`),
      ...checkNames('employee', setting.employees ?? [], employees, `${path}/employees`),
    ];
  });
  const own = team.ownPacks ?? [];
  return [
    ...settings,
    ...checkPacks(team.packs, own),
    ...team.contracts.flatMap((contract, index) => checkPacks(contract.packs ?? [], own, `/contracts/${index}/packs`)),
    ...own.flatMap((pack, index) =>
      pack.rules.flatMap((rule, at) => {
        const path = `/ownPacks/${index}/rules/${at}`;
        return [
          ...checkRuleSetting(rule, path),
          ...checkPairs(rule, templates, path),
          ...checkTemplates(rule, templates, path),
        ];
      }),
    ),
  ];
}

/** An issue for each pack id that no pack has, neither of the product nor of the team's own. */
export function checkPacks(ids: readonly string[], own: readonly Pack[] = [], path = '/packs'): readonly Issue[] {
  const known = [...new Set([...own, ...packs].map(({ id }) => id))].join(', ');
  return ids.flatMap((id, index) =>
    packVersions(id, own).length === 0
      ? [
          {
            code: 'unknown-pack',
            path: `${path}/${index}`,
            message: `There is no pack ${id}.`,
            facts: { id, known },
            hint: `Packs are ${known}.`,
          },
        ]
      : [],
  );
}

/** The values given with the rule's defaults for the others. */
export function settleValues(rule: LineRule<unknown>, given: Values): Values {
  const settled: Record<string, RuleValue> = {};
  for (const parameter of rule.parameters) {
    const value = given[parameter.name] ?? parameter.default;
    if (value === undefined) throw new Error(`rule ${rule.id} was bound without ${parameter.name}`);
    settled[parameter.name] = value;
  }
  return settled;
}
