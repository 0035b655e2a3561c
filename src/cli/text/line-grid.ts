import type { RosterDocument } from '../../contract/roster.ts';
import { dateOf, datesFrom, shortSpan } from './local-time.ts';
import { short } from './numbers.ts';
import { type Speech, speech as speechOf } from './speech.ts';
import { table } from './table.ts';

type Shift = RosterDocument['shifts'][number];

/** Days side by side: a week, so that a grid stays within 100 columns. */
const DAYS_PER_GRID = 7;

/**
 * Who works when: a row per employee, a column per day, with the paid hours of the days shown; a grid per week. The skill is named where
 * the employee has several; the parts of a split shift stand with a `+` between them. Marks: `*` a locked shift, `-` leave, `x` a day off that was set, `>` a day in another
 * department without a shift, `+2` pieces
 * of the shift, which are listed apart, blank a free day.
 */
export function lineGrids(roster: RosterDocument, speech: Speech = speechOf('en', roster.team)): string {
  const { from, days } = roster.horizon;
  const dates = datesFrom(from, days);
  const grids: string[] = [];
  for (let first = 0; first < dates.length; first += DAYS_PER_GRID) {
    grids.push(lineGrid(roster, dates.slice(first, first + DAYS_PER_GRID), speech));
  }
  return grids.join('\n');
}

function lineGrid({ team, shifts }: RosterDocument, dates: readonly string[], speech: Speech): string {
  const byEmployee = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const line = byEmployee.get(shift.employee);
    if (line === undefined) byEmployee.set(shift.employee, [shift]);
    else line.push(shift);
  }
  const rows = team.employees.map((employee) => {
    const line = byEmployee.get(employee.id) ?? [];
    const cells = dates.map((date) => {
      const worked = line.filter((shift) => dateOf(shift.start) === date);
      if (worked.length > 0)
        return worked.map((shift) => shiftCell(shift, employee.skills.length > 1, speech)).join(' ');
      if (employee.leave?.some((leave) => leave.from <= date && date <= leave.to) === true) return '-';
      const away = employee.away?.find(({ from, to }) => from <= date && date <= to);
      if (away !== undefined) return `> ${speech.activity(away.activity)}`;
      return employee.daysOff?.includes(date) === true ? 'x' : '';
    });
    const hours = line
      .filter((shift) => dates.includes(dateOf(shift.start)))
      .reduce((sum, shift) => sum + (shift.paidHours ?? 0), 0);
    return [speech.employee(employee.id), ...cells, short(hours)];
  });
  const columns = [
    { head: speech.say('head.employee') },
    ...dates.map((date) => ({ head: speech.day(date) })),
    { head: speech.say('head.hours'), number: true },
  ];
  return table(columns, rows);
}

function shiftCell(shift: Shift, severalSkills: boolean, names: Speech): string {
  const skill = severalSkills && shift.skill !== undefined ? ` ${names.skill(shift.skill)}` : '';
  const activity = shift.activity === 'work' ? '' : ` ${names.activity(shift.activity)}`;
  const pieces = shift.pieces?.length ?? 0;
  const gaps = shift.breaks.filter(({ kind }) => kind === 'gap');
  const starts = [shift.start, ...gaps.map(({ end }) => end)];
  const spans = starts.map((start, index) => shortSpan(start, gaps[index]?.start ?? shift.end)).join('+');
  return `${spans}${skill}${activity}${shift.locked === true ? '*' : ''}${pieces === 0 ? '' : ` +${pieces}`}`;
}
