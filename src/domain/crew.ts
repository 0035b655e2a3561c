import { daysBetween } from './calendar.ts';
import type { CrewMember } from './requirement.ts';
import type { LocalDate } from './units.ts';

/** Work of one of them in an hour on a date, of that of a full hand; undefined where they are not there yet. */
function proficiencyOn({ proficiency, startedOn, ramp }: CrewMember, date: LocalDate): number | undefined {
  if (startedOn === undefined) return proficiency;
  const tenure = daysBetween(startedOn, date);
  if (tenure < 0) return undefined;
  return ramp?.findLast(({ fromDay }) => fromDay <= tenure)?.value ?? proficiency;
}

/**
 * Mean work of a crew in an hour on a date, of that of full hands; undefined where nobody is there yet, or nobody is able to anything.
 *
 * A queue whose calls go to whoever is free has the handle time of a full hand divided by this mean, as far as all of them are staffed in the same proportion:
 * the busy time of an interval is that of its calls, and each takes the time of the one who answers.
 */
export function crewProficiency(crew: readonly CrewMember[], date: LocalDate): number | undefined {
  let people = 0;
  let work = 0;
  for (const member of crew) {
    const value = proficiencyOn(member, date);
    if (value === undefined) continue;
    people += member.count;
    work += member.count * value;
  }
  return work > 0 ? work / people : undefined;
}

/**
 * Work of an employee in an hour on a date, of that of a full hand: as the crew says of her by name, before her first day as on it; of somebody who is not named
 * the mean of those without a name, and 1 where all have one.
 */
export function employeeProficiency(crew: readonly CrewMember[], employee: string, date: LocalDate): number {
  const own = crew.find((member) => member.employee === employee);
  if (own !== undefined) return proficiencyOn(own, date) ?? own.ramp?.[0]?.value ?? own.proficiency;
  const nameless = crew.filter((member) => member.employee === undefined);
  return crewProficiency(nameless, date) ?? 1;
}
