import { dateOf, daysBetween } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { InstanceFile } from './instance-file.ts';
import { FIRST_DAY } from './problem-of.ts';

/** Who works what: for each employee of the file a shift type, or undefined for a day off, on each day. */
export type FileRoster = readonly (readonly (string | undefined)[])[];

/** The shifts of a roster on the days of the file. */
export function rosterOf(file: InstanceFile, shifts: readonly Shift[]): FileRoster {
  const rows = new Map(file.staff.map(({ id }) => [id, Array.from<string | undefined>({ length: file.days })]));
  for (const { employeeId, start, template } of shifts) {
    const row = rows.get(employeeId);
    const day = daysBetween(FIRST_DAY, dateOf('UTC', start));
    if (row === undefined || day < 0 || day >= file.days || template === undefined || row[day] !== undefined) {
      throw new Error(`${employeeId} has a shift of ${template} on day ${day} that no file can hold`);
    }
    row[day] = template;
  }
  return [...rows.values()];
}

/** The text of a solution: a line for each employee in the order of the file, with the shift of each day, empty where it is off. */
export function solutionText(file: InstanceFile, roster: FileRoster): string {
  return file.staff
    .map(({ id }, row) => `${[id, ...(roster[row] ?? []).map((one) => one ?? '')].join(',')}\n`)
    .join('');
}

/** Reads the text of a solution; throws where it does not fit the instance. */
export function readSolution(file: InstanceFile, text: string): FileRoster {
  const known = new Set(file.shifts.map(({ id }) => id));
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length !== file.staff.length) throw new Error(`${lines.length} lines for ${file.staff.length} employees`);
  return lines.map((line, row) => {
    const [id, ...cells] = line.split(',').map((cell) => cell.trim());
    const expected = file.staff[row]?.id;
    if (id !== expected) throw new Error(`line ${row + 1} is of ${id}, not of ${expected}`);
    if (cells.length !== file.days) throw new Error(`${id} has ${cells.length} days of ${file.days}`);
    return cells.map((cell) => {
      if (cell === '') return undefined;
      if (!known.has(cell)) throw new Error(`${id} works ${cell}, which is no shift`);
      return cell;
    });
  });
}

/** What the file says of a roster: every hard rule that is broken, in words, and the points of wishes and cover. */
export type Count = { readonly broken: readonly string[]; readonly points: number };

/** Counts a roster by the rules of the file alone, with nothing of the product's rules or score. */
export function countSolution(file: InstanceFile, roster: FileRoster): Count {
  const shiftOf = new Map(file.shifts.map((shift) => [shift.id, shift]));
  const rowOf = new Map(file.staff.map(({ id }, row) => [id, roster[row] ?? []]));
  const broken = file.staff.flatMap((employee) => {
    const row = rowOf.get(employee.id) ?? [];
    return brokenBy(file, employee, row, (id) => shiftOf.get(id)?.minutes ?? 0).map(
      (what) => `${employee.id}: ${what}`,
    );
  });
  let points = 0;
  for (const { employee, day, shift, weight } of file.onRequests) {
    if (rowOf.get(employee)?.[day] !== shift) points += weight;
  }
  for (const { employee, day, shift, weight } of file.offRequests) {
    if (rowOf.get(employee)?.[day] === shift) points += weight;
  }
  const working = new Map<string, number>();
  for (const row of roster) {
    row.forEach((shift, day) => working.set(`${day} ${shift}`, (working.get(`${day} ${shift}`) ?? 0) + 1));
  }
  for (const { day, shift, requirement, under, over } of file.cover) {
    const people = working.get(`${day} ${shift}`) ?? 0;
    points += under * Math.max(0, requirement - people) + over * Math.max(0, people - requirement);
  }
  return { broken, points };
}

function brokenBy(
  { days, shifts }: InstanceFile,
  employee: InstanceFile['staff'][number],
  row: readonly (string | undefined)[],
  minutesOf: (id: string) => number,
): readonly string[] {
  const broken: string[] = [];
  for (const { id, notFollowedBy } of shifts) {
    row.forEach((shift, day) => {
      const next = row[day + 1];
      if (shift === id && next !== undefined && notFollowedBy.includes(next))
        broken.push(`${id} then ${next} on ${day}`);
    });
    const count = row.filter((shift) => shift === id).length;
    if (count > (employee.maximumShifts.get(id) ?? days)) broken.push(`${count} shifts of ${id}`);
  }
  const minutes = row.reduce((sum, shift) => sum + (shift === undefined ? 0 : minutesOf(shift)), 0);
  if (minutes > employee.maximumMinutes || minutes < employee.minimumMinutes) broken.push(`${minutes} minutes`);
  for (let first = 0; first < days; ) {
    const works = row[first] !== undefined;
    let end = first + 1;
    while (end < days && (row[end] !== undefined) === works) end++;
    const length = end - first;
    const least = works ? employee.minimumConsecutiveShifts : employee.minimumConsecutiveDaysOff;
    if (works && length > employee.maximumConsecutiveShifts) broken.push(`${length} shifts in a row from ${first}`);
    if (first > 0 && end < days && length < least)
      broken.push(`only ${length} ${works ? 'worked' : 'off'} from ${first}`);
    first = end;
  }
  let weekends = 0;
  for (let saturday = 5; saturday < days; saturday += 7) {
    if (row[saturday] !== undefined || row[saturday + 1] !== undefined) weekends++;
  }
  if (weekends > employee.maximumWeekends) broken.push(`${weekends} weekends`);
  for (const day of employee.daysOff) if (row[day] !== undefined) broken.push(`works on the day off ${day}`);
  return broken;
}
