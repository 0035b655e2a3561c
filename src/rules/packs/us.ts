import { CHECKED_ON, DISCLAIMER, read } from './reading.ts';
import type { Pack, PackRule } from '../../domain/pack.ts';

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
  pay: {
    days: 'clock',
    weekStart: 'sun',
    tiers: [{ id: 'overtime', basis: 'week', fromHours: 40, multiplier: 1.5 }],
    source: '29 CFR 778.101 to 778.104: a fixed workweek of 168 hours; a contract may set its own start',
  },
  rules: [
    read('maximum-hours-week', { maximumHours: 40 }, 'pay', '29 CFR 778.101 to 778.104: no averaging over workweeks'),
  ],
  notChecked: [
    {
      topic: 'exempt-employees',
      reason: 'Who is exempt from overtime is not recorded; give exempt contracts no pack.',
    },
    {
      topic: 'fair-workweek',
      reason:
        'Laws of New York City, Oregon and Chicago on 14 days of notice and on rest of 10 to 11 hours name no contact centres; an own pack can take them as policy.',
    },
  ],
};

/** Meals by Labor Code 512; where one is missing, an hour of pay is due. */
const MEALS: readonly PackRule[] = [
  read(
    'breaks',
    { overHours: 6, eachMinutes: 30, latestStartHours: 5, pay: 'unpaid', premiumHours: 1 },
    'block',
    'Labor Code 512: a meal of 30 minutes before the end of the fifth hour',
  ),
  read(
    'breaks',
    { overHours: 5, upToHours: 6, eachMinutes: 30, latestStartHours: 5, pay: 'unpaid', premiumHours: 1 },
    'agreement',
    'Labor Code 512: may be waived where the day has no more than 6 hours',
  ),
  read(
    'breaks',
    { overHours: 12, count: 2, eachMinutes: 30, latestStartHours: 10, pay: 'unpaid', premiumHours: 1 },
    'block',
    'Labor Code 512: a second meal before the end of the tenth hour',
  ),
  read(
    'breaks',
    { overHours: 10, upToHours: 12, count: 2, eachMinutes: 30, latestStartHours: 10, pay: 'unpaid', premiumHours: 1 },
    'agreement',
    'Labor Code 512: the second meal may be waived where the day has no more than 12 hours',
  ),
];

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
  pay: {
    days: 'clock',
    weekStart: 'sun',
    tiers: [
      { id: 'day', basis: 'day', fromHours: 8, multiplier: 1.5 },
      { id: 'day-double', basis: 'day', fromHours: 12, multiplier: 2 },
      { id: 'week', basis: 'week', fromHours: 40, multiplier: 1.5 },
      { id: 'seventh-day', basis: 'seventh-day', multiplier: 1.5 },
      { id: 'seventh-day-double', basis: 'seventh-day', fromHours: 8, multiplier: 2 },
    ],
    source: 'Labor Code 510: no hour is paid twice over',
  },
  rules: [
    read('maximum-hours-day', { maximumHours: 8 }, 'pay', 'Labor Code 510: 1.5 times'),
    read('maximum-hours-day', { maximumHours: 12 }, 'pay', 'Labor Code 510: 2 times'),
    read('maximum-hours-week', { maximumHours: 40 }, 'pay', 'Labor Code 510: 1.5 times'),
    ...MEALS,
    read(
      'breaks',
      { overHours: 2, perHours: 4, majorFraction: true, eachMinutes: 10, counts: 'rest', pay: 'paid', premiumHours: 1 },
      'pay',
      'Labor Code 512: 10 minutes for each 4 hours or the major fraction of them',
    ),
  ],
  notChecked: [
    {
      topic: 'exempt-employees',
      reason: 'Who is exempt from overtime and breaks is not recorded; give exempt contracts no pack.',
    },
    {
      topic: 'short-days',
      reason: 'That days of less than 3.5 hours need no rest is known from memory alone: they are judged like others.',
    },
    {
      topic: 'premium-pay',
      reason: 'The hour of pay for a missed meal or rest is told with its breach and is not in the weekly pay.',
    },
  ],
};
