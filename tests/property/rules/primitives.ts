import { daysBetween } from '../../../src/domain/calendar.ts';
import { type Shift, shiftDate } from '../../../src/domain/shift.ts';
import type { Primitive, RuleContext } from '../../../src/rules/rule.ts';

/** Says of a line with at most one shift a day whether it satisfies a primitive, from the primitive's description alone. */
function satisfies(primitive: Primitive, context: RuleContext, days: ReadonlyMap<number, Shift>): boolean {
  const worked = [...days.keys()].sort((a, b) => a - b);
  switch (primitive.kind) {
    case 'allow':
      return worked.every((day) => primitive.allows(day, days.get(day) as Shift));
    case 'order':
      return worked.every((day, index) => {
        const next = worked[index + 1];
        if (next === undefined || next - day > primitive.withinDays) return true;
        return primitive.allows(days.get(day) as Shift, days.get(next) as Shift);
      });
    case 'run': {
      const all = new Set(worked);
      for (let day = 1; day <= primitive.before; day++) all.add(-day);
      for (let day = 0; day < primitive.after; day++) all.add(context.days + day);
      return worked.every((day) => {
        let run = 1;
        while (all.has(day + run)) run++;
        for (let back = 1; all.has(day - back); back++) run++;
        return run <= primitive.maximum;
      });
    }
    case 'sum': {
      let sum = primitive.used;
      for (const day of worked) {
        if (day < primitive.firstDay || day >= primitive.endDay) continue;
        const weight = primitive.weigh(day, days.get(day) as Shift);
        if (!Number.isInteger(weight) || weight < 0) throw new Error(`weight ${weight} is no whole number`);
        sum += weight;
      }
      const { onlyWith } = primitive;
      if (onlyWith !== undefined && !worked.some((day) => day >= onlyWith.firstDay && day < onlyWith.endDay))
        return true;
      return sum >= (primitive.minimum ?? sum) && sum <= (primitive.maximum ?? sum);
    }
    case 'automaton': {
      let state: number | undefined = primitive.start;
      for (let day = 0; day < context.days && state !== undefined; day++)
        state = primitive.next(state, day, days.get(day));
      return state !== undefined && primitive.accepts(state);
    }
  }
}

export function satisfiesAll(primitives: readonly Primitive[], context: RuleContext, line: readonly Shift[]): boolean {
  const days = new Map(line.map((shift) => [daysBetween(context.from, shiftDate(context.zone, shift)), shift]));
  return primitives.every((primitive) => satisfies(primitive, context, days));
}
