import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

const WTR = 'Working Time Regulations 1998';

/** United Kingdom. */
export const uk: Pack = {
  id: 'uk',
  version: '1',
  name: 'United Kingdom, Working Time Regulations',
  validFrom: '1998-10-01',
  checkedOn: CHECKED_ON,
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '23:00', to: '06:00' },
  rules: [
    read(
      'maximum-average-hours',
      { maximumHours: 48, reference: 'weeks', referenceWeeks: 17, leaveDays: 'refilled' },
      'agreement',
      `${WTR}, reg. 4 and 5: rolling 17 weeks, (A + B) / C; an opt-out in writing lifts it`,
    ),
    read('minimum-rest', { minimumHours: 11 }, 'block', `${WTR}, reg. 10`),
    {
      ...read('minimum-rest', { minimumHours: 12 }, 'block', `${WTR}, reg. 10(2): young workers`),
      protected: ['minor'],
    },
    read(
      'weekly-rest',
      { alternatives: ['1x24h/7d', '2x24h/14d', '1x48h/14d'], dailyRestHours: 11 },
      'block',
      `${WTR}, reg. 11: not counted into the daily rest`,
    ),
    read(
      'breaks',
      { overHours: 6, eachMinutes: 20 },
      'block',
      `${WTR}, reg. 12: 20 minutes if the day is longer than 6 hours`,
    ),
    read(
      'night-worker-average',
      {
        maximumHours: 8,
        averageOver: 'days',
        reference: 'weeks',
        referenceWeeks: 17,
        leaveDays: 'left-out',
        nightFrom: '23:00',
        nightTo: '06:00',
        countsFromMinutes: 180,
      },
      'block',
      `${WTR}, reg. 6: night workers, of whose day three hours or more lie between 23:00 and 06:00`,
    ),
  ],
  notChecked: [{ topic: 'leave', reason: 'Paid leave is a matter of the leave calendar.' }],
};
