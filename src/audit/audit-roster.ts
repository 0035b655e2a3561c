import { auditEmployee } from './audit-employee.ts';
import { type AuditInput, rosterIssues } from './roster-issues.ts';
import type { Audit, Breach, JudgedPack, LedgerWeek, NotChecked, Unknown } from '../domain/breach.ts';
import type { Outcome } from '../domain/issue.ts';
import { linesByEmployee } from '../domain/shift.ts';
import { isHard } from '../rules/compile.ts';
import { horizonOf } from '../rules/known-days.ts';
import type { Pack } from '../rules/packs/pack.ts';
import { packOf } from '../rules/packs/packs.ts';

function gapsOf(packs: readonly Pack[]): readonly NotChecked[] {
  return packs.flatMap(({ id, notChecked }) => notChecked.map((gap) => ({ pack: id, ...gap })));
}

function judgedPacks(packs: readonly Pack[]): readonly JudgedPack[] {
  return packs.map(({ id, version, name, checkedOn, verified, disclaimer }) => ({
    id,
    version,
    name,
    checkedOn,
    verified,
    disclaimer,
  }));
}

/**
 * A whole roster against the rules of its team: breaches, open questions and hours, from the rules alone. Breaches come by employee in
 * the team's order, then by rule. `clean`: no breach of a rule that forbids (`block`) or that only an agreement lifts
 * (`agreement`); money, warnings, information and unknowns leave it clean. Overlapping shifts are a breach of
 * `one-shift-a-day`; what is no roster of this team is refused with all issues.
 */
export function auditRoster(input: AuditInput): Outcome<Audit> {
  const issues = rosterIssues(input);
  if (issues.length > 0) return { ok: false, issues };
  const team = { ...input.team, packs: [...new Set([...input.team.packs, ...(input.packs ?? [])])] };
  const { from, days } = input;
  const judged = horizonOf(input);
  const past = linesByEmployee(input.past ?? []);
  const planned = linesByEmployee(input.shifts);
  const future = linesByEmployee(input.future ?? []);
  const elsewhere = linesByEmployee(input.elsewhere ?? []);
  const packs = team.packs.flatMap((id) => packOf(id) ?? []);
  const breaches: Breach[] = [];
  const unknowns: Unknown[] = [];
  const ledger: LedgerWeek[] = [];
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
    for (const { rule } of found.bound) ruleIds.add(rule.id);
  }
  return {
    ok: true,
    value: {
      from,
      days,
      clean: !breaches.some(({ severity }) => isHard(severity)),
      breaches,
      unknowns,
      packs: judgedPacks(packs),
      notChecked: gapsOf(packs),
      ledger,
      checked: { employees: team.employees.length, shifts: input.shifts.length, rules: [...ruleIds] },
    },
  };
}
