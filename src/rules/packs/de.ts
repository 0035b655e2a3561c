import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

/** Germany: Arbeitszeitgesetz. */
export const de: Pack = {
  id: 'de',
  version: '1',
  name: 'Germany, Arbeitszeitgesetz',
  validFrom: '1994-07-01',
  checkedOn: CHECKED_ON,
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '23:00', to: '06:00' },
  rules: [
    read(
      'maximum-hours-day',
      { maximumHours: 8 },
      'info',
      'ArbZG, section 3: 8 hours a working day, 10 where they are made up for',
    ),
    read('maximum-hours-day', { maximumHours: 10 }, 'block', 'ArbZG, section 3'),
    read(
      'maximum-average-hours',
      { maximumHours: 48, reference: 'weeks', referenceWeeks: 24, leaveDays: 'left-out' },
      'block',
      'ArbZG, section 3: 8 hours a working day, Monday to Saturday, on average over 24 weeks',
    ),
    read(
      'minimum-rest',
      { minimumHours: 11 },
      'block',
      'ArbZG, section 5: call centres are not among the sectors with 10 hours',
    ),
    read(
      'breaks',
      { overHours: 6, upToHours: 9, eachMinutes: 15, totalMinutes: 30, longestStretchHours: 6 },
      'block',
      'ArbZG, section 4: 30 minutes beyond 6 hours, in pieces of 15 or more, never more than 6 hours without',
    ),
    read(
      'breaks',
      { overHours: 9, eachMinutes: 15, totalMinutes: 45, longestStretchHours: 6 },
      'block',
      'ArbZG, section 4: 45 minutes beyond 9 hours',
    ),
    read(
      'night-worker-average',
      {
        maximumHours: 8,
        averageOver: 'workdays',
        reference: 'month',
        leaveDays: 'left-out',
        nightsAYear: 48,
        nightFrom: '23:00',
        nightTo: '06:00',
        countsFromMinutes: 121,
      },
      'block',
      'ArbZG, sections 2 and 6: night workers, from 48 nights a year, 8 hours averaged over a month; more than two hours of the night',
    ),
    read(
      'substitute-rest-day',
      { worked: 'weekday', weekday: 'sun', weeks: 2 },
      'block',
      'ArbZG, section 11: a day off within two weeks for a Sunday worked',
    ),
    read(
      'free-sundays',
      { minimumDays: 15, window: 'year', weekday: 'sun', datesBy: 'attendance' },
      'block',
      'ArbZG, section 11: at least 15 Sundays a year stay free',
    ),
  ],
  notChecked: [
    {
      topic: 'sunday-work-permit',
      reason:
        'Work on Sundays and public holidays is forbidden unless exempt (sections 9, 10); whether call centres are is a matter of the state, known from memory alone.',
    },
  ],
};
