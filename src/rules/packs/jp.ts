import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

const LSA = 'Labour Standards Act';

/** Japan: what goes beyond 8 and 40 hours needs a 36 agreement on record. */
export const jp: Pack = {
  id: 'jp',
  version: '1',
  name: 'Japan, Labour Standards Act',
  validFrom: '2019-04-01',
  checkedOn: CHECKED_ON,
  verified: false,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '05:00' },
  pay: {
    weekStart: 'sun',
    restDays: 'count',
    restDaysPerWeek: 1,
    tiers: [
      { id: 'day', basis: 'day', fromHours: 8, multiplier: 1.25 },
      { id: 'week', basis: 'week', fromHours: 40, multiplier: 1.25 },
      { id: 'rest-day', basis: 'rest-day', multiplier: 1.35 },
      { id: 'over-60', basis: 'overtime-month', fromHours: 60, multiplier: 1.5 },
    ],
    windows: [{ id: 'night', from: '22:00', to: '05:00', multiplier: 1.25 }],
    source: `${LSA}, Art. 37; 35 % on the weekly day off and 50 % over 60 hours a month from memory`,
  },
  rules: [
    read('maximum-hours-day', { maximumHours: 8 }, 'agreement', `${LSA}, Art. 32; a 36 agreement lifts it`),
    read('maximum-hours-week', { maximumHours: 40 }, 'agreement', `${LSA}, Art. 32; a 36 agreement lifts it`),
    read(
      'breaks',
      { overHours: 6, upToHours: 8, eachMinutes: 1, totalMinutes: 45 },
      'block',
      `${LSA}, Art. 34: 45 minutes beyond 6 hours`,
    ),
    read(
      'breaks',
      { overHours: 8, eachMinutes: 1, totalMinutes: 60 },
      'block',
      `${LSA}, Art. 34: 60 minutes beyond 8 hours`,
    ),
    read(
      'days-off-weeks',
      { minimumDays: 4, weeks: 4, window: 'fixed' },
      'block',
      `${LSA}, Art. 35: a day off a week, or four in four weeks`,
    ),
    read(
      'maximum-hours-period',
      { maximumHours: 45, period: 'month', measure: 'overtime' },
      'agreement',
      `${LSA}, Art. 36: the special clause of a 36 agreement lifts it`,
    ),
    read(
      'maximum-hours-period',
      { maximumHours: 360, period: 'year', measure: 'overtime' },
      'agreement',
      `${LSA}, Art. 36: the special clause of a 36 agreement lifts it`,
    ),
    read(
      'maximum-hours-period',
      { maximumHours: 720, period: 'year', measure: 'overtime' },
      'block',
      `${LSA}, Art. 36: special clause`,
    ),
    read(
      'maximum-overtime-tiers',
      { tiers: ['6x>45h', '0x>=100h'] },
      'block',
      `${LSA}, Art. 36: special clause: beyond 45 hours in at most six months, always under 100`,
    ),
    read(
      'maximum-average-overtime',
      { maximumHours: 80, fromMonths: 2, toMonths: 6 },
      'block',
      `${LSA}, Art. 36: every average of two to six months`,
    ),
  ],
  notChecked: [
    {
      topic: 'holiday-work-in-limits',
      reason:
        'Work on the weekly day off counts towards the limits of 100 and 80 hours as overtime of the day and week alone.',
    },
    {
      topic: 'year-of-agreement',
      reason: 'The year of a 36 agreement is taken to begin in January; a setting of the team can say another month.',
    },
  ],
};
