import type { RuleValue } from '../../../../src/domain/rule-value.ts';
import type { LocalDate } from '../../../../src/domain/units.ts';

/** Draws whole numbers below a bound and members of lists, the same for the same seed. */
export type Draw = {
  readonly below: (bound: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** True once in so many times. */
  readonly oneIn: (times: number) => boolean;
};

/** What the values of a rule are drawn for. */
export type RuleTerms = Draw & { readonly templates: readonly string[]; readonly from: LocalDate };

type RuleValues = Readonly<Record<string, RuleValue>>;

/** Shifts that count, told by template, start or night. */
function classOf({ pick, templates }: RuleTerms): RuleValues {
  return pick<RuleValues>([
    { shiftsBy: 'templates', templates: [pick(templates)] },
    { shiftsBy: 'start', startFrom: '05:00', startBefore: '09:00' },
    { shiftsBy: 'night', countsFromMinutes: 120 },
  ]);
}

const MEASURES = ['working', 'present', 'template', 'day'];
const WEEKDAYS = ['mon', 'sat', 'sun'];
const overtime = { normalHoursDay: 6, normalHoursWeek: 14 };

/**
 * Values of each rule that has some, of a size that binds in a few days of shifts of four to ten hours. Rules that always hold and have no values are
 * made to bind by the people and shifts of the problem.
 */
export const DRAWN_RULES: Readonly<Record<string, (terms: RuleTerms) => RuleValues>> = {
  'minimum-rest': ({ pick }) => ({ minimumHours: pick([9, 11, 13, 17, 40]) }),
  'compensated-rest': ({ pick }) => ({
    minimumHours: pick([11, 17]),
    reducedToHours: pick([8, 9]),
    compensatingHours: pick([12, 18, 30]),
    withinDays: pick([1, 2, 3]),
  }),
  'maximum-hours-day': ({ pick }) => ({ maximumHours: pick([5, 7, 7.5, 8]), measure: pick(['work', 'span']) }),
  'maximum-hours-week': ({ pick }) => ({ maximumHours: pick([8, 12, 16, 24]) }),
  'minimum-hours-week': ({ pick }) => ({ minimumHours: pick([4, 8, 14, 20]) }),
  'maximum-days-week': ({ below }) => ({ maximumDays: 1 + below(3) }),
  'days-off-week': ({ below }) => ({ minimumDays: 3 + below(3) }),
  'maximum-consecutive-days': ({ below }) => ({ maximumDays: 1 + below(3) }),
  'maximum-nights': ({ below, pick }) => ({
    maximumNights: below(2),
    window: pick(['week', 'month', 'horizon']),
    countsFromMinutes: pick([60, 120]),
  }),
  'night-shift-length': ({ pick, oneIn }) => ({
    maximumHours: pick([6, 7, 8]),
    measure: pick(['work', 'span']),
    countsFromMinutes: pick([60, 180]),
    strict: oneIn(2),
  }),
  'night-worker-average': ({ pick, oneIn }) => ({
    maximumHours: pick([1, 2, 4]),
    averageOver: pick(['days', 'workdays']),
    reference: pick(['weeks', 'month']),
    referenceWeeks: pick([1, 2]),
    leaveDays: pick(['left-out', 'counted', 'refilled']),
    strict: oneIn(2),
    nightsAYear: pick([0, 1, 2]),
    countsFromMinutes: 60,
  }),
  'forbidden-window': ({ pick }) => ({
    windowFrom: pick(['20:00', '22:00']),
    windowTo: pick(['05:30', '07:00']),
    maximumMinutes: pick([0, 30]),
  }),
  'forbidden-succession': ({ pick, templates }) => ({
    pairs: [`${pick(templates)}>${pick(templates)}`, `${pick(templates)}>${pick(templates)}`],
  }),
  'maximum-overtime-month': ({ pick }) => ({ maximumHours: pick([0, 2, 6]), ...overtime }),
  'maximum-overtime-tiers': ({ pick }) => ({
    tiers: pick([['0x>4h'], ['1x>=3h', '0x>=8h'], ['0x>0h']]),
    yearStart: pick(['jan', 'mar', 'apr']),
    ...overtime,
  }),
  'maximum-average-overtime': ({ pick, oneIn }) => ({
    maximumHours: pick([1, 3, 6]),
    fromMonths: 1,
    toMonths: pick([1, 2]),
    strict: oneIn(2),
    ...overtime,
  }),
  'maximum-weekends': ({ below, pick }) => ({
    maximumWeekends: below(2),
    window: pick(['weeks', 'month', 'horizon']),
    windowWeeks: pick([1, 2]),
    weekendFrom: pick(['fri', 'sat']),
    weekendDays: pick([2, 3]),
    datesBy: pick(['start', 'attendance']),
  }),
  'complete-weekends': ({ pick }) => ({
    weekendFrom: pick(['fri', 'sat']),
    weekendDays: pick([2, 3]),
    datesBy: pick(['start', 'attendance']),
  }),
  'free-sundays': ({ pick }) => ({
    minimumDays: pick([1, 2, 5]),
    window: pick(['weeks', 'month', 'year']),
    windowWeeks: pick([1, 2]),
    weekday: pick(WEEKDAYS),
    datesBy: pick(['start', 'attendance']),
  }),
  'substitute-rest-day': ({ pick }) => ({
    worked: pick(['weekday', 'holiday']),
    weekday: pick(WEEKDAYS),
    weeks: 1,
    datesBy: pick(['start', 'attendance']),
  }),
  'days-off-weeks': ({ below, pick }) => ({
    minimumDays: pick([3, 4, 10]),
    weeks: 1 + below(2),
    window: pick(['rolling', 'fixed']),
  }),
  'maximum-hours-period': ({ pick }) => ({
    maximumHours: pick([4, 8, 16, 24]),
    period: pick(['week', 'month', 'quarter', 'year', 'horizon']),
    measure: pick(['work', 'span', 'overtime']),
    ...overtime,
  }),
  'minimum-hours-period': ({ pick }) => ({
    minimumHours: pick([4, 8, 16, 24]),
    period: pick(['horizon', 'horizon', 'month']),
  }),
  'maximum-average-hours': ({ below, pick, oneIn }) => ({
    maximumHours: pick([8, 12, 16]),
    reference: pick(['weeks', 'weeks', 'month']),
    referenceWeeks: 1 + below(2),
    leaveDays: pick(['left-out', 'counted', 'refilled']),
    strict: oneIn(2),
  }),
  'minimum-consecutive-days': ({ below }) => ({ minimumDays: 2 + below(2) }),
  'minimum-consecutive-days-off': ({ below }) => ({ minimumDays: 2 + below(2) }),
  'maximum-consecutive-shifts-of': (terms) => ({ maximumDays: 1 + terms.below(2), ...classOf(terms) }),
  'minimum-consecutive-shifts-of': (terms) => ({ minimumDays: 2, ...classOf(terms) }),
  'forward-rotation': ({ below }) => ({ daysOff: 1 + below(3) }),
  'maximum-shifts-of': (terms) => ({
    maximumShifts: terms.below(3),
    window: terms.pick(['week', 'month', 'horizon']),
    ...classOf(terms),
  }),
  'minimum-shifts-of': (terms) => ({
    minimumShifts: 1 + terms.below(2),
    window: terms.pick(['week', 'month', 'horizon']),
    leaveCounts: terms.oneIn(2),
    ...classOf(terms),
  }),
  'maximum-splits': ({ pick }) => ({ maximumDays: 0, window: pick(['week', 'month', 'horizon']) }),
  'rotation-pattern': ({ below, pick, from }) => ({
    pattern: pick([
      ['early', 'late', 'off'],
      ['early', 'early', 'night', 'off'],
      ['any', 'off'],
      ['late', 'night'],
    ]),
    step: pick(['day', 'week']),
    countedFrom: from,
    offset: below(3),
  }),
  'same-start-week': ({ pick }) => ({ maximumMinutes: pick([0, 60, 240]) }),
  'weekly-rest': ({ pick }) => ({
    alternatives: pick([['1x48h/7d'], ['1x90h/7d'], ['2x35h/7d', '1x90h/7d'], ['2x48h/14d', '1x80h/7d']]),
    window: pick(['week', 'rolling']),
    dailyRestHours: pick([0, 11]),
  }),
  'maximum-hours-rolling': ({ pick, oneIn, below }) => ({
    maximumHours: pick([8, 12, 16]),
    ...(oneIn(3) ? { windowHours: pick([20, 24, 60]) } : { windowDays: 2 + below(3) }),
  }),
  breaks: ({ pick }) =>
    pick<RuleValues>([
      { overHours: 5, count: 1, eachMinutes: 15 },
      { overHours: 6, count: 1, eachMinutes: 30, notBeforeMinutes: 150 },
      { overHours: 4, count: 2, eachMinutes: 15, totalMinutes: 45 },
      { overHours: 6, count: 1, eachMinutes: 15, measure: 'span', longestStretchHours: 4.5 },
      { overHours: 5, count: 1, eachMinutes: 30, counts: 'meal', latestStartHours: 4 },
    ]),
};

/** Groups that employees of random problems may be in. */
export const GROUPS = ['senior', 'trainee'] as const;

/** Values of each rule of the team as a whole. Employee e0 and e1 are always there, and somebody is in each group. */
export const DRAWN_TEAM_RULES: Readonly<Record<string, (draw: Draw) => RuleValues>> = {
  'minimum-of': ({ pick }) => ({ group: 'senior', measure: pick(MEASURES), when: pick(['always', 'anybody']) }),
  'maximum-of': ({ below, pick }) => ({ maximum: below(2), group: pick(GROUPS), measure: pick(MEASURES) }),
  together: ({ pick }) => ({ employees: ['e0', 'e1'], measure: pick(['template', 'day']) }),
  apart: ({ pick }) => ({ employees: ['e0', 'e1'], measure: pick(MEASURES) }),
  accompanied: ({ pick }) => ({ traineeGroup: 'trainee', coachGroup: 'senior', measure: pick(MEASURES) }),
  'budget-hours': ({ pick }) => ({ maximumHours: pick([4, 8, 16, 30]), period: pick(['week', 'horizon']) }),
  'budget-money': ({ pick }) => ({ maximumMoney: pick([60, 100, 200]), period: pick(['week', 'horizon']) }),
};
