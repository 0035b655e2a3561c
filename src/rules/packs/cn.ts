import type { PayPlan } from '../../domain/pay.ts';
import { CHECKED_ON, DISCLAIMER, read, unread } from './reading.ts';
import type { Pack, PackRule } from '../../domain/pack.ts';

/** Labor Law of the PRC, Art. 44: 300 % on statutory holidays alone; other days off by adjustment are rest days, make-up days are ordinary. */
const HOLIDAY_PAY = { id: 'holiday', basis: 'holiday', multiplier: 3 } as const;
const STANDARD_PAY: PayPlan = {
  days: 'clock',
  tiers: [
    { id: 'workday', basis: 'day', fromHours: 8, multiplier: 1.5 },
    { id: 'week', basis: 'week', fromHours: 40, multiplier: 1.5 },
    { id: 'rest-day', basis: 'rest-day', multiplier: 2 },
    HOLIDAY_PAY,
  ],
  source: 'Labor Law of the PRC, Art. 44',
};

const NO_REST = 'The Labor Law sets no rest between shifts; add minimum-rest as a house rule.';
const NO_BREAKS = 'The Labor Law sets no length of breaks.';

const ARTICLE_41 = 'Labor Law of the PRC, Art. 41';
/** Records of kind `pregnant` begin with the seventh month. */
const ARTICLES_61_63 = 'Labor Law of the PRC, Art. 61, 63 (pregnancy of 7 months or more; nursing a child under 1)';

/** Rules of the law that hold under every system of hours. */
const ALWAYS: readonly PackRule[] = [
  read('days-off-week', { minimumDays: 1 }, 'block', 'Labor Law of the PRC, Art. 38'),
  {
    ...unread(
      'forbidden-window',
      { windowFrom: '22:00', windowTo: '06:00' },
      'block',
      `${ARTICLES_61_63}: no night shift; the hours of the night are from a secondary source`,
    ),
    protected: ['pregnant', 'nursing'],
  },
  {
    ...read('maximum-hours-day', { maximumHours: 8 }, 'block', `${ARTICLES_61_63}: no work beyond the normal day`),
    protected: ['pregnant', 'nursing'],
  },
  {
    ...read('maximum-hours-week', { maximumHours: 40 }, 'block', `${ARTICLES_61_63}: no work beyond the normal week`),
    protected: ['pregnant', 'nursing'],
  },
];

/** China: the standard working-hours system. Rest between shifts is not in the Labor Law and is therefore not in this pack. */
export const cn: Pack = {
  id: 'cn',
  version: '1',
  name: 'China, standard working hours',
  validFrom: '2025-01-01',
  checkedOn: CHECKED_ON,
  verified: false,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '06:00' },
  pay: STANDARD_PAY,
  rules: [
    {
      rule: 'maximum-hours-day',
      values: { maximumHours: 8, measure: 'work' },
      severity: 'pay',
      source: 'Labor Law of the PRC, Art. 36; State Council working-hours rules (1995), Art. 3',
      verified: true,
    },
    {
      rule: 'maximum-hours-day',
      values: { maximumHours: 9, measure: 'work' },
      severity: 'warn',
      source: `${ARTICLE_41}: one hour of overtime a day in ordinary cases`,
      verified: true,
    },
    {
      rule: 'maximum-hours-day',
      values: { maximumHours: 11, measure: 'work' },
      severity: 'block',
      source: `${ARTICLE_41}: three hours of overtime a day for special reasons`,
      verified: true,
    },
    {
      rule: 'maximum-hours-week',
      values: { maximumHours: 40 },
      severity: 'pay',
      source: 'State Council Decree 146 (1995), Art. 3',
      verified: true,
    },
    {
      rule: 'maximum-overtime-month',
      values: { maximumHours: 36, normalHoursDay: 8, normalHoursWeek: 40 },
      severity: 'block',
      source: ARTICLE_41,
      verified: true,
    },
    ...ALWAYS,
  ],
  notChecked: [
    {
      topic: 'time-off-in-lieu',
      reason:
        'Time off in place of rest-day pay (Labor Law Art. 44) is agreed case by case; a pay plan of the contract can say so.',
    },
    {
      topic: 'overtime-emergencies',
      reason: 'Emergencies that lift the overtime limits (Labor Law Art. 42) are not recorded.',
    },
    {
      topic: 'overtime-consultation',
      reason: 'Whether union and employee were consulted on overtime (Labor Law Art. 41) is not recorded.',
    },
    { topic: 'unscheduled-hours', reason: 'The unscheduled system needs an approval that is not recorded.' },
    {
      topic: 'standard-hours',
      reason:
        'Standard hours a month, quarter and year, 13 holidays and the divisor of 21.75 days (MOHRSS 2025 No. 2) inform payroll and limit no roster.',
    },
    { topic: 'nursing-breaks', reason: 'An hour of nursing breaks a day is known from memory alone and not judged.' },
    { topic: 'rest-between-shifts', reason: NO_REST },
    { topic: 'breaks', reason: NO_BREAKS },
    {
      topic: 'night-work',
      reason:
        'The Labor Law limits night work (22:00-06:00, secondary source only) for protected people alone: the ledger counts the hours of everybody.',
    },
    { topic: 'night-allowance', reason: 'The Labor Law sets no night allowance.' },
  ],
};

const NOTICE_503 = 'Labour ministry 1994 No. 503, Art. 5';

type PeriodName = 'week' | 'month' | 'quarter' | 'year';

/** Standard hours of a period since 2025: 40 a week, and by MOHRSS 2025 No. 2 20.67, 62 and 248 days of 8 hours. */
const STANDARD_HOURS: Readonly<Record<PeriodName, number>> = { week: 40, month: 165.36, quarter: 496, year: 1984 };

/** Overtime of 36 hours a month on average; over weeks it is what they have beyond 40 hours, by the month. */
function overtimeCap(period: PeriodName): PackRule {
  const source = `${NOTICE_503}; overtime of 36 hours a month on average: secondary source`;
  if (period === 'week') {
    const values = { maximumHours: 36, period: 'month', measure: 'overtime', normalHoursDay: 24, normalHoursWeek: 40 };
    return unread('maximum-hours-period', values, 'block', source);
  }
  const months = { month: 1, quarter: 3, year: 12 }[period];
  const values = { maximumHours: STANDARD_HOURS[period] + 36 * months, period, measure: 'work' };
  return unread('maximum-hours-period', values, 'block', source);
}

/** China: hours counted together over a period. Until an approval is on record, days and overtime are counted as under standard hours. */
function comprehensive(period: PeriodName): Pack {
  const approval = 'Labor Law of the PRC, Art. 39: until an approval of comprehensive hours is on record';
  return {
    id: `cn-comprehensive-${period}`,
    version: '1',
    name: `China, comprehensive hours by the ${period}`,
    validFrom: '2025-01-01',
    checkedOn: CHECKED_ON,
    verified: false,
    disclaimer: DISCLAIMER,
    night: { from: '22:00', to: '06:00' },
    pay: { days: 'clock', tiers: [HOLIDAY_PAY], source: 'Labor Law of the PRC, Art. 44' },
    rules: [
      read('maximum-hours-day', { maximumHours: 11 }, 'agreement', `${approval}, Art. 41 holds`),
      read(
        'maximum-overtime-month',
        { maximumHours: 36, normalHoursDay: 8, normalHoursWeek: 40 },
        'agreement',
        `${approval}, overtime is counted by day and week (Art. 41)`,
      ),
      read(
        'maximum-hours-period',
        { maximumHours: STANDARD_HOURS[period], period, measure: 'work' },
        'pay',
        `${NOTICE_503}: only what exceeds the standard hours of the ${period} is overtime`,
      ),
      overtimeCap(period),
      ...ALWAYS,
    ],
    notChecked: [
      {
        topic: 'overtime-pay',
        reason:
          'Hours beyond those of the period are paid at 150 % once it has ended; the weekly pay does not hold them.',
      },
      { topic: 'rest-between-shifts', reason: NO_REST },
      { topic: 'breaks', reason: NO_BREAKS },
    ],
  };
}

export const cnComprehensive: readonly Pack[] = (['week', 'month', 'quarter', 'year'] as const).map(comprehensive);

/** China: part-time work. */
export const cnPartTime: Pack = {
  id: 'cn-part-time',
  version: '1',
  name: 'China, part-time work',
  validFrom: '2008-01-01',
  checkedOn: CHECKED_ON,
  verified: false,
  disclaimer: DISCLAIMER,
  night: { from: '22:00', to: '06:00' },
  rules: [
    unread(
      'maximum-hours-week',
      { maximumHours: 24 },
      'block',
      'Labor Contract Law Art. 68: 24 hours a week; secondary source',
    ),
    ...ALWAYS,
  ],
  notChecked: [
    {
      topic: 'daily-average',
      reason:
        'An average of 4 hours a day (Art. 68) is not judged: the source names no days to average over; 24 hours are 4 on each of six days.',
    },
    { topic: 'rest-between-shifts', reason: NO_REST },
    { topic: 'breaks', reason: NO_BREAKS },
    { topic: 'pay', reason: 'Hourly pay and its settlement within 15 days are not in the table of sources.' },
  ],
};
