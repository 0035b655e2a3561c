import type { AuditDocument, BreachDocument } from '../../contract/breach.ts';
import type { TeamBreachDocument } from '../../contract/team-rules.ts';
import { counted, short } from './numbers.ts';
import { table } from './table.ts';

/** Breaches that are listed one by one. */
const LISTED = 200;

/** Whether the breach makes a roster unclean: money, warnings and information do not. */
export function isForbidden({ severity, liftedBy }: Pick<BreachDocument, 'severity' | 'liftedBy'>): boolean {
  return severity === 'block' || (severity === 'agreement' && liftedBy === undefined);
}

/** By what papers a breach is lifted. */
function liftedText(liftedBy: BreachDocument['liftedBy']): string {
  if (liftedBy === undefined) return '';
  const papers = liftedBy.map(({ id, reference, from, to }) => reference ?? id ?? `${from} to ${to}`);
  return ` (lifted by agreement: ${papers.join('; ')})`;
}

/** Findings of rules of the team as a whole, one a line; empty where there are none. */
export function teamBreachLines(breaches: readonly TeamBreachDocument[]): string {
  if (breaches.length === 0) return '';
  const lines = breaches
    .slice(0, LISTED)
    .map(
      ({ severity, message, source }) =>
        `  ${severity.padEnd(9)}  ${message}${source === undefined ? '' : ` [${source}]`}\n`,
    );
  const more = breaches.length > LISTED ? `  ... and ${breaches.length - LISTED} more: see --json.\n` : '';
  return `Rules of the team\n${lines.join('')}${more}`;
}

/** Breaches one a line, in their order; empty where there are none. */
export function breachLines(breaches: readonly BreachDocument[]): string {
  if (breaches.length === 0) return '';
  const lines = breaches
    .slice(0, LISTED)
    .map(
      ({ severity, message, source, liftedBy }) =>
        `  ${severity.padEnd(9)}  ${message}${source === undefined ? '' : ` [${source}]`}${liftedText(liftedBy)}\n`,
    );
  const more = breaches.length > LISTED ? `  ... and ${breaches.length - LISTED} more: see --json.\n` : '';
  return `Breaches and findings\n${lines.join('')}${more}`;
}

/** An audit for people: breaches, hours per employee and week, what could not be judged, and what is not judged at all. */
export function auditText(audit: AuditDocument): string {
  const { horizon, checked, breaches } = audit;
  const scope = `${counted(checked.shifts, 'shift')} of ${counted(checked.employees, 'employee')}, ${counted(horizon.days, 'day')} from ${horizon.from}`;
  const ofTeam = audit.teamBreaches ?? [];
  const forbidden = breaches.filter(isForbidden).length + ofTeam.filter(({ severity }) => severity === 'block').length;
  const lifted = breaches.filter(({ liftedBy }) => liftedBy !== undefined).length;
  const others = breaches.length + ofTeam.length - forbidden - lifted;
  const agreed = lifted === 0 ? '' : `, ${counted(lifted, 'breach', 'breaches')} lifted by agreements`;
  const also = others === 0 ? '' : `, ${counted(others, 'lesser finding')} (pay, warn, info)`;
  const verdict = `${audit.clean ? 'Clean' : 'Not clean'}: ${counted(forbidden, 'breach', 'breaches')}${agreed}${also} in ${scope}.\n`;
  const rules = `Judged: ${checked.rules.length === 0 ? 'no rule' : checked.rules.join(', ')}.\n`;
  const parts = [
    verdict + rules + packsText(audit),
    breachLines(breaches),
    teamBreachLines(audit.teamBreaches ?? []),
    ledgerText(audit),
    payText(audit),
    unknownText(audit),
    notCheckedText(audit),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** A line per pack: a reader must not take a reading of the law for the law. */
function packsText({ packs }: AuditDocument): string {
  return packs
    .map(
      ({ id, version, name, checkedOn, verified, disclaimer }) =>
        `Pack ${id} ${version} (${name}), checked on ${checkedOn}, verified: ${verified ? 'yes' : 'no'}. ${disclaimer}\n`,
    )
    .join('');
}

function ledgerText({ ledger }: AuditDocument): string {
  if (ledger.length === 0) return '';
  const rows = ledger.map((week) => [
    week.employee,
    week.weekStart,
    String(week.shifts),
    String(week.days),
    short(week.workHours),
    short(week.spanHours),
    short(week.nightHours),
    short(week.creditHours),
    short(week.minHours),
    short(week.maxHours),
  ]);
  const numbers = ['Shifts', 'Days', 'Hours', 'Present', 'Night', 'Credit', 'Min', 'Max'];
  const columns = [{ head: 'Employee' }, { head: 'Week of' }, ...numbers.map((head) => ({ head, number: true }))];
  return `Hours\n${table(columns, rows)}`;
}

/** Hours by the tier that pays them, and what they cost beyond the hours themselves. */
function payText({ pay = [] }: AuditDocument): string {
  if (pay.length === 0) return '';
  const list = (parts: (typeof pay)[number]['tiers']): string =>
    parts.map(({ id, hours }) => `${id} ${short(hours)}`).join(', ') || '-';
  const rows = pay.map((week) => [
    week.employee,
    week.weekStart,
    short(week.workHours),
    short(week.ordinaryHours),
    list(week.tiers),
    list(week.windows),
    short(week.premiumHours),
    short(week.lieuHours),
    short(week.premiumMoney),
    short(week.totalMoney),
  ]);
  const columns = [
    { head: 'Employee' },
    { head: 'Week of' },
    { head: 'Hours', number: true },
    { head: 'Ordinary', number: true },
    { head: 'Tiers' },
    { head: 'Windows' },
    ...['Premium h', 'In lieu', 'Premium', 'Total'].map((head) => ({ head, number: true })),
  ];
  return `Pay\n${table(columns, rows)}`;
}

type Reason = AuditDocument['unknowns'][number]['reason'];

const UNKNOWN: Readonly<Record<Reason, string>> = {
  'past-missing': 'the past is not known',
  'future-missing': 'the future is not known',
  'template-missing': 'it asks for templates, and shifts name none',
};

const GIVE: Readonly<Record<Reason, string>> = {
  'past-missing': 'Give the shifts before with --past; an empty list says that there are none.',
  'future-missing': 'Give the shifts behind with --future; an empty list says that there are none.',
  'template-missing': 'Give a ROSTER document, whose shifts name their templates: a CSV cannot.',
};

/** By rule and reason: a missing past makes the same question open for everybody. */
function unknownText({ unknowns }: AuditDocument): string {
  if (unknowns.length === 0) return '';
  const groups = Map.groupBy(unknowns, ({ rule, reason }) => `${rule}: ${UNKNOWN[reason]}`);
  const lines = [...groups].map(
    ([what, own]) => `  ${what} for ${counted(new Set(own.map(({ employee }) => employee)).size, 'employee')}\n`,
  );
  const hints = [...new Set(unknowns.map(({ reason }) => `  ${GIVE[reason]}\n`))];
  return `Unknown (does not count as a breach)\n${lines.join('')}${hints.join('')}`;
}

function notCheckedText({ notChecked }: AuditDocument): string {
  if (notChecked.length === 0) return '';
  return `Not checked\n${notChecked.map(({ pack, topic, reason }) => `  ${pack}: ${topic}. ${reason}\n`).join('')}`;
}
