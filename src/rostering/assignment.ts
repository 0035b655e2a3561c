import { type Cells, cellsOf } from './cells.ts';
import { rowCost } from './demand.ts';
import type { CodedLine, Instance } from './instance.ts';
import { classOf, shapeAt, shapeCost } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';

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
  /**
   * Takes what an employee works on days [firstDay, endDay) out of the cover and the points. Her line stays where it is, as the frame of another; no call
   * but `close` of the same days may follow for her.
   */
  readonly open: (employee: number, firstDay: number, endDay: number) => void;
  /** Puts a line, which is as her own outside the days that are open, in its place. */
  readonly close: (employee: number, line: CodedLine, firstDay: number, endDay: number) => void;
};

/** An empty assignment of the instance. */
export function emptyAssignment(instance: Instance): Assignment {
  const { table, problem, set } = instance;
  const employees = problem.team.employees.length;
  const days = set.dates.length;
  const lines: (CodedLine | undefined)[] = new Array<CodedLine | undefined>(employees).fill(undefined);
  const kinds = Array.from(instance.kindOf, (kind) => instance.kinds[kind] as EmployeeKind);
  const classes = Int32Array.from(kinds, (kind) => classOf(instance, kind));
  const cells: Cells = cellsOf(instance);
  const counts = Float64Array.from(table.base);
  const spread = problem.prices.hoursSpread === 0 ? undefined : hoursSpread(instance);
  let cover = 0;
  for (let row = 0; row < table.rows; row++) cover += rowCost(table, row, counts[row] as number);
  let ownPoints = 0;
  const judged = new WeakMap<CodedLine, { readonly kind: EmployeeKind; readonly points: number }>();

  /** Points of the rules for a line; a search puts back most lines that it takes out. */
  const rulePoints = (kind: EmployeeKind, line: CodedLine): number => {
    if (kind.rulePoints === undefined) return 0;
    const known = judged.get(line);
    if (known?.kind === kind) return known.points;
    const points = kind.rulePoints(line.shapes, line.meals);
    judged.set(line, { kind, points });
    return points;
  };

  /** Counts the days [firstDay, endDay) of a line in (1) or out (-1). */
  const change = (employee: number, line: CodedLine, firstDay: number, endDay: number, by: 1 | -1): void => {
    const kind = kinds[employee] as EmployeeKind;
    const employeeClass = classes[employee] as number;
    const { shapes, meals } = line;
    let own = rulePoints(kind, line);
    for (let day = firstDay; day < endDay; day++) {
      const index = shapes[day] as number;
      if (index < 0) {
        own += kind.offCost[day] as number;
        continue;
      }
      const shape = shapeAt(set, day, index);
      own += shapeCost(instance, kind, shape, index);
      spread?.add(employee, by * shape.workSeconds);
      const { rows, by: weights } = cells.of(employeeClass, day, index, meals[day] as number);
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at] as number;
        const count = counts[row] as number;
        const after = count + by * (weights[at] as number);
        cover += rowCost(table, row, after) - rowCost(table, row, count);
        counts[row] = after;
      }
    }
    ownPoints += by * own;
  };

  return {
    lines,
    counts,
    points: () => cover + ownPoints + (spread?.points() ?? 0),
    put(employee, line) {
      if (lines[employee] !== undefined) throw new Error(`employee ${employee} has a line already`);
      lines[employee] = line;
      change(employee, line, 0, days, 1);
    },
    take(employee) {
      const line = lines[employee];
      if (line === undefined) return undefined;
      change(employee, line, 0, days, -1);
      lines[employee] = undefined;
      return line;
    },
    open(employee, firstDay, endDay) {
      const line = lines[employee];
      if (line === undefined) throw new Error(`employee ${employee} has no line to open`);
      change(employee, line, firstDay, endDay, -1);
    },
    close(employee, line, firstDay, endDay) {
      lines[employee] = line;
      change(employee, line, firstDay, endDay, 1);
    },
  };
}

/** Points of the hours between the most and the least that are paid within a contract, kept as hours change. */
function hoursSpread({ problem }: Instance): {
  readonly add: (employee: number, seconds: number) => void;
  readonly points: () => number;
} {
  const { employees } = problem.team;
  const seconds = new Float64Array(employees.length);
  const members = [...new Set(employees.map(({ contract }) => contract))].map((contract) =>
    Int32Array.from(employees.flatMap((one, employee) => (one.contract === contract ? [employee] : []))),
  );
  const contractOf = new Int32Array(employees.length);
  members.forEach((own, contract) => own.forEach((employee) => (contractOf[employee] = contract)));
  const spreads = new Float64Array(members.length);
  const isStale = new Uint8Array(members.length);
  return {
    add(employee, more) {
      seconds[employee] = (seconds[employee] as number) + more;
      isStale[contractOf[employee] as number] = 1;
    },
    points() {
      let sum = 0;
      for (let contract = 0; contract < members.length; contract++) {
        if (isStale[contract] === 1) {
          let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
          for (const employee of members[contract] as Int32Array) {
            least = Math.min(least, seconds[employee] as number);
            most = Math.max(most, seconds[employee] as number);
          }
          spreads[contract] = most - least;
          isStale[contract] = 0;
        }
        sum += spreads[contract] as number;
      }
      return (sum / 3600) * problem.prices.hoursSpread;
    },
  };
}
