import { expect, it } from 'vitest';
import { contextOf } from '../../property/rules/world.ts';
import { creditSeconds } from '../../../src/rules/leave-credit.ts';
import { isWorkday } from '../../../src/rules/workdays.ts';

const world = { zone: 'Asia/Shanghai', weekStart: 0, from: '2026-10-05', days: 7, past: [], line: [], future: [] };
const holidays = [
  { date: '2026-10-05', name: '', kind: 'adjustment' as const },
  { date: '2026-10-06', name: '', kind: 'statutory' as const },
  { date: '2026-10-07', name: '' },
  { date: '2026-10-10', name: '', kind: 'make-up' as const },
];

it('credits holidays and days off by adjustment, and nothing on a make-up day, which is a workday', () => {
  const context = contextOf(world, { holidays });
  const credit = (date: string): number => creditSeconds(context, date, 40 * 3600) / 3600;
  expect(['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-10'].map(credit)).toEqual([8, 8, 8, 0, 0]);
  expect(['2026-10-09', '2026-10-10', '2026-10-11'].map((date) => isWorkday(context, date))).toEqual([
    true,
    true,
    false,
  ]);
});

it('credits leave on a make-up day, as on any workday', () => {
  const leave = [{ from: '2026-10-10', to: '2026-10-11' }];
  const context = contextOf(world, { holidays, employee: { leave } });
  const credit = (date: string): number => creditSeconds(context, date, 40 * 3600) / 3600;
  expect([credit('2026-10-10'), credit('2026-10-11')]).toEqual([8, 0]);
});
