import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { faults, problemWith } from './documents.ts';

const check = (changes: Readonly<Record<string, unknown>>): readonly string[] =>
  faults(parseProblem(problemWith(changes)));

const lock = { employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T18:00' };
const window = { earliest: '07:00', latest: '12:00', stepMinutes: 30 };
const range = { minMinutes: 240, maxMinutes: 480, stepMinutes: 60 };
const template = (more: object): object => ({ id: 'day', start: window, length: range, ...more });
const rows = (...intervals: object[]): object => ({ intervals });
const row = { from: '09:00', to: '12:00', target: 1 };
const interval = (start: string, end: string, more: object = {}): object => ({
  start,
  end,
  positions: 1,
  toSchedule: 1,
  ...more,
});
const requirement = (intervals: object[], more: object = {}): object => ({ zone: 'Asia/Shanghai', intervals, ...more });

it('the problem of the manual has no issue', () => {
  expect(check({})).toEqual([]);
});

describe('each mistake is named where it stands', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, readonly string[]])[] = [
    ['an unknown zone', { '/team/zone': 'Asia/Shangai' }, ['wrong-zone /team/zone']],
    ['no zone', { '/team/zone': undefined }, ['required /team/zone']],
    ['a key with a slash and a tilde', { '/a~b': 1 }, ['unknown-key /a~0b']],
    [
      'a contract that is not there',
      { '/team/employees/0/contract': 'fulltime' },
      ['unknown-contract /team/employees/0/contract'],
    ],
    ['no contracts at all', { '/team/contracts': [] }, ['too-few /team/contracts']],
    [
      'a skill that is not there',
      { '/team/employees/0/skills': ['sales'] },
      ['unknown-skill /team/employees/0/skills/0'],
    ],
    ['an id given twice', { '/team/employees/1/id': 'anna' }, ['duplicate-id /team/employees/1/id']],
    ['an id with a blank at its end', { '/team/id': 'x ' }, ['wrong-id /team/id']],
    ['an empty id', { '/team/id': '' }, ['text-empty /team/id']],
    ['an id that is too long', { '/team/id': 'x'.repeat(201) }, ['text-too-long /team/id']],
    [
      'hours the wrong way round',
      { '/team/contracts/0/minHoursPerWeek': 41 },
      ['min-above-max /team/contracts/0/minHoursPerWeek'],
    ],
    [
      'more hours than a week has',
      { '/team/contracts/0/maxHoursPerWeek': 169 },
      ['too-big /team/contracts/0/maxHoursPerWeek'],
    ],
    ['negative hours', { '/team/contracts/0/maxHoursPerDay': -1 }, ['too-small /team/contracts/0/maxHoursPerDay']],
    ['a number as text', { '/team/contracts/0/maxHoursPerDay': '8' }, ['wrong-type /team/contracts/0/maxHoursPerDay']],
    [
      'a number that is not finite',
      { '/team/contracts/0/maxHoursPerDay': Number.NaN },
      ['not-finite /team/contracts/0/maxHoursPerDay'],
    ],
    ['half a day', { '/team/contracts/0/maxDaysPerWeek': 4.5 }, ['not-whole /team/contracts/0/maxDaysPerWeek']],
    [
      'a fixed credit without hours',
      { '/team/contracts/0/leaveCredit': 'fixed' },
      ['required /team/contracts/0/leaveCreditHours'],
    ],
    [
      'a plan of pay with two meanings of one id',
      {
        '/team/contracts/0/pay': {
          tiers: [{ id: 'night', basis: 'day', fromHours: 8, multiplier: 1.5 }],
          windows: [{ id: 'night', from: '22:00', to: '05:00', multiplier: 1.25 }],
        },
      },
      ['duplicate-id /team/contracts/0/pay/windows/0/id'],
    ],
    [
      'a plan of pay that lacks what its parts need',
      {
        '/team/contracts/0/pay': {
          restDays: 'count',
          dayStart: '24:00',
          tiers: [{ id: 'called-back', basis: 'short-rest', multiplier: 2 }],
          windows: [{ id: 'night', from: '24:00', to: '05:00' }],
        },
      },
      [
        'required /team/contracts/0/pay/restDaysPerWeek',
        'window-empty /team/contracts/0/pay/dayStart',
        'required /team/contracts/0/pay/tiers/0/restHours',
        'window-empty /team/contracts/0/pay/windows/0/from',
        'one-needed /team/contracts/0/pay/windows/0',
      ],
    ],
    [
      'less pay for overtime',
      { '/team/contracts/0/pay': { tiers: [{ id: 'less', basis: 'day', multiplier: 0.5 }] } },
      ['too-small /team/contracts/0/pay/tiers/0/multiplier'],
    ],
    ['an unknown weekday', { '/team/weekStart': 'monday' }, ['not-one-of /team/weekStart']],
    ['a time that is none', { '/team/shiftTemplates/0/start': '9:00' }, ['wrong-time /team/shiftTemplates/0/start']],
    [
      'a time of day that is over',
      { '/team/shiftTemplates/0/start': '24:30' },
      ['wrong-time /team/shiftTemplates/0/start'],
    ],
    [
      'a length in hours as text',
      { '/team/shiftTemplates/0/length': '8h' },
      ['wrong-type /team/shiftTemplates/0/length'],
    ],
    [
      'a length in hours as a number',
      { '/team/shiftTemplates/0/length': 8 },
      ['too-small /team/shiftTemplates/0/length'],
    ],
    [
      'starts the wrong way round',
      { '/team/shiftTemplates/0': template({ start: { ...window, latest: '06:00' } }) },
      ['min-above-max /team/shiftTemplates/0/start/earliest'],
    ],
    [
      'a start off the step',
      { '/team/shiftTemplates/0': template({ start: { ...window, latest: '12:10' } }) },
      ['off-grid /team/shiftTemplates/0/start/latest'],
    ],
    [
      'lengths the wrong way round',
      { '/team/shiftTemplates/0': template({ length: { ...range, maxMinutes: 180 } }) },
      ['min-above-max /team/shiftTemplates/0/length/minMinutes'],
    ],
    [
      'a length off the step',
      { '/team/shiftTemplates/0': template({ length: { ...range, maxMinutes: 500 } }) },
      ['off-grid /team/shiftTemplates/0/length/maxMinutes'],
    ],
    [
      'an end that no shift meets',
      { '/team/shiftTemplates/0': template({ latestEnd: '10:30' }) },
      ['latest-end-unreachable /team/shiftTemplates/0/latestEnd'],
    ],
    [
      'a step of a minute over a day',
      {
        '/team/shiftTemplates/0': template({
          start: { earliest: '00:00', latest: '20:00', stepMinutes: 1 },
          length: { ...range, stepMinutes: 1 },
        }),
      },
      ['too-many-variants /team/shiftTemplates/0'],
    ],
    [
      'a meal as long as its shift',
      { '/team/shiftTemplates/0': template({ length: 480, meal: { lengthMinutes: 480 } }) },
      ['meal-does-not-fit /team/shiftTemplates/0/meal'],
    ],
    [
      'a meal longer than the shortest of its shifts',
      { '/team/shiftTemplates/0': template({ meal: { lengthMinutes: 270 } }) },
      ['meal-does-not-fit /team/shiftTemplates/0/meal'],
    ],
    [
      'a meal for which the windows at both ends leave nothing',
      {
        '/team/shiftTemplates/0': template({
          length: 480,
          meal: { lengthMinutes: 60, notBeforeMinutes: 180, notInLastMinutes: 250 },
        }),
      },
      ['meal-does-not-fit /team/shiftTemplates/0/meal'],
    ],
    [
      'no meal that fits somewhere, long as it is',
      { '/team/shiftTemplates/0': template({ length: 480, meal: { lengthMinutes: 240 } }) },
      [],
    ],
    [
      'a meal without room',
      { '/team/shiftTemplates/0': template({ meal: { lengthMinutes: 120, notBeforeMinutes: 180 } }) },
      ['meal-does-not-fit /team/shiftTemplates/0/meal'],
    ],
    ['an unknown rule', { '/team/rules/0': { rule: 'minimum-reast' } }, ['unknown-rule /team/rules/0/rule']],
    [
      'a value that the rule does not have',
      { '/team/rules/0/values/hour': 3 },
      ['unknown-rule-value /team/rules/0/values/hour'],
    ],
    [
      'a value that is missing',
      { '/team/rules/0/values': {} },
      ['missing-rule-value /team/rules/0/values/minimumHours'],
    ],
    [
      'a value out of range',
      { '/team/rules/0/values/minimumHours': 200 },
      ['bad-rule-value /team/rules/0/values/minimumHours'],
    ],
    [
      'a value that can be none',
      { '/team/rules/0/values/minimumHours': null },
      ['wrong-type /team/rules/0/values/minimumHours'],
    ],
    [
      'a succession of templates that are not there',
      { '/team/rules/0': { rule: 'forbidden-succession', values: { pairs: ['late>day'] } } },
      ['unknown-template /team/rules/0/values/pairs/0'],
    ],
    ['a rule for nobody known', { '/team/rules/0/employees': ['ana'] }, ['unknown-employee /team/rules/0/employees/0']],
    [
      'a rule for no contract known',
      { '/team/rules/0/contracts': ['x'] },
      ['unknown-contract /team/rules/0/contracts/0'],
    ],
    ['an unknown pack', { '/team/packs': ['china'] }, ['unknown-pack /team/packs/0']],
    [
      'a wish for a shift that is not there',
      { '/team/employees/0/requests': [{ kind: 'shift', date: '2026-03-02', template: 'x', weight: 1 }] },
      ['unknown-template /team/employees/0/requests/0/template'],
    ],
    [
      'a wish of a kind that is not there',
      { '/team/employees/0/requests': [{ kind: 'off', date: '2026-03-02', weight: 1 }] },
      ['not-one-of /team/employees/0/requests/0/kind'],
    ],
    [
      'a leave that ends before it begins',
      { '/team/employees/0/leave': [{ from: '2026-03-04', to: '2026-03-03' }] },
      ['window-empty /team/employees/0/leave/0/to'],
    ],
    [
      'a day that is not in the calendar',
      { '/team/employees/0/daysOff': ['2026-02-30'] },
      ['wrong-date /team/employees/0/daysOff/0'],
    ],
    [
      'an absence that is empty',
      { '/team/employees/0/unavailable': [{ from: '2026-03-03T12:00', to: '2026-03-03T12:00' }] },
      ['window-empty /team/employees/0/unavailable/0/to'],
    ],
    [
      'absences at times that the clocks skip',
      {
        '/team/zone': 'Europe/Berlin',
        '/team/employees/0/unavailable': [
          { from: '2026-03-29T02:30', to: '2026-03-29T12:00' },
          { from: '2026-03-28T12:00', to: '2026-03-29T02:00' },
        ],
      },
      [
        'local-time-skipped /team/employees/0/unavailable/0/from',
        'local-time-skipped /team/employees/0/unavailable/1/to',
      ],
    ],
    [
      'no absence at a time that the clocks repeat, since it takes no offset',
      {
        '/team/zone': 'Europe/Berlin',
        '/team/employees/0/unavailable': [{ from: '2026-10-25T02:30', to: '2026-10-25T12:00' }],
      },
      [],
    ],
    [
      'an availability from midnight at the end',
      { '/team/employees/0/availability': [{ from: '24:00', to: '08:00' }] },
      ['window-empty /team/employees/0/availability/0/from'],
    ],
    ['no demand', { '/cover': undefined }, ['no-cover /cover']],
    [
      'cover for a template that is not there',
      { '/cover/templates/0/template': 'nite' },
      ['unknown-template /cover/templates/0/template'],
    ],
    [
      'cover for a skill that is not there',
      { '/cover/templates/0/skill': 'sales' },
      ['unknown-skill /cover/templates/0/skill'],
    ],
    ['a floor above the target', { '/cover/templates/0/floor': 2 }, ['min-above-max /cover/templates/0/floor']],
    ['a target above the ceiling', { '/cover/templates/0/ceiling': 0 }, ['min-above-max /cover/templates/0/target']],
    ['half a person', { '/cover/templates/0/target': 1.5 }, ['not-whole /cover/templates/0/target']],
    [
      'two targets of one template',
      {
        '/cover/templates': [
          { template: 'day', target: 1 },
          { template: 'day', target: 2, days: ['wed'] },
        ],
      },
      ['cover-repeated /cover/templates/1'],
    ],
    [
      'overlapping spans of one skill',
      { '/cover': rows(row, { from: '11:00', to: '13:00', target: 2, days: ['tue'] }) },
      ['cover-overlap /cover/intervals/1'],
    ],
    [
      'a night that runs into the next morning',
      { '/cover': rows({ from: '22:00', to: '06:00', target: 1 }, { from: '05:00', to: '07:00', target: 1 }) },
      ['cover-overlap /cover/intervals/1'],
    ],
    [
      'a span from midnight at the end',
      { '/cover': rows({ from: '24:00', to: '08:00', target: 1 }) },
      ['window-empty /cover/intervals/0/from'],
    ],
    [
      'a date outside the horizon',
      { '/cover': rows({ ...row, dates: ['2026-03-09'] }) },
      ['outside-horizon /cover/intervals/0/dates/0'],
    ],
    [
      'days and dates at once',
      { '/cover': rows({ ...row, days: ['mon'], dates: ['2026-03-02'] }) },
      ['both-given /cover/intervals/0'],
    ],
    [
      'a requirement of another zone',
      { '/requirement': requirement([interval('2026-03-02T09:00', '2026-03-02T10:00')], { zone: 'Europe/Berlin' }) },
      ['zones-differ /requirement/zone'],
    ],
    [
      'a requirement for other days',
      { '/requirement': requirement([interval('2026-04-02T09:00', '2026-04-02T10:00')]) },
      ['requirement-short /requirement/intervals'],
    ],
    [
      'a requirement interval without length',
      { '/requirement': requirement([interval('2026-03-02T09:00', '2026-03-02T09:00')]) },
      ['span-not-positive /requirement/intervals/0/end'],
    ],
    [
      'two requirements of one skill',
      {
        '/requirement': [
          requirement([interval('2026-03-02T09:00', '2026-03-02T10:00')]),
          requirement([interval('2026-03-02T09:30', '2026-03-02T10:30')]),
        ],
      },
      ['cover-overlap /requirement/1/intervals/0'],
    ],
    [
      'a requirement for a skill that is not there',
      { '/requirement': requirement([interval('2026-03-02T09:00', '2026-03-02T10:00')], { skill: 'x' }) },
      ['unknown-skill /requirement/skill'],
    ],
    ['a lock of nobody known', { '/locks': [{ ...lock, employee: 'ana' }] }, ['unknown-employee /locks/0/employee']],
    [
      'a lock outside the horizon',
      { '/locks': [{ ...lock, start: '2026-03-09T09:00', end: '2026-03-09T18:00' }] },
      ['outside-horizon /locks/0'],
    ],
    [
      'two locks at once',
      { '/locks': [lock, { ...lock, start: '2026-03-02T17:00', end: '2026-03-02T20:00' }] },
      ['shifts-overlap /locks/1'],
    ],
    [
      'a lock that ends before it starts',
      { '/locks': [{ ...lock, end: '2026-03-02T08:00' }] },
      ['span-not-positive /locks/0/end'],
    ],
    ['a lock of two days', { '/locks': [{ ...lock, end: '2026-03-04T09:00' }] }, ['shift-too-long /locks/0']],
    [
      'a lock off the minute',
      { '/locks': [{ ...lock, start: '2026-03-02T09:00:30' }] },
      ['not-on-minute /locks/0/start'],
    ],
    [
      'a break outside its shift',
      { '/locks': [{ ...lock, breaks: [{ start: '2026-03-02T08:00', end: '2026-03-02T08:30' }] }] },
      ['break-outside-shift /locks/0/breaks/0'],
    ],
    [
      'breaks that overlap',
      {
        '/locks': [
          {
            ...lock,
            breaks: [
              { start: '2026-03-02T12:00', end: '2026-03-02T13:00' },
              { start: '2026-03-02T12:30', end: '2026-03-02T13:30' },
            ],
          },
        ],
      },
      ['breaks-overlap /locks/0/breaks/1'],
    ],
    ['a past inside the horizon', { '/past': [lock] }, ['past-not-before /past/0']],
    ['a future inside the horizon', { '/future': [lock] }, ['future-not-behind /future/0']],
    [
      'a past that reaches over a lock',
      { '/past': [{ ...lock, start: '2026-03-01T22:00', end: '2026-03-02T10:00' }], '/locks': [lock] },
      ['shifts-overlap /locks/0'],
    ],
    [
      'a lock that begins inside a past shift which another past shift follows',
      {
        '/past': [
          { ...lock, start: '2026-03-01T20:00', end: '2026-03-02T10:00' },
          { ...lock, start: '2026-03-01T21:00', end: '2026-03-01T23:00' },
        ],
        '/locks': [lock],
      },
      ['shifts-overlap /locks/0'],
    ],
    ['a point in time that is none', { '/locks': [{ ...lock, start: 'monday' }] }, ['wrong-timestamp /locks/0/start']],
    ['a negative price', { '/prices': { paidHour: -1 } }, ['too-small /prices/paidHour']],
    ['a price that is not there', { '/prices': { payedHour: 1 } }, ['unknown-key /prices/payedHour']],
    ['another kind of document', { '/kind': 'plan' }, ['wrong-kind /kind']],
    [
      'another kind of document once, whatever it lacks',
      { '/kind': 'team', '/horizon': undefined, '/employees': [] },
      ['wrong-kind /kind'],
    ],
    [
      'a first day before the years that are planned',
      { '/horizon/from': '1899-01-02' },
      ['date-out-of-range /horizon/from'],
    ],
    [
      'shifts that start at the end of a day',
      {
        '/team/shiftTemplates': [
          { id: 'day', start: '24:00', length: 480 },
          { id: 'late', start: { earliest: '22:00', latest: '24:00' }, length: 480 },
        ],
      },
      ['start-at-24 /team/shiftTemplates/0/start', 'start-at-24 /team/shiftTemplates/1/start/latest'],
    ],
    [
      'a colon in the name of another system',
      { '/team/employees/0/externalIds': { 'hr:de': '47:11', hr: '47:11' } },
      ['system-with-colon /team/employees/0/externalIds/hr:de'],
    ],
    [
      'leave, a day off and a holiday from the year 0 on',
      {
        '/team/employees/0/leave': [{ from: '0000-01-01', to: '9999-12-31' }],
        '/team/employees/0/unavailable': [{ from: '0000-01-01T08:00', to: '2026-01-01T09:00' }],
        '/team/holidays': [{ date: '0099-12-31' }],
      },
      [
        'date-out-of-range /team/employees/0/unavailable/0/from',
        'date-out-of-range /team/employees/0/leave/0/from',
        'date-out-of-range /team/employees/0/leave/0/to',
        'date-out-of-range /team/holidays/0/date',
      ],
    ],
    [
      'a first day behind the years that are planned',
      { '/horizon/from': '2200-01-01' },
      ['date-out-of-range /horizon/from'],
    ],
  ];
  it.each(cases)('%s', (_, changes, expected) => {
    expect(check(changes)).toEqual(expected);
  });
});

it('shifts before or behind the horizon may overlap each other: they have happened, or were let through', () => {
  const twice = (date: string) => [
    { ...lock, start: `${date}T09:00`, end: `${date}T18:00` },
    { ...lock, start: `${date}T12:00`, end: `${date}T20:00` },
  ];
  expect(faults(parseProblem(problemWith({ '/past': twice('2026-03-01'), '/future': twice('2026-03-09') })))).toEqual(
    [],
  );
});
