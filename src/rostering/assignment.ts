import { rowCost } from './demand.ts';
import type { CodedLine, Instance, LineEntries } from './instance.ts';
import { lineEntries, lineSeconds, ownCost } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';

type Told = {
  readonly kind: EmployeeKind;
  readonly entries: LineEntries;
  readonly cost: number;
  readonly seconds: number;
};

/** A roster in the making: a line or nothing for each employee, the cover that follows, and its points kept up to date. */
export type Assignment = {
  readonly lines: (CodedLine | undefined)[];
  /** Count of each row: people, or what team rules count. */
  readonly counts: Float64Array;
  /** Points of cover, pay and wishes and of the spread of hours. */
  readonly points: () => number;
  readonly put: (employee: number, line: CodedLine) => void;
  /** Takes an employee's line out and returns it. */
  readonly take: (employee: number) => CodedLine | undefined;
};

/** An empty assignment of the instance. */
export function emptyAssignment(instance: Instance): Assignment {
  const { table, problem } = instance;
  const employees = problem.team.employees.length;
  const lines: (CodedLine | undefined)[] = new Array<CodedLine | undefined>(employees).fill(undefined);
  const entries: (LineEntries | undefined)[] = new Array<LineEntries | undefined>(employees).fill(undefined);
  const ownCosts = new Float64Array(employees);
  const seconds = new Float64Array(employees);
  const told = new WeakMap<CodedLine, Told>();
  const counts = Float64Array.from(table.base);
  const contracts = [...new Set(problem.team.employees.map((one) => one.contract))];
  const contractOf = problem.team.employees.map((one) => contracts.indexOf(one.contract));
  let cover = 0;
  for (let row = 0; row < table.rows; row++) cover += rowCost(table, row, counts[row] as number);
  let ownPoints = 0;

  const spreadPoints = (): number => {
    if (problem.prices.hoursSpread === 0) return 0;
    const least = new Float64Array(contracts.length).fill(Number.POSITIVE_INFINITY);
    const most = new Float64Array(contracts.length).fill(Number.NEGATIVE_INFINITY);
    for (let employee = 0; employee < employees; employee++) {
      const contract = contractOf[employee] as number;
      least[contract] = Math.min(least[contract] as number, seconds[employee] as number);
      most[contract] = Math.max(most[contract] as number, seconds[employee] as number);
    }
    let hours = 0;
    for (let contract = 0; contract < contracts.length; contract++) {
      hours += ((most[contract] as number) - (least[contract] as number)) / 3600;
    }
    return hours * problem.prices.hoursSpread;
  };

  /** What a line is worth to a kind; a search puts back most lines that it takes out. */
  const toldOf = (kind: EmployeeKind, line: CodedLine): Told => {
    const known = told.get(line);
    if (known?.kind === kind) return known;
    const made = {
      kind,
      entries: lineEntries(instance, kind, line),
      cost: ownCost(instance, kind, line),
      seconds: lineSeconds(instance, line),
    };
    told.set(line, made);
    return made;
  };

  const change = (employee: number, by: 1 | -1): void => {
    const { rows, by: weights } = entries[employee] as LineEntries;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] as number;
      const count = counts[row] as number;
      const after = count + by * (weights[index] as number);
      cover += rowCost(table, row, after) - rowCost(table, row, count);
      counts[row] = after;
    }
    ownPoints += by * (ownCosts[employee] as number);
  };

  return {
    lines,
    counts,
    points: () => cover + ownPoints + spreadPoints(),
    put(employee, line) {
      if (lines[employee] !== undefined) throw new Error(`employee ${employee} has a line already`);
      lines[employee] = line;
      const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
      const told = toldOf(kind, line);
      entries[employee] = told.entries;
      ownCosts[employee] = told.cost;
      seconds[employee] = told.seconds;
      change(employee, 1);
    },
    take(employee) {
      const line = lines[employee];
      if (line === undefined) return undefined;
      change(employee, -1);
      lines[employee] = undefined;
      entries[employee] = undefined;
      ownCosts[employee] = 0;
      seconds[employee] = 0;
      return line;
    },
  };
}
