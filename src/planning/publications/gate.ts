import { addDays, dateOf, isoOf } from '../../domain/calendar.ts';
import type { Breach } from '../../domain/breach.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Agreement, GatedBreach, ScheduledShift, Waiver } from '../../domain/schedule.ts';
import { shiftDate } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import { type LocalDate, SECONDS_PER_HOUR } from '../../domain/units.ts';
import type { Dates, JudgedBreach } from './judge-publication.ts';

export type GateInput = {
  readonly team: Team;
  readonly dates: Dates;
  readonly planned: readonly ScheduledShift[];
  readonly waivers: readonly Waiver[];
  readonly agreements: readonly Agreement[];
};

/** The dates on which the planned shifts of a breach start; where none has a part in it, the published dates that its span touches. */
function datesOf({ team, dates, planned }: GateInput, breach: Breach): readonly LocalDate[] {
  const own = planned.filter(({ id }) => breach.shiftIds.includes(id)).map((shift) => shiftDate(team.zone, shift));
  if (own.length > 0) return [...new Set(own)].sort();
  const touched: LocalDate[] = [];
  const last = dateOf(team.zone, breach.span.end - 1);
  for (let date = dateOf(team.zone, breach.span.start); date <= last; date = addDays(date, 1)) {
    if (date >= dates.from && date <= dates.to) touched.push(date);
  }
  return touched;
}

function waives({ rule, employee, date }: Waiver, breach: Breach, dates: readonly LocalDate[]): boolean {
  return (
    rule === breach.ruleId &&
    (employee === undefined || employee === breach.employeeId) &&
    (date === undefined || dates.includes(date))
  );
}

/** One agreement must cover all the dates: two papers that follow each other are two agreements about two parts. */
function lifts(agreement: Agreement, team: Team, breach: Breach, dates: readonly LocalDate[]): boolean {
  return (
    agreement.rule === breach.ruleId &&
    agreement.team === team.id &&
    (agreement.employee === undefined || agreement.employee === breach.employeeId) &&
    dates.every((date) => date >= agreement.from && date <= agreement.to)
  );
}

/** Which breaches are let through, and by what: of several waivers or agreements the first that fits. */
export function gate(input: GateInput, judged: readonly JudgedBreach[]): readonly GatedBreach[] {
  return judged.map(({ breach, otherTeam }): GatedBreach => {
    const { severity } = breach;
    const common = { breach, severity, ...(otherTeam === undefined ? {} : { otherTeam }) };
    const dates = datesOf(input, breach);
    switch (severity) {
      case 'block': {
        const waiver = input.waivers.find((one) => waives(one, breach, dates));
        return waiver === undefined ? { ...common, passes: 'refused' } : { ...common, passes: 'waived', waiver };
      }
      case 'agreement': {
        const agreement = input.agreements.find((one) => lifts(one, input.team, breach, dates));
        return agreement === undefined
          ? { ...common, passes: 'refused' }
          : { ...common, passes: 'agreed', agreement: agreement.id };
      }
      case 'pay':
      case 'warn':
      case 'info':
        return { ...common, passes: 'listed' };
    }
  });
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
export function unusedWaivers(input: GateInput, gated: readonly GatedBreach[]): readonly Issue[] {
  const forbidden = gated.filter(({ severity }) => severity === 'block').map(({ breach }) => breach);
  return input.waivers.flatMap((waiver, index) => {
    if (forbidden.some((breach) => waives(waiver, breach, datesOf(input, breach)))) return [];
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
function measures({ unit, measured, limit }: Breach): Readonly<Record<'measured' | 'limit', string>> | undefined {
  if (unit === 'none') return undefined;
  const shown = (value: number): string =>
    unit === 'seconds' ? `${Math.round((value / SECONDS_PER_HOUR) * 100) / 100} h` : `${value} ${unit}`;
  return { measured: shown(measured), limit: shown(limit) };
}

/** The breaches that nothing lets through, with the ids that their shifts have in the draft, and what would. */
export function refusals(
  input: GateInput,
  gated: readonly GatedBreach[],
  draftIds: ReadonlyMap<string, string>,
): readonly Issue[] {
  const { zone } = input.team;
  return gated
    .filter(({ passes }) => passes === 'refused')
    .map(({ breach, severity, otherTeam }) => {
      const { ruleId, employeeId, span, shiftIds } = breach;
      const [start, end] = [isoOf(zone, span.start), isoOf(zone, span.end)];
      const measured = measures(breach);
      const dates = datesOf(input, breach);
      const date = dates[0] ?? input.dates.from;
      const other = otherTeam === undefined ? '' : ` A shift of the team ${otherTeam} has a part in it.`;
      const facts = {
        rule: ruleId,
        employee: employeeId,
        severity,
        date,
        start,
        end,
        ...measured,
        shifts: shiftIds.map((id) => draftIds.get(id) ?? id).join(', '),
        ...(otherTeam === undefined ? {} : { otherTeam }),
      };
      const amount = measured === undefined ? '' : `: ${measured.measured} against ${measured.limit}`;
      const needs = `${employeeId} does not keep ${ruleId} from ${start} to ${end}${amount}.${other}`;
      if (severity === 'agreement') {
        const hint = `Mend the draft, or record the agreement that lifts ${ruleId} for ${employeeId} on ${dates.join(', ')}.`;
        return { code: 'agreement-missing', path: '', message: `${needs} That needs an agreement.`, facts, hint };
      }
      const waiver = JSON.stringify({
        rule: ruleId,
        employee: employeeId,
        date,
        reason: 'why',
        name: 'who answers for it',
      });
      const hint = `Mend the draft, or publish with the waiver ${waiver}.`;
      return { code: 'breach-not-waived', path: '/waivers', message: `${needs} That is forbidden.`, facts, hint };
    });
}
