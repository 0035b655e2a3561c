import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack, PackRule } from '../../domain/pack.ts';

const ET = 'Estatuto de los Trabajadores';
const CONVENIO = 'III Convenio colectivo de contact center';

const statute: readonly PackRule[] = [
  read(
    'maximum-average-hours',
    { maximumHours: 40, reference: 'year', leaveDays: 'left-out' },
    'block',
    `${ET}, Art. 34: 40 hours a week on average over the year`,
  ),
  read('maximum-hours-day', { maximumHours: 9 }, 'block', `${ET}, Art. 34`),
  read('minimum-rest', { minimumHours: 12 }, 'block', `${ET}, Art. 34`),
  read(
    'maximum-hours-period',
    { maximumHours: 80, period: 'year', measure: 'overtime', normalHoursDay: 9, normalHoursWeek: 40 },
    'block',
    `${ET}, Art. 35`,
  ),
  read(
    'breaks',
    { overHours: 6, measure: 'span', eachMinutes: 15 },
    'block',
    `${ET}, Art. 34: 15 minutes in a day of more than 6 hours`,
  ),
  read('weekly-rest', { alternatives: ['1x36h/7d'] }, 'block', `${ET}, Art. 37: a day and a half`),
];

/** Spain: the contact centre agreement on top of the statute. */
export const esContactCentre: Pack = {
  id: 'es-contact-centre',
  version: '1',
  name: 'Spain, contact centres',
  validFrom: '2023-01-01',
  checkedOn: CHECKED_ON,
  verified: true,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '06:00' },
  rules: [
    ...statute,
    read('maximum-hours-week', { maximumHours: 39 }, 'block', CONVENIO),
    read(
      'breaks',
      { overHours: 1, inclusive: true, perHours: 1, eachMinutes: 5, counts: 'rest', pay: 'paid' },
      'block',
      `${CONVENIO}: a pause of 5 minutes from the screen for each hour, counted as work`,
    ),
    read('maximum-hours-period', { maximumHours: 1764, period: 'year', measure: 'work' }, 'block', CONVENIO),
  ],
  notChecked: [
    {
      topic: 'free-weekends',
      reason:
        'Two free weekends a month and breaks of 10 or 20 minutes by the length of the shift are known from memory alone.',
    },
  ],
};
