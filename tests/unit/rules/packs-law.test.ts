import {
  MONDAY,
  QUARTER,
  YEAR,
  WEEKS12,
  WEEKS17,
  WEEKS24,
  JUNE,
  daily,
  weekly,
  hold,
  one,
  pregnant,
  minor,
  dayOf,
  weekOf,
  restOf,
  longOf,
  breakOf,
} from './law-cases.ts';
import { addDays } from '../../../src/domain/calendar.ts';

hold('cn', [
  dayOf('8 h, where overtime begins', 8, ['pay 8.25/8']),
  dayOf('9 h with ordinary overtime', 9, ['pay 9.25/8', 'warn 9.25/9']),
  dayOf('11 h for special reasons', 11, ['pay 11.25/8', 'warn 11.25/9', 'block 11.25/11']),
  {
    what: 'a night has the day of its start',
    rule: 'maximum-hours-day',
    inside: one('20:00', 11),
    outside: one('20:00', 11.25),
    breaches: ['pay 11.25/8', 'warn 11.25/9', 'block 11.25/11'],
  },
  weekOf('40 h', 40, ['pay 40.25/40']),
  {
    what: '36 h of overtime a month',
    rule: 'maximum-overtime-month',
    inside: weekly(3, 4, '08:00', 11),
    outside: [...weekly(3, 4, '08:00', 11), ['2026-06-22', '08:00', 8.25]],
    breaches: ['block 36.25/36'],
    horizon: JUNE,
  },
  {
    what: 'a rest day a week',
    rule: 'days-off-week',
    inside: daily(6, '08:00', 6),
    outside: daily(7, '08:00', 5),
    breaches: ['block 0/1'],
  },
  {
    what: 'no night in pregnancy',
    rule: 'forbidden-window',
    inside: one('14:00', 8),
    outside: one('14:00', 8.25),
    breaches: ['block 0.25/0'],
    parts: pregnant,
  },
  { ...dayOf('no overtime in pregnancy', 8, ['pay 8.25/8', 'block 8.25/8']), parts: pregnant },
  { ...weekOf('no overtime in pregnancy', 40, ['pay 40.25/40', 'block 40.25/40']), parts: pregnant },
]);

hold('cn-comprehensive-week', [
  {
    what: '40 h a week',
    rule: 'maximum-hours-period',
    inside: daily(4, '08:00', 10),
    outside: daily(4, '08:00', 10.25),
    breaches: ['pay 41/40'],
  },
  {
    what: '36 h of overtime a month',
    rule: 'maximum-hours-period',
    inside: weekly(3, 4, '08:00', 13),
    outside: [...weekly(3, 4, '08:00', 13), ...weekly(1, 4, '08:00', 10.25, '2026-06-22')],
    breaches: ['pay 52/40', 'pay 52/40', 'pay 52/40', 'pay 41/40', 'block 37/36'],
    horizon: JUNE,
  },
]);
hold('cn-comprehensive-month', [
  {
    what: 'until approved 11 h a day',
    rule: 'maximum-hours-day',
    inside: one('08:00', 11),
    outside: one('08:00', 11.25),
    breaches: ['agreement 11.25/11'],
  },
  {
    what: 'until approved 36 h of overtime by day and week',
    rule: 'maximum-overtime-month',
    inside: weekly(3, 4, '08:00', 11),
    outside: [...weekly(3, 4, '08:00', 11), ['2026-06-22', '08:00', 8.25]],
    breaches: ['agreement 36.25/36'],
    horizon: JUNE,
  },
  longOf('20.67 days of 8 h', 'maximum-hours-period', JUNE, 20, 8.25, ['pay 166/165.36']),
  longOf('and 36 h of overtime', 'maximum-hours-period', JUNE, 28, 7.18, ['pay 202.04/165.36', 'block 202.04/201.36']),
]);
hold('cn-comprehensive-quarter', [
  longOf('62 days of 8 h', 'maximum-hours-period', QUARTER, 62, 8, ['pay 497/496']),
  longOf('and 108 h of overtime', 'maximum-hours-period', QUARTER, 75, 8.05, ['pay 604.75/496', 'block 604.75/604']),
]);
hold('cn-comprehensive-year', [
  longOf('248 days of 8 h', 'maximum-hours-period', YEAR, 248, 8, ['pay 1985/1984']),
  longOf('and 432 h of overtime', 'maximum-hours-period', YEAR, 302, 8, ['pay 2417/1984', 'block 2417/2416']),
]);
hold('cn-part-time', [weekOf('24 h a week', 24, ['block 24.25/24'])]);

hold('eu', [
  restOf('11 h of rest', 11, 'block 10.75/11'),
  {
    what: '11 h of elapsed rest in the night of the clock change',
    rule: 'minimum-rest',
    inside: [
      ['2026-03-28', '17:00', 4],
      ['2026-03-29', '09:00', 4],
    ],
    outside: [
      ['2026-03-28', '17:00', 4],
      ['2026-03-29', '08:45', 4],
    ],
    breaches: ['block 10.75/11'],
    horizon: { from: '2026-03-23', days: 7 },
  },
  {
    what: '35 h in seven days',
    rule: 'weekly-rest',
    inside: [...daily(7, '08:00', 5).slice(0, 5), ['2026-06-06', '08:00', 5]],
    outside: [...daily(6, '08:00', 5), ['2026-06-07', '20:00', 4]],
    breaches: ['block 31/35'],
  },
  longOf('48 h a week on average over 17 weeks', 'maximum-average-hours', WEEKS17, 102, 8, ['agreement 817/816']),
  {
    what: '8 h a night on average',
    rule: 'night-worker-average',
    inside: weekly(17, 6, '23:00', 8, WEEKS17.from),
    outside: [...weekly(17, 6, '23:00', 8, WEEKS17.from), [addDays(WEEKS17.from, 118), '23:00', 1]],
    breaches: ['block 817/816'],
    horizon: WEEKS17,
  },
  breakOf('a break above 6 h', [6, ''], [6.25, ''], 'block 0/1'),
]);

hold('uk', [
  longOf('48 h a week on average over 17 weeks', 'maximum-average-hours', WEEKS17, 102, 8, ['agreement 817/816']),
  restOf('11 h of rest', 11, 'block 10.75/11'),
  restOf('12 h of rest of young workers', 12, 'block 11.75/12', minor),
  {
    what: '24 h in seven days besides the daily rest, or twice or 48 h in fourteen',
    rule: 'weekly-rest',
    inside: [...daily(6, '08:00', 5), ...daily(7, '08:00', 5, '2026-06-08').slice(0, 6)],
    outside: daily(14, '08:00', 5),
    breaches: ['block 8/24'],
    horizon: { from: MONDAY, days: 14 },
  },
  breakOf('20 minutes above 6 h', [6.5, '180+20'], [6.5, '180+15'], 'block 0/1'),
  {
    what: '8 h a night on average over 17 weeks, from 3 h between 23:00 and 06:00',
    rule: 'night-worker-average',
    inside: weekly(17, 6, '18:00', 8, WEEKS17.from),
    outside: [...weekly(17, 6, '18:00', 8, WEEKS17.from), [addDays(WEEKS17.from, 118), '18:00', 8]],
    breaches: ['block 824/816'],
    horizon: WEEKS17,
  },
]);

hold('de', [
  dayOf('8 h a working day', 8.5, ['info 8.25/8'], '180+30'),
  dayOf('10 h a day', 10.75, ['info 10.25/8', 'block 10.25/10'], '180+45'),
  {
    what: 'a night of ten hours by the wall clock has eleven in autumn',
    rule: 'maximum-hours-day',
    inside: [['2026-10-24', '20:00', 10]],
    outside: [['2026-10-24', '20:00', 11]],
    breaches: ['info 11/8', 'block 11/10'],
    horizon: { from: '2026-10-19', days: 7 },
  },
  longOf('8 h a working day on average over 24 weeks', 'maximum-average-hours', WEEKS24, 144, 8, ['block 1153/1152']),
  restOf('11 h of rest', 11, 'block 10.75/11'),
  breakOf('30 minutes above 6 h', [6.5, '180+30'], [6.5, '180+15'], 'block 0.25/0.5'),
  breakOf('in pieces of 15', [8, '120+15 240+15'], [8, '120+20 240+10'], 'block 0.333/0.5'),
  breakOf('45 minutes above 9 h', [10, '300+45'], [10, '300+30'], 'block 0.5/0.75'),
  breakOf('never more than 6 h without', [8, '360+30'], [8, '365+30'], 'block 6.083/6'),
  {
    what: '8 h of night work a working day, averaged over a month',
    rule: 'night-worker-average',
    inside: [...daily(24, '22:00', 8), ...daily(24, '22:00', 8, '2026-07-01')].filter(([date]) => date < '2026-08-01'),
    outside: [...daily(28, '22:00', 8), ...daily(24, '22:00', 8, '2026-07-01')],
    breaches: ['block 224/208'],
    horizon: { from: MONDAY, days: 61 },
  },
  {
    what: 'of whom has 48 nights a year',
    rule: 'night-worker-average',
    inside: daily(47, '22:00', 8),
    outside: daily(48, '22:00', 8),
    breaches: ['block 240/208'],
    horizon: { from: MONDAY, days: 61 },
  },
  {
    what: 'a day off within two weeks of a Sunday',
    rule: 'substitute-rest-day',
    inside: daily(28, '08:00', 5).filter(([date]) => date !== '2026-06-12'),
    outside: daily(28, '08:00', 5),
    breaches: ['block 0/1'],
    horizon: { from: MONDAY, days: 28 },
  },
  {
    what: '15 free Sundays a year',
    rule: 'free-sundays',
    inside: Array.from({ length: 37 }, (_, week) => [addDays('2026-01-04', 7 * week), '08:00', 5] as const),
    outside: Array.from({ length: 38 }, (_, week) => [addDays('2026-01-04', 7 * week), '08:00', 5] as const),
    breaches: ['block 14/15'],
    horizon: YEAR,
  },
]);

hold('fr', [
  weekOf('35 h, where overtime begins', 35, ['pay 35.25/35']),
  dayOf('10 h a day', 10, ['block 10.25/10']),
  {
    what: '48 h a week',
    rule: 'maximum-hours-week',
    inside: daily(6, '08:00', 8),
    outside: daily(6, '08:00', 8.25),
    breaches: ['pay 49.5/35', 'block 49.5/48'],
  },
  longOf('44 h a week on average over 12 weeks', 'maximum-average-hours', WEEKS12, 66, 8, ['block 529/528']),
  restOf('11 h of rest', 11, 'block 10.75/11'),
  {
    what: '35 h in seven days',
    rule: 'weekly-rest',
    inside: daily(6, '08:00', 5),
    outside: [...daily(6, '08:00', 5), ['2026-06-07', '20:00', 4]],
    breaches: ['block 31/35'],
  },
  breakOf('20 minutes from 6 h on', [5.75, ''], [6, ''], 'block 0/1'),
  breakOf('of 20 minutes', [7, '180+20'], [7, '180+15'], 'block 0/1'),
]);

hold('es-contact-centre', [
  longOf('40 h a week on average over the year', 'maximum-average-hours', YEAR, 260, 8.02, ['block 2086.2/2085.714']),
  dayOf('9 h a day', 9, ['block 9.25/9']),
  restOf('12 h of rest', 12, 'block 11.75/12'),
  {
    what: '80 h of overtime a year',
    rule: 'maximum-hours-period',
    inside: weekly(32, 5, '08:00', 8.5, '2026-01-05'),
    outside: weekly(33, 5, '08:00', 8.5, '2026-01-05'),
    breaches: ['block 82.5/80'],
    horizon: YEAR,
  },
  {
    what: '1764 h a year',
    rule: 'maximum-hours-period',
    inside: weekly(49, 5, '08:00', 7.2, '2026-01-05'),
    outside: [...weekly(49, 5, '08:00', 7.2, '2026-01-05'), ['2026-12-21', '08:00', 1]],
    breaches: ['block 1765/1764'],
    horizon: YEAR,
  },
  {
    what: '36 h in seven days',
    rule: 'weekly-rest',
    inside: daily(6, '08:00', 4),
    outside: [...daily(6, '08:00', 4), ['2026-06-07', '20:00', 4]],
    breaches: ['block 32/36'],
  },
  weekOf('39 h a week', 39, ['block 39.25/39']),
  breakOf(
    '15 minutes above 6 h',
    [6.25, '60+15 100+5p 140+5p 180+5p 220+5p 260+5p 300+5p'],
    [6.25, '60+10 100+5p 140+5p 180+5p 220+5p 260+5p 300+5p'],
    'block 0/1',
  ),
  breakOf('5 minutes for each hour', [3, '50+5p 110+5p 160+5p'], [3, '50+5p 110+5p'], 'block 2/3'),
]);
