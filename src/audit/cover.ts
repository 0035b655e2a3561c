import { type CoverPiece, type CoverSteps, coverPieces, covers, coverSteps } from './cover-steps.ts';
import { shiftDate, type Shift } from '../domain/shift.ts';
import { addDays, startOfDate } from '../domain/calendar.ts';
import type { CoverLevels, CoverStep, IntervalDemand, Problem, TemplateDemand } from '../domain/problem.ts';
import type { Shortage, Uncovered } from '../domain/roster.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';

/** How far people are from the levels wanted, in agent-hours of an interval demand or people of a template demand. */
export type Deviation = {
  readonly belowFloor: number;
  /** Between floor and target. */
  readonly belowTarget: number;
  readonly aboveTarget: number;
  /** Part of `aboveTarget` too, as far as the ceiling is not below the target. */
  readonly aboveCeiling: number;
  /** People past a step's number, each time its price. */
  readonly stepPoints: number;
  /** The same people, whatever their price. */
  readonly pastSteps: number;
};

/** One demand with the fewest and most people there at any time of it. */
export type DemandCover = Deviation & { readonly least: number; readonly most: number } & (
    | { readonly kind: 'interval'; readonly demand: IntervalDemand }
    | { readonly kind: 'template'; readonly demand: TemplateDemand }
  );

/** Who is there: the roster's shifts, and published ones that reach into the horizon or start in it. */
export type CoverInput = Pick<Problem, 'team' | 'intervalDemands' | 'templateDemands' | 'past' | 'future'>;

/** Nobody missing and nobody too many. */
export const NO_DEVIATION: Deviation = {
  belowFloor: 0,
  belowTarget: 0,
  aboveTarget: 0,
  aboveCeiling: 0,
  stepPoints: 0,
  pastSteps: 0,
};

/** How many people too few or too many a step finds. */
function past({ below, above }: CoverStep, people: number): number {
  return below === undefined ? Math.max(0, people - above) : Math.max(0, below - people);
}

function deviation(levels: CoverLevels, people: number): Deviation {
  const { floor, target, ceiling, steps = [] } = levels;
  return {
    stepPoints: steps.reduce((sum, step) => sum + past(step, people) * step.price, 0),
    pastSteps: steps.reduce((sum, step) => sum + past(step, people), 0),
    belowFloor: Math.max(0, floor - people),
    belowTarget: Math.max(0, target - Math.max(people, floor)),
    aboveTarget: Math.max(0, people - target),
    aboveCeiling: ceiling === undefined ? 0 : Math.max(0, people - ceiling),
  };
}

/** Sum of deviations, the second one `times` over. */
export function addDeviation(sum: Deviation, more: Deviation, times = 1): Deviation {
  return {
    belowFloor: sum.belowFloor + more.belowFloor * times,
    belowTarget: sum.belowTarget + more.belowTarget * times,
    aboveTarget: sum.aboveTarget + more.aboveTarget * times,
    aboveCeiling: sum.aboveCeiling + more.aboveCeiling * times,
    stepPoints: sum.stepPoints + more.stepPoints * times,
    pastSteps: sum.pastSteps + more.pastSteps * times,
  };
}

function intervalCover(steps: CoverSteps, demand: IntervalDemand): DemandCover {
  const pieces = coverPieces(steps, demand);
  // Agent-seconds are whole numbers: dividing once at the end keeps the sum exact.
  let seconds = NO_DEVIATION;
  for (const { start, end, people } of pieces) {
    seconds = addDeviation(seconds, deviation(demand, people), end - start);
  }
  const people = pieces.map((piece) => piece.people);
  return {
    kind: 'interval',
    demand,
    least: Math.min(...people),
    most: Math.max(...people),
    ...addDeviation(NO_DEVIATION, seconds, 1 / SECONDS_PER_HOUR),
  };
}

/**
 * Cover of each demand, interval demands first, in their order. An interval demand is met by people on the work and not on a break, at
 * each moment of it: where they change within the interval the hours are summed piece by piece. A template demand is met by
 * attendance, whatever breaks are taken, on the local date of the start. A shift in a skill counts for demands of that skill and for
 * demands without one. Published shifts of `past` and `future` count where they are there.
 */
export function coverOf(input: CoverInput, shifts: readonly Shift[]): readonly DemandCover[] {
  const present = [...(input.past ?? []), ...shifts, ...(input.future ?? [])];
  const bySkill = new Map<string | undefined, CoverSteps>();
  for (const { skill } of input.intervalDemands) {
    if (!bySkill.has(skill)) bySkill.set(skill, coverSteps(present, skill));
  }
  const intervals = input.intervalDemands.map((demand) =>
    intervalCover(bySkill.get(demand.skill) ?? { times: [], counts: [] }, demand),
  );
  const attending = new Map<string, Shift[]>();
  for (const shift of present) {
    if (shift.template === undefined) continue;
    const key = `${shiftDate(input.team.zone, shift)} ${shift.template}`;
    attending.set(key, [...(attending.get(key) ?? []), shift]);
  }
  const templates = input.templateDemands.map((demand): DemandCover => {
    const there = attending.get(`${demand.date} ${demand.template}`) ?? [];
    const people = there.filter((shift) => covers(shift, demand, input.team)).length;
    return { kind: 'template', demand, least: people, most: people, ...deviation(demand, people) };
  });
  return [...intervals, ...templates];
}

/** The stretches of an interval demand that are below target, each with one number of people. */
function shortStretches(steps: CoverSteps, demand: IntervalDemand, target: number): readonly CoverPiece[] {
  const stretches: CoverPiece[] = [];
  for (const piece of coverPieces(steps, demand)) {
    if (piece.people >= target) continue;
    const last = stretches.at(-1);
    if (last?.end === piece.start && last.people === piece.people) {
      stretches[stretches.length - 1] = { ...last, end: piece.end };
    } else stretches.push(piece);
  }
  return stretches;
}

/**
 * What is below target, in order of the demands: of an interval demand each stretch with the people there, so that an hour short in a
 * night does not look like a night short; a template demand spans its local date.
 */
export function uncoveredOf(input: CoverInput, shifts: readonly Shift[]): readonly Uncovered[] {
  const present = [...(input.past ?? []), ...shifts, ...(input.future ?? [])];
  const bySkill = new Map<string | undefined, CoverSteps>();
  return coverOf(input, shifts).flatMap(({ kind, demand, least: cover }): readonly Uncovered[] => {
    const { floor, skill } = demand;
    const target = Math.max(demand.target, floor);
    if (cover >= target) return [];
    const common = { ...(skill === undefined ? {} : { skill }), floor, target, cover, short: target - cover };
    if (kind === 'interval') {
      const steps = bySkill.get(skill) ?? coverSteps(present, skill);
      bySkill.set(skill, steps);
      return shortStretches(steps, demand, target).map(({ start, end, people }) => ({
        ...common,
        start,
        end,
        cover: people,
        short: target - people,
      }));
    }
    const { zone } = input.team;
    const end = startOfDate(zone, addDays(demand.date, 1));
    return [{ start: startOfDate(zone, demand.date), end, template: demand.template, ...common }];
  });
}

/** Whether the demand has a floor that must be met. */
export function isHardDemand({ hard, floor }: CoverLevels): boolean {
  return hard === true && floor > 0;
}

/** Floors that must be met and are not, in order of the demands: of an interval demand each stretch below it. */
export function shortagesOf(input: CoverInput, shifts: readonly Shift[]): readonly Shortage[] {
  const present = [...(input.past ?? []), ...shifts, ...(input.future ?? [])];
  return coverOf(input, shifts).flatMap(({ kind, demand, least }): readonly Shortage[] => {
    const { floor, skill } = demand;
    if (!isHardDemand(demand) || least >= floor) return [];
    const common = { ...(skill === undefined ? {} : { skill }), floor };
    if (kind === 'interval') {
      return shortStretches(coverSteps(present, skill), demand, floor).map(({ start, end, people }) => ({
        ...common,
        start,
        end,
        fewest: people,
      }));
    }
    const { zone } = input.team;
    const [start, end] = [startOfDate(zone, demand.date), startOfDate(zone, addDays(demand.date, 1))];
    return [{ start, end, template: demand.template, ...common, fewest: least }];
  });
}
