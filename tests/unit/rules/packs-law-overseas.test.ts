import { MONDAY, YEAR, JUNE, daily, weekly, hold, dayOf, weekOf, restOf, breakOf } from './law-cases.ts';

/** January to September of 2026 with four hours of overtime on each of 185 working days from 5 January on. */
const OVERTIME_MONTHS = [80, 80, 88, 88, 84, 88, 92, 84, 56].map((hours) => `agreement ${hours}/45`);

hold('jp', [
  dayOf('8 h a day', 8, ['agreement 8.25/8']),
  weekOf('40 h a week', 40, ['agreement 40.25/40']),
  breakOf('45 minutes above 6 h', [7, '180+45'], [7, '180+40'], 'block 0.667/0.75'),
  breakOf('60 minutes above 8 h', [9.5, '180+60'], [9.5, '180+45'], 'block 0.75/1'),
  {
    what: '4 days off in 4 weeks',
    rule: 'days-off-weeks',
    inside: daily(24, '08:00', 5, '2026-06-15'),
    outside: daily(25, '08:00', 5, '2026-06-15'),
    breaches: ['block 3/4'],
    horizon: { from: '2026-06-15', days: 28 },
  },
  {
    what: '45 h of overtime a month',
    rule: 'maximum-hours-period',
    inside: weekly(3, 5, '08:00', 11),
    outside: [...weekly(3, 5, '08:00', 11), ['2026-06-22', '08:00', 9]],
    breaches: ['agreement 46/45'],
    horizon: JUNE,
  },
  {
    what: '360 h of overtime a year',
    rule: 'maximum-hours-period',
    inside: weekly(36, 5, '08:00', 10, '2026-01-05'),
    outside: weekly(37, 5, '08:00', 10, '2026-01-05'),
    breaches: ['agreement 46/45', 'agreement 370/360'],
    horizon: YEAR,
  },
  {
    what: '720 h of overtime a year',
    rule: 'maximum-hours-period',
    inside: weekly(36, 5, '08:00', 12, '2026-01-05'),
    outside: weekly(37, 5, '08:00', 12, '2026-01-05'),
    breaches: [...OVERTIME_MONTHS, 'agreement 740/360', 'block 740/720'],
    horizon: YEAR,
  },
  {
    what: 'under 100 h of overtime a month',
    rule: 'maximum-overtime-tiers',
    inside: weekly(4, 5, '08:00', 12.95),
    outside: weekly(4, 5, '08:00', 13),
    breaches: ['block 1/0'],
    horizon: JUNE,
  },
  {
    what: 'over 45 h in six months',
    rule: 'maximum-overtime-tiers',
    inside: weekly(26, 5, '08:00', 11, '2026-01-05'),
    outside: weekly(30, 5, '08:00', 11, '2026-01-05'),
    breaches: ['block 7/6'],
    horizon: YEAR,
  },
  {
    what: '80 h of overtime a month on average',
    rule: 'maximum-average-overtime',
    inside: weekly(8, 5, '08:00', 12),
    outside: [...weekly(8, 5, '08:00', 12), ['2026-07-27', '08:00', 12], ['2026-07-28', '08:00', 12]],
    breaches: ['block 168/160'],
    horizon: { from: MONDAY, days: 61 },
  },
]);

hold('us', [weekOf('40 h', 40, ['pay 40.25/40'])]);

hold('us-ca', [
  dayOf('8 h a day', 8, ['pay 8.25/8']),
  dayOf('12 h a day', 12, ['pay 12.25/8', 'pay 12.25/12']),
  weekOf('40 h a week', 40, ['pay 40.25/40']),
  breakOf(
    'a meal before the end of the fifth hour',
    [8.5, '300+30 120+10p 400+10p'],
    [8.5, '305+30 120+10p 400+10p'],
    'block 0/1',
  ),
  breakOf('that may be waived up to 6 h', [5, '120+10p'], [6, '120+10p'], 'agreement 0/1'),
  breakOf(
    'a second before the end of the tenth',
    [12, '240+30 600+30 100+10p 330+10p 460+10p'],
    [12, '240+30 605+30 100+10p 330+10p 460+10p'],
    'agreement 1/2',
  ),
  breakOf(
    'that may not above 12 h',
    [12.5, '240+30 600+30 100+10p 330+10p 460+10p'],
    [13.5, '240+30 100+10p 330+10p 460+10p'],
    'block 1/2',
  ),
  breakOf('ten minutes for the major fraction of four hours', [2, ''], [2.25, ''], 'pay 0/1'),
  breakOf('twice above six', [6.5, '240+30 100+10p 330+10p'], [7, '240+30 100+10p'], 'pay 1/2'),
]);

hold('br-contact-centre', [
  dayOf('6 h a day with the breaks', 6, ['block 6.25/6'], '60+10p 200+20 280+10p'),
  {
    what: '36 h a week',
    rule: 'maximum-hours-week',
    inside: daily(6, '08:00', 6),
    outside: [...daily(6, '08:00', 6), ['2026-06-07', '08:00', 0.25]],
    breaches: ['block 36.25/36'],
  },
  breakOf('two of ten minutes', [6, '60+10p 200+20 290+10p'], [6, '60+10p 200+20'], 'block 1/2'),
  breakOf('none in the first hour', [6, '60+10p 200+20 290+10p'], [6, '55+10p 200+20 290+10p'], 'block 1/2'),
  breakOf('none in the last', [6, '60+10p 200+20 290+10p'], [6, '60+10p 200+20 291+10p'], 'block 1/2'),
  breakOf('a meal of 20 minutes', [6, '60+10p 200+20 290+10p'], [6, '60+10p 200+15 290+10p'], 'block 0/1'),
  breakOf('one of ten minutes up to 4 h', [4, '120+10p'], [4, ''], 'block 0/1'),
  {
    what: 'a free Sunday a month',
    rule: 'free-sundays',
    inside: (['07', '14', '21'] as const).map((day) => [`2026-06-${day}`, '08:00', 4] as const),
    outside: (['07', '14', '21', '28'] as const).map((day) => [`2026-06-${day}`, '08:00', 4] as const),
    breaches: ['block 0/1'],
    horizon: JUNE,
  },
]);

hold('au-contact-centre', [
  weekOf('38 h a week', 38, ['block 38.25/38']),
  restOf('10 h of rest', 10, 'pay 9.75/10'),
  {
    what: '10 h of elapsed rest in the night of the clock change',
    rule: 'minimum-rest',
    inside: [
      ['2026-10-03', '17:00', 4],
      ['2026-10-04', '08:00', 4],
    ],
    outside: [
      ['2026-10-03', '17:00', 4],
      ['2026-10-04', '07:45', 4],
    ],
    breaches: ['pay 9.75/10'],
    horizon: { from: '2026-09-28', days: 7 },
  },
]);
