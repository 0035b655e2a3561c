import { nightSeconds } from './night.ts';
import type { LineRule } from './rule.ts';
import { foldSingleShifts } from './single-shift.ts';
import { minutesValueSeconds, textOf } from './values.ts';

/**
 * No attendance in a daily window of the wall clock, or no more than `maximumMinutes` of a shift: the night of those who must not work then. Elapsed time,
 * breaks included; a shift that just touches an end of the window has nothing in it. No day basis: every window that the shift reaches into counts.
 */
export const forbiddenWindow: LineRule<undefined> = {
  id: 'forbidden-window',
  title: 'No work in a daily window',
  parameters: [
    { name: 'windowFrom', title: 'Start of the window', unit: 'time', default: '22:00' },
    { name: 'windowTo', title: 'End of the window', unit: 'time', default: '06:00' },
    {
      name: 'maximumMinutes',
      title: 'Minutes of a shift that may lie in the window',
      unit: 'minutes',
      least: 0,
      most: 1440,
      default: 0,
    },
  ],
  defaultSeverity: 'block',
  ...foldSingleShifts((values, { zone }, shift) => {
    const window = { from: textOf(values, 'windowFrom'), to: textOf(values, 'windowTo') };
    return {
      measured: nightSeconds(zone, window, shift),
      limit: minutesValueSeconds(values, 'maximumMinutes'),
      facts: { window: `${window.from}-${window.to}` },
    };
  }),
};
