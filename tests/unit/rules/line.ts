import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Contract, Employee, RuleSetting, Team } from '../../../src/domain/team.ts';
import type { Weekday } from '../../../src/domain/units.ts';
import { bindRules, ruleContext } from '../../../src/rules/binding.ts';
import { type Judgement, judgeLine } from '../../../src/rules/fold.ts';

export type TeamParts = {
  readonly employee?: Partial<Employee>;
  readonly contract?: Partial<Contract>;
  readonly rules?: readonly RuleSetting[];
  readonly packs?: readonly string[];
  readonly weekStart?: Weekday;
  readonly more?: Partial<Team>;
};

/** A team of one employee, Ana, on one contract. */
export function teamWith(zone: string, parts: TeamParts = {}): Team {
  return {
    id: 'team',
    zone,
    weekStart: parts.weekStart ?? 'mon',
    skills: [{ id: 'voice' }, { id: 'chat' }],
    contracts: [{ id: 'full', ...parts.contract }],
    employees: [{ id: 'ana', contract: 'full', skills: ['voice'], ...parts.employee }],
    shiftTemplates: [],
    rules: parts.rules ?? [],
    packs: parts.packs ?? [],
    holidays: [],
    ...parts.more,
  };
}

export function at(zone: string, local: string): number {
  const [hours, minutes] = local.slice(11).split(':').map(Number);
  return plannedInstant(zone, local.slice(0, 10), (hours ?? 0) * 60 + (minutes ?? 0));
}

export type ShiftParts = Partial<Pick<Shift, 'id' | 'employeeId' | 'template' | 'skill' | 'activity'>> & {
  /** An unpaid break. */
  readonly pause?: readonly [from: string, to: string];
};

/** A shift between two local times; its id is its start. */
export function shift(zone: string, from: string, to: string, parts: ShiftParts = {}): Shift {
  const { pause, ...more } = parts;
  const breaks = pause === undefined ? [] : [{ start: at(zone, pause[0]), end: at(zone, pause[1]), paid: false }];
  return { id: from, employeeId: 'ana', activity: 'work', start: at(zone, from), end: at(zone, to), breaks, ...more };
}

export type Published = {
  readonly past?: readonly Shift[] | undefined;
  readonly future?: readonly Shift[] | undefined;
};

/** The judgement of Ana's line; what is published is known to be empty unless it is given, also as undefined for unknown. */
export function judge(
  team: Team,
  from: string,
  days: number,
  line: readonly Shift[],
  published: Published = {},
): Judgement {
  const { past, future } = { past: [], future: [], ...published };
  const [employee] = team.employees;
  if (employee === undefined) throw new Error('the team is empty');
  const horizon = { from, days, pastKnown: past !== undefined, futureKnown: future !== undefined };
  const known = { past: past ?? [], line, future: future ?? [] };
  return judgeLine(bindRules(team, employee), ruleContext(team, employee, horizon), known);
}
