import { auditEmployee } from './audit-employee.ts';
import { withAgreements } from './lifted.ts';
import { type AuditInput, rosterIssues } from './roster-issues.ts';
import { teamBreachesOf } from './team-rules.ts';
import type { Audit, Breach, JudgedPack, LedgerWeek, Unknown } from '../domain/breach.ts';
import type { PayWeek } from '../domain/pay.ts';
import type { Outcome } from '../domain/issue.ts';
import { PROTECTED_RULE } from '../domain/protected.ts';
import { linesByEmployee } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import { isHard } from '../rules/compile.ts';
import { horizonOf } from '../rules/known-days.ts';
import { notCheckedBy } from '../rules/packs/not-checked.ts';
import { type DatedPack, packsInForce, packsOfTeam } from '../rules/packs/packs.ts';

function judgedPacks(packs: readonly DatedPack[]): readonly JudgedPack[] {
  return packs.map(({ from, to, pack: { id, version, name, checkedOn, verified, disclaimer } }) => ({
    id,
    version,
    name,
    validFrom: from,
    ...(to === undefined ? {} : { validTo: to }),
    checkedOn,
    verified,
    disclaimer,
  }));
}

/** The team with packs that apply to everybody, whatever packs a contract names. */
function withPacks(team: Team, more: readonly string[]): Team {
  if (more.length === 0) return team;
  const contracts = team.contracts.map((contract) =>
    contract.packs === undefined ? contract : { ...contract, packs: [...new Set([...contract.packs, ...more])] },
  );
  return { ...team, contracts, packs: [...new Set([...team.packs, ...more])] };
}

/**
 * A whole roster against the rules of its team: breaches, open questions and hours, from the rules alone. Breaches come by employee in
 * the team's order, then by rule. `clean`: no breach of a rule that forbids (`block`) or that only an agreement lifts
 * (`agreement`) and no agreement on record lifts; money, warnings, information and unknowns leave it clean. Overlapping shifts are a breach of
 * `one-shift-a-day`; what is no roster of this team is refused with all issues.
 */
export function auditRoster(input: AuditInput): Outcome<Audit> {
  const issues = rosterIssues(input);
  if (issues.length > 0) return { ok: false, issues };
  const team = withPacks(input.team, input.packs ?? []);
  const { from, days } = input;
  const judged = horizonOf(input);
  const past = linesByEmployee(input.past ?? []);
  const planned = linesByEmployee(input.shifts);
  const future = linesByEmployee(input.future ?? []);
  const elsewhere = linesByEmployee(input.elsewhere ?? []);
  const packs = packsInForce(packsOfTeam(team), team.ownPacks, judged);
  const breaches: Breach[] = [];
  const unknowns: Unknown[] = [];
  const ledger: LedgerWeek[] = [];
  const pay: PayWeek[] = [];
  const ruleIds = new Set<string>();
  for (const employee of team.employees) {
    const known = {
      past: past.get(employee.id) ?? [],
      line: planned.get(employee.id) ?? [],
      future: future.get(employee.id) ?? [],
      elsewhere: elsewhere.get(employee.id),
    };
    const found = auditEmployee(team, employee, judged, known);
    breaches.push(...found.breaches);
    unknowns.push(...found.unknowns);
    ledger.push(...found.ledger);
    pay.push(...found.pay);
    for (const { rule, isProtected } of found.bound) ruleIds.add(isProtected === true ? PROTECTED_RULE : rule.id);
  }
  const told = withAgreements({ zone: team.zone, from, days, shifts: input.shifts }, input.agreements ?? [], breaches);
  const teamBreaches = teamBreachesOf({ ...input, team }, input.shifts);
  return {
    ok: true,
    value: {
      from,
      days,
      clean:
        !told.some(({ severity, liftedBy }) => isHard(severity) && liftedBy === undefined) &&
        !teamBreaches.some(({ severity }) => isHard(severity)),
      breaches: told,
      ...((team.teamRules ?? []).length === 0 ? {} : { teamBreaches }),
      unknowns,
      packs: judgedPacks(packs),
      notChecked: notCheckedBy(team, judged),
      ledger,
      pay,
      checked: { employees: team.employees.length, shifts: input.shifts.length, rules: [...ruleIds] },
    },
  };
}
