import { expect, it } from 'vitest';
import { linkedShifts } from '../../../src/planning/schedules/linked-calendar.ts';
import type { Tables } from '../../../src/planning/store.ts';
import { scheduleCalendar } from '../../../src/contract/schedules/schedule-calendar.ts';
import { scheduledOf } from '../../fixtures/stores.ts';

const shift = { ...scheduledOf('north', 'anna'), employeeName: 'Anna Lind' };
const tables = {
  schedules: { list: () => Promise.resolve({ items: [shift], next: null }) },
  teams: { get: () => Promise.resolve(undefined) },
} as unknown as Tables;

async function calendarOf(whose: 'employee' | 'team', names: boolean): Promise<string> {
  const link = { id: 'link', whose, thing: whose === 'team' ? 'north' : 'anna', names };
  const { shifts, name = 'calendar' } = await linkedShifts(tables, link, shift.start);
  return scheduleCalendar({ organisation: 'acme', shifts, name, withEmployee: names });
}

it("names nobody in a team's calendar unless that was asked for, not by an id either", async () => {
  expect(await calendarOf('team', false)).toContain('BEGIN:VEVENT');
  expect(await calendarOf('team', false)).not.toMatch(/anna/i);
  expect(await calendarOf('team', true)).toContain('Anna Lind');
});

it('gives an employee their own shifts under their own ids', async () => {
  expect(await calendarOf('employee', false)).toContain('UID:anna');
});
