import { CHECKED_ON, DISCLAIMER, read, unread } from './reading.ts';
import type { Pack } from '../../domain/pack.ts';

const DIRECTIVE = 'Directive 2003/88/EC';

/** European Union: the least that every member state's law must give. */
export const eu: Pack = {
  id: 'eu',
  version: '1',
  name: 'European Union, working time directive',
  validFrom: '2004-08-02',
  checkedOn: CHECKED_ON,
  verified: false,
  disclaimer: DISCLAIMER,
  night: { from: '00:00', to: '05:00' },
  rules: [
    read('minimum-rest', { minimumHours: 11 }, 'block', `${DIRECTIVE}, Art. 3`),
    read(
      'weekly-rest',
      { alternatives: ['1x35h/7d'] },
      'block',
      `${DIRECTIVE}, Art. 5: 24 hours and the daily rest of 11`,
    ),
    unread(
      'maximum-average-hours',
      { maximumHours: 48, reference: 'weeks', referenceWeeks: 17, leaveDays: 'left-out' },
      'agreement',
      `${DIRECTIVE}, Art. 6; reference period of 4 months and opt-out by Art. 16 (b) and 22, from memory`,
    ),
    unread(
      'night-worker-average',
      {
        maximumHours: 8,
        averageOver: 'days',
        reference: 'weeks',
        referenceWeeks: 17,
        leaveDays: 'left-out',
        nightFrom: '00:00',
        nightTo: '05:00',
      },
      'block',
      `${DIRECTIVE}, Art. 8: 8 hours in 24 on average; reference period and night from 00:00 to 05:00 from memory, both are set by national law`,
    ),
    read(
      'breaks',
      { overHours: 6, eachMinutes: 1 },
      'block',
      `${DIRECTIVE}, Art. 4: a break where the day is longer than 6 hours; its length is set by national law`,
    ),
  ],
  notChecked: [
    { topic: 'leave', reason: 'Four weeks of paid leave a year (Art. 7) are a matter of the leave calendar.' },
  ],
};
