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
  expect(dates('CN', undefined, '2026-09-20', '2026-09-30')).toEqual(['2026-09-25 public']);
  expect(dates('IL', undefined, '1999-09-20', '1999-09-21')).toEqual(['1999-09-20 public']);
});

test('an unknown country or region is refused with the known ones', () => {
  expect(dates('XX', undefined, '2026-01-01', '2027-01-01')).toEqual(['country-unknown']);
  const refused = publicHolidays('DE', 'ZZ', '2026-01-01', '2027-01-01');
  expect(refused.ok).toBe(false);
  if (refused.ok) return;
  expect(refused.issues[0]?.code).toBe('region-unknown');
  expect(String(refused.issues[0]?.facts['known']).split(' ')).toContain('BY');
});
