import type { AuditDocument, BreachDocument } from '../../contract/breach.ts';
import type { TeamBreachDocument } from '../../contract/team-rules.ts';
import { short } from './numbers.ts';
import { ENGLISH, type Speech, type TextKey } from './speech.ts';
import { padded, table } from './table.ts';

/** Breaches that are listed one by one. */
const LISTED = 200;

/** Whether the breach makes a roster unclean: money, warnings and information do not. */
export function isForbidden({ severity, liftedBy }: Pick<BreachDocument, 'severity' | 'liftedBy'>): boolean {
  return severity === 'block' || (severity === 'agreement' && liftedBy === undefined);
}

/** By what papers a breach is lifted. */
function liftedText({ say }: Speech, liftedBy: BreachDocument['liftedBy']): string {
  if (liftedBy === undefined) return '';
  const papers = liftedBy.map(({ id, reference, from, to }) => reference ?? id ?? say('word.span', { from, to }));
  return say('breaches.lifted', { papers: papers.join(say('list.of-lists')) });
}

type Finding = Pick<BreachDocument, 'severity' | 'message' | 'source' | 'liftedBy'>;

function findingLines(title: TextKey, findings: readonly Finding[], speech: Speech): string {
  if (findings.length === 0) return '';
  const lines = findings.slice(0, LISTED).map(({ severity, message, source, liftedBy }) => {
    const from = source === undefined ? '' : ` [${source}]`;
    return `  ${padded(speech.word('severity', severity), 9)}  ${message}${from}${liftedText(speech, liftedBy)}\n`;
  });
  const more = findings.length > LISTED ? `  ${speech.say('more', { count: findings.length - LISTED })}\n` : '';
  return `${speech.say(title)}\n${lines.join('')}${more}`;
}

/** Findings of rules of the team as a whole, one a line; empty where there are none. */
export function teamBreachLines(breaches: readonly TeamBreachDocument[], speech: Speech = ENGLISH): string {
  return findingLines('breaches.team-title', breaches, speech);
}

/** Breaches one a line, in their order; empty where there are none. */
export function breachLines(breaches: readonly BreachDocument[], speech: Speech = ENGLISH): string {
  return findingLines('breaches.title', breaches, speech);
}

/** An audit for people: breaches, hours per employee and week, what could not be judged, and what is not judged at all. */
export function auditText(audit: AuditDocument, speech: Speech = ENGLISH): string {
  const { say } = speech;
  const { horizon, checked, breaches } = audit;
  const { shifts, employees } = checked;
  const ofTeam = audit.teamBreaches ?? [];
  const forbidden = breaches.filter(isForbidden).length + ofTeam.filter(({ severity }) => severity === 'block').length;
  const lifted = breaches.filter(({ liftedBy }) => liftedBy !== undefined).length;
  const others = breaches.length + ofTeam.length - forbidden - lifted;
  const verdict = say(audit.clean ? 'audit.clean' : 'audit.not-clean', {
    breaches: say('count.breaches', { count: forbidden }),
    agreed: lifted === 0 ? '' : say('audit.agreed', { count: lifted }),
    others: others === 0 ? '' : say('audit.others', { count: others }),
    scope: say('audit.scope', { shifts, employees, days: horizon.days, from: horizon.from }),
  });
  const judged = checked.rules.length === 0 ? say('audit.no-rule') : checked.rules.join(say('list.joint'));
  const parts = [
    `${verdict}\n${say('audit.judged', { rules: judged })}\n${packsText(audit, speech)}`,
    breachLines(breaches, speech),
    teamBreachLines(ofTeam, speech),
    ledgerText(audit, speech),
    payText(audit, speech),
    unknownText(audit, speech),
    notCheckedText(audit, speech),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** A line per pack: a reader must not take a reading of the law for the law. */
function packsText({ packs }: AuditDocument, { say }: Speech): string {
  return packs
    .map(({ id, version, name, checkedOn, verified, disclaimer }) => {
      const facts = { id, version, name, checkedOn, disclaimer };
      return `${say('audit.pack', { ...facts, verified: say(verified ? 'word.yes' : 'word.no') })}\n`;
    })
    .join('');
}

function ledgerText({ ledger }: AuditDocument, { say, employee }: Speech): string {
  if (ledger.length === 0) return '';
  const rows = ledger.map((week) => [
    employee(week.employee),
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
  const numbers = [
    'head.shifts',
    'head.days',
    'head.hours',
    'head.present',
    'head.night',
    'head.credit',
    'head.min',
    'head.max',
  ] as const;
  const columns = [
    { head: say('head.employee') },
    { head: say('head.week-of') },
    ...numbers.map((head) => ({ head: say(head), number: true })),
  ];
  return `${say('audit.hours')}\n${table(columns, rows)}`;
}

/** Hours by the tier that pays them, and what they cost beyond the hours themselves. */
function payText({ pay = [] }: AuditDocument, { say, employee }: Speech): string {
  if (pay.length === 0) return '';
  const list = (parts: (typeof pay)[number]['tiers']): string =>
    parts.map(({ id, hours }) => `${id} ${short(hours)}`).join(say('list.joint')) || '-';
  const rows = pay.map((week) => [
    employee(week.employee),
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
  const money = ['head.premium-hours', 'head.in-lieu', 'head.premium', 'head.total'] as const;
  const columns = [
    { head: say('head.employee') },
    { head: say('head.week-of') },
    { head: say('head.hours'), number: true },
    { head: say('head.ordinary'), number: true },
    { head: say('head.tiers') },
    { head: say('head.windows') },
    ...money.map((head) => ({ head: say(head), number: true })),
  ];
  return `${say('audit.pay')}\n${table(columns, rows)}`;
}

/** By rule and reason: a missing past makes the same question open for everybody. */
function unknownText({ unknowns }: AuditDocument, { say }: Speech): string {
  if (unknowns.length === 0) return '';
  const groups = Map.groupBy(unknowns, ({ rule, reason }) => `${rule}: ${say(`unknown.${reason}`)}`);
  const lines = [...groups].map(([what, own]) => {
    const count = new Set(own.map(({ employee }) => employee)).size;
    return `  ${say('audit.unknown-for', { what, count })}\n`;
  });
  const hints = [...new Set(unknowns.map(({ reason }) => `  ${say(`give.${reason}`)}\n`))];
  return `${say('audit.unknown')}\n${lines.join('')}${hints.join('')}`;
}

function notCheckedText({ notChecked }: AuditDocument, { say }: Speech): string {
  if (notChecked.length === 0) return '';
  const lines = notChecked.map(({ pack, topic, reason }) => `  ${pack}: ${topic}. ${reason}\n`);
  return `${say('audit.not-checked')}\n${lines.join('')}`;
}
