import type { Pack } from '../../domain/pack.ts';

const ARTICLE_41 = 'Labor Law of the PRC, Art. 41';

/** China: the standard working-hours system. Rest between shifts is not in the Labor Law and is therefore not in this pack. */
export const cn: Pack = {
  id: 'cn',
  version: '1',
  name: 'China, standard working hours',
  validFrom: '2025-01-01',
  checkedOn: '2026-11-21',
  verified: false,
  disclaimer:
    'A reading of published law as parameters, not legal advice. Check it with your own counsel before relying on it.',
  night: { from: '22:00', to: '06:00' },
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
    {
      rule: 'days-off-week',
      values: { minimumDays: 1 },
      severity: 'block',
      source: 'Labor Law of the PRC, Art. 38',
      verified: true,
    },
    {
      rule: 'maximum-nights',
      values: { maximumNights: 0, window: 'week', nightFrom: '22:00', nightTo: '06:00', countsFromMinutes: 1 },
      severity: 'info',
      source: 'Night 22:00-06:00: secondary source only; tells who works at night and forbids nothing',
      verified: false,
    },
  ],
  notChecked: [
    {
      topic: 'part-time',
      reason:
        'Part-time work (4 h a day on average, 24 h a week; Labor Contract Law Art. 68) is not marked in contracts.',
    },
    { topic: 'overtime-pay', reason: 'Rates of 150, 200 and 300 % (Labor Law Art. 44) are a matter of payroll.' },
    {
      topic: 'overtime-emergencies',
      reason: 'Emergencies that lift the overtime limits (Labor Law Art. 42) are not recorded.',
    },
    {
      topic: 'overtime-consultation',
      reason: 'Whether union and employee were consulted on overtime (Labor Law Art. 41) is not recorded.',
    },
    {
      topic: 'comprehensive-hours',
      reason:
        'Averaging over week, month, quarter or year needs an approval (labour ministry 1994 No. 503, Art. 5) that is not recorded.',
    },
    { topic: 'unscheduled-hours', reason: 'The unscheduled system needs an approval that is not recorded.' },
    {
      topic: 'standard-hours',
      reason: 'Standard hours a month, quarter and year (MOHRSS 2025 No. 2) inform payroll and limit no roster.',
    },
    {
      topic: 'pregnancy-and-nursing',
      reason:
        'No overtime and no night work (Labor Law Art. 61, 63), nursing breaks: personal data that a team file does not hold.',
    },
    {
      topic: 'rest-between-shifts',
      reason: 'The Labor Law sets no rest between shifts; add minimum-rest as a house rule.',
    },
    { topic: 'breaks', reason: 'The Labor Law sets no length of breaks.' },
    { topic: 'night-allowance', reason: 'The Labor Law sets no night allowance.' },
  ],
};
