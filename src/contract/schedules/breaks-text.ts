import { instantOfIso, isoOf } from '../../domain/calendar.ts';
import type { Break, Piece } from '../../domain/shift.ts';
import type { Instant, Interval, Seconds, Zone } from '../../domain/units.ts';
import { SECONDS_PER_DAY } from '../../domain/units.ts';

/**
 * The breaks of a shift in one cell: `13:00/13:30 unpaid; 15:00/15:15 paid`, the gap of a split shift `13:00/16:00 gap`, times of day on the clocks of the shift's start. A time behind a
 * clock change carries its own offset, `03:30+02:00`; one that is a day or more behind the time before it is written with its date.
 */
export function breaksText(zone: Zone, start: Instant, breaks: readonly Break[]): string {
  return entriesText(zone, start, breaks, (pause) => (pause.kind === 'gap' ? 'gap' : pause.paid ? 'paid' : 'unpaid'));
}

/** The pieces of a shift in one cell, in the same way: `10:00/10:30 activity:meeting; 12:00/14:00 skill:sales`; the names as in URLs. */
export function piecesText(zone: Zone, start: Instant, pieces: readonly Piece[]): string {
  return entriesText(zone, start, pieces, (piece) =>
    'skill' in piece
      ? `skill:${encodeURIComponent(piece.skill.toWellFormed())}`
      : `activity:${encodeURIComponent(piece.activity.toWellFormed())}`,
  );
}

function entriesText<P extends Interval>(
  zone: Zone,
  start: Instant,
  entries: readonly P[],
  what: (one: P) => string,
): string {
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
  return entries.map((one) => `${time(one.start)}/${time(one.end)} ${what(one)}`).join('; ');
}

const entry = /^([^\s/]+)\/([^\s/]+) (\S+)$/;
const clock = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:([+-])(\d{2}):(\d{2}))?$/;

/** The breaks of a cell, for a shift that starts at an instant on clocks ahead of UTC by `offsetSeconds`; undefined where it is not written so. */
export function readBreaks(text: string, start: Instant, offsetSeconds: Seconds): readonly Break[] | undefined {
  const read = readEntries(text, start, offsetSeconds);
  const breaks = read?.flatMap(({ what, ...span }): Break[] =>
    what === 'gap'
      ? [{ ...span, paid: false, kind: 'gap' }]
      : what === 'paid' || what === 'unpaid'
        ? [{ ...span, paid: what === 'paid' }]
        : [],
  );
  return breaks?.length === read?.length ? breaks : undefined;
}

/** The pieces of a cell, in the same way. */
export function readPieces(text: string, start: Instant, offsetSeconds: Seconds): readonly Piece[] | undefined {
  const read = readEntries(text, start, offsetSeconds);
  const pieces = read?.flatMap(({ what, ...span }): Piece[] => {
    const [, kind, written = ''] = /^(activity|skill):(.+)$/.exec(what) ?? [];
    const name = decoded(written);
    if (kind === undefined || name === undefined) return [];
    return [kind === 'skill' ? { ...span, skill: name } : { ...span, activity: name }];
  });
  return pieces?.length === read?.length ? pieces : undefined;
}

function decoded(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

type Entry = Interval & { readonly what: string };

function readEntries(text: string, start: Instant, offsetSeconds: Seconds): readonly Entry[] | undefined {
  let before = start;
  const time = (written: string): Instant | undefined => {
    const match = clock.exec(written);
    const instant = match === null ? instantOfIso(written) : nextAt(match, before, offsetSeconds);
    if (instant !== undefined) before = instant;
    return instant;
  };
  const entries: Entry[] = [];
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const [, from = '', to = '', what = ''] = entry.exec(part) ?? [];
    const first = time(from);
    const last = time(to);
    if (first === undefined || last === undefined) return undefined;
    entries.push({ start: first, end: last, what });
  }
  return entries;
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
