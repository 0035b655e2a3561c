import { compileDaysOff, countOfChoices } from './days-off-weeks-compiled.ts';
import { type Period, periodsOfHorizon } from './period.ts';
import type { LineRule, RuleContext, Values } from './rule.ts';
import { numberOf, textOf } from './values.ts';
import { foldWindows, rollingWindows, type ShiftsState } from './windows.ts';
import { addDays, daysBetween, weekStartOf } from '../domain/calendar.ts';

/** More ways than these to place the days off of one window would make a slower automaton than the sums are. */
const MOST_STATES = 1500;

/** Blocks of whole calendar weeks that follow each other from the week of a date on, before it too; those that hold a date of the horizon. */
function blocksOfWeeks(context: RuleContext, weeks: number, countedFrom: string): readonly Period[] {
  const first = weekStartOf(countedFrom, context.weekStart);
  const blocks = new Map<number, Period>();
  for (const { from } of periodsOfHorizon('week', context)) {
    const block = Math.floor(daysBetween(first, from) / (7 * weeks));
    const start = addDays(first, block * 7 * weeks);
    blocks.set(block, { from: start, end: addDays(start, 7 * weeks) });
  }
  return [...blocks.values()];
}

function daysOf(values: Values): number {
  return 7 * numberOf(values, 'weeks');
}

function mostWorked(values: Values): number {
  return Math.max(0, daysOf(values) - numberOf(values, 'minimumDays'));
}

function isRolling(values: Values): boolean {
  return textOf(values, 'window') === 'rolling';
}

const fold = foldWindows({
  windows: (values, context) =>
    isRolling(values)
      ? rollingWindows(context, daysOf(values))
      : blocksOfWeeks(context, numberOf(values, 'weeks'), textOf(values, 'countedFrom')),
  weighDay: () => 1,
  maximum: mostWorked,
  mostPerDay: 1,
  unit: 'days',
  tell: ({ from, end }, total, maximum) => ({
    measured: daysBetween(from, end) - total,
    limit: daysBetween(from, end) - maximum,
  }),
});

/**
 * At least so many days off in so many weeks: in any row of that many times seven days, or in blocks of calendar weeks counted from the week of a
 * date. Day basis: a day off is a local date on which no shift starts; the date on which a night ends is one too. Leave is a day off. Of a window
 * that is only partly known the known days are judged; the measure is the days that can still be off.
 */
export const daysOffWeeks: LineRule<ShiftsState> = {
  id: 'days-off-weeks',
  title: 'Days off in several weeks',
  parameters: [
    { name: 'minimumDays', title: 'Fewest days off in the weeks', unit: 'days', least: 0, most: 364 },
    { name: 'weeks', title: 'Number of weeks', unit: 'weeks', least: 1, most: 52 },
    {
      name: 'window',
      title: 'Any days in a row, or blocks of calendar weeks',
      unit: 'choice',
      choices: ['rolling', 'fixed'],
      default: 'rolling',
    },
    {
      name: 'countedFrom',
      title: 'A date in the first week of a block, for fixed blocks',
      unit: 'date',
      default: '2024-01-01',
    },
  ],
  defaultSeverity: 'block',
  ...fold,
  compile: (values, context, past, future) =>
    isRolling(values) && countOfChoices(daysOf(values), numberOf(values, 'minimumDays'), MOST_STATES) <= MOST_STATES
      ? compileDaysOff(context, daysOf(values), numberOf(values, 'minimumDays'), [...past, ...future])
      : fold.compile(values, context, past, future),
};
