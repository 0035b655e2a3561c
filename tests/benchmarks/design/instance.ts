import type { DesignProblem, DesignDemand, ShiftDesign, ShiftKind } from '../../../src/domain/shift-design.ts';
import { startOfDate } from '../../../src/domain/calendar.ts';

/**
 * Instances of multi-skill shift design as text (Bonutti, Ceschia, De Cesco, Musliu, Schaerf 2017, "Modeling and solving a real-life multi-skill shift
 * design problem", Annals of Operations Research 252), and solutions in their authors' format. Prices: 60 a shift type, the minutes of a slot for each
 * person short or over in it, 100 for each slot by which the shifts of a skill miss their average length together.
 */

const FROM = '2024-01-01';
const ZONE = 'UTC';

const minutes = (text: string): number => {
  const [hours = '', rest = ''] = text.split(':');
  return Number(hours) * 60 + Number(rest);
};

const clock = (value: number, separator = ':'): string =>
  `${String(Math.floor(value / 60)).padStart(2, '0')}${separator}${String(value % 60).padStart(2, '0')}`;

export type DesignInstance = { readonly problem: DesignProblem; readonly skills: number };

/** Reads an instance. Starts, lengths and breaks lie on the grid of the requirement. */
export function readInstance(text: string): DesignInstance {
  const lines = text.split('\n').map((line) => line.trim());
  const number = (line: number): number => Number((lines[line] ?? '').split(/\s+/).at(-1));
  const [slot, days, skills] = [number(0), number(1), number(2)];
  const duties = [...(lines[3] ?? '').matchAll(/\((\d+),(\d+)\)/g)].map((match) => [
    Number(match[1]),
    Number(match[2]),
  ]);
  const hours = ((lines[4] ?? '').split(':')[1] ?? '').trim().split(/\s+/).map(Number);
  const kinds: ShiftKind[] = [];
  let at = 6;
  for (; kinds.length < number(5); at++) {
    const line = lines[at];
    if (line === undefined) throw new Error('the instance ends within its shift templates');
    const cells = line.split(/\s+/);
    const [, name = '', earliest = '', latest = ''] = cells;
    if (name === '') continue;
    kinds.push({
      id: cells[0] ?? '',
      name,
      earliestStart: minutes(earliest),
      latestStart: minutes(latest),
      startStep: slot,
      leastLength: Number(cells[5]),
      mostLength: Number(cells[6]),
      lengthStep: slot,
      ...(cells[8] === 'Break'
        ? {
            break: {
              length: Number(cells[9]),
              notBefore: Number(cells[12]),
              notInLast: Number(cells[13]),
              step: slot,
            },
          }
        : {}),
    });
  }
  const start = startOfDate(ZONE, FROM);
  const demands: DesignDemand[] = [];
  for (const line of lines.slice(at)) {
    const match = /^(\d\d:\d\d) \/ (\d\d:\d\d) (.*)/.exec(line);
    if (match === null) continue;
    const cells = (match[3] ?? '').trim().split(/\s+/);
    if (cells.length !== days) throw new Error(`a row of requirements has ${cells.length} days and not ${days}`);
    cells.forEach((cell, day) => {
      cell.split('/').forEach((people, skill) => {
        demands.push({
          start: start + (day * 1440 + minutes(match[1] ?? '')) * 60,
          end: start + (day * 1440 + minutes(match[2] ?? '')) * 60,
          skill: String(skill),
          people: Number(people),
        });
      });
    });
  }
  const averageHours = hours.map((week, skill) => {
    const [fewest = 1, most = 1] = duties[skill] ?? [];
    const slots = (shifts: number): number => Math.floor((week * 60) / shifts / slot);
    return {
      skill: String(skill),
      least: (slots(most) * slot) / 60,
      most: (slots(fewest) * slot) / 60,
      price: (100 * 60) / slot,
    };
  });
  return {
    skills,
    problem: {
      zone: ZONE,
      from: FROM,
      days,
      cyclic: true,
      demands,
      kinds,
      prices: { shortHour: 60, overHour: 60, workHour: 0, shiftType: 60 },
      averageHours,
      sameCounts: [],
    },
  };
}

/** A design in the authors' format: a line per shift type. */
export function writeSolution({ problem, shifts }: ShiftDesign, skills: number): string {
  const dates = Array.from({ length: problem.days }, (_, day) =>
    new Date(Date.parse(`${FROM}T00:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10),
  );
  const lines = shifts.map(({ kind: id, start, length, break: rest, counts }, index) => {
    const kind = problem.kinds.find((one) => one.id === id);
    const end = start + length;
    const until = end > 1440 ? `${clock(end - 1440)}*` : clock(end);
    const pause = rest === undefined ? 'no break' : `break at ${clock(rest.start)}--${clock(rest.start + rest.length)}`;
    const table = dates.map((date) =>
      Array.from(
        { length: skills },
        (_, skill) => counts.find((one) => one.date === date && one.skill === String(skill))?.people ?? 0,
      ),
    );
    const totals = Array.from({ length: skills }, (_, skill) => table.reduce((sum, row) => sum + (row[skill] ?? 0), 0));
    const cells = table.map((row) => row.join('/')).join(', ');
    return `${id}${index + 1} ( ${kind?.name ?? id} ) ${clock(start)}-${until} ${length} (${pause}) ${cells}, [${totals.join('/')}]`;
  });
  return `${lines.join('\n')}\n`;
}
