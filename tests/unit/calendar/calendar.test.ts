import { describe, expect, test, vi } from 'vitest';
import {
  addDays,
  datesFrom,
  dayNumber,
  daysBetween,
  instantOfIso,
  instantsOf,
  isLocalDate,
  isoOf,
  isZone,
  localOf,
  minutesOfDay,
  monthStartOf,
  nextMonthStartOf,
  offsetSecondsAt,
  plannedInstant,
  spanOfDate,
  startOfDate,
  timeOfMinutes,
  weekdayOf,
  weekStartOf,
} from '../../../src/domain/calendar.ts';

const HOUR = 3600;
const utc = (text: string) => Date.parse(`${text}Z`) / 1000;
const hours = (zone: string, date: string) => {
  const span = spanOfDate(zone, date);
  return (span.end - span.start) / HOUR;
};

test('the first years after Christ are read as such, not as 1900 to 1999', () => {
  // Local mean time of Berlin; an hour of the wrong century would be central European time.
  expect(offsetSecondsAt('Europe/Berlin', utc('0050-06-01T00:00:00'))).toBe(3208);
  expect(offsetSecondsAt('Europe/Berlin', utc('0099-12-31T23:00:00'))).toBe(3208);
  expect(offsetSecondsAt('UTC', utc('0000-01-01T00:00:00') - 86_400)).toBe(0);
});

describe('days of a clock change', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Asia/Shanghai', '2026-03-29', 24],
    ['Asia/Kolkata', '2026-10-25', 24],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Asia/Jerusalem', '1999-04-02', 23],
    ['Asia/Jerusalem', '1999-09-03', 25],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Sao_Paulo', '2018-02-17', 25],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('%s has on %s a day of %d hours', (zone, date, expected) => {
    expect(hours(zone, date)).toBe(expected);
  });

  test('a skipped wall-clock time has no instant, the ones around it one', () => {
    expect(instantsOf('Europe/Berlin', '2026-03-29', 150)).toEqual([]);
    expect(instantsOf('Europe/Berlin', '2026-03-29', 119)).toEqual([utc('2026-03-29T00:59:00')]);
    expect(instantsOf('Europe/Berlin', '2026-03-29', 180)).toEqual([utc('2026-03-29T01:00:00')]);
  });

  test('a repeated wall-clock time has two instants in order, the ones around it one', () => {
    expect(instantsOf('America/New_York', '2026-11-01', 90)).toEqual([
      utc('2026-11-01T05:30:00'),
      utc('2026-11-01T06:30:00'),
    ]);
    expect(instantsOf('America/New_York', '2026-11-01', 59)).toEqual([utc('2026-11-01T04:59:00')]);
    expect(instantsOf('America/New_York', '2026-11-01', 120)).toEqual([utc('2026-11-01T07:00:00')]);
  });

  test('a plan for a skipped time begins at the clock change, for a repeated time at the first of the two', () => {
    expect(plannedInstant('Europe/Berlin', '2026-03-29', 150)).toBe(utc('2026-03-29T01:00:00'));
    expect(plannedInstant('Europe/Berlin', '2026-10-25', 150)).toBe(utc('2026-10-25T00:30:00'));
  });

  test('a date whose midnight is skipped begins at the clock change', () => {
    expect(startOfDate('America/Sao_Paulo', '2018-11-04')).toBe(utc('2018-11-04T03:00:00'));
    expect(localOf('America/Sao_Paulo', utc('2018-11-04T03:00:00'))).toEqual({ date: '2018-11-04', minutes: 60 });
  });

  test('a date whose midnight is repeated begins at the first of the two', () => {
    expect(startOfDate('America/Havana', '2026-11-01')).toBe(utc('2026-11-01T04:00:00'));
    expect(hours('America/Havana', '2026-11-01')).toBe(25);
  });

  test('the offset changes at the very second of the clock change', () => {
    const change = utc('2026-03-29T01:00:00');
    expect(offsetSecondsAt('Europe/Berlin', change - 1)).toBe(HOUR);
    expect(offsetSecondsAt('Europe/Berlin', change)).toBe(2 * HOUR);
  });

  test('texts of instants carry the offset of their side of the change', () => {
    expect(isoOf('Europe/Berlin', utc('2026-10-25T00:30:00'))).toBe('2026-10-25T02:30:00+02:00');
    expect(isoOf('Europe/Berlin', utc('2026-10-25T01:30:00'))).toBe('2026-10-25T02:30:00+01:00');
    expect(isoOf('America/St_Johns', utc('2026-01-01T00:00:00'))).toBe('2025-12-31T20:30:00-03:30');
  });

  test('minutes past 1440 count wall-clock time into a day that changes the clocks', () => {
    // 26:30 of Saturday is 02:30 of the Sunday on which it does not exist; 27:00 is 03:00, an hour after 01:00.
    expect(instantsOf('Europe/Berlin', '2026-03-28', 1590)).toEqual([]);
    expect(plannedInstant('Europe/Berlin', '2026-03-28', 1620)).toBe(utc('2026-03-29T01:00:00'));
  });
});

describe('zones off by parts of an hour', () => {
  test.each([
    ['Asia/Kolkata', 19800],
    ['Asia/Kathmandu', 20700],
    ['America/St_Johns', -12600],
    ['Pacific/Chatham', 49500],
  ])('%s is %d seconds ahead in January', (zone, offset) => {
    expect(offsetSecondsAt(zone, utc('2026-01-15T00:00:00'))).toBe(offset);
    expect(startOfDate(zone, '2026-01-15')).toBe(utc('2026-01-15T00:00:00') - offset);
  });

  test('every instant goes to the wall clock and back', () => {
    for (const zone of ['Asia/Kolkata', 'Australia/Lord_Howe', 'America/New_York', 'Europe/Berlin', 'Asia/Shanghai']) {
      for (let instant = utc('2026-03-01T00:00:00'); instant < utc('2026-11-30T00:00:00'); instant += 6 * HOUR + 1800) {
        const { date, minutes } = localOf(zone, instant);
        expect(instantsOf(zone, date, minutes)).toContain(instant);
      }
    }
  });
});

describe('dates', () => {
  test('29 February is a date of leap years alone', () => {
    expect(isLocalDate('2028-02-29')).toBe(true);
    expect(isLocalDate('2026-02-29')).toBe(false);
    expect(isLocalDate('1900-02-29')).toBe(false);
    expect(isLocalDate('2000-02-29')).toBe(true);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
  });

  test('weeks and months run over the end of the year', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(datesFrom('2026-12-30', 4)).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
    expect(weekStartOf('2027-01-01')).toBe('2026-12-28');
    expect(weekStartOf('2027-01-01', 'sun')).toBe('2026-12-27');
    expect(nextMonthStartOf('2026-12-31')).toBe('2027-01-01');
    expect(monthStartOf('2028-02-29')).toBe('2028-02-01');
  });

  test('the offset at a year end is that of the instant, not of the year', () => {
    expect(offsetSecondsAt('America/New_York', utc('2027-01-01T00:00:00') - 1)).toBe(-5 * HOUR);
    expect(offsetSecondsAt('America/Sao_Paulo', utc('2018-12-31T23:59:59'))).toBe(-2 * HOUR);
    expect(offsetSecondsAt('America/Sao_Paulo', utc('2019-01-01T00:00:00'))).toBe(-2 * HOUR);
  });

  test('the offset is the same whichever zone and year were asked for before', () => {
    const wallHour = (zone: string, instant: number) =>
      new Date(instant * 1000).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
    const zones = ['America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe', 'America/New_York'];
    for (let step = 0; step < 400; step += 1) {
      // Strides that jump between years, seasons and zones, so that no two questions in a row share both.
      const instant = utc('2015-01-01T00:30:00') + ((step * 7919) % 4000) * 86_400;
      const zone = zones[step % zones.length] as string;
      const wall = new Date((instant + offsetSecondsAt(zone, instant)) * 1000).toISOString().slice(0, 19);
      expect(wall).toBe(wallHour(zone, instant));
    }
  });

  test('weekdays are those of the calendar, before 1970 too', () => {
    expect(weekdayOf('1970-01-01')).toBe('thu');
    expect(weekdayOf('2026-03-02')).toBe('mon');
    expect(weekdayOf('1969-12-28')).toBe('sun');
  });

  test('what is no date, time or zone is refused', () => {
    expect(() => dayNumber('2026-13-01')).toThrow('not a date');
    expect(() => minutesOfDay('24:01')).toThrow('not a time of day');
    expect(() => startOfDate('Mars/Olympus', '2026-01-01')).toThrow('unknown time zone');
    expect(isZone('Mars/Olympus')).toBe(false);
    expect(instantOfIso('2026-03-29T01:00')).toBeUndefined();
    expect(instantOfIso('2026-02-30T01:00Z')).toBeUndefined();
  });

  test('times of day and ISO texts are read back as written', () => {
    expect(minutesOfDay('24:00')).toBe(1440);
    expect(timeOfMinutes(minutesOfDay('09:05'))).toBe('09:05');
    expect(instantOfIso('2026-03-29T03:00:00+02:00')).toBe(utc('2026-03-29T01:00:00'));
    expect(instantOfIso('2026-03-29T01:00Z')).toBe(utc('2026-03-29T01:00:00'));
  });
});

test('a zone that was asked about costs nothing when it is asked about again', () => {
  isZone('Pacific/Chatham');
  const made = vi.spyOn(Intl, 'DateTimeFormat');
  expect(isZone('Pacific/Chatham')).toBe(true);
  expect(made).not.toHaveBeenCalled();
  expect(isZone('Pacific/Nowhere')).toBe(false);
  expect(made).toHaveBeenCalled();
  made.mockRestore();
});
