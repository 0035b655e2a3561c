import { addDays, instantsOf, localOf, timeOfMinutes, weekdayIndex } from '../../domain/calendar.ts';
import type { Instant, LocalDate, Zone } from '../../domain/units.ts';
import type { Facts, Language } from '../messages/catalog.ts';
import { fill } from '../messages/catalog.ts';
import { monthsEn, type ScheduleTexts, scheduleTextsEn, weekdaysEn } from './texts-en.ts';
import { scheduleTextsZh, weekdaysZh } from './texts-zh.ts';

const texts: Readonly<Record<Language, ScheduleTexts>> = { en: scheduleTextsEn, zh: scheduleTextsZh };

/** The texts of a language as they stand, with their places. */
export function scheduleTextsOf(language: Language): ScheduleTexts {
  return texts[language];
}

/** A text with its places filled. Throws where a fact is missing: that is a defect. */
export function say(language: Language, key: keyof ScheduleTexts, facts: Facts = {}): string {
  const text = fill(texts[language][key], facts);
  if (text === undefined) throw new Error(`the text ${key} lacks a fact; given: ${Object.keys(facts).join(', ')}`);
  return text;
}

export function weekdayText(language: Language, date: LocalDate): string {
  return (language === 'zh' ? weekdaysZh : weekdaysEn)[weekdayIndex(date)] ?? '';
}

/** `Mar`, `3月`. */
export function monthText(language: Language, date: LocalDate): string {
  const month = Number(date.slice(5, 7));
  return language === 'zh' ? `${month}月` : (monthsEn[month - 1] ?? '');
}

/** Day and month: `2 Mar`, `3月2日`. */
export function dayText(language: Language, date: LocalDate): string {
  const [month, day] = [monthText(language, date), Number(date.slice(8, 10))];
  return language === 'zh' ? `${month}${day}日` : `${day} ${month}`;
}

/** `Mon 2 Mar 2026`, `2026年3月2日 周一`. */
export function dateText(language: Language, date: LocalDate): string {
  const year = Number(date.slice(0, 4));
  const [day, weekday] = [dayText(language, date), weekdayText(language, date)];
  return language === 'zh' ? `${year}年${day} ${weekday}` : `${weekday} ${day} ${year}`;
}

/** Local date and time: `2026-03-02 08:00`, the same in every language. */
export function momentText(zone: Zone, instant: Instant): string {
  return `${localOf(zone, instant).date} ${clockText(zone, instant)}`;
}

/** Time of day; in an hour that the clocks repeat marked `¹` or `²`. Seconds are left out. */
export function clockText(zone: Zone, instant: Instant): string {
  const { date, minutes } = localOf(zone, instant);
  const both = instantsOf(zone, date, minutes);
  const mark = both.length < 2 ? '' : instant === both[0] ? '¹' : '²';
  return `${timeOfMinutes(Math.floor(minutes))}${mark}`;
}

/** Time of day of the end of a span on a local date: midnight behind it is `24:00`. */
export function endText(zone: Zone, date: LocalDate, end: Instant): string {
  const local = localOf(zone, end);
  return local.minutes === 0 && local.date === addDays(date, 1) ? '24:00' : clockText(zone, end);
}

/** Hours to the hundredth, without zeros behind. */
export function hoursText(hours: number): string {
  return String(Math.round(hours * 100) / 100);
}
