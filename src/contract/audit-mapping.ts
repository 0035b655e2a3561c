import { isoOf, localOf, timeOfMinutes } from '../domain/calendar.ts';
import type { Audit, Breach, LedgerWeek, MeasureUnit, Unknown } from '../domain/breach.ts';
import type { PayWeek } from '../domain/pay.ts';
import type { View } from '../domain/protected.ts';
import type { Team } from '../domain/team.ts';
import type { Instant, Zone } from '../domain/units.ts';
import type { AuditDocument, BreachDocument } from './breach.ts';
import type { Facts, Language } from './messages/catalog.ts';
import { fill } from './messages/catalog.ts';
import { breachText, catalogOf, unknownText } from './messages/render.ts';
import { seenBreach, seenUnknown } from './protected-view.ts';
import { hoursOf } from './shift-mapping.ts';
import { fromTeamBreach } from './team-rules.ts';

/** A measure in words: hours to the minute, days or shifts as they are. */
export function measureText(language: Language, unit: MeasureUnit, value: number): string {
  const { words } = catalogOf(language);
  const say = (key: string, shown: number): string => fill(words[key] ?? '', { value: shown }) ?? String(shown);
  switch (unit) {
    case 'seconds':
      return say('hours', Math.round(hoursOf(value) * 100) / 100);
    case 'days':
      return say(value === 1 ? 'day' : 'days', value);
    case 'shifts':
      return say(value === 1 ? 'shift' : 'shifts', value);
    case 'none':
      return String(value);
  }
}

/** Local date and time of an instant, as people write it. */
function localText(zone: Zone, instant: Instant): string {
  const { date, minutes } = localOf(zone, instant);
  return `${date} ${timeOfMinutes(Math.floor(minutes))}`;
}

/** What a breach's text is made from: its facts, and its measures and places in words. */
function breachFacts(language: Language, zone: Zone, breach: Breach): Facts {
  const { unit, span, limit } = breach;
  // Two shifts at once leave no rest, and not less than none.
  const isLess = breach.measured < 0;
  return {
    ...breach.facts,
    employee: breach.employeeId,
    rule: breach.ruleId,
    measured: measureText(language, unit, isLess ? 0 : breach.measured),
    limit: measureText(language, unit, limit),
    excess: measureText(language, unit, isLess ? limit : breach.excess),
    start: localText(zone, span.start),
    end: localText(zone, span.end),
    ...(breach.source === undefined ? {} : { source: breach.source }),
  };
}

/** The breach in an English sentence that calls the employee by name and says where the limit comes from. */
export function breachSentence({ zone, employees }: Pick<Team, 'zone' | 'employees'>, whole: Breach): string {
  const breach = seenBreach('everybody', whole);
  const { employeeId: id, source } = breach;
  const name = employees.find((one) => one.id === id)?.name;
  const employee = name === undefined || name === id ? id : `${name} (${id})`;
  const text = breachText('en', breach.ruleId, { ...breachFacts('en', zone, breach), employee });
  return source === undefined ? text : `${text} Source: ${source}.`;
}

/** The breach as it goes out, with its English text. */
export function fromBreach(zone: Zone, whole: Breach, view: View = 'everybody'): BreachDocument {
  const breach = seenBreach(view, whole);
  return {
    rule: breach.ruleId,
    employee: breach.employeeId,
    severity: breach.severity,
    shifts: [...breach.shiftIds],
    start: isoOf(zone, breach.span.start),
    end: isoOf(zone, breach.span.end),
    unit: breach.unit,
    measured: breach.measured,
    limit: breach.limit,
    excess: breach.excess,
    ...(breach.source === undefined ? {} : { source: breach.source }),
    message: breachText('en', breach.ruleId, breachFacts('en', zone, breach)),
    facts: { ...breach.facts },
    ...(breach.points === undefined ? {} : { points: breach.points }),
    ...(breach.otherTeam === undefined ? {} : { otherTeam: breach.otherTeam }),
    ...(breach.liftedBy === undefined ? {} : { liftedBy: breach.liftedBy.map((one) => ({ ...one })) }),
  };
}

/** What could not be judged, as it goes out. */
export function fromUnknown(zone: Zone, whole: Unknown, view: View = 'everybody'): AuditDocument['unknowns'][number] {
  const { ruleId, employeeId, reason, span } = seenUnknown(view, whole);
  return {
    rule: ruleId,
    employee: employeeId,
    reason,
    start: isoOf(zone, span.start),
    end: isoOf(zone, span.end),
    message: unknownText('en', reason, { rule: ruleId, employee: employeeId }),
  };
}

/** A week of the hours ledger, as it goes out. */
export function fromLedgerWeek(week: LedgerWeek): AuditDocument['ledger'][number] {
  return {
    employee: week.employeeId,
    weekStart: week.weekStart,
    shifts: week.shifts,
    days: week.days,
    workHours: hoursOf(week.workSeconds),
    spanHours: hoursOf(week.spanSeconds),
    nightHours: hoursOf(week.nightSeconds),
    creditHours: hoursOf(week.creditSeconds),
    ...(week.minSeconds === undefined ? {} : { minHours: hoursOf(week.minSeconds) }),
    ...(week.maxSeconds === undefined ? {} : { maxHours: hoursOf(week.maxSeconds) }),
  };
}

/** A week of pay, as it goes out. */
function fromPayWeek(week: PayWeek): NonNullable<AuditDocument['pay']>[number] {
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  // What the premium hours cost in the week; the cost of an hour is the same in all of it.
  const { premiumMoney, totalMoney } = week;
  const isKnown = premiumMoney !== undefined && totalMoney !== undefined && week.workSeconds > 0;
  const hourlyCost = isKnown ? ((totalMoney - premiumMoney) * 3600) / week.workSeconds : undefined;
  const parts = (list: PayWeek['tiers']) =>
    list.map(({ id, seconds, multiplier, premiumHours, allowances }) => ({
      id,
      hours: hoursOf(seconds),
      ...(multiplier === undefined ? {} : { multiplier }),
      premiumHours: rounded(premiumHours),
      ...(hourlyCost === undefined ? {} : { premiumMoney: rounded(premiumHours * hourlyCost + allowances) }),
    }));
  return {
    employee: week.employeeId,
    weekStart: week.weekStart,
    workHours: hoursOf(week.workSeconds),
    ordinaryHours: hoursOf(week.ordinarySeconds),
    tiers: parts(week.tiers),
    windows: parts(week.windows),
    premiumHours: rounded(week.premiumHours),
    lieuHours: hoursOf(week.lieuSeconds),
    allowances: rounded(week.allowances),
    ...(week.premiumMoney === undefined ? {} : { premiumMoney: rounded(week.premiumMoney) }),
    ...(week.totalMoney === undefined ? {} : { totalMoney: rounded(week.totalMoney) }),
  };
}

/** The audit as a document. */
export function fromAudit(zone: Zone, audit: Audit, view: View = 'everybody'): AuditDocument {
  return {
    kind: 'audit',
    clean: audit.clean,
    horizon: { from: audit.from, days: audit.days },
    breaches: audit.breaches.map((breach) => fromBreach(zone, breach, view)),
    ...(audit.teamBreaches === undefined
      ? {}
      : { teamBreaches: audit.teamBreaches.map((breach) => fromTeamBreach(zone, breach)) }),
    unknowns: audit.unknowns.map((unknown) => fromUnknown(zone, unknown, view)),
    packs: audit.packs.map((pack) => ({ ...pack })),
    notChecked: audit.notChecked.map((gap) => ({ ...gap })),
    ledger: audit.ledger.map(fromLedgerWeek),
    ...(audit.pay.length === 0 ? {} : { pay: audit.pay.map(fromPayWeek) }),
    checked: { ...audit.checked, rules: [...audit.checked.rules] },
  };
}
