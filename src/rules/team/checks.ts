import type { Values } from '../rule.ts';
import { settleTeamValues } from './binding.ts';
import { teamRuleOf, teamRules } from './registry.ts';
import type { TeamParameter, TeamRule } from './team-rule.ts';
import type { Issue } from '../../domain/issue.ts';
import type { RuleValue, Team, TeamRuleSetting } from '../../domain/team.ts';

/** What a value of a parameter must be, where the one given is something else. */
function expectedOf(parameter: TeamParameter, value: RuleValue): string | undefined {
  const { unit, least, most, choices = [] } = parameter;
  switch (unit) {
    case 'people':
    case 'hours':
    case 'money': {
      const isWhole = unit === 'people';
      const fits =
        typeof value === 'number' &&
        Number.isFinite(value) &&
        (!isWhole || Number.isInteger(value)) &&
        value >= (least ?? value) &&
        value <= (most ?? value);
      return fits
        ? undefined
        : `a ${isWhole ? 'whole ' : ''}number of ${unit} from ${least ?? 'any'} to ${most ?? 'any'}`;
    }
    case 'text':
      return typeof value === 'string' && value !== '' ? undefined : 'a text';
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? undefined : `one of ${choices.join(', ')}`;
    case 'employees':
    case 'templates': {
      const fewest = least ?? 1;
      const fits =
        Array.isArray(value) && value.length >= fewest && new Set(value as readonly string[]).size === value.length;
      return fits ? undefined : `a list of ${unit}, each once${fewest > 1 ? `, at least ${fewest}` : ''}`;
    }
  }
}

function badValue(rule: TeamRule, name: string, value: RuleValue | undefined, expected: string, path: string): Issue {
  return {
    code: 'bad-rule-value',
    path: `${path}/values/${name}`,
    message: `${name} of rule ${rule.id} must be ${expected}.`,
    facts: { rule: rule.id, value: name, given: JSON.stringify(value ?? null), expected },
    hint: `Give ${expected}.`,
  };
}

function checkValues(rule: TeamRule, given: Values, path: string): readonly Issue[] {
  const known = rule.parameters.map(({ name }) => name).join(', ');
  const unknown = Object.keys(given)
    .filter((name) => rule.parameters.every((parameter) => parameter.name !== name))
    .map((name) => ({
      code: 'unknown-rule-value',
      path: `${path}/values/${name}`,
      message: `Rule ${rule.id} has no value ${name}.`,
      facts: { rule: rule.id, value: name, known },
      hint: `Its values are ${known}.`,
    }));
  const unfit = rule.parameters.flatMap((parameter): readonly Issue[] => {
    const { name, title, optional } = parameter;
    const value = given[name] ?? parameter.default;
    if (value === undefined) {
      if (optional === true) return [];
      const message = `Rule ${rule.id} needs the value ${name}.`;
      const facts = { rule: rule.id, value: name };
      return [{ code: 'missing-rule-value', path: `${path}/values/${name}`, message, facts, hint: `${title}.` }];
    }
    const expected = expectedOf(parameter, value);
    return expected === undefined ? [] : [badValue(rule, name, value, expected, path)];
  });
  if (unknown.length + unfit.length > 0) return [...unknown, ...unfit];
  const fault = rule.fault?.(settleTeamValues(rule, given));
  return fault === undefined ? [] : [badValue(rule, fault.name, given[fault.name], fault.expected, path)];
}

/** Names of the team that the values use and the team does not have. */
function checkNames(team: Team, rule: TeamRule, given: Values, path: string): readonly Issue[] {
  const employees = new Set(team.employees.map(({ id }) => id));
  const groups = new Set(team.employees.flatMap(({ groups: own = [] }) => own));
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    employee: employees,
    template: new Set(team.shiftTemplates.map(({ id }) => id)),
    skill: new Set(team.skills.map(({ id }) => id)),
    contract: new Set(team.contracts.map(({ id }) => id)),
    group: groups,
  };
  return rule.parameters.flatMap(({ name, unit }) => {
    const value = given[name];
    const kind =
      unit === 'employees'
        ? 'employee'
        : unit === 'templates'
          ? 'template'
          : unit === 'text'
            ? name.toLowerCase().endsWith('group')
              ? 'group'
              : name
            : undefined;
    const names = kind === undefined ? undefined : known[kind];
    if (kind === undefined || names === undefined || value === undefined) return [];
    const list = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
    return list.flatMap((id, index) =>
      names.has(id)
        ? []
        : [
            {
              code: `unknown-${kind}`,
              path: Array.isArray(value) ? `${path}/values/${name}/${index}` : `${path}/values/${name}`,
              message: `There is no ${kind} ${id}.`,
              facts: { id },
              hint: `Name a ${kind} of the team.`,
            },
          ],
    );
  });
}

/** A setting must be kept or have a price, and say its days in one way. */
function checkTerms({ hard, weight, days, dates, window, from, to }: TeamRuleSetting, path: string): readonly Issue[] {
  const issues: Issue[] = [];
  const both = (first: string, second: string): void => {
    const message = `"${first}" and "${second}" are both given.`;
    issues.push({ code: 'both-given', path, message, facts: { first, second }, hint: 'Give one of them.' });
  };
  if (hard === true && weight !== undefined) both('hard', 'weight');
  if (hard !== true && weight === undefined) {
    const facts = { first: 'hard', second: 'weight' };
    const message = 'Neither "hard" nor "weight" is given.';
    issues.push({ code: 'one-needed', path, message, facts, hint: 'Give one of them.' });
  }
  if (days !== undefined && dates !== undefined) both('days', 'dates');
  const empty = (at: string, span: { readonly from: string; readonly to: string }): void => {
    const message = `The span from ${span.from} to ${span.to} is empty.`;
    issues.push({
      code: 'window-empty',
      path: `${path}${at}`,
      message,
      facts: { ...span },
      hint: 'Let it end after it begins.',
    });
  };
  if (window?.from === '24:00') empty('/window/from', window);
  if (from !== undefined && to !== undefined && to < from) empty('/to', { from, to });
  return issues;
}

/** All that is wrong with the rules of a team as a whole, at JSON pointers below the team. */
export function checkRulesOfTeam(team: Team): readonly Issue[] {
  const seen = new Map<string, string>();
  return (team.teamRules ?? []).flatMap((setting, index): readonly Issue[] => {
    const path = `/teamRules/${index}`;
    const rule = teamRuleOf(setting.rule);
    const known = teamRules.map(({ id }) => id).join(', ');
    const found: Issue[] = [...checkTerms(setting, path)];
    if (setting.id !== undefined) {
      const first = seen.get(setting.id);
      const facts = { id: setting.id, first: first ?? '' };
      const message = `The id ${setting.id} occurs twice.`;
      if (first === undefined) seen.set(setting.id, path);
      else found.push({ code: 'duplicate-id', path: `${path}/id`, message, facts, hint: 'Give each its own.' });
    }
    if (rule === undefined) {
      const message = `There is no rule ${setting.rule} of a team as a whole.`;
      const facts = { id: setting.rule, known };
      return [...found, { code: 'unknown-rule', path: `${path}/rule`, message, facts, hint: `Rules are ${known}.` }];
    }
    const values = setting.values ?? {};
    const unfit = checkValues(rule, values, path);
    return [...found, ...unfit, ...(unfit.length > 0 ? [] : checkNames(team, rule, values, path))];
  });
}
