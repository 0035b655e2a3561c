import { expect, it } from 'vitest';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Values } from '../../../src/rules/rule.ts';
import { compileRules } from '../../../src/rules/compile.ts';
import { boundRule, contextOf } from '../../property/rules/world.ts';

const START = Date.UTC(2026, 5, 10, 6) / 1000;

/** Start and length in minutes, `p` where paid, such as `120+30` or `60+10p`. */
function dayOf(hours: number, breaks: string): Shift {
  return {
    id: 's',
    employeeId: 'e1',
    activity: 'work',
    start: START,
    end: START + hours * 3600,
    breaks: (breaks === '' ? [] : breaks.split(' ')).map((text) => {
      const [start = 0, length = 0] = text.replace('p', '').split('+').map(Number);
      return {
        start: START + start * 60,
        end: START + (start + length) * 60,
        paid: text.endsWith('p'),
      };
    }),
  };
}

function isKept(values: Values, shift: Shift): boolean {
  const world = { zone: 'UTC', weekStart: 0, from: '2026-06-10', days: 1, past: [], line: [], future: [] };
  const [compiled] = compileRules([boundRule('breaks', values)], contextOf(world), [], []);
  return compiled?.necessary.every((one) => one.kind !== 'allow' || one.allows(0, shift)) === true;
}

const germany = { overHours: 6, eachMinutes: 15, totalMinutes: 30, longestStretchHours: 6 };
const germanyLong = { overHours: 9, eachMinutes: 15, totalMinutes: 45 };
const france = { overHours: 6, inclusive: true, eachMinutes: 20 };
const kingdom = { overHours: 6, eachMinutes: 20 };
const spain = { overHours: 6, eachMinutes: 15 };
const spainScreen = { overHours: 0, perHours: 1, eachMinutes: 5, pay: 'paid' };
const japan = { overHours: 8, eachMinutes: 1, totalMinutes: 60, count: 0 };
const californiaMeal = { overHours: 5, eachMinutes: 30, pay: 'unpaid', latestStartHours: 5 };
const californiaSecond = { overHours: 10, count: 2, eachMinutes: 30, pay: 'unpaid', latestStartHours: 10 };
const californiaRest = { overHours: 3.5, perHours: 4, majorFraction: true, eachMinutes: 10, pay: 'paid' };
const brazil = { overHours: 4, count: 2, eachMinutes: 10, notBeforeMinutes: 60, notInLastMinutes: 60 };
const brazilShort = { overHours: 0, upToHours: 4, eachMinutes: 10 };

it.each<[string, Values, number, string, boolean]>([
  ['six hours of work need none', germany, 6, '', true],
  ['six and a half hours on duty, half of one a break, are six of work', germany, 6.5, '180+30', true],
  ['two quarters of an hour will do', germany, 8, '120+15 240+15', true],
  ['three times ten minutes will not', germany, 8, '120+10 200+10 280+10', false],
  ['more than six hours in a row are too long', germany, 8, '370+30', false],
  ['half an hour is too little above nine hours', germanyLong, 10, '240+30', false],
  ['three quarters in pieces are enough', germanyLong, 10, '200+15 300+15 400+15', true],
  ['just six hours need a break', france, 6, '', false],
  ['and less do not', france, 5.75, '', true],
  ['twenty minutes in one piece', kingdom, 7, '200+20', true],
  ['and not in two', kingdom, 7, '200+10 300+10', false],
  ['a quarter of an hour', spain, 7, '60+15', true],
  ['five minutes for every hour', spainScreen, 3, '50+5p 110+5p 160+5p', true],
  ['not one less', spainScreen, 3, '50+5p 110+5p', false],
  ['an hour in any pieces', japan, 9.5, '100+25 200+35', true],
  ['and no minute less', japan, 9.5, '100+25 200+34', false],
  ['a meal that begins with the end of the fifth hour', californiaMeal, 8, '300+30', true],
  ['and none that begins later', californiaMeal, 8, '315+30', false],
  ['a paid one is no meal', californiaMeal, 8, '240+30p', false],
  ['a second meal above ten hours', californiaSecond, 11.5, '240+30 590+30', true],
  ['which is one of two', californiaSecond, 11.5, '240+30', false],
  ['more than half of four hours count as four', californiaRest, 6.5, '100+10p 250+10p', true],
  ['so one rest is not enough', californiaRest, 6.5, '100+10p', false],
  ['and just half does not count', californiaRest, 6, '100+10p', true],
  ['after the first and before the last hour', brazil, 6, '60+10p 290+10p', true],
  ['not within them', brazil, 6, '60+10p 291+10p', false],
  ['one up to four hours', brazilShort, 4, '100+10p', true],
  ['which longer days leave to another rule', brazilShort, 5, '', true],
])('%s', (_, values, hours, breaks, kept) => {
  expect(isKept(values, dayOf(hours, breaks))).toBe(kept);
});
