import type { Note } from '../domain/forecast.ts';
import type {
  HiredMonth,
  HiringCause,
  HiringCost,
  HiringDemandMonth,
  HiringLimit,
  HiringPlan,
  HiringTask,
} from '../domain/hiring-plan.ts';
import { atTenure, HIRING_LIMITS } from '../domain/hiring-plan.ts';
import type { EndedBy } from '../domain/roster.ts';
import { columnProgram, type ColumnProgramSolution } from '../lp/column-program.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { solveWithHighs } from '../lp/highs-engine.ts';
import { modelBuilder } from '../lp/model.ts';
import type { HiringModel } from './hiring-model.ts';
import { hiringModel, hoursOf, survival } from './hiring-model.ts';

/** The caller's clock and signals. */
export type HiringControl = {
  /** Seconds from an arbitrary start, never going back. */
  readonly clock: () => number;
  readonly stopRequested: () => boolean;
  readonly report: (progress: {
    readonly seconds: number;
    readonly iterations: number;
    readonly objective: number | null;
    readonly bound: number | null;
    readonly gap: number | null;
  }) => void;
};

/** Hours below this are rounding. */
const NOTHING_HOURS = 1e-6;
/** Differences of money below this share are rounding. */
const NOTHING = 1e-6;
const USUAL_SECONDS = 60;

/** The linear program without whole numbers, with the costs given. Undefined where it has no solution or was stopped. */
function relaxed(
  highs: HighsModule,
  { columns, rows }: HiringModel,
  costs: (column: number) => number,
  upper: (column: number) => number,
  stopRequested: () => boolean,
): ColumnProgramSolution | undefined {
  const right = Float64Array.from(rows, (row) => (Number.isFinite(row.lower) ? row.lower : row.upper));
  const program = columnProgram(highs, right);
  try {
    columns.forEach(({ lower, entries }, index) => {
      const at = entries.map(({ row }) => row);
      program.add(
        costs(index),
        lower,
        upper(index),
        at,
        entries.map(({ value }) => value),
      );
    });
    rows.forEach((row, index) => {
      const sign = Number.isFinite(row.lower) ? -1 : 1;
      program.add(0, 0, row.upper - row.lower, [index], [sign]);
    });
    return program.solve(stopRequested);
  } finally {
    program.dispose();
  }
}

/** Hours that no choice covers at least, by demand and month; undefined where the program was stopped. */
function leastShort(
  highs: HighsModule,
  task: HiringTask,
  stopRequested: () => boolean,
  lifted?: HiringLimit,
): readonly (readonly number[])[] | undefined {
  const model = hiringModel(task, lifted);
  const shorts = new Set(model.short.flat());
  const solved = relaxed(
    highs,
    model,
    (column) => (shorts.has(column) ? 1 : 0),
    (column) => (shorts.has(column) ? Number.POSITIVE_INFINITY : (model.columns[column]?.upper ?? 0)),
    stopRequested,
  );
  return solved === undefined
    ? undefined
    : model.short.map((own) => own.map((column) => solved.values[column] as number));
}

const isCovered = (short: readonly (readonly number[])[]): boolean =>
  short.flat().reduce((sum, hours) => sum + hours, 0) <= NOTHING_HOURS;

/** Why not all hours can be covered; none where they can, by parts of people. */
function causesOf(highs: HighsModule, task: HiringTask, stopRequested: () => boolean): readonly HiringCause[] {
  const causes: HiringCause[] = [];
  for (const { skill, hours } of task.demands) {
    if (skill === undefined || hours.every((one) => one === 0)) continue;
    const isKnown = task.contracts.some(({ skills }) => skills.includes(skill));
    const isOffered = task.agency.some((offer) => offer.skill === undefined || offer.skill === skill);
    if (!isKnown && !isOffered) causes.push({ code: 'no-contract-with-skill', skill });
  }
  if (causes.length > 0) return causes;
  const short = leastShort(highs, task, stopRequested);
  if (short === undefined || isCovered(short)) return [];
  short.forEach((own, demand) =>
    own.forEach((hours, month) => {
      if (hours <= NOTHING_HOURS) return;
      const skill = task.demands[demand]?.skill;
      const where = { month: task.months[month] as string, ...(skill === undefined ? {} : { skill }) };
      causes.push({ code: 'month-short', ...where, hours });
    }),
  );
  const single = HIRING_LIMITS.filter((limit) => {
    const without = leastShort(highs, task, stopRequested, limit);
    return without !== undefined && isCovered(without);
  });
  if (single.length === 0) return [...causes, { code: 'several-limits' }];
  return [...causes, ...single.map((limit) => ({ code: 'limit-in-the-way', limit }) as const)];
}

const NO_COSTS: Readonly<Record<HiringCost, number>> = {
  hiring: 0,
  classes: 0,
  wages: 0,
  overtime: 0,
  agency: 0,
  shortage: 0,
  dismissals: 0,
};

/**
 * Hires by month and contract at the least cost: the linear program, whose duals are what one more hour costs, then the same with whole hires and
 * dismissals. Staff is an expectation: of each group the share stays that the attrition of its tenure leaves. An iteration is a node of the
 * integer program.
 */
export function solveHiringPlan(task: HiringTask, highs: HighsModule, control: HiringControl): HiringPlan {
  const started = control.clock();
  const elapsed = (): number => control.clock() - started;
  const { limits, months } = task;
  const notes: Note[] = [];
  const base = {
    task,
    objective: null,
    bound: null,
    boundKind: 'none',
    gap: null,
    relaxedObjective: null,
    iterations: 0,
    costs: NO_COSTS,
    contracts: [],
    demands: [],
    causes: [],
    notes,
  } as const;
  const model = hiringModel(task);
  const linear = relaxed(
    highs,
    model,
    (column) => model.columns[column]?.cost ?? 0,
    (column) => model.columns[column]?.upper ?? 0,
    control.stopRequested,
  );
  if (linear === undefined) {
    const causes = causesOf(highs, task, control.stopRequested);
    if (causes.length === 0)
      return {
        ...base,
        status: 'unknown',
        endedBy: control.stopRequested() ? 'cancel' : 'exhausted',
        seconds: elapsed(),
      };
    return { ...base, status: 'infeasible', endedBy: 'proof', seconds: elapsed(), causes };
  }
  const relaxedObjective = linear.objective + model.presentWages;
  control.report({ seconds: elapsed(), iterations: 0, objective: null, bound: relaxedObjective, gap: null });
  const builder = modelBuilder();
  const rows: { readonly columns: number[]; readonly values: number[] }[] = model.rows.map(() => ({
    columns: [],
    values: [],
  }));
  model.columns.forEach(({ cost, lower, upper, integer, entries }) => {
    const column = builder.column(cost, lower, upper, integer);
    for (const { row, value } of entries) {
      rows[row]?.columns.push(column);
      rows[row]?.values.push(value);
    }
  });
  model.rows.forEach(({ lower, upper }, index) => {
    const { columns = [], values = [] } = rows[index] ?? {};
    builder.row(lower, upper, columns, values);
  });
  const { seconds = USUAL_SECONDS, iterations } = limits;
  const solved = solveWithHighs(highs, builder.build(), {
    ...(iterations === undefined ? { seconds: Math.max(0.1, seconds - elapsed()) } : { nodes: iterations }),
    seed: limits.seed,
    relativeGap: Math.max(NOTHING / 10, limits.gap ?? 0),
    offset: model.presentWages,
    stopRequested: control.stopRequested,
    onProgress: (objective, bound) => {
      const points = objective === null ? null : objective + model.presentWages;
      const proven = bound === null ? relaxedObjective : Math.max(relaxedObjective, bound + model.presentWages);
      const gap = points === null || points <= 0 ? null : Math.max(0, (points - proven) / points);
      control.report({ seconds: elapsed(), iterations: 0, objective: points, bound: proven, gap });
    },
  });
  const found = { ...base, relaxedObjective, iterations: solved.iterations, seconds: elapsed() };
  if (solved.values === undefined || solved.objective === undefined) {
    if (solved.status === 'infeasible') {
      // Parts of people could: whole ones cannot, by the steps of classes and caps.
      return { ...found, status: 'infeasible', endedBy: 'proof', causes: [{ code: 'several-limits' }] };
    }
    return { ...found, status: 'unknown', endedBy: solved.endedBy, bound: relaxedObjective, boundKind: 'lp' };
  }
  const objective = solved.objective + model.presentWages;
  const integerBound = solved.bound === undefined ? relaxedObjective : solved.bound + model.presentWages;
  const isInteger = integerBound > relaxedObjective;
  const bound = Math.min(objective, Math.max(relaxedObjective, integerBound));
  const gap = objective - bound <= NOTHING * Math.max(1, Math.abs(objective)) ? 0 : (objective - bound) / objective;
  const isOptimal = gap === 0;
  const endedBy: EndedBy = isOptimal ? 'proof' : solved.endedBy === 'proof' ? 'gap' : solved.endedBy;
  return {
    ...found,
    status: isOptimal ? 'optimal' : 'feasible',
    endedBy,
    objective,
    bound: isOptimal ? objective : bound,
    boundKind: isInteger || isOptimal ? 'integer' : 'lp',
    gap,
    ...told(task, model, solved.values, linear),
    notes: months.length > 0 && hasAttrition(task) ? [...notes, { code: 'staff-expected', facts: {} }] : notes,
  };
}

function hasAttrition({ contracts }: HiringTask): boolean {
  return contracts.some(({ attrition }) => attrition.some(({ value }) => value > 0));
}

/** The plan in words of the task: counted from hires and dismissals, not from the rows of the program. */
function told(
  task: HiringTask,
  model: HiringModel,
  values: Float64Array,
  linear: ColumnProgramSolution,
): Pick<HiringPlan, 'costs' | 'contracts' | 'demands'> {
  const at = (column: number | undefined): number => (column === undefined ? 0 : (values[column] as number));
  const costs: Record<HiringCost, number> = { ...NO_COSTS };
  const contracts = task.contracts.map((contract, index) => {
    const months = task.months.map((_, month): HiredMonth => {
      const groups: { readonly tenure: number; readonly people: number }[] = [];
      contract.present.forEach(({ tenureMonths, count }, group) => {
        let people = count * survival(contract, tenureMonths, month);
        for (let then = 0; then <= month; then++) {
          people -=
            at(model.dismissals[index]?.[group]?.[then]) * survival(contract, tenureMonths + then, month - then);
        }
        groups.push({ tenure: tenureMonths + month, people: Math.max(0, people) });
      });
      for (let then = 0; then <= month; then++) {
        const people = at(model.hires[index]?.[then]) * survival(contract, 0, month - then);
        if (people > 0) groups.push({ tenure: month - then, people });
      }
      const sum = (of: (tenure: number) => number): number =>
        groups.reduce((total, { tenure, people }) => total + people * of(tenure), 0);
      const staff = sum(() => 1);
      const one: HiredMonth = {
        hires: at(model.hires[index]?.[month]),
        classes: at(model.classes[index]?.[month]),
        dismissals: (model.dismissals[index] ?? []).reduce((total, own) => total + at(own[month]), 0),
        staff,
        inTraining: sum((tenure) => (tenure < contract.trainingMonths ? 1 : 0)),
        leavers: sum((tenure) => atTenure(contract.attrition, tenure, 0)),
        effectiveHours: sum((tenure) => hoursOf(contract, tenure, month)),
        overtimeHours: at(model.overtime[index]?.[month]),
        wages: staff * (contract.wage[month] as number),
      };
      costs.hiring += one.hires * contract.costPerHire;
      costs.classes += one.classes * contract.costPerClass;
      costs.wages += one.wages;
      costs.overtime += one.overtimeHours * (contract.overtime?.costPerHour ?? 0);
      costs.dismissals += one.dismissals * (contract.dismissals?.cost ?? 0);
      return one;
    });
    return { id: contract.id, months };
  });
  const demands = task.demands.map(({ skill, hours }, demand) => {
    const months = task.months.map((_, month): HiringDemandMonth => {
      const shortHours = at(model.short[demand]?.[month]);
      const agencyHours = model.agency.reduce((sum, own) => sum + at(own[demand]?.[month]), 0);
      model.agency.forEach((own, offer) => {
        costs.agency += at(own[demand]?.[month]) * (task.agency[offer]?.costPerHour ?? 0);
      });
      costs.shortage += shortHours * (task.shortHour ?? 0);
      const row = model.demandRows[demand]?.[month];
      return {
        wantedHours: hours[month] as number,
        ownHours: model.own.reduce((sum, own) => sum + at(own[demand]?.[month]), 0),
        agencyHours,
        shortHours,
        hourPrice: row === undefined ? null : Math.max(0, linear.rowDuals[row] as number),
      };
    });
    return { ...(skill === undefined ? {} : { skill }), months };
  });
  return { costs, contracts, demands };
}
