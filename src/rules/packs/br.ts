import { CHECKED_ON, DISCLAIMER, read, unread } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

const NR17 = 'NR-17, Annex II';

/** Brazil: call centres. */
export const brContactCentre: Pack = {
  id: 'br-contact-centre',
  version: '1',
  name: 'Brazil, call centres',
  validFrom: '2007-04-02',
  checkedOn: CHECKED_ON,
  verified: false,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '05:00' },
  rules: [
    read('maximum-hours-day', { maximumHours: 6, measure: 'span' }, 'block', `${NR17}: breaks are part of the 6 hours`),
    read('maximum-hours-week', { maximumHours: 36 }, 'block', NR17),
    read(
      'breaks',
      {
        overHours: 4,
        measure: 'span',
        count: 2,
        eachMinutes: 10,
        counts: 'rest',
        pay: 'paid',
        notBeforeMinutes: 60,
        notInLastMinutes: 60,
      },
      'block',
      `${NR17}: two breaks of 10 minutes off the workstation, after the first and before the last 60 minutes`,
    ),
    read(
      'breaks',
      { overHours: 4, measure: 'span', eachMinutes: 20, counts: 'meal' },
      'block',
      `${NR17}: a meal of 20 minutes`,
    ),
    read(
      'breaks',
      { overHours: 0, upToHours: 4, measure: 'span', eachMinutes: 10, counts: 'rest', pay: 'paid' },
      'block',
      `${NR17}: one break of 10 minutes in a day of up to 4 hours`,
    ),
    unread(
      'free-sundays',
      { minimumDays: 1, window: 'month' },
      'block',
      `${NR17}: one free Sunday a month, from memory`,
    ),
  ],
  notChecked: [{ topic: 'pay', reason: 'Overtime and night pay are not in the table of sources.' }],
};
