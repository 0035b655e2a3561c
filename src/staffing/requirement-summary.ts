import type {
  RequirementInterval,
  RequirementParameters,
  RequirementSummary,
  ShrinkageHours,
} from '../domain/requirement.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';

/**
 * The whole requirement in one line.
 *
 * Shares of contacts are weighted by contacts as their definition says: in-time contacts of all intervals over the
 * contacts that the definition counts (offered; answered; offered less those who hang up within T), never a mean of
 * interval shares. ASA is weighted by answered contacts, occupancy by staffed time. Null where no open interval has
 * contacts (occupancy: positions), and for an ASA of which one interval has none, because a mean that leaves out the
 * endless waits would flatter.
 */
export function summarizeRequirement(
  intervals: readonly RequirementInterval[],
  parameters: RequirementParameters,
): RequirementSummary {
  let contacts = 0;
  let inTime = 0;
  let counted = 0;
  let abandoned = 0;
  let answered = 0;
  let answeredWaitSeconds = 0;
  let busySeconds = 0;
  let positionSeconds = 0;
  let scheduledSeconds = 0;
  let peakPositions = 0;
  let peakToSchedule = 0;
  let endlessWait = false;
  for (const interval of intervals) {
    const seconds = interval.end - interval.start;
    positionSeconds += interval.positions * seconds;
    scheduledSeconds += interval.toSchedule * seconds;
    busySeconds += (interval.occupancy ?? 0) * interval.positions * seconds;
    peakPositions = Math.max(peakPositions, interval.positions);
    peakToSchedule = Math.max(peakToSchedule, interval.toSchedule);
    if (interval.contacts === 0) continue;
    const stays = interval.contacts * (1 - (interval.abandonment ?? 0));
    contacts += interval.contacts;
    inTime += interval.contacts * (interval.serviceLevelOffered ?? 0);
    counted += countedContacts(interval, parameters);
    abandoned += interval.contacts - stays;
    answered += stays;
    answeredWaitSeconds += stays * (interval.asaSeconds ?? 0);
    if (interval.asaSeconds === null && stays > 0) endlessWait = true;
  }
  return {
    contacts,
    peakPositions,
    peakToSchedule,
    positionHours: positionSeconds / SECONDS_PER_HOUR,
    scheduledHours: scheduledSeconds / SECONDS_PER_HOUR,
    serviceLevelOffered: contacts > 0 ? inTime / contacts : null,
    serviceLevel: contacts === 0 ? null : counted > 0 ? Math.min(1, inTime / counted) : 0,
    abandonment: contacts > 0 && parameters.patienceSeconds !== undefined ? abandoned / contacts : null,
    asaSeconds: answered > 0 && !endlessWait ? answeredWaitSeconds / answered : null,
    occupancy: positionSeconds > 0 ? busySeconds / positionSeconds : null,
    ...partsOf(intervals, parameters),
  };
}

/** Hours of each part of shrinkage, in the order of the parameters; nothing without parts. */
function partsOf(
  intervals: readonly RequirementInterval[],
  { shrinkageParts }: RequirementParameters,
): { readonly shrinkageParts?: readonly ShrinkageHours[] } {
  if (shrinkageParts === undefined) return {};
  const seconds = shrinkageParts.map(() => 0);
  for (const { start, end, shrinkageParts: people = [] } of intervals) {
    people.forEach((one, part) => {
      seconds[part] = (seconds[part] as number) + one.people * (end - start);
    });
  }
  return {
    shrinkageParts: shrinkageParts.map(({ id, planned, placedByRoster }, part) => ({
      part: id,
      planned,
      placedByRoster,
      hours: (seconds[part] as number) / SECONDS_PER_HOUR,
    })),
  };
}

/** The contacts that the target's definition of a service level divides by. */
function countedContacts(interval: RequirementInterval, parameters: RequirementParameters): number {
  const { contacts, serviceLevel, serviceLevelOffered, abandonment } = interval;
  const { target } = parameters;
  if (target.kind !== 'service-level' || target.base === 'offered') return contacts;
  if (target.base === 'answered') return contacts * (1 - (abandonment ?? 0));
  // In time / counted is the service level, so counted follows from the two levels. At level 0 nobody is answered
  // in time and the part that hangs up within T is no longer known: then all are counted.
  if (serviceLevel === null || serviceLevelOffered === null || serviceLevel === 0) return contacts;
  return (contacts * serviceLevelOffered) / serviceLevel;
}
