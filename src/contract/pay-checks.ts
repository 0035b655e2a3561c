import type { Cursor } from './cursor.ts';
import { list, member, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { issue } from './messages/render.ts';

/** What the fields of a contract's or pack's plan of pay need of each other. */
export function checkPlan(holder: Cursor, add: Add): void {
  const pay = member(holder, 'pay');
  const required = (at: Cursor, field: string, expected: string): void => {
    if (member(at, field).value === undefined) add(issue('required', `${at.path}/${field}`, { field, expected }));
  };
  // Tiers and windows stand beside each other in what is paid: one id, one meaning.
  const seen = new Map<string, string>();
  for (const part of [...list(pay, 'tiers'), ...list(pay, 'windows')]) {
    const id = text(part, 'id');
    if (id === undefined) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, part.path);
    else add(issue('duplicate-id', `${part.path}/id`, { id, first }));
  }
  if (text(pay, 'restDays') === 'count') required(pay, 'restDaysPerWeek', 'days a week');
  if (text(pay, 'dayStart') === '24:00') {
    add(issue('window-empty', `${pay.path}/dayStart`, { from: '24:00', to: '24:00' }));
  }
  for (const tier of list(pay, 'tiers')) {
    if (text(tier, 'basis') === 'short-rest') required(tier, 'restHours', 'hours of rest');
  }
  for (const window of list(pay, 'windows')) {
    const from = text(window, 'from');
    if (from === '24:00') add(issue('window-empty', `${window.path}/from`, { from, to: text(window, 'to') ?? '' }));
    const hasNeither = ['multiplier', 'allowancePerHour'].every((key) => member(window, key).value === undefined);
    if (hasNeither) add(issue('one-needed', window.path, { first: 'multiplier', second: 'allowancePerHour' }));
  }
}
