import { CHECKED_ON, DISCLAIMER, unread } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

const AWARD = 'Contract Call Centres Award MA000023, secondary source';

/** Australia: contract call centres. */
export const auContactCentre: Pack = {
  id: 'au-contact-centre',
  version: '1',
  name: 'Australia, contract call centres',
  validFrom: '2010-01-01',
  checkedOn: CHECKED_ON,
  verified: false,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '06:00' },
  pay: {
    tiers: [{ id: 'short-rest', basis: 'short-rest', restHours: 10, multiplier: 1.5 }],
    source: `${AWARD}: hours after less than 10 hours of rest are paid at overtime rates; that these are 1.5 times is from memory`,
  },
  rules: [
    unread('maximum-hours-week', { maximumHours: 38 }, 'block', AWARD),
    unread('minimum-rest', { minimumHours: 10 }, 'pay', `${AWARD}: less is paid at overtime rates`),
  ],
  notChecked: [
    {
      topic: 'overtime-rates',
      reason:
        'The table of sources names no overtime rate: 1.5 times is from memory, and hours beyond 38 are not paid so.',
    },
    {
      topic: 'penalty-rates',
      reason: 'Rates of weekends, evenings and public holidays are not in the table of sources.',
    },
  ],
};
