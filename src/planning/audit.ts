import { auditRoster } from '../audit/audit-roster.ts';
import type { AuditInput } from '../audit/roster-issues.ts';
import type { Audit } from '../domain/breach.ts';
import type { Outcome } from '../domain/issue.ts';
import { withOtherWork } from '../domain/other-work.ts';
import type { Roster } from '../domain/roster.ts';

export type AuditTask = AuditInput;

/** Roster to audit. Issues carry paths below `/team`, `/shifts`, `/past`, `/future` and `/packs`. */
export function makeAudit(task: AuditTask): Outcome<Audit> {
  return auditRoster(withOtherWork(task));
}

/** What of a solved roster is to be judged. */
export function auditTaskOf({ problem, shifts }: Pick<Roster, 'problem' | 'shifts'>): AuditTask {
  const { team, from, days, past, future, pastFrom, futureTo, elsewhere, agreements } = problem;
  return { team, from, days, shifts, past, future, pastFrom, futureTo, elsewhere, agreements };
}
