import {
  allShifts,
  localDate,
  localMinutes,
  localText,
  type OracleBreach,
  type OracleWorld,
  plusDays,
  weekday,
} from './clock.ts';

export type OraclePresence = {
  readonly windows:
    | readonly { readonly weekdays: readonly number[]; readonly fromMinutes: number; readonly toMinutes: number }[]
    | undefined;
  readonly unavailable: readonly { readonly from: string; readonly to: string }[];
  readonly leave: readonly { readonly from: string; readonly to: string }[];
  readonly daysOff: readonly string[];
};

function isAvailable(zone: string, presence: OraclePresence, at: number): boolean {
  const minutes = localMinutes(zone, at);
  const today = weekday(localDate(zone, at));
  const yesterday = (today + 6) % 7;
  return (presence.windows ?? []).some(({ weekdays, fromMinutes, toMinutes }) => {
    const overnight = toMinutes <= fromMinutes;
    const sinceToday = weekdays.includes(today) && minutes >= fromMinutes && (overnight || minutes < toMinutes);
    const sinceYesterday = overnight && weekdays.includes(yesterday) && minutes < toMinutes;
    return sinceToday || sinceYesterday;
  });
}

/** Nobody works when not available, when away or on leave, and no work begins on a day off. Looks at every half hour on the wall clock. */
export function availabilityOracle(world: OracleWorld, presence: OraclePresence): readonly OracleBreach[] {
  const { zone } = world;
  return allShifts(world).flatMap((shift) => {
    if (!shift.planned) return [];
    let outside = 0;
    let away = 0;
    let onLeave = 0;
    for (let at = shift.start; at < shift.end; at += 1800) {
      if (presence.windows !== undefined && !isAvailable(zone, presence, at)) outside += 1800;
      const text = localText(zone, at);
      if (presence.unavailable.some(({ from, to }) => text >= from && text < to)) away += 1800;
      if (presence.leave.some(({ from, to }) => text >= from && text < plusDays(to, 1))) onLeave += 1800;
    }
    const dayOff = presence.daysOff.includes(shift.date) ? 1 : 0;
    return [
      { about: `${shift.id} outside-availability`, measured: outside },
      { about: `${shift.id} unavailable`, measured: away },
      { about: `${shift.id} leave`, measured: onLeave },
      { about: `${shift.id} day-off`, measured: dayOff },
    ].filter(({ measured }) => measured > 0);
  });
}
