import type { TransientStatesDocument } from '../../contract/transient-states.ts';
import { percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** A queue followed in time for people: a row for each interval, beside what a steady state would say, and the whole in a sentence. */
export function transientText(states: TransientStatesDocument, { say }: Speech = ENGLISH): string {
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const rows = states.intervals.map((interval, index) => [
    String(index + 1),
    short(interval.contacts),
    String(interval.agents),
    short(interval.loadErlang),
    percent(interval.serviceLevelOffered),
    percent(interval.steady.serviceLevelOffered),
    short(interval.abandoned, 1),
    short(interval.meanQueue, 1),
    short(interval.queueAtEnd, 1),
    percent(interval.occupancy, 0),
  ]);
  const columns = [
    number('head.interval-number'),
    number('head.contacts'),
    number('head.agents'),
    number('head.load'),
    number('head.service-level'),
    number('head.steady'),
    number('head.hung-up'),
    number('head.queue-mean'),
    number('head.queue-end'),
    number('head.occupancy'),
  ];
  const facts = {
    level: percent(states.serviceLevelOffered),
    steady: percent(states.steadyServiceLevelOffered),
    contacts: short(states.contacts, 0),
    abandoned: short(states.abandoned, 1),
  };
  return `${table(columns, rows)}${say('transient.found', facts)}\n`;
}
