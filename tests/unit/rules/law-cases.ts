import { describe, expect, it } from 'vitest';
import { at, teamWith, type TeamParts } from './line.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';

const ZONES: Readonly<Record<string, string>> = {
  cn: 'Asia/Shanghai',
  'cn-comprehensive-week': 'Asia/Shanghai',
  'cn-comprehensive-month': 'Asia/Shanghai',
  'cn-comprehensive-quarter': 'Asia/Shanghai',
  'cn-comprehensive-year': 'Asia/Shanghai',
  'cn-part-time': 'Asia/Shanghai',
  eu: 'Europe/Dublin',
  uk: 'Europe/London',
  de: 'Europe/Berlin',
  fr: 'Europe/Paris',
  'es-contact-centre': 'Europe/Madrid',
  jp: 'Asia/Tokyo',
  us: 'America/Chicago',
  'us-ca': 'America/Los_Angeles',
  'br-contact-centre': 'America/Sao_Paulo',
  'au-contact-centre': 'Australia/Sydney',
};

/** Monday 1 June 2026. */
export const MONDAY = '2026-06-01';

/** Shifts as [date, start, hours from start to end, breaks such as `180+30` or `60+10p` for a paid one], minutes from the start. */
export type Spec = readonly [date: string, start: string, hours: number, breaks?: string];

/** The same shift on so many days from a date on, every `step` days. */
export function daily(count: number, start: string, hours: number, from = MONDAY, breaks = ''): readonly Spec[] {
  return Array.from({ length: count }, (_, index) => [addDays(from, index), start, hours, breaks]);
}

/** The same shift on the first so many days of so many weeks. */
export function weekly(
  weeks: number,
  days: number,
  start: string,
  hours: number,
  from = MONDAY,
  breaks = '',
): readonly Spec[] {
  return Array.from({ length: weeks }, (_, week) => daily(days, start, hours, addDays(from, 7 * week), breaks)).flat();
}

function shiftOf(zone: string, [date, time, hours, breaks = '']: Spec): Shift {
  const start = at(zone, `${date}T${time}`);
  return {
    id: `${date}T${time}`,
    employeeId: 'ana',
    activity: 'work',
    start,
    end: start + hours * 3600,
    breaks: breaks.split(' ').flatMap((text) => {
      if (text === '') return [];
      const [offset = 0, length = 0] = text.replace('p', '').split('+').map(Number);
      const paid = text.endsWith('p');
      const from = start + offset * 60;
      return [{ start: from, end: from + length * 60, paid, kind: paid ? 'rest' : 'meal' } as const];
    }),
  };
}

export type Horizon = { readonly from: string; readonly days: number };

/** Breaches of one rule under a pack alone as `severity measured/limit`, seconds as hours. */
function told(pack: string, rule: string, specs: readonly Spec[], horizon: Horizon, parts: TeamParts): string[] {
  const zone = ZONES[pack];
  if (zone === undefined) throw new Error(`no zone for ${pack}`);
  const shifts = specs.map((spec) => shiftOf(zone, spec)).sort((a, b) => a.start - b.start);
  const audit = auditRoster({ team: teamWith(zone, parts), ...horizon, shifts, past: [], future: [], packs: [pack] });
  if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
  expect(audit.value.unknowns).toEqual([]);
  return audit.value.breaches
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ severity, measured, limit, unit }) => {
      const shown = (value: number): number => Math.round((unit === 'seconds' ? value / 3600 : value) * 1000) / 1000;
      return `${severity} ${shown(measured)}/${shown(limit)}`;
    });
}

const WEEK = { from: MONDAY, days: 7 };
export const QUARTER = { from: '2026-04-01', days: 91 };
export const YEAR = { from: '2026-01-01', days: 365 };
export const WEEKS12 = { from: MONDAY, days: 84 };
export const WEEKS17 = { from: MONDAY, days: 119 };
export const WEEKS24 = { from: MONDAY, days: 168 };
export const JUNE = { from: MONDAY, days: 30 };

export type Case = {
  readonly what: string;
  readonly rule: string;
  readonly inside: readonly Spec[];
  readonly outside: readonly Spec[];
  /** All breaches of the rule outside; of these the last is the one that the figure makes. */
  readonly breaches: readonly string[];
  readonly horizon?: Horizon;
  readonly parts?: TeamParts;
};

export function hold(pack: string, cases: readonly Case[]): void {
  describe(`the pack ${pack}`, () => {
    it.each(cases)('$rule: $what', ({ rule, inside, outside, breaches, horizon = WEEK, parts = {} }) => {
      expect(breaches).not.toEqual([]);
      expect(told(pack, rule, outside, horizon, parts)).toEqual(breaches);
      // Just inside the breach of the figure is gone, and those of lower figures may be there.
      const [severity, limit] = [breaches.at(-1)?.split(' ')[0], breaches.at(-1)?.split('/')[1]];
      const left = told(pack, rule, inside, horizon, parts);
      expect(left.filter((one) => one.startsWith(`${severity} `) && one.endsWith(`/${limit}`))).toEqual([]);
    });
  });
}

export const one = (start: string, hours: number, breaks = '', date = MONDAY): readonly Spec[] => [
  [date, start, hours, breaks],
];
export const pregnant: TeamParts = { employee: { protected: [{ kind: 'pregnant', from: '2026-01-01' }] } };
export const minor: TeamParts = { employee: { protected: [{ kind: 'minor', from: '2026-01-01' }] } };

export const dayOf = (what: string, hours: number, breaches: readonly string[], breaks = ''): Case => ({
  what,
  rule: 'maximum-hours-day',
  inside: one('08:00', hours, breaks),
  outside: one('08:00', hours + 0.25, breaks),
  breaches,
});

/** Five days of a fifth of the hours, and a quarter of an hour more on the sixth. */
export const weekOf = (what: string, hours: number, breaches: readonly string[]): Case => ({
  what,
  rule: 'maximum-hours-week',
  inside: daily(5, '08:00', hours / 5),
  outside: [...daily(5, '08:00', hours / 5), ['2026-06-06', '08:00', 0.25]],
  breaches,
});

/** Work until 20:00, and again after so many hours or a quarter less. */
export const restOf = (what: string, hours: number, breach: string, parts: TeamParts = {}): Case => ({
  what,
  rule: 'minimum-rest',
  inside: [...one('16:00', 4), ['2026-06-02', clock(hours - 4), 4]],
  outside: [...one('16:00', 4), ['2026-06-02', clock(hours - 4.25), 4]],
  breaches: [breach],
  parts,
});

function clock(hours: number): string {
  return `${String(Math.floor(hours)).padStart(2, '0')}:${String((hours % 1) * 60).padStart(2, '0')}`;
}

/** So many days from a date on with so many hours each, and an hour more on the day behind them. */
export function longOf(
  what: string,
  rule: string,
  horizon: Horizon,
  count: number,
  each: number,
  breaches: readonly string[],
): Case {
  const inside = daily(count, '08:00', each, horizon.from);
  const outside: readonly Spec[] = [...inside, [addDays(horizon.from, count), '08:00', 1]];
  return { what, rule, inside, outside, breaches, horizon };
}

export const breakOf = (
  what: string,
  inside: readonly [number, string],
  outside: readonly [number, string],
  ...breaches: readonly string[]
): Case => ({
  what,
  rule: 'breaks',
  inside: one('08:00', ...inside),
  outside: one('08:00', ...outside),
  breaches,
});
