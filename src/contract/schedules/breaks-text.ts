import { instantOfIso, isoOf } from '../../domain/calendar.ts';
import type { Break } from '../../domain/shift.ts';
import type { Instant, Seconds, Zone } from '../../domain/units.ts';
import { SECONDS_PER_DAY } from '../../domain/units.ts';

/**
 * The breaks of a shift in one cell: `13:00/13:30 unpaid; 15:00/15:15 paid`, times of day on the clocks of the shift's start. A time behind a
 * clock change carries its own offset, `03:30+02:00`; one that is a day or more behind the time before it is written with its date.
 */
export function breaksText(zone: Zone, start: Instant, breaks: readonly Break[]): string {
  const offset = isoOf(zone, start).slice(19);
  let before = start;
  const time = (instant: Instant): string => {
    const iso = isoOf(zone, instant);
    const isNear = instant >= before && instant - before < SECONDS_PER_DAY;
    before = instant;
    if (!isNear) return iso;
    const seconds = iso.slice(17, 19) === '00' ? '' : iso.slice(16, 19);
    return `${iso.slice(11, 16)}${seconds}${iso.slice(19) === offset ? '' : iso.slice(19)}`;
  };
  return breaks.map((pause) => `${time(pause.start)}/${time(pause.end)} ${pause.paid ? 'paid' : 'unpaid'}`).join('; ');
}

const entry = /^(\S+)\/(\S+) (paid|unpaid)$/;
const clock = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:([+-])(\d{2}):(\d{2}))?$/;

/** The breaks of a cell, for a shift that starts at an instant on clocks ahead of UTC by `offsetSeconds`; undefined where it is not written so. */
export function readBreaks(text: string, start: Instant, offsetSeconds: Seconds): readonly Break[] | undefined {
  let before = start;
  const time = (written: string): Instant | undefined => {
    const match = clock.exec(written);
    const instant = match === null ? instantOfIso(written) : nextAt(match, before, offsetSeconds);
    if (instant !== undefined) before = instant;
    return instant;
  };
  const breaks: Break[] = [];
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const [, from = '', to = '', pay] = entry.exec(part) ?? [];
    const first = time(from);
    const last = time(to);
    if (first === undefined || last === undefined) return undefined;
    breaks.push({ start: first, end: last, paid: pay === 'paid' });
  }
  return breaks;
}

/** The first instant at or behind another one at which clocks show the time. */
function nextAt(match: RegExpExecArray, before: Instant, offsetSeconds: Seconds): Instant {
  const [, hours, minutes, seconds = '0', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const given = (Number(offsetHours) * 3600 + Number(offsetMinutes) * 60) * (sign === '-' ? -1 : 1);
  const offset = sign === undefined ? offsetSeconds : given;
  const wall = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const back = (((before + offset - wall) % SECONDS_PER_DAY) + SECONDS_PER_DAY) % SECONDS_PER_DAY;
  return back === 0 ? before : before + SECONDS_PER_DAY - back;
}
