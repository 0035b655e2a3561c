import type { BreakPlan } from '../domain/break-plan.ts';
import { type BreakForest, joinPlans } from './break-forest.ts';
import { type BreakKernel, breakKernel, LANES } from './break-kernel.ts';
import type { DemandTable } from './demand.ts';
import { isCounted, visitGivenRows } from './demand.ts';
import type { Shape, ShapeSet } from './shapes.ts';
import { type TeamBlocks, visitTeamRows } from './team-rows.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';

/** Worth of every shape under given row values, with its breaks where they lose least. */
export type Valuation = {
  readonly value: readonly Float64Array[];
  /** Index into the shape's meal offsets; 0 without a meal, and where a plan has the places: `bestPlace` tells them of single shapes. */
  readonly meal: readonly Int32Array[];
  /** By key, sums of the values of the slots before each: refilled by each valuation. */
  readonly prefixes: readonly Float64Array[];
  /** First slot of the shapes of each day, and the one behind their last. */
  readonly spans: readonly { readonly first: number; readonly end: number }[];
  /** False where nothing counts by the slot, and all the sums are 0. */
  readonly isSlotted: boolean;
  /** Shapes of each day that are worth other than the sum of their slots less the breaks of a plan. */
  readonly others: readonly Int32Array[];
  /** Slots of the shapes of each day, and of the places of their breaks. */
  readonly places: readonly ShapeSlots[];
  /** By day and shape, what the cheapest placement of its plan of breaks costs; 0 without a plan. */
  readonly paused: readonly Float64Array[];
  /** Work space: what each break of a plan costs. */
  readonly lost: Float64Array;
  /** What was valued when, so that shifts whose slots are worth what they were are left as they are. */
  readonly history: ValuationHistory;
  /** Costs the breaks of plans; its prefixes are those above. Undefined where no shape has a plan. */
  readonly kernel: BreakKernel | undefined;
};

type ValuationHistory = {
  /** Number of the last valuation. */
  count: number;
  /** By key, what each slot was worth last, and in which valuation that changed. */
  readonly values: readonly Float64Array[];
  readonly changed: readonly Int32Array[];
  /** By day and group of plans, the valuation in which it was valued. */
  readonly valued: readonly Int32Array[];
};

type PlanSlots = { readonly plan: BreakPlan; readonly starts: Int32Array; readonly ends: Int32Array };

/** Shapes of one day, skill and template that begin with one of a few slots, and what of the forest of their plans they need. */
type PlanGroup = {
  readonly forest: BreakForest;
  /** First slots; the last of fewer stands again for the others. */
  readonly from: Int32Array;
  /** The slot behind the last of all. */
  readonly to: number;
  readonly skill: number;
  readonly vertices: number;
  readonly options: number;
  readonly shapes: Int32Array;
  /** By shape, the place in the kernel's costs of the vertex with the cost of its plan. */
  readonly roots: Int32Array;
};

/** By shape of a day: its first slot, the one behind its last, and its plan of breaks with the slots from the shape's start on. */
type ShapeSlots = {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly plans: readonly (PlanSlots | undefined)[];
  readonly groups: readonly PlanGroup[];
};

const placesOfSet = new WeakMap<ShapeSet, { readonly slotSeconds: number; readonly places: readonly ShapeSlots[] }>();

/** Slots of all shapes: dividing anew in each valuation costs as much as the rest of it. */
function placesOf({ slotSeconds }: DemandTable, set: ShapeSet): readonly ShapeSlots[] {
  const made = placesOfSet.get(set);
  if (made?.slotSeconds === slotSeconds) return made.places;
  const known = new Map<BreakPlan, PlanSlots>();
  const planSlots = (plan: BreakPlan): PlanSlots => {
    const slots = known.get(plan) ?? {
      plan,
      starts: Int32Array.from(plan.options, ({ start }) => start / slotSeconds),
      ends: Int32Array.from(plan.options, ({ end }) => end / slotSeconds),
    };
    known.set(plan, slots);
    return slots;
  };
  const forestOf = forestsOf(set, slotSeconds);
  const places = set.byDay.map((shapes): ShapeSlots => {
    const from = Int32Array.from(shapes, ({ start }) => (start - set.horizonStart) / slotSeconds);
    const to = Int32Array.from(shapes, ({ end }) => (end - set.horizonStart) / slotSeconds);
    return {
      from,
      to,
      plans: shapes.map(({ plan }) => (plan === undefined ? undefined : planSlots(plan))),
      groups: groupsOf(shapes, { from, to }, forestOf),
    };
  });
  placesOfSet.set(set, { slotSeconds, places });
  return places;
}

type PlanForest = { readonly forest: BreakForest; readonly numberOf: ReadonlyMap<BreakPlan, number> };

/** One forest for all plans of a template, those of the shortest shifts first. */
function forestsOf(set: ShapeSet, slotSeconds: number): ReadonlyMap<number, PlanForest> {
  const spans = new Map<number, Map<BreakPlan, number>>();
  for (const { template, plan, start, end } of set.byDay.flat()) {
    if (plan === undefined) continue;
    const own = spans.get(template) ?? new Map<BreakPlan, number>();
    spans.set(template, own);
    own.set(plan, end - start);
  }
  return new Map(
    [...spans].map(([template, own]) => {
      const plans = [...own].sort(([, a], [, b]) => a - b).map(([plan]) => plan);
      return [
        template,
        { forest: joinPlans(plans, slotSeconds), numberOf: new Map(plans.map((plan, at) => [plan, at])) },
      ];
    }),
  );
}

function groupsOf(
  shapes: readonly Shape[],
  { from: fromOf, to: toOf }: Pick<ShapeSlots, 'from' | 'to'>,
  forests: ReadonlyMap<number, PlanForest>,
): readonly PlanGroup[] {
  const members = new Map<string, number[]>();
  shapes.forEach(({ template, skill, plan }, index) => {
    if (plan === undefined) return;
    const key = `${template} ${skill}`;
    const own = members.get(key) ?? [];
    members.set(key, own);
    own.push(index);
  });
  return [...members.values()].flatMap((own): readonly PlanGroup[] => {
    const { template, skill } = shapes[own[0] as number] as Shape;
    const { forest, numberOf } = forests.get(template) as PlanForest;
    const slots = [...new Set(own.map((index) => fromOf[index] as number))].toSorted((a, b) => a - b);
    return Array.from({ length: Math.ceil(slots.length / LANES) }, (_, group): PlanGroup => {
      const begun = slots.slice(group * LANES, (group + 1) * LANES);
      const together = own.filter((index) => begun.includes(fromOf[index] as number));
      const numbers = together.map((index) => numberOf.get((shapes[index] as Shape).plan as BreakPlan) as number);
      const last = numbers.reduce((most, number) => Math.max(most, number), 0);
      return {
        forest,
        from: Int32Array.from({ length: LANES }, (__, lane) => begun[Math.min(lane, begun.length - 1)] as number),
        to: together.reduce((last, index) => Math.max(last, toOf[index] as number), 0),
        skill,
        vertices: forest.vertices[last] as number,
        options: forest.optionCounts[last] as number,
        shapes: Int32Array.from(together),
        roots: Int32Array.from(together, (index, at) => {
          return (forest.roots[numbers[at] as number] as number) * LANES + begun.indexOf(fromOf[index] as number);
        }),
      };
    });
  });
}

/** Work space for valuations of one problem. */
export function emptyValuation(table: DemandTable, set: ShapeSet): Valuation {
  const places = placesOf(table, set);
  const forests = [...new Set(places.flatMap((day) => day.groups.map(({ forest }) => forest)))];
  const isSlotsAlone = table.team === undefined && table.templateRow.every((row) => row < 0);
  const kernel = forests.length === 0 ? undefined : breakKernel(forests, table.keys, table.slots);
  const byKey = Array.from({ length: kernel === undefined ? 0 : table.keys }, (_, key) => key);
  return {
    kernel,
    history: {
      count: 0,
      values: byKey.map(() => new Float64Array(table.slots).fill(Number.NaN)),
      changed: byKey.map(() => new Int32Array(table.slots)),
      valued: places.map(({ groups }) => new Int32Array(groups.length)),
    },
    places,
    paused: set.byDay.map((shapes) => new Float64Array(shapes.length)),
    lost: new Float64Array(
      places.reduce((most, { plans }) => plans.reduce((so, plan) => Math.max(so, plan?.starts.length ?? 0), most), 0),
    ),
    prefixes: kernel?.prefixes ?? Array.from({ length: table.keys }, () => new Float64Array(table.slots + 1)),
    value: set.byDay.map((shapes) => new Float64Array(shapes.length)),
    meal: set.byDay.map((shapes) => new Int32Array(shapes.length)),
    others: set.byDay.map((shapes) => {
      const isOther = (shape: Shape): boolean =>
        shape.plan === undefined || !isCounted(shape) || shape.locked !== undefined;
      const others = shapes.flatMap((shape, index) => (!isSlotsAlone || isOther(shape) ? [index] : []));
      return Int32Array.from(others);
    }),
    isSlotted: table.team !== undefined || table.intervalRow.some((row) => row >= 0),
    spans: set.byDay.map((shapes) => {
      let [start, end] = [Number.POSITIVE_INFINITY, set.horizonStart];
      for (const shape of shapes) [start, end] = [Math.min(start, shape.start), Math.max(end, shape.end)];
      return {
        first: Math.min(table.slots, Math.max(0, Math.floor((start - set.horizonStart) / table.slotSeconds))),
        end: Math.min(table.slots, Math.ceil((end - set.horizonStart) / table.slotSeconds)),
      };
    }),
  };
}

/** Slots that shapes of days [firstDay, endDay) touch; none where nothing counts by the slot. */
export function slotsOf(
  table: DemandTable,
  { spans, isSlotted }: Valuation,
  firstDay: number,
  endDay: number,
): { readonly first: number; readonly end: number } {
  let [first, end] = [table.slots, 0];
  if (!isSlotted) return { first, end };
  for (let day = firstDay; day < endDay; day++) {
    const span = spans[day] as Valuation['spans'][number];
    first = Math.min(first, span.first);
    end = Math.max(end, span.end);
  }
  return { first, end };
}

/**
 * Fills `into` with the sum of `rowValue` over the rows that each shape counts in. Prefix sums over slots make a shape cost one
 * subtraction plus one per place of its meal, or a shortest path through the places of its breaks; ties between meal places go to the earlier.
 * What counts in rows of team rules depends on the class of the employee. Only shapes of days [firstDay, endDay) are valued, and of them those without a skill or of
 * `skills` (all where it is absent); the others are left as they were.
 */
export function valueShapes(
  table: DemandTable,
  set: ShapeSet,
  rowValue: Float64Array,
  into: Valuation,
  employeeClass = 0,
  firstDay = 0,
  endDay = set.byDay.length,
  skills?: Uint8Array,
): void {
  const { slots, slotSeconds } = table;
  const { prefixes, history } = into;
  const now = ++history.count;
  const { first, end } = slotsOf(table, into, firstDay, endDay);
  const team =
    table.team === undefined ? undefined : teamValues(table, table.team, set, rowValue, employeeClass, { first, end });
  for (let key = 0; key < table.keys; key++) {
    const prefix = prefixes[key] as Float64Array;
    const [before, changed] = [history.values[key], history.changed[key] as Int32Array];
    prefix[first] = 0;
    for (let slot = first; slot < end; slot++) {
      const any = table.intervalRow[slot] as number;
      const own = key === 0 ? -1 : (table.intervalRow[key * slots + slot] as number);
      const value =
        (any < 0 ? 0 : (rowValue[any] as number)) +
        (own < 0 ? 0 : (rowValue[own] as number)) +
        (team === undefined ? 0 : (team.working[slot] as number));
      prefix[slot + 1] = (prefix[slot] as number) + value;
      if (before !== undefined && before[slot] !== value) {
        before[slot] = value;
        changed[slot] = now;
      }
    }
  }
  for (let day = firstDay; day < endDay; day++) {
    const shapes = set.byDay[day] as readonly Shape[];
    const values = into.value[day] as Float64Array;
    const meals = into.meal[day] as Int32Array;
    const { from: fromOf, to: toOf, plans, groups } = into.places[day] as ShapeSlots;
    const paused = into.paused[day] as Float64Array;
    const valued = history.valued[day] as Int32Array;
    for (let group = 0; group < groups.length; group++) {
      const { forest, from, to, skill, vertices, options, shapes: members, roots } = groups[group] as PlanGroup;
      if (skills !== undefined && skill >= 0 && skills[skill] === 0) continue;
      const changed = history.changed[skill + 1] as Int32Array;
      if (!isChanged(changed, from[0] as number, to, valued[group] as number)) continue;
      valued[group] = now;
      const { cost, costs, codeOf } = into.kernel as BreakKernel;
      cost(codeOf(forest), vertices, options, skill + 1, from);
      const prefix = prefixes[skill + 1] as Float64Array;
      for (let at = 0; at < members.length; at++) {
        const index = members[at] as number;
        const whole = (prefix[toOf[index] as number] as number) - (prefix[fromOf[index] as number] as number);
        const lost = costs[roots[at] as number] as number;
        paused[index] = lost;
        values[index] = whole - lost;
      }
    }
    for (const index of into.others[day] as Int32Array) {
      const shape = shapes[index] as (typeof shapes)[number];
      if (skills !== undefined && shape.skill >= 0 && skills[shape.skill] === 0 && shape.locked === undefined) continue;
      const prefix = prefixes[shape.skill + 1] as Float64Array;
      const from = fromOf[index] as number;
      const to = toOf[index] as number;
      let value = (prefix[to] as number) - (prefix[from] as number);
      let bestMeal = 0;
      if (shape.mealOffsets.length > 0) {
        const length = shape.mealSeconds / slotSeconds;
        let least = Number.POSITIVE_INFINITY;
        for (let meal = 0; meal < shape.mealOffsets.length; meal++) {
          const at = from + (shape.mealOffsets[meal] as number) / slotSeconds;
          const lost = (prefix[at + length] as number) - (prefix[at] as number);
          if (lost < least) {
            least = lost;
            bestMeal = meal;
          }
        }
        value -= least;
      } else if (plans[index] !== undefined) {
        value -= paused[index] as number;
      } else if (shape.locked !== undefined) {
        value = 0;
        visitGivenRows(table, set, shape.locked, (row) => {
          value += rowValue[row] as number;
        });
      }
      if (shape.template >= 0) {
        const any = table.templateRow[day * table.templates + shape.template] as number;
        if (any >= 0) value += rowValue[any] as number;
        if (shape.skill >= 0) {
          const own = table.templateRow[
            ((shape.skill + 1) * table.days + day) * table.templates + shape.template
          ] as number;
          if (own >= 0) value += rowValue[own] as number;
        }
      }
      values[index] = (isCounted(shape) ? value : 0) + (team === undefined ? 0 : team.besides(shape));
      meals[index] = bestMeal;
    }
  }
}

/** Whether a slot of [from, to) has changed after a valuation. */
function isChanged(changed: Int32Array, from: number, to: number, since: number): boolean {
  for (let slot = from; slot < to; slot++) if ((changed[slot] as number) > since) return true;
  return false;
}

/** What each break of a plan costs in a shift that starts at the slot `from`. */
function lostBy({ starts, ends }: PlanSlots, prefix: Float64Array, from: number, lost: Float64Array): Float64Array {
  for (let index = 0; index < starts.length; index++) {
    lost[index] =
      (prefix[from + (ends[index] as number)] as number) - (prefix[from + (starts[index] as number)] as number);
  }
  return lost;
}

/** Where a shape's breaks lose least under the last valuation: an index into its meal offsets, or a number of its plan. */
export function bestPlace(set: ShapeSet, valuation: Valuation, day: number, index: number): number {
  const { from, plans } = valuation.places[day] as ShapeSlots;
  const plan = plans[index];
  if (plan === undefined) return (valuation.meal[day] as Int32Array)[index] as number;
  const prefix = valuation.prefixes[((set.byDay[day] as readonly Shape[])[index] as Shape).skill + 1] as Float64Array;
  return plan.plan.choose(lostBy(plan, prefix, from[index] as number, valuation.lost));
}

/** By skill, whether a line of one of the models may work it. */
export function skillsWorked(
  set: ShapeSet,
  models: readonly { readonly allowed: readonly Uint8Array[] }[],
): Uint8Array {
  const worked = new Uint8Array(set.skills.length);
  for (const { allowed } of models) {
    allowed.forEach((row, day) => {
      const shapes = set.byDay[day] as readonly Shape[];
      row.forEach((flag, index) => {
        const skill = (shapes[index] as Shape).skill;
        if (flag === 1 && skill >= 0) worked[skill] = 1;
      });
    });
  }
  return worked;
}

/** What somebody of a class is worth to the rows of team rules: at each slot on the work, and besides for a shape as a whole. */
function teamValues(
  table: DemandTable,
  team: TeamBlocks,
  set: ShapeSet,
  rowValue: Float64Array,
  employeeClass: number,
  { first, end }: { readonly first: number; readonly end: number },
): { readonly working: Float64Array; readonly besides: (shape: Shape) => number } {
  const own = team.blocks.filter(({ coefficient }) => coefficient[employeeClass] !== 0);
  const slotValues = (kind: 'working' | 'present'): Float64Array => {
    const values = new Float64Array(table.slots);
    for (const { coefficient, row } of own.filter((block) => block.kind === kind)) {
      const by = coefficient[employeeClass] as number;
      for (let slot = first; slot < end; slot++) {
        const at = row[slot] as number;
        if (at >= 0) values[slot] = (values[slot] as number) + by * (rowValue[at] as number);
      }
    }
    return values;
  };
  const present = new Float64Array(table.slots + 1);
  const presence = slotValues('present');
  for (let slot = first; slot < end; slot++) {
    present[slot + 1] = (present[slot] as number) + (presence[slot] as number);
  }
  const whole = own.filter(({ kind }) => kind !== 'working' && kind !== 'present');
  const slotOf = (instant: number): number => (instant - set.horizonStart) / table.slotSeconds;
  return {
    working: slotValues('working'),
    besides: (shape) => {
      if (shape.elsewhere === true) return 0;
      if (shape.locked !== undefined) {
        let sum = 0;
        visitTeamRows(team, table, set, employeeClass, shape, 0, (row, by) => {
          sum += by * (rowValue[row] as number);
        });
        return sum;
      }
      // Whoever is away attends nothing; her hours are paid all the same.
      const isAway = shape.activity !== undefined;
      let sum = isAway ? 0 : (present[slotOf(shape.end)] as number) - (present[slotOf(shape.start)] as number);
      for (const { kind, coefficient, row } of whole) {
        if (isAway && kind !== 'paid') continue;
        const at = row[kind === 'template' ? shape.day * table.templates + shape.template : shape.day] as number;
        const times = kind === 'paid' ? shape.workSeconds / SECONDS_PER_HOUR : 1;
        if (at >= 0) sum += times * (coefficient[employeeClass] as number) * (rowValue[at] as number);
      }
      return sum;
    },
  };
}
