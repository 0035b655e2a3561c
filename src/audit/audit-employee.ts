import { employeeLedger } from './ledger.ts';
import type { LedgerWeek } from '../domain/breach.ts';
import type { PayWeek } from '../domain/pay.ts';
import type { Employee, Team } from '../domain/team.ts';
import { bindRules, ruleContext } from '../rules/binding.ts';
import { type Judgement, judgeLine, type KnownLine, wholeLine, withoutDuties } from '../rules/fold.ts';
import type { KnownHorizon } from '../rules/known-days.ts';
import type { NightWindow } from '../rules/night.ts';
import { packsFor, packsInForce } from '../rules/packs/packs.ts';
import { payWeeks } from '../rules/pay/pay-weeks.ts';
import { payPlansOfTeam } from '../rules/pay/planned-pay.ts';
import type { BoundRule } from '../rules/rule.ts';

/** Night of the ledger where no pack says otherwise. */
const DEFAULT_NIGHT: NightWindow = { from: '22:00', to: '06:00' };

export type EmployeeAudit = Judgement & {
  readonly ledger: readonly LedgerWeek[];
  /** Empty where nothing says how hours are paid. */
  readonly pay: readonly PayWeek[];
  readonly bound: readonly BoundRule[];
};

/**
 * One employee's share of an audit: the breaches, unknowns, hours and pay that the audit of the whole roster has of the employee. A line
 * is judged by nothing but itself, so that after an edit the touched employees alone need be judged anew. The team must have been checked.
 */
export function auditEmployee(team: Team, employee: Employee, judged: KnownHorizon, known: KnownLine): EmployeeAudit {
  const context = ruleContext(team, employee, judged);
  const bound = bindRules(team, employee);
  const packs = packsFor(team, context.contract);
  const inForce = packsInForce(packs, team.ownPacks, judged);
  const night = inForce[0]?.pack.night ?? DEFAULT_NIGHT;
  const working = withoutDuties(wholeLine(known));
  const ledger = employeeLedger(context, bound, night, working);
  const plans = payPlansOfTeam(team, context.contract);
  const pay = plans.length === 0 ? [] : payWeeks(context, plans, working);
  return { ...judgeLine(bound, context, known), ledger, pay, bound };
}
