import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

/** France: Code du travail. */
export const fr: Pack = {
  id: 'fr',
  version: '1',
  name: 'France, Code du travail',
  validFrom: '2016-08-10',
  checkedOn: CHECKED_ON,
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '21:00', to: '06:00' },
  pay: {
    weekStart: 'mon',
    tiers: [
      { id: 'quarter-more', basis: 'week', fromHours: 35, multiplier: 1.25 },
      { id: 'half-more', basis: 'week', fromHours: 43, multiplier: 1.5 },
    ],
    source: 'Code du travail, L3121-36',
  },
  rules: [
    read('maximum-hours-week', { maximumHours: 35 }, 'pay', 'Code du travail, L3121-27: overtime begins'),
    read('maximum-hours-day', { maximumHours: 10 }, 'block', 'Code du travail, L3121-18'),
    read('maximum-hours-week', { maximumHours: 48 }, 'block', 'Code du travail, L3121-20'),
    read(
      'maximum-average-hours',
      { maximumHours: 44, reference: 'weeks', referenceWeeks: 12, leaveDays: 'counted' },
      'block',
      'Code du travail, L3121-22: any 12 weeks in a row',
    ),
    read('minimum-rest', { minimumHours: 11 }, 'block', 'Code du travail, L3131-1'),
    read(
      'weekly-rest',
      { alternatives: ['1x35h/7d'] },
      'block',
      'Code du travail, L3132-2: 24 hours and the daily rest of 11',
    ),
    read(
      'breaks',
      { overHours: 6, inclusive: true, eachMinutes: 20 },
      'block',
      'Code du travail, L3121-16: 20 minutes from 6 hours on',
    ),
  ],
  notChecked: [
    {
      topic: 'night',
      reason: 'Night work is not in the table of sources; 21:00 to 06:00 only marks hours in the ledger.',
    },
  ],
};
