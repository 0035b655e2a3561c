import { datesOutside } from './dates.ts';
import type { KnownHorizon } from './known-days.ts';
import { type DatedPack, packsFor, packVersions } from './packs/packs.ts';
import { onProtectedDates } from './protected.ts';
import { ruleOf } from './registry.ts';
import type { BoundRule, RuleContext } from './rule.ts';
import { settleValues } from './settings.ts';
import { addDays, startOfDate } from '../domain/calendar.ts';
import type { Contract, Employee, RuleSetting, RuleValue, Severity, Team } from '../domain/team.ts';

/** Rules that hold for everybody and have no values. */
const ALWAYS_ON: readonly string[] = ['availability', 'skill', 'one-shift-a-day'];

function bind(
  id: string,
  values: Readonly<Record<string, RuleValue>>,
  severity: Severity | undefined,
  source: string | undefined,
  weight?: number,
): BoundRule {
  const rule = ruleOf(id);
  if (rule === undefined) throw new Error(`no rule ${id}: settings are checked before they are bound`);
  const bound = { rule, values: settleValues(rule, values), severity: severity ?? rule.defaultSeverity, source };
  return weight === undefined ? bound : { ...bound, weight };
}

function contractRules(contract: Contract): readonly BoundRule[] {
  const fields: readonly (readonly [string, string, number | undefined])[] = [
    ['maximum-hours-day', 'maximumHours', contract.maxHoursPerDay],
    ['maximum-hours-week', 'maximumHours', contract.maxHoursPerWeek],
    ['minimum-hours-week', 'minimumHours', contract.minHoursPerWeek],
    ['maximum-days-week', 'maximumDays', contract.maxDaysPerWeek],
  ];
  return fields.flatMap(([id, name, value]) =>
    value === undefined ? [] : [bind(id, { [name]: value }, 'block', `contract ${contract.id}`)],
  );
}

/** Where shifts can be split, only those may work them whose contracts say so. */
function splitRules({ shiftTemplates }: Team, { id, splitShifts }: Contract): readonly BoundRule[] {
  const isOpen = splitShifts === undefined && shiftTemplates.every(({ split }) => split === undefined);
  if (splitShifts === true || isOpen) return [];
  return [bind('maximum-splits', { maximumDays: 0 }, 'block', `contract ${id}`)];
}

function applies(setting: RuleSetting, employee: Employee): boolean {
  return (
    (setting.contracts === undefined || setting.contracts.includes(employee.contract)) &&
    (setting.employees === undefined || setting.employees.includes(employee.id))
  );
}

function severityOf(setting: RuleSetting): Severity | undefined {
  return setting.severity ?? (setting.weight === undefined ? ruleOf(setting.rule)?.defaultSeverity : 'warn');
}

function teamRules(team: Team, employee: Employee): readonly BoundRule[] {
  const applying = team.rules.filter((setting) => applies(setting, employee));
  // What protects an employee neither replaces a rule for everybody, which would be gone outside of its dates, nor gives way to an exception.
  const personal = applying.filter((own) => own.employees !== undefined && own.protected === undefined);
  const replacing = (setting: RuleSetting): readonly RuleSetting[] =>
    setting.employees === undefined && setting.protected === undefined
      ? personal.filter((own) => own.rule === setting.rule && severityOf(own) === severityOf(setting))
      : [];
  return applying.flatMap((setting) => {
    const { rule, values = {}, source = 'team', weight } = setting;
    return datesOutside(setting, replacing(setting)).flatMap(({ from, to }) =>
      onProtectedDates(
        {
          ...bind(rule, values, severityOf(setting), source, weight),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        },
        setting.protected,
        employee,
      ),
    );
  });
}

function packRules({ pack, from, to }: DatedPack, employee: Employee): readonly BoundRule[] {
  return pack.rules.flatMap((rule) => {
    const bound = { ...bind(rule.rule, rule.values, rule.severity, `${pack.id}: ${rule.source}`), from, to };
    return onProtectedDates(bound, rule.protected, employee);
  });
}

/** Rules of the packs of an employee's contract, each version for its dates. */
function rulesOfPacks(team: Team, contract: Contract, employee: Employee): readonly BoundRule[] {
  return packsFor(team, contract).flatMap((id) => {
    const versions = packVersions(id, team.ownPacks);
    if (versions.length === 0) throw new Error(`no pack ${id}: packs are checked before they are bound`);
    return versions.flatMap((version) => packRules(version, employee));
  });
}

/** The contract of an employee; throws where the team has none of that id, which checking a team finds before. */
function contractOf(team: Team, employee: Employee): Contract {
  const contract = team.contracts.find(({ id }) => id === employee.contract);
  if (contract === undefined) throw new Error(`employee ${employee.id} has the unknown contract ${employee.contract}`);
  return contract;
}

/**
 * All rules that hold for an employee, in this order: the rules that always hold, the contract's hours and days, the team's
 * rules for everybody, for the contract or for the employee, and the packs'. All of them apply side by side, so the strictest
 * decides, with one exception: a team rule that names the employee replaces the team rules of the same id and severity that name none, so
 * that an exception can also be milder; one with dates does so on these days. It never replaces a contract's or a pack's. The team's rules must have been checked.
 */
export function bindRules(team: Team, employee: Employee): readonly BoundRule[] {
  const contract = contractOf(team, employee);
  return [
    ...ALWAYS_ON.map((id) => bind(id, {}, undefined, undefined)),
    ...contractRules(contract),
    ...splitRules(team, contract),
    ...teamRules(team, employee),
    ...rulesOfPacks(team, contract, employee),
  ];
}

/** What rules may know of one employee in a horizon of `days` local dates from `from`. */
export function ruleContext(team: Team, employee: Employee, horizon: KnownHorizon): RuleContext {
  const { from, days, pastKnown, futureKnown, pastFrom, futureTo } = horizon;
  return {
    zone: team.zone,
    weekStart: team.weekStart,
    holidays: team.holidays,
    templates: team.shiftTemplates,
    employee,
    contract: contractOf(team, employee),
    from,
    days,
    horizon: { start: startOfDate(team.zone, from), end: startOfDate(team.zone, addDays(from, days)) },
    pastKnown,
    futureKnown,
    pastFrom,
    futureTo,
  };
}

/** A rule that holds for one employee, written as a setting that names her alone, and who set it. */
export type NamedSetting = {
  readonly setting: RuleSetting;
  readonly from: 'contract' | 'team' | 'pack' | 'protected';
};

/**
 * All rules with values that hold for an employee, as settings that name her alone. A team with these rules, whose contracts have neither hours nor days and
 * which has no packs, binds the same rules as before; each of them can then be changed for one employee.
 */
export function namedSettings(team: Team, employee: Employee): readonly NamedSetting[] {
  const contract = contractOf(team, employee);
  const named =
    (from: NamedSetting['from']) =>
    ({ rule, isProtected, ...bound }: BoundRule): NamedSetting => ({
      setting: { ...bound, rule: rule.id, employees: [employee.id] },
      from: isProtected === true ? 'protected' : from,
    });
  return [
    ...[...contractRules(contract), ...splitRules(team, contract)].map(named('contract')),
    ...teamRules(team, employee).map(named('team')),
    ...rulesOfPacks(team, contract, employee).map(named('pack')),
  ];
}
