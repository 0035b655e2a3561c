import { nightSeconds } from './night.ts';
import type { LineRule } from './rule.ts';
import { foldSingleShifts } from './single-shift.ts';
import { hoursValueSeconds, minutesValueSeconds, textOf } from './values.ts';
import { spanSeconds, workSeconds } from '../domain/shift.ts';

/**
 * A shift that lies in the night for at least `countsFromMinutes` has at most so many hours: working time (elapsed less unpaid breaks) or the time from its
 * start to its end. No day basis: each shift is judged alone, by elapsed time, also in a night in which the clocks change. With `strict` it must
 * stay below the limit.
 */
export const nightShiftLength: LineRule<undefined> = {
  id: 'night-shift-length',
  title: 'Maximum length of night shifts',
  parameters: [
    { name: 'maximumHours', title: 'Most hours of a night shift', unit: 'hours', least: 0, most: 24 },
    {
      name: 'measure',
      title: 'Working time, or time from start to end',
      unit: 'choice',
      choices: ['work', 'span'],
      default: 'work',
    },
    { name: 'nightFrom', title: 'Start of the night', unit: 'time', default: '22:00' },
    { name: 'nightTo', title: 'End of the night', unit: 'time', default: '06:00' },
    {
      name: 'countsFromMinutes',
      title: 'Time within the night from which a shift is a night shift',
      unit: 'minutes',
      least: 1,
      most: 1440,
      default: 180,
    },
    { name: 'strict', title: 'A night shift must stay below the limit', unit: 'boolean', default: false },
  ],
  defaultSeverity: 'block',
  ...foldSingleShifts((values, { zone }, shift) => {
    const night = { from: textOf(values, 'nightFrom'), to: textOf(values, 'nightTo') };
    if (nightSeconds(zone, night, shift) < minutesValueSeconds(values, 'countsFromMinutes')) return undefined;
    const most = hoursValueSeconds(values, 'maximumHours');
    return {
      measured: textOf(values, 'measure') === 'span' ? spanSeconds(shift) : workSeconds(shift),
      // Whole seconds: below the limit is at most a second less.
      limit: values['strict'] === true ? Math.max(0, most - 1) : most,
      facts: { night: `${night.from}-${night.to}` },
    };
  }),
};
