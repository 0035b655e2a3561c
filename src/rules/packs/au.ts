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
  rules: [
    unread('maximum-hours-week', { maximumHours: 38 }, 'block', AWARD),
    unread('minimum-rest', { minimumHours: 10 }, 'pay', `${AWARD}: less is paid at overtime rates`),
  ],
  notChecked: [],
};
