import { allShifts, type Dated, group, type OracleBreach, type OracleWorld, worked } from './clock.ts';

/** What a law asks, in minutes; `Infinity` and 0 where it does not ask. */
export type BreakLaw = {
  readonly over: number;
  readonly inclusive: boolean;
  readonly upTo: number;
  readonly measure: 'work' | 'span';
  readonly count: number;
  readonly per: number;
  readonly majorFraction: boolean;
  readonly each: number;
  readonly total: number;
  readonly kind: string;
  readonly pay: string;
  readonly notBefore: number;
  readonly notInLast: number;
  readonly latestStart: number;
  readonly longestStretch: number;
};

/** One minute of a day on duty: in no break, or in the one of that number. */
type Minute = number | undefined;

/** The minutes of a day's shifts one after the other, and its breaks by number. Everything here falls on whole minutes. */
function minutesOf(shifts: readonly Dated[]): {
  readonly minutes: readonly Minute[];
  readonly breaks: Dated['breaks'];
} {
  const breaks = shifts.flatMap((shift) => shift.breaks);
  const minutes = shifts.flatMap((shift) => {
    const own: Minute[] = [];
    for (let at = shift.start; at < shift.end; at += 60) {
      const inside = shift.breaks.find((pause) => pause.start <= at && at < pause.end);
      own.push(inside === undefined ? undefined : breaks.indexOf(inside));
    }
    return own;
  });
  return { minutes, breaks };
}

function wanted(law: BreakLaw, minutesLong: number): number {
  if (law.per === 0) return law.count;
  let count = 0;
  let left = minutesLong;
  for (; left >= law.per; left -= law.per) count += 1;
  return law.majorFraction && 2 * left > law.per ? count + 1 : count;
}

/** Who is on duty for long has breaks: minute by minute through the day. */
export function breaksOracle(world: OracleWorld, law: BreakLaw): readonly OracleBreach[] {
  const days = group(allShifts(world), ({ date }) => date);
  return [...days].flatMap(([date, shifts]) => {
    if (!shifts.some(({ planned }) => planned)) return [];
    const { minutes, breaks } = minutesOf(shifts);
    const long = law.measure === 'work' ? shifts.reduce((sum, one) => sum + worked(one), 0) / 60 : minutes.length;
    const asks = (law.inclusive ? long >= law.over : long > law.over) && long <= law.upTo;
    if (!asks) return [];
    const counts = breaks.map(
      ({ start, end, paid, kind }) =>
        end - start >= law.each * 60 &&
        (law.kind === 'any' || kind === undefined || kind === law.kind) &&
        (law.pay === 'any' || (law.pay === 'paid') === paid),
    );
    const placed = breaks.map((_, number) => {
      const first = minutes.indexOf(number);
      const last = minutes.lastIndexOf(number);
      const left = minutes.length - 1 - last;
      return counts[number] === true && first >= law.notBefore && first <= law.latestStart && left >= law.notInLast;
    });
    const found = placed.filter((is) => is).length;
    const together = minutes.filter((one) => one !== undefined && placed[one] === true).length;
    const breaches: OracleBreach[] = [];
    if (found < wanted(law, long)) breaches.push({ about: date, measured: found });
    else if (together < law.total) breaches.push({ about: date, measured: together * 60 });
    let stretch = 0;
    let longest = 0;
    for (const one of minutes) {
      stretch = one !== undefined && counts[one] === true ? 0 : stretch + 1;
      longest = Math.max(longest, stretch);
    }
    if (longest > law.longestStretch) breaches.push({ about: date, measured: longest * 60 });
    return breaches;
  });
}
