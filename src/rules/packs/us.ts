import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

/** United States, federal law: overtime costs money and nothing is forbidden. */
export const us: Pack = {
  id: 'us',
  version: '1',
  name: 'United States, Fair Labor Standards Act',
  validFrom: '1940-10-24',
  checkedOn: CHECKED_ON,
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '06:00' },
  rules: [
    read('maximum-hours-week', { maximumHours: 40 }, 'pay', '29 CFR 778.101 to 778.104: no averaging over workweeks'),
  ],
  notChecked: [{ topic: 'workday', reason: 'A workweek that begins within a day is judged from midnight.' }],
};

/** California on top of federal law. */
export const usCalifornia: Pack = {
  id: 'us-ca',
  version: '1',
  name: 'United States, California',
  validFrom: '2000-01-01',
  checkedOn: CHECKED_ON,
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '06:00' },
  rules: [
    read('maximum-hours-day', { maximumHours: 8 }, 'pay', 'Labor Code 510: 1.5 times'),
    read('maximum-hours-day', { maximumHours: 12 }, 'pay', 'Labor Code 510: 2 times'),
    read('maximum-hours-week', { maximumHours: 40 }, 'pay', 'Labor Code 510: 1.5 times'),
  ],
  notChecked: [],
};
