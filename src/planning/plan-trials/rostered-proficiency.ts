import { dateOf } from '../../domain/calendar.ts';
import type { SimulationModel } from '../../domain/simulation.ts';
import type { LocalDate, Zone } from '../../domain/units.ts';

/**
 * Mean work in an hour of those who are rostered on a queue, by their hours, of that of the crew whose handle times its requirement has: 1 where the roster has people
 * as the requirement counts them. Undefined where nobody is there, or the queue knows of no crew.
 */
export function rosteredProficiency(
  { employees }: SimulationModel,
  queue: string,
  zone: Zone,
  isOn: (date: LocalDate) => boolean,
): number | undefined {
  let [seconds, work] = [0, 0];
  for (const { stretches, paces } of employees.flatMap(({ attendances }) => attendances)) {
    const pace = paces?.[queue];
    if (pace === undefined) continue;
    for (const { start, end, queues } of stretches) {
      if (!queues.includes(queue) || !isOn(dateOf(zone, start))) continue;
      seconds += end - start;
      work += pace * (end - start);
    }
  }
  return seconds > 0 ? work / seconds : undefined;
}
