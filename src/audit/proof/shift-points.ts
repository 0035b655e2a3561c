import { changesOf } from '../changes.ts';
import { datesFrom } from '../../domain/calendar.ts';
import type { Problem } from '../../domain/problem.ts';
import { isGranted } from '../../domain/request.ts';
import { type Shift, shiftDate, WORK, workSeconds, workStretches } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import { type LocalDate, SECONDS_PER_HOUR } from '../../domain/units.ts';
import { floorDivided, safeUnits, unitsBelow } from './exact.ts';
import { type RatedSpan, type Rates, ratesOf, spansOfRates, sumOver } from './rates.ts';
import type { RowValues, ValuedRow } from './values.ts';
import type { WorkedDay } from './worked-days.ts';

/** What a shift of an employee costs by itself less what it counts for, in units, at the best place of its breaks; and a day off. */
export type ShiftPoints = {
  readonly worked: (day: number, worked: WorkedDay) => number;
  readonly off: (day: number) => number;
};

/** A coefficient times a rate, rounded so that whoever it belongs to costs no more than she does. */
function times(coefficient: number, rate: bigint): bigint {
  if (Number.isInteger(coefficient)) return BigInt(coefficient) * rate;
  return BigInt(Math.ceil(coefficient * Number(rate)));
}

/** Prices shifts of the employees of a problem; what employees who count alike share is made once. */
export function shiftPointsOf(problem: Problem, values: RowValues): (employee: Employee) => ShiftPoints {
  const { team, prices } = problem;
  const dates = datesFrom(problem.from, problem.days);
  const slot = BigInt(values.slotSeconds);
  const known = new Map<string, Rates>();
  const ceilOfSlots = (sum: bigint): bigint => -floorDivided(-sum, slot);

  /** Rates of somebody who is on the work in a skill. */
  const workRates = (skill: string | undefined, rows: readonly (readonly [ValuedRow, number])[]): Rates => {
    const key = JSON.stringify([skill, rows.map(([{ name }, by]) => [name, by])]);
    const old = known.get(key);
    if (old !== undefined) return old;
    const skills = skill === undefined ? [undefined] : [undefined, skill];
    const ofCover = skills.flatMap((one) => {
      const rates = values.cover.get(one);
      return rates === undefined ? [] : spansOfRates(rates);
    });
    const made = ratesOf([...ofCover, ...spansOfRows(rows)]);
    known.set(key, made);
    return made;
  };

  return (employee) => {
    const contract = team.contracts.find(({ id }) => id === employee.contract);
    const money = employee.costPerHour ?? contract?.costPerHour ?? 0;
    const perSecond = (prices.paidHour + prices.labourCost * money) / SECONDS_PER_HOUR;
    const own = values.rows.flatMap((row): readonly (readonly [ValuedRow, number])[] => {
      const by = row.row.coefficients.get(employee.id) ?? 0;
      return by === 0 ? [] : [[row, by]];
    });
    const ofKind = (kind: string) => own.filter(([{ row }]) => row.measure.kind === kind);
    const working = ofKind('working');
    const present = ratesOf(spansOfRows(ofKind('present')));
    const whole = own.filter(([{ row }]) => row.measure.kind !== 'working' && row.measure.kind !== 'present');

    /** Units of being on the work at the best place of the breaks, rounded up. */
    const workValue = ({ shift, plan }: WorkedDay): bigint => {
      if (plan === undefined) {
        const sums = workStretches(shift).map(({ start, end, skill }) =>
          sumOver(workRates(skill, working), start, end),
        );
        return ceilOfSlots(sums.reduce((sum, one) => sum + one, 0n));
      }
      const rates = workRates(shift.skill, working);
      const lost = plan.options.map(({ start, end }) =>
        safeUnits(floorDivided(sumOver(rates, shift.start + start, shift.start + end), slot)),
      );
      return ceilOfSlots(sumOver(rates, shift.start, shift.end)) - BigInt(plan.cheapest(Float64Array.from(lost)));
    };

    const attendedValue = (shift: Shift, date: LocalDate): bigint => {
      let value = 0n;
      for (const { demand, value: each } of values.templates) {
        const isOf = demand.date === date && demand.template === shift.template;
        if (isOf && (demand.skill === undefined || demand.skill === shift.skill)) value += each;
      }
      return value;
    };

    const rowValue = (shift: Shift, date: LocalDate): bigint => {
      let value = 0n;
      for (const [{ row, value: each }, by] of whole) {
        const { measure } = row;
        if (measure.kind === 'paid') {
          if (measure.dates.includes(date)) value += times((by * workSeconds(shift)) / SECONDS_PER_HOUR, each);
        } else if (shift.activity === WORK && 'date' in measure && measure.date === date) {
          if (measure.kind === 'day' || measure.template === shift.template) value += times(by, each);
        }
      }
      return value;
    };

    const changes = changePoints(problem, employee);
    const wishes = (date: LocalDate, shifts: readonly Shift[]): number =>
      (employee.requests ?? []).reduce(
        (sum, request) => (request.date === date && !isGranted(request, shifts) ? sum + request.weight : sum),
        0,
      );
    const off = (day: number): number => {
      const date = dates[day] as string;
      return unitsBelow(wishes(date, []) + changes(date, []));
    };
    return {
      off,
      worked(day, worked) {
        const { shift } = worked;
        const date = dates[day] as string;
        if (worked.given === 'elsewhere') return off(day);
        const paid = workSeconds(shift) * perSecond;
        const isWork = shift.activity === WORK;
        const moments = isWork ? workValue(worked) + ceilOfSlots(sumOver(present, shift.start, shift.end)) : 0n;
        const attended = isWork ? attendedValue(shift, date) : 0n;
        const gained = moments + attended + rowValue(shift, date);
        return unitsBelow(paid + wishes(date, [shift]) + changes(date, [shift])) - safeUnits(gained);
      },
    };
  };
}

function spansOfRows(rows: readonly (readonly [ValuedRow, number])[]): readonly RatedSpan[] {
  return rows.flatMap(([{ rates }, by]) =>
    spansOfRates(rates).map(({ start, end, rate }) => ({ start, end, rate: times(by, rate) })),
  );
}

/** Points of differing from what was published on a date, as the audit counts them. */
export function changePoints(
  problem: Problem,
  employee: Employee,
): (date: LocalDate, shifts: readonly Shift[]) => number {
  const { baseline, team, prices } = problem;
  if (baseline === undefined) return () => 0;
  const own = baseline.shifts.filter(({ employeeId }) => employeeId === employee.id);
  const byDate = Map.groupBy(own, (shift) => shiftDate(team.zone, shift));
  return (date, shifts) => {
    const alone: Problem = {
      ...problem,
      team: { ...team, employees: [employee] },
      baseline: { ...baseline, shifts: byDate.get(date) ?? [] },
    };
    return changesOf(alone, shifts).reduce(
      (sum, { kind, points, premium }) => (kind === 'kept' ? sum : sum + points + premium * prices.labourCost),
      0,
    );
  };
}
