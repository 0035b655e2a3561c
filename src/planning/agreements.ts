import { addDays, dateOf } from '../domain/calendar.ts';
import type { Lifting } from '../domain/agreement.ts';
import type { Problem } from '../domain/problem.ts';
import type { Agreement } from '../domain/schedule.ts';
import type { Team } from '../domain/team.ts';
import type { Instant } from '../domain/units.ts';
import { bindRules } from '../rules/binding.ts';
import { allPages } from './all-pages.ts';
import type { Tables } from './store.ts';

type Facts = Readonly<Record<string, string>>;

/** Something that keeps an agreement from meaning what it says. */
export type AgreementSlip = { readonly code: string; readonly path: string; readonly facts: Facts };

/**
 * What is wrong with an agreement as the team is now: one signed on a day to come is not signed, and one about a rule that forbids outright for everybody
 * concerned lifts nothing. A rule that the team does not have may come to it yet.
 */
export function agreementSlips(
  team: Team,
  { rule, employee, signedOn }: Pick<Agreement, 'rule' | 'employee' | 'signedOn'>,
  now: Instant,
): readonly AgreementSlip[] {
  const slips: AgreementSlip[] = [];
  const today = dateOf(team.zone, now);
  if (signedOn > today) slips.push({ code: 'signed-in-future', path: '/signedOn', facts: { signedOn, today } });
  const severities = new Set(
    team.employees
      .filter(({ id }) => employee === undefined || id === employee)
      .flatMap((one) => bindRules(team, one).filter((bound) => bound.rule.id === rule))
      .map(({ severity }) => severity),
  );
  if (severities.has('block') && !severities.has('agreement'))
    slips.push({ code: 'agreement-without-effect', path: '/rule', facts: { rule, team: team.id } });
  return slips;
}

/** The agreements on record for a problem's team on its days. */
export async function agreementsOn(
  tables: Pick<Tables, 'agreements'>,
  { team, from, days }: Pick<Problem, 'team' | 'from' | 'days'>,
): Promise<readonly Lifting[]> {
  const dates = { from, to: addDays(from, days - 1) };
  const found = await allPages((page) => tables.agreements.list({ team: team.id, ...dates }, page));
  return found.map(({ id, reference, rule, employee, from: first, to }) => ({
    id,
    reference,
    rule,
    ...(employee === undefined ? {} : { employee }),
    from: first,
    to,
  }));
}
