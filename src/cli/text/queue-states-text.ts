import { MOST_ERLANG, type PatienceDocument, type QueueStatesDocument } from '../../contract/queue-states.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** Share as points of a per cent, with its sign. */
function points(change: number | undefined): string {
  return change === undefined ? '-' : `${change < 0 ? '' : '+'}${fixed(change * 100, 2)}`;
}

/** The largest load within the targets; with targets and without one all that is tried is within them. */
function reach({ mostErlang, neededAgents }: QueueStatesDocument['queues'][number]): string {
  return mostErlang === null && neededAgents !== null ? `> ${short(MOST_ERLANG)}` : short(mostErlang);
}

/** Queues for people: a row for each with its service and reach, and how the service level moves. */
export function queueStatesText({ queues }: QueueStatesDocument, { say }: Speech = ENGLISH): string {
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const rows = queues.map((queue, index) => [
    queue.id ?? String(index + 1),
    short(queue.loadErlang),
    String(queue.agents),
    short(queue.neededAgents),
    reach(queue),
    percent(queue.serviceLevel),
    percent(queue.abandonment),
    queue.asaSeconds === null ? '-' : `${fixed(queue.asaSeconds, 1)} s`,
    percent(queue.occupancy, 0),
    points(queue.sensitivity?.serviceLevelOffered.perAgent),
    points(queue.sensitivity?.serviceLevelOffered.perErlang),
    points(queue.sensitivity?.serviceLevelOffered.perAhtSecond),
  ]);
  const columns = [
    { head: say('head.queue') },
    number('head.load'),
    number('head.agents'),
    number('head.needed'),
    number('head.most-load'),
    number('head.service-level'),
    number('head.abandonment'),
    number('head.asa'),
    number('head.occupancy'),
    number('head.per-agent'),
    number('head.per-erlang'),
    number('head.per-aht-second'),
  ];
  return `${table(columns, rows)}${say('queues.terms')}\n`;
}

/** A patience in a sentence or two. */
export function patienceText(estimate: PatienceDocument, { say }: Speech = ENGLISH): string {
  const { patienceSeconds, lowerSeconds, upperSeconds, contacts, abandoned, shape } = estimate;
  const bounds =
    lowerSeconds === null || upperSeconds === null
      ? ''
      : say('patience.bounds', { lower: short(lowerSeconds, 1), upper: short(upperSeconds, 1) });
  const fitted = shape === null ? '' : say('patience.shape', { shape: short(shape) });
  const facts = { seconds: short(patienceSeconds, 1), contacts: short(contacts, 0), abandoned: short(abandoned, 0) };
  return `${say('patience.found', facts)}${bounds}${fitted}\n`;
}
