import { createRequire } from 'node:module';
import type HolidaysClass from 'date-holidays';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import type { SpecialDay } from '../domain/history.ts';
import { addDays } from '../domain/calendar.ts';
import { chineseDays, isYearArranged } from './chinese-days.ts';

/**
 * Public holidays as special days, from the rules of the npm package `date-holidays`; for China the State Council's arrangements where they
 * are known, since no rule gives moved days off and make-up working days. It is loaded on first use: its rules
 * for all countries take about 50 MB and a tenth of a second that a forecast without a country does not need.
 */

/** Kinds that change what people do; `observance` and `optional` days are left out: most of them change nothing. */
const KINDS: ReadonlySet<string> = new Set(['public', 'bank', 'school']);

let loaded: typeof HolidaysClass | undefined;

function holidaysClass(): typeof HolidaysClass {
  loaded ??= createRequire(import.meta.url)('date-holidays') as typeof HolidaysClass;
  return loaded;
}

/**
 * Public, bank and school holidays of a country (ISO 3166-1 alpha-2, any case) and optionally a region of it (a state or
 * province, as in `WA`), for local dates from `from` to the day before `end`, in order. A holiday of several days gives one
 * special day per date; one that begins at sunset counts for the dates that it names by custom, not for the evening before.
 * An unknown country or region is an issue with the known ones as facts.
 */
export function publicHolidays(
  country: string,
  region: string | undefined,
  from: LocalDate,
  end: LocalDate,
): Outcome<readonly SpecialDay[]> {
  const Holidays = holidaysClass();
  const code = country.trim().toUpperCase();
  const countries = Object.keys(new Holidays().getCountries());
  if (!countries.includes(code)) {
    return refuse('country-unknown', '/country', `No holidays are known for country ${country}.`, countries);
  }
  const regions = Object.keys(new Holidays().getStates(code) ?? {});
  const area = region?.trim().toUpperCase();
  if (area !== undefined && !regions.includes(area)) {
    return refuse('region-unknown', '/region', `No holidays are known for region ${region ?? ''} of ${code}.`, regions);
  }
  const calendar = area === undefined ? new Holidays(code) : new Holidays(code, area);
  calendar.setLanguages('en');
  const days = new Map<string, SpecialDay>();
  for (let year = Number(from.slice(0, 4)); year <= Number(end.slice(0, 4)); year += 1) {
    if (code === 'CN' && isYearArranged(year)) {
      for (const day of chineseDays(year)) {
        if (day.date >= from && day.date < end) days.set(`${day.date} ${day.name}`, day);
      }
      continue;
    }
    for (const holiday of calendar.getHolidays(year)) {
      if (!KINDS.has(holiday.type)) continue;
      for (const date of datesOf(holiday)) {
        if (date < from || date >= end) continue;
        const name =
          holiday.substitute === true ? `${holiday.name.replace(/ \([^(]*\)$/, '')} (substitute)` : holiday.name;
        days.set(`${date} ${name}`, { date, name, kind: holiday.type });
      }
    }
  }
  return { ok: true, value: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) };
}

/** `date` is the first local date; the whole days that the span holds give how many follow. */
function datesOf(holiday: { readonly date: string; readonly start: Date; readonly end: Date }): readonly LocalDate[] {
  const first = holiday.date.slice(0, 10);
  const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
  return Array.from({ length }, (_, index) => addDays(first, index));
}

function refuse(code: string, path: string, message: string, known: readonly string[]): { ok: false; issues: Issue[] } {
  const facts = { known: known.join(' ') };
  return { ok: false, issues: [{ code, path, message, facts, hint: 'Use one of the codes in the facts.' }] };
}
