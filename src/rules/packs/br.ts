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
    unread(
      'free-sundays',
      { minimumDays: 1, window: 'month' },
      'block',
      `${NR17}: one free Sunday a month, from memory`,
    ),
  ],
  notChecked: [],
};
