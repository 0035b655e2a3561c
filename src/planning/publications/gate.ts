import { dateOf, datesFrom, daysBetween, isoOf } from '../../domain/calendar.ts';
import { liftingAgreements } from '../../domain/agreement.ts';
import type { Breach } from '../../domain/breach.ts';
import type { Issue } from '../../domain/issue.ts';
import { shownRule } from '../../domain/protected.ts';
import type { Agreement, GatedBreach, ScheduledShift, Waiver } from '../../domain/schedule.ts';
import { shiftDate } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import { type LocalDate, SECONDS_PER_HOUR } from '../../domain/units.ts';
import { RULES_OF } from './judge-other-teams.ts';
import type { Dates } from '../schedules/known-days.ts';

export type GateInput = {
  readonly team: Team;
  readonly dates: Dates;
  readonly planned: readonly ScheduledShift[];
  readonly waivers: readonly Waiver[];
  readonly agreements: readonly Agreement[];
};

/** A breach with the dates that waivers and agreements must be about. */
type DatedBreach = { readonly breach: Breach; readonly dates: readonly LocalDate[] };

/** Dated: the dates on which its planned shifts start; where none has a part in a breach, the published dates that its span touches. */
function dated({ team, dates, planned }: GateInput, breaches: readonly Breach[]): readonly DatedBreach[] {
  const starts = new Map(planned.map((shift) => [shift.id, shiftDate(team.zone, shift)]));
  return breaches.map((breach) => {
    const { shiftIds, span } = breach;
    const own = [...new Set(shiftIds.flatMap((id) => starts.get(id) ?? []))].sort();
    if (own.length > 0) return { breach, dates: own };
    const [first, last] = [dateOf(team.zone, span.start), dateOf(team.zone, span.end - 1)];
    const from = first > dates.from ? first : dates.from;
    const to = last < dates.to ? last : dates.to;
    return { breach, dates: datesFrom(from, Math.max(0, daysBetween(from, to) + 1)) };
  });
}

function waives({ rule, employee, date }: Waiver, { breach, dates }: DatedBreach): boolean {
  return (
    rule === shownRule(breach) &&
    (employee === undefined || employee === breach.employeeId) &&
    (date === undefined || dates.includes(date))
  );
}

/** What lets a breach through: of several waivers or agreements the first that fits. */
function passage(input: GateInput, judged: DatedBreach): GatedBreach {
  const { breach } = judged;
  const { severity, otherTeam } = breach;
  const common = { breach, severity, ...(otherTeam === undefined ? {} : { otherTeam }) };
  // What another team asks is that team's to let through: it is told, and stands in the record of both.
  if (breach.facts?.[RULES_OF] !== undefined) return { ...common, passes: 'listed' };
  switch (severity) {
    case 'block': {
      const waiver = input.waivers.find((one) => waives(one, judged));
      return waiver === undefined ? { ...common, passes: 'refused' } : { ...common, passes: 'waived', waiver };
    }
    case 'agreement': {
      const { ruleId: rule, employeeId: employee } = breach;
      const own = input.agreements.filter(({ team }) => team === input.team.id);
      const found = liftingAgreements(own, { rule, employee, dates: judged.dates });
      const [first, ...more] = found ?? [];
      if (first === undefined) return { ...common, passes: 'refused' };
      const all = more.length === 0 ? {} : { agreements: [first, ...more].map(({ id }) => id) };
      return { ...common, passes: 'agreed', agreement: first.id, ...all };
    }
    case 'pay':
    case 'warn':
    case 'info':
      return { ...common, passes: 'listed' };
  }
}

/** Waivers without a reason or a name: nobody could say later who let a breach through, and why. */
export function waiverIssues(waivers: readonly Waiver[]): readonly Issue[] {
  return waivers.flatMap((waiver, index) =>
    (['reason', 'name'] as const)
      .filter((field) => waiver[field].trim() === '')
      .map((field) => ({
        code: 'text-empty',
        path: `/waivers/${index}/${field}`,
        message: `The ${field} of the waiver is empty.`,
        facts: { field },
        hint: 'A waiver says why the rule is not kept, and who answers for it.',
      })),
  );
}

/** Waivers that no breach of a forbidding rule needs. */
function unusedWaivers(
  { waivers }: GateInput,
  judged: readonly DatedBreach[],
  used: ReadonlySet<Waiver>,
): readonly Issue[] {
  const forbidden = judged.filter(({ breach }) => breach.severity === 'block');
  return waivers.flatMap((waiver, index) => {
    if (used.has(waiver) || forbidden.some((one) => waives(waiver, one))) return [];
    const { rule, employee, date } = waiver;
    const whose = employee === undefined ? '' : ` by ${employee}`;
    const day = date === undefined ? '' : ` on ${date}`;
    return {
      code: 'waiver-unused',
      path: `/waivers/${index}`,
      message: `No breach needs the waiver of ${rule}${whose}${day}.`,
      facts: { rule, ...(employee === undefined ? {} : { employee }), ...(date === undefined ? {} : { date }) },
      hint: 'Mend its rule, employee or date, or leave it out. Only rules of severity block are waived.',
    };
  });
}

/** Measure and limit with their unit; nothing where there is nothing to measure. */
function measures({
  unit,
  measured,
  limit,
  isProtected,
}: Breach): Readonly<Record<'measured' | 'limit', string>> | undefined {
  if (unit === 'none' || isProtected === true) return undefined;
  const shown = (value: number): string =>
    unit === 'seconds'
      ? `${Math.round((value / SECONDS_PER_HOUR) * 100) / 100} h`
      : `${value} ${value === 1 ? unit.slice(0, -1) : unit}`;
  return { measured: shown(measured), limit: shown(limit) };
}

/** What keeps a publication from being made; with the breach where it is one, which the contract can say in a sentence. */
export type GateIssue = Issue & { readonly breach?: Breach | undefined };

/** A breach that nothing lets through, with the ids that its shifts have in the draft, and what would. */
function refusal(
  { team: { zone } }: GateInput,
  { breach, dates }: DatedBreach,
  draftIds: ReadonlyMap<string, string>,
): GateIssue {
  const { employeeId, severity, span, shiftIds, otherTeam } = breach;
  const ruleId = shownRule(breach);
  const [start, end] = [isoOf(zone, span.start), isoOf(zone, span.end)];
  const measured = measures(breach);
  const [date] = dates;
  const facts = {
    rule: ruleId,
    employee: employeeId,
    severity,
    ...(date === undefined ? {} : { date }),
    start,
    end,
    ...measured,
    shifts: shiftIds.map((id) => draftIds.get(id) ?? id).join(', '),
    ...(otherTeam === undefined ? {} : { otherTeam }),
  };
  const amount = measured === undefined ? '' : `: ${measured.measured} against ${measured.limit}`;
  const other = otherTeam === undefined ? '' : ` A shift of the team ${otherTeam} has a part in it.`;
  const said = `${employeeId} does not keep ${ruleId} from ${start} to ${end}${amount}.${other}`;
  if (severity === 'agreement') {
    const hint = `Mend the draft, or record the agreement that lifts ${ruleId} for ${employeeId} on ${dates.join(', ')}.`;
    return { code: 'agreement-missing', path: '', message: `${said} That needs an agreement.`, facts, hint, breach };
  }
  const waiver = { rule: ruleId, employee: employeeId, date, reason: 'why', name: 'who answers for it' };
  const hint = `Mend the draft, or publish with the waiver ${JSON.stringify(waiver)}.`;
  return { code: 'breach-not-waived', path: '/waivers', message: `${said} That is forbidden.`, facts, hint, breach };
}

/**
 * Which breaches are let through and by what, and what is wrong: waivers that nothing needs, and every breach that is refused. `draftIds`: what a
 * published shift is called in the draft, which is where it is to be mended. `used`: waivers that let something else through.
 */
export function gate(
  input: GateInput,
  judged: readonly Breach[],
  draftIds: ReadonlyMap<string, string>,
  used: ReadonlySet<Waiver>,
): { readonly breaches: readonly GatedBreach[]; readonly issues: readonly GateIssue[] } {
  const all = dated(input, judged);
  const passages = all.map((one) => ({ one, gated: passage(input, one) }));
  const refused = passages.filter(({ gated }) => gated.passes === 'refused');
  return {
    breaches: passages.map(({ gated }) => gated),
    issues: [...unusedWaivers(input, all, used), ...refused.map(({ one }) => refusal(input, one, draftIds))],
  };
}
