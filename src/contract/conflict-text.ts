import { PROTECTED_RULE } from '../domain/protected.ts';
import type { Conflict } from '../domain/roster.ts';
import type { Employee, RuleValue, Team } from '../domain/team.ts';
import { bindRules } from '../rules/binding.ts';
import { isHard } from '../rules/compile.ts';
import { ruleOf } from '../rules/registry.ts';
import type { BoundRule, Parameter } from '../rules/rule.ts';
import { fill } from './messages/catalog.ts';
import { catalogOf } from './messages/render.ts';

/** Dates and pairs that one text lists; more would hide what matters. */
const LISTED = 5;

/** Name under which the solver tells that shifts given as fixed are part of a conflict. */
const LOCKS = 'locked-shifts';

const UNITS: Partial<Readonly<Record<Parameter['unit'], readonly [one: string, many: string]>>> = {
  hours: ['h', 'h'],
  minutes: ['min', 'min'],
  days: ['day', 'days'],
  weekends: ['weekend', 'weekends'],
  weeks: ['week', 'weeks'],
  shifts: ['shift', 'shifts'],
};

function listText(items: readonly string[]): string {
  return items.length > LISTED
    ? `${items.slice(0, LISTED).join(', ')} and ${items.length - LISTED} more`
    : items.join(', ');
}

function valueText(unit: Parameter['unit'], value: RuleValue): string {
  if (Array.isArray(value)) return listText(value as readonly string[]);
  const [one, many] = UNITS[unit] ?? ['', ''];
  return `${String(value)} ${value === 1 ? one : many}`.trimEnd();
}

/** The values that must be given to a rule: those are its limits. */
function limitText({ rule, values }: BoundRule): string {
  const given = rule.parameters.filter((parameter) => parameter.default === undefined);
  return given.map(({ name, unit }) => valueText(unit, values[name] ?? '')).join(', ');
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** Days that nobody may plan, as far as the team document names them. */
function daysText({ daysOff = [], leave = [], unavailable = [] }: Employee): string {
  const spans = [...leave, ...unavailable].map(({ from, to }) => (from === to ? from : `${from} to ${to}`));
  return listText([...daysOff, ...spans].toSorted());
}

/** A rule as people call it, with its limits for the employee: `minimum hours a week (60 h)`. */
function ruleText(ruleId: string, bound: readonly BoundRule[], employee: Employee, dates: readonly string[]): string {
  if (ruleId === PROTECTED_RULE) return 'a protected rule';
  const title = ruleId === LOCKS ? 'the locked shifts' : lowerFirst(ruleOf(ruleId)?.title ?? ruleId);
  const limits =
    ruleId === LOCKS
      ? listText(dates)
      : ruleId === 'availability'
        ? daysText(employee)
        : [
            ...new Set(
              bound.filter(({ rule, isProtected }) => rule.id === ruleId && isProtected !== true).map(limitText),
            ),
          ].join(' and ');
  return limits === '' ? title : `${title} (${limits})`;
}

/** Why an employee has no line, in English and in the words of who plans: the rules by their titles, with their values. */
export function conflictText(team: Team, { employeeId, ruleIds, dates }: Conflict): string {
  const { words } = catalogOf('en');
  const employee = team.employees.find(({ id }) => id === employeeId);
  const bound = employee === undefined ? [] : bindRules(team, employee).filter(({ severity }) => isHard(severity));
  const rules = employee === undefined ? ruleIds : ruleIds.map((ruleId) => ruleText(ruleId, bound, employee, dates));
  const word =
    rules.length === 0 ? words['conflictNone'] : rules.length === 1 ? words['conflictOne'] : words['conflict'];
  return fill(word ?? '', { employee: employeeId, rules: rules.join(', ') }) ?? '';
}
