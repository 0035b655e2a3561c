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
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '05:00' },
  rules: [
    read('maximum-hours-day', { maximumHours: 8 }, 'agreement', `${LSA}, Art. 32; a 36 agreement lifts it`),
    read('maximum-hours-week', { maximumHours: 40 }, 'agreement', `${LSA}, Art. 32; a 36 agreement lifts it`),
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
      { maximumHours: 720, period: 'year', measure: 'overtime' },
      'block',
      `${LSA}, Art. 36: special clause`,
    ),
  ],
  notChecked: [],
};
