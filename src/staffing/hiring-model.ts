import type { HiringContract, HiringLimit, HiringTask } from '../domain/hiring-plan.ts';
import { atTenure } from '../domain/hiring-plan.ts';

/** A linear program in columns and rows that say what they are of; rows are lower <= sum <= upper. */
export type HiringColumn = {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly integer: boolean;
  readonly entries: readonly { readonly row: number; readonly value: number }[];
};
export type HiringRow = { readonly lower: number; readonly upper: number };

export type HiringModel = {
  readonly columns: readonly HiringColumn[];
  readonly rows: readonly HiringRow[];
  /** Wages of whoever is there, if nobody is dismissed. */
  readonly presentWages: number;
  /** Columns by contract and month. */
  readonly hires: readonly (readonly number[])[];
  readonly classes: readonly (readonly (number | undefined)[])[];
  readonly overtime: readonly (readonly (number | undefined)[])[];
  /** By contract, group of the start and month. */
  readonly dismissals: readonly (readonly (readonly number[])[])[];
  /** Columns and rows by demand and month. */
  readonly short: readonly (readonly number[])[];
  readonly own: readonly (readonly (readonly number[])[])[];
  readonly agency: readonly (readonly (readonly number[])[])[];
  readonly demandRows: readonly (readonly number[])[];
};

/** Share of people of a month of tenure who are still there so many months later. */
export function survival({ attrition }: Pick<HiringContract, 'attrition'>, tenure: number, months: number): number {
  let share = 1;
  for (let month = 0; month < months; month++) share *= 1 - atTenure(attrition, tenure + month, 0);
  return share;
}

/** Hours that one person of a tenure works in a month, in hours of a full one. */
export function hoursOf(contract: HiringContract, tenure: number, month: number): number {
  if (tenure < contract.trainingMonths) return 0;
  const worked = (contract.paidHours[month] as number) * (1 - (contract.shrinkage[month] as number));
  return worked * atTenure(contract.proficiency, tenure, 1);
}

/** Paid hours of one person of a tenure over which overtime is counted. */
function baseHours(contract: HiringContract, tenure: number, month: number): number {
  return tenure < contract.trainingMonths ? 0 : (contract.paidHours[month] as number);
}

/** Most people of one month and contract that is no limit: nobody hires so many. */
const NO_LIMIT = 1e6;

/**
 * The plan as a linear program with whole hires. Of a group of n people of one tenure, n times the survival of that tenure are there later, so staff and
 * hours are linear in hires and dismissals; who has been dismissed takes his own survival with him. `lifted`: a limit that is left out.
 */
export function hiringModel(task: HiringTask, lifted?: HiringLimit): HiringModel {
  const { months, demands, contracts, agency, shortHour } = task;
  const count = months.length;
  const rows: HiringRow[] = [];
  const columns: { -readonly [K in keyof HiringColumn]: HiringColumn[K] }[] = [];
  const row = (lower: number, upper: number): number => rows.push({ lower, upper }) - 1;
  const column = (cost: number, upper: number, integer: boolean, entries: HiringColumn['entries']): number => {
    const kept = entries.filter(({ row: at, value }) => at >= 0 && value !== 0);
    return columns.push({ cost, lower: 0, upper, integer, entries: kept }) - 1;
  };
  const all = Array.from({ length: count }, (_, month) => month);
  let presentWages = 0;

  const demandRows = demands.map(({ hours }) =>
    all.map((month) => row(hours[month] as number, Number.POSITIVE_INFINITY)),
  );
  const short = demands.map((_, demand) =>
    all.map((month) =>
      column(shortHour ?? 0, shortHour === undefined ? 0 : Number.POSITIVE_INFINITY, false, [
        { row: demandRows[demand]?.[month] as number, value: 1 },
      ]),
    ),
  );
  const traineeRows = all.map(() =>
    task.mostTrainees === undefined || lifted === 'trainees' ? -1 : row(Number.NEGATIVE_INFINITY, task.mostTrainees),
  );
  const agencyColumns = agency.map((offer) => {
    const cap = offer.mostHours === undefined || lifted === 'agency' ? Number.POSITIVE_INFINITY : offer.mostHours;
    const caps = all.map(() => (Number.isFinite(cap) ? row(Number.NEGATIVE_INFINITY, cap) : -1));
    return demands.map(({ skill }, demand) =>
      offer.skill !== undefined && offer.skill !== skill
        ? []
        : all.map((month) =>
            column(offer.costPerHour, Number.POSITIVE_INFINITY, false, [
              { row: demandRows[demand]?.[month] as number, value: 1 },
              { row: caps[month] as number, value: 1 },
            ]),
          ),
    );
  });

  const hires: number[][] = [];
  const classes: (number | undefined)[][] = [];
  const overtime: (number | undefined)[][] = [];
  const dismissals: number[][][] = [];
  const own: number[][][] = [];
  for (const contract of contracts) {
    // What people of the start work is on the right side, dismissed ones take it away again.
    const hoursThere = all.map((month) => sumOf(contract, month, hoursOf));
    const baseThere = all.map((month) => sumOf(contract, month, baseHours));
    const trainingThere = all.map((month) =>
      sumOf(contract, month, (_, tenure) => (tenure < contract.trainingMonths ? 1 : 0)),
    );
    const wagesThere = all.map((month) => sumOf(contract, month, () => contract.wage[month] as number));
    presentWages += wagesThere.reduce((sum, wages) => sum + wages, 0);
    // Hours used are at most hours there: used - newcomers' hours - overtime <= hours of those there.
    const supplyRows = all.map((month) => row(Number.NEGATIVE_INFINITY, hoursThere[month] as number));
    const share = contract.overtime === undefined ? 0 : lifted === 'overtime' ? NO_LIMIT : contract.overtime.mostShare;
    const overtimeRows = all.map((month) =>
      contract.overtime === undefined ? -1 : row(Number.NEGATIVE_INFINITY, share * (baseThere[month] as number)),
    );
    for (const month of all) {
      const at = traineeRows[month] as number;
      const limit = rows[at];
      if (limit !== undefined) rows[at] = { ...limit, upper: limit.upper - (trainingThere[month] as number) };
    }
    /** What one person of a tenure at `from` adds from then on, times `sign`. */
    const effects = (tenure: number, from: number, sign: number) => {
      const entries: { row: number; value: number }[] = [];
      let wages = 0;
      for (let month = from; month < count; month++) {
        const there = survival(contract, tenure, month - from);
        const age = tenure + month - from;
        wages += there * (contract.wage[month] as number);
        entries.push({ row: supplyRows[month] as number, value: -sign * there * hoursOf(contract, age, month) });
        entries.push({
          row: overtimeRows[month] as number,
          value: -sign * share * there * baseHours(contract, age, month),
        });
        if (age < contract.trainingMonths) entries.push({ row: traineeRows[month] as number, value: sign * there });
      }
      return { entries, wages: sign * wages };
    };
    const most = lifted === 'hires' ? NO_LIMIT : (contract.mostHires ?? NO_LIMIT);
    const lead = lifted === 'lead-time' ? 0 : contract.leadMonths;
    const withClasses = contract.classSize !== undefined && lifted !== 'classes';
    const classRows = all.map(() => (withClasses ? row(Number.NEGATIVE_INFINITY, 0) : -1));
    hires.push(
      all.map((month) => {
        const { entries, wages } = effects(0, month, 1);
        const cost = contract.costPerHire + wages;
        return column(cost, month < lead ? 0 : most, true, [...entries, { row: classRows[month] as number, value: 1 }]);
      }),
    );
    classes.push(
      all.map((month) =>
        withClasses
          ? column(contract.costPerClass, contract.mostClasses ?? NO_LIMIT, true, [
              { row: classRows[month] as number, value: -(contract.classSize ?? 0) },
            ])
          : undefined,
      ),
    );
    overtime.push(
      all.map((month) =>
        contract.overtime === undefined
          ? undefined
          : column(contract.overtime.costPerHour, Number.POSITIVE_INFINITY, false, [
              { row: supplyRows[month] as number, value: -1 },
              { row: overtimeRows[month] as number, value: 1 },
            ]),
      ),
    );
    dismissals.push(dismissalColumns(contract));
    own.push(
      demands.map(({ skill }, demand) =>
        skill !== undefined && !contract.skills.includes(skill)
          ? []
          : all.map((month) =>
              column(0, Number.POSITIVE_INFINITY, false, [
                { row: demandRows[demand]?.[month] as number, value: 1 },
                { row: supplyRows[month] as number, value: 1 },
              ]),
            ),
      ),
    );

    function dismissalColumns({ dismissals: allowed, present }: HiringContract): number[][] {
      if (allowed === undefined) return [];
      const caps = all.map(() => (allowed.most === undefined ? -1 : row(Number.NEGATIVE_INFINITY, allowed.most)));
      return present.map(({ tenureMonths, count: people }) => {
        // Nobody is dismissed who is not there any more.
        const left = all.map((month) =>
          row(Number.NEGATIVE_INFINITY, people * survival(contract, tenureMonths, month)),
        );
        return all.map((month) => {
          const { entries, wages } = effects(tenureMonths + month, month, -1);
          const gone = all
            .filter((later) => later >= month)
            .map((later) => ({
              row: left[later] as number,
              value: survival(contract, tenureMonths + month, later - month),
            }));
          const cap = { row: caps[month] as number, value: 1 };
          return column(allowed.cost + wages, people, true, [...entries, ...gone, cap]);
        });
      });
    }
  }
  return {
    columns,
    rows,
    presentWages,
    hires,
    classes,
    overtime,
    dismissals,
    short,
    own,
    agency: agencyColumns,
    demandRows,
  };
}

/** Sum over the people of the start who are there in a month, as their expectation. */
function sumOf(
  contract: HiringContract,
  month: number,
  of: (contract: HiringContract, tenure: number, month: number) => number,
): number {
  return contract.present.reduce(
    (sum, { tenureMonths, count }) =>
      sum + count * survival(contract, tenureMonths, month) * of(contract, tenureMonths + month, month),
    0,
  );
}
