import type { History } from '../domain/history.ts';
import { intervalMinutes } from '../domain/history-grid.ts';
import { localOf } from '../domain/calendar.ts';

/** Days back that are read: handle times drift with products and people. */
const RECENT_DAYS = 56;
/** Contacts of the overall mean that are mixed into every slot, so that one long call at night stays one. */
const PRIOR_CONTACTS = 30;

/**
 * Average handle time in seconds by slot of the day over the last eight weeks, weighted by contacts and drawn towards the
 * overall mean; undefined where the history holds none.
 */
export function handleTimes(history: History, endInterval: number): Float64Array | undefined {
  const step = intervalMinutes(history.intervalLength);
  const contacts = new Float64Array(1440 / step);
  const seconds = new Float64Array(1440 / step);
  const since = (history.intervals[endInterval - 1]?.end ?? 0) - RECENT_DAYS * 86_400;
  let allContacts = 0;
  let allSeconds = 0;
  for (let index = endInterval - 1; index >= 0; index -= 1) {
    const interval = history.intervals[index];
    if (interval === undefined || interval.start < since) break;
    if (interval.ahtSeconds === undefined || interval.count === null || interval.count === 0) continue;
    const slot = Math.floor(localOf(history.zone, interval.start).minutes / step);
    contacts[slot] = (contacts[slot] as number) + interval.count;
    seconds[slot] = (seconds[slot] as number) + interval.count * interval.ahtSeconds;
    allContacts += interval.count;
    allSeconds += interval.count * interval.ahtSeconds;
  }
  if (allContacts === 0) return undefined;
  const mean = allSeconds / allContacts;
  return seconds.map((sum, slot) => (sum + PRIOR_CONTACTS * mean) / ((contacts[slot] as number) + PRIOR_CONTACTS));
}
