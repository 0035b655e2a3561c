import { isRotationClass, type RotationClass } from './rotation-classes.ts';
import { exactly, type LineRule, type RuleContext, type Values } from './rule.ts';
import { listOf, numberOf, textOf } from './values.ts';
import { daysBetween, localOf, minutesOfDay, weekStartOf } from '../domain/calendar.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** The class that the pattern holds for a date. */
function dueOn(values: Values, context: RuleContext, date: LocalDate): RotationClass {
  const pattern = listOf(values, 'pattern').filter(isRotationClass);
  const countedFrom = textOf(values, 'countedFrom');
  const weeks = (): number =>
    daysBetween(weekStartOf(countedFrom, context.weekStart), weekStartOf(date, context.weekStart)) / 7;
  const passed = textOf(values, 'step') === 'week' ? weeks() : daysBetween(countedFrom, date);
  const at = (passed + numberOf(values, 'offset')) % pattern.length;
  return pattern[(at + pattern.length) % pattern.length] ?? 'any';
}

/** The class of a shift by its start on the wall clock. */
function classOfShift(values: Values, context: RuleContext, shift: Shift): RotationClass {
  const { minutes } = localOf(context.zone, shift.start);
  const from = (name: string): number => minutesOfDay(textOf(values, name));
  if (minutes < from('earlyFrom') || minutes >= from('nightFrom')) return 'night';
  return minutes < from('lateFrom') ? 'early' : 'late';
}

/** What is due on the shift's date, where the shift is something else. */
function missedBy(values: Values, context: RuleContext, shift: Shift): RotationClass | undefined {
  const due = dueOn(values, context, shiftDate(context.zone, shift));
  return due === 'any' || due === classOfShift(values, context, shift) ? undefined : due;
}

/**
 * A rotation that repeats: an entry for each day, or for each calendar week, counted from a date on and before it too. On a day of `early`, `late` or `night` no
 * shift of another class starts, on one of `off` none at all; whether a shift starts there is for other rules to ask. Day basis: the local date on
 * which a shift starts. `offset` moves an employee so many entries ahead, by a setting that names the employee.
 */
export const rotationPattern: LineRule<undefined> = {
  id: 'rotation-pattern',
  title: 'Rotation pattern',
  parameters: [
    { name: 'pattern', title: 'Class of each day or week in turn', unit: 'list', entries: 'rotation' },
    { name: 'step', title: 'What an entry holds for', unit: 'choice', choices: ['day', 'week'], default: 'day' },
    { name: 'countedFrom', title: 'Date of the first entry, or one in its week', unit: 'date', default: '2024-01-01' },
    {
      name: 'offset',
      title: 'Days or weeks by which the employee is ahead',
      unit: 'days',
      least: 0,
      most: 364,
      default: 0,
    },
    { name: 'earlyFrom', title: 'First start of an early shift', unit: 'time', default: '04:00' },
    { name: 'lateFrom', title: 'First start of a late shift', unit: 'time', default: '11:00' },
    { name: 'nightFrom', title: 'First start of a night shift', unit: 'time', default: '19:00' },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  start: () => undefined,
  extend: (values, context, state, next) => {
    const due = missedBy(values, context, next);
    if (due === undefined) return { state, findings: [] };
    const facts = { date: shiftDate(context.zone, next), due, class: classOfShift(values, context, next) };
    const { id, start, end } = next;
    return {
      state,
      findings: [{ shiftIds: [id], span: { start, end }, unit: 'shifts', measured: 1, limit: 0, excess: 1, facts }],
    };
  },
  finish: () => [],
  reach: () => ({ daysBefore: 0, daysAfter: 0 }),
  dependsOnMissing: () => false,
  compile: (values, context) =>
    exactly([{ kind: 'allow', allows: (_, shift) => missedBy(values, context, shift) === undefined }]),
};
