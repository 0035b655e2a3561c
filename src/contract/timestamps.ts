import { instantOfIso, instantsOf, isoOf, localOf } from '../domain/calendar.ts';
import type { Instant, Zone } from '../domain/units.ts';
import type { Add } from './documents.ts';
import { issue } from './messages/render.ts';
import { isTimestamp } from './scalars.ts';

/** All instants that a written time may mean: one with an offset; none, one or two without. */
function meant(zone: Zone, text: string): readonly Instant[] {
  const written = instantOfIso(text);
  if (written !== undefined) return [written];
  const date = text.slice(0, 10);
  const seconds = text.length > 16 ? Number(text.slice(17, 19)) : 0;
  const minutes = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
  return instantsOf(zone, date, minutes).map((instant) => instant + seconds);
}

/**
 * The instant of a written time; without an offset it is read on the zone's clocks. A time that these skip or repeat becomes an
 * issue, a text that is no time at all is the schema's affair; both give undefined.
 */
export function readInstant(zone: Zone, text: string | undefined, path: string, add: Add): Instant | undefined {
  if (text === undefined || !isTimestamp(text)) return undefined;
  const [first, second] = meant(zone, text);
  if (first === undefined) add(issue('local-time-skipped', path, { received: text, zone }));
  else if (second !== undefined) {
    const facts = { received: text, zone, first: isoOf(zone, first), second: isoOf(zone, second) };
    add(issue('local-time-repeated', path, facts));
    return undefined;
  }
  return first;
}

/** The instant of a written time that was checked before. */
export function instantIn(zone: Zone, text: string): Instant {
  const [first] = meant(zone, text);
  if (first === undefined) throw new Error(`no instant for ${text} in ${zone}`);
  return first;
}

/** Minutes since midnight that the zone's clocks show at an instant. */
export function wallMinutes(zone: Zone, instant: Instant): number {
  return localOf(zone, instant).minutes;
}
