import { expect, test } from 'vitest';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';

const dates = (country: string, region: string | undefined, from: string, end: string) => {
  const found = publicHolidays(country, region, from, end);
  return found.ok ? found.value.map((day) => `${day.date} ${day.kind}`) : found.issues.map((issue) => issue.code);
};

test('a country has its public holidays in order, the end excluded', () => {
  expect(dates('us', undefined, '2003-05-01', '2003-07-05')).toEqual(['2003-05-26 public', '2003-07-04 public']);
  expect(dates('US', undefined, '2003-05-26', '2003-07-04')).toEqual(['2003-05-26 public']);
});

test('a range may run over the end of a year', () => {
  expect(dates('US', undefined, '2003-12-20', '2004-01-02')).toEqual(['2003-12-25 public', '2004-01-01 public']);
});

test('a region has holidays that its country has not', () => {
  expect(dates('DE', undefined, '2026-01-06', '2026-01-07')).toEqual([]);
  expect(dates('DE', 'BY', '2026-01-06', '2026-01-07')).toEqual(['2026-01-06 public']);
});

test('holidays of lunar calendars fall on their civil dates', () => {
  expect(dates('SG', undefined, '2026-02-15', '2026-02-20')).toEqual(['2026-02-17 public', '2026-02-18 public']);
  expect(dates('IL', undefined, '1999-09-20', '1999-09-21')).toEqual(['1999-09-20 public']);
});

// The State Council's notice for 2025: off 28 January to 4 February, worked on Sunday the 26th and Saturday the 8th.
test('China has its moved days off and the weekend days worked in their place', () => {
  const found = dates('CN', undefined, '2025-01-26', '2025-02-10');
  expect(found[0]).toBe('2025-01-26 make-up working day');
  expect(found.slice(1, 9).map((each) => each.slice(8))).toEqual(
    ['28', '29', '30', '31', '01', '02', '03', '04'].map((day) => `${day} public`),
  );
  expect(found.slice(9)).toEqual(['2025-02-08 make-up working day']);
});

test('a year of China without an arrangement has the holidays that rules give', () => {
  expect(dates('CN', undefined, '2040-10-01', '2040-10-02')).toEqual(['2040-10-01 public']);
});

test('an unknown country or region is refused with the known ones', () => {
  expect(dates('XX', undefined, '2026-01-01', '2027-01-01')).toEqual(['country-unknown']);
  const refused = publicHolidays('DE', 'ZZ', '2026-01-01', '2027-01-01');
  expect(refused.ok).toBe(false);
  if (refused.ok) return;
  expect(refused.issues[0]?.code).toBe('region-unknown');
  expect(String(refused.issues[0]?.facts['known']).split(' ')).toContain('BY');
});
