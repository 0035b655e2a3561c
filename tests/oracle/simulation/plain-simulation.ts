import type { SimulatedQueue, SimulationModel } from '../../../src/domain/simulation.ts';
import { ArrivalSource } from '../../../src/simulation/arrival-source.ts';
import type { CompiledModel } from '../../../src/simulation/compiled-model.ts';
import { TimeSource } from '../../../src/simulation/distributions.ts';
import { hashOf, streamOf } from '../../../src/simulation/random-stream.ts';

/*
 * One replication said again, as plainly as possible: objects, lists that are searched from end to end, hanging up as an event of its own, work and
 * presence added up step by step. It shares the random numbers with the product and nothing else.
 */

type Caller = {
  queue: number;
  arrival: number;
  deadline: number;
  work: number;
  accepts: boolean;
  interval: number;
};
type Contact = { queue: number; left: number };
type Person = {
  index: number;
  queues: readonly number[] | undefined;
  paces: Readonly<Record<string, number>> | undefined;
  contacts: Contact[];
  freeSince: number;
  order: number;
};

/** Counts by queue (or group) and interval, named. */
export type PlainCounts = {
  readonly calls: Record<
    'offered' | 'answered' | 'inTime' | 'abandoned' | 'abandonedSoon' | 'answeredWait' | 'calledBack',
    number
  >[][];
  readonly work: Record<'staffed' | 'busy' | 'handled', number>[][];
};

function callersOf(queue: SimulatedQueue, index: number, compiled: CompiledModel, seed: number, run: number): Caller[] {
  const plan = compiled.arrivals[index];
  if (plan === undefined) throw new Error('no plan');
  const owner = hashOf(queue.id);
  const source = new ArrivalSource(plan, seed, run);
  const handling = TimeSource.around1(queue.handling, streamOf(seed, run, 'handling', owner));
  const patience = new TimeSource(queue.patience, streamOf(seed, run, 'patience', owner));
  const callback = streamOf(seed, run, 'callback', owner);
  const callers: Caller[] = [];
  for (let arrival = source.next(); arrival < Infinity; arrival = source.next()) {
    const work = handling.next() * source.ahtSeconds;
    const deadline = arrival + patience.next();
    const accepts = queue.callback !== undefined && callback.uniform() < queue.callback.share;
    callers.push({ queue: index, arrival, deadline, work, accepts, interval: -1 });
  }
  return callers;
}

export function simulatePlainly(
  model: SimulationModel,
  compiled: CompiledModel,
  seed: number,
  run: number,
): PlainCounts {
  const { queues, employees, intervals } = model;
  const { origin } = compiled;
  const groups = [...new Set(employees.map(({ group }) => group))].sort();
  const intervalAt = (time: number): number =>
    intervals.findIndex(({ start, end }) => start - origin <= time && time < end - origin);
  const calls = queues.map(() =>
    intervals.map(() => ({
      offered: 0,
      answered: 0,
      inTime: 0,
      abandoned: 0,
      abandonedSoon: 0,
      answeredWait: 0,
      calledBack: 0,
    })),
  );
  const work = groups.map(() => intervals.map(() => ({ staffed: 0, busy: 0, handled: 0 })));
  const arrivals = queues.flatMap((queue, index) => callersOf(queue, index, compiled, seed, run));
  let waiting: Caller[] = [];
  let order = 0;
  const people: Person[] = employees.map((_, index) => ({
    index,
    queues: undefined,
    paces: undefined,
    contacts: [],
    freeSince: 0,
    order: 0,
  }));
  const changes = employees
    .flatMap(({ attendances, absence }, person) =>
      attendances.flatMap(({ name, paces, stretches }) => {
        const isAbsent = absence > 0 && streamOf(seed, run, 'absence', hashOf(name)).uniform() < absence;
        return isAbsent
          ? []
          : stretches.flatMap(({ start, end, queues: ids }) => [
              { time: start - origin, person, rank: 1, ids, paces },
              { time: end - origin, person, rank: 0, ids: undefined, paces },
            ]);
      }),
    )
    .sort((a, b) => a.time - b.time || a.person - b.person || a.rank - b.rank);

  const slowness = (contact: Contact, person: Person): number =>
    1 + (queues[contact.queue]?.stretch ?? 0) * (person.contacts.length - 1);
  const canTake = (person: Person, queue: number): boolean =>
    person.queues?.includes(queue) === true &&
    [queue, ...person.contacts.map((contact) => contact.queue)].every(
      (one) => person.contacts.length < (queues[one]?.concurrency ?? 1),
    );
  const free = (person: Person, now: number): void => {
    person.freeSince = now;
    person.order = order++;
  };
  const start = (person: Person, caller: Caller): void => {
    const proficiency = employees[person.index]?.proficiency ?? 1;
    const pace = person.paces?.[queues[caller.queue]?.id ?? ''] ?? 1;
    person.contacts.push({ queue: caller.queue, left: caller.work / (proficiency * pace) });
  };
  const answer = (caller: Caller, now: number): void => {
    const cell = calls[caller.queue]?.[caller.interval];
    if (cell === undefined) return;
    cell.answered += 1;
    cell.answeredWait += now - caller.arrival;
    if (now - caller.arrival <= (queues[caller.queue]?.level.thresholdSeconds ?? 0)) cell.inTime += 1;
  };
  const takeWaiting = (person: Person, now: number): void => {
    for (;;) {
      const next = waiting
        .filter(({ queue }) => canTake(person, queue))
        .sort(
          (a, b) =>
            (queues[a.queue]?.priority ?? 0) - (queues[b.queue]?.priority ?? 0) ||
            a.arrival - b.arrival ||
            a.queue - b.queue,
        )[0];
      if (next === undefined) break;
      waiting = waiting.filter((one) => one !== next);
      answer(next, now);
      start(person, next);
    }
    free(person, now);
  };
  const hangUp = (caller: Caller): void => {
    waiting = waiting.filter((one) => one !== caller);
    const cell = calls[caller.queue]?.[caller.interval];
    if (cell === undefined) return;
    cell.abandoned += 1;
    if (caller.deadline - caller.arrival <= (queues[caller.queue]?.level.thresholdSeconds ?? 0))
      cell.abandonedSoon += 1;
  };
  const arrive = (caller: Caller, now: number): void => {
    caller.interval = intervalAt(now);
    const cell = calls[caller.queue]?.[caller.interval];
    if (cell !== undefined) cell.offered += 1;
    const skills = (person: Person): number => (model.routing === 'least-skilled' ? (person.queues?.length ?? 0) : 0);
    const taker = people
      .filter((person) => canTake(person, caller.queue))
      .sort(
        (a, b) =>
          a.contacts.length - b.contacts.length ||
          skills(a) - skills(b) ||
          a.freeSince - b.freeSince ||
          a.order - b.order,
      )[0];
    if (taker === undefined) {
      waiting.push(caller);
      return;
    }
    answer(caller, now);
    start(taker, caller);
    free(taker, now);
  };
  const offerTime = (caller: Caller): number => {
    const offer = queues[caller.queue]?.callback;
    return offer !== undefined && caller.accepts ? caller.arrival + offer.afterSeconds : Infinity;
  };

  let now = 0;
  const least = (times: readonly number[]): number => times.reduce((a, b) => Math.min(a, b), Infinity);
  for (;;) {
    const done = people.flatMap((person) =>
      person.contacts.map((contact) => ({ person, contact, time: now + contact.left * slowness(contact, person) })),
    );
    const times = {
      change: changes[0]?.time ?? Infinity,
      done: least(done.map(({ time }) => time)),
      hangUp: least(waiting.map(({ deadline }) => deadline)),
      offer: least(waiting.map(offerTime)),
      arrival: least(arrivals.map(({ arrival }) => arrival)),
    };
    const next = least(Object.values(times));
    if (next === Infinity) break;
    for (const person of people) {
      const group = groups.indexOf(employees[person.index]?.group ?? '');
      for (const [index, { start: from, end: to }] of intervals.entries()) {
        const seconds = Math.max(0, Math.min(next, to - origin) - Math.max(now, from - origin));
        const cell = work[group]?.[index];
        if (cell === undefined) continue;
        if (person.contacts.length > 0) cell.busy += seconds;
        if (person.contacts.length > 0 || person.queues !== undefined) cell.staffed += seconds;
      }
      const speeds = person.contacts.map((contact) => slowness(contact, person));
      for (const [index, contact] of person.contacts.entries()) contact.left -= (next - now) / (speeds[index] ?? 1);
    }
    now = next;
    if (times.hangUp === next) {
      const gone = waiting.find(({ deadline }) => deadline === next);
      if (gone !== undefined) hangUp(gone);
    } else if (times.change === next) {
      const change = changes.shift();
      const person = people[change?.person ?? 0];
      if (person === undefined) continue;
      if (change?.ids !== undefined) person.paces = change.paces;
      person.queues = change?.ids?.map((id) => queues.findIndex((queue) => queue.id === id));
      if (person.queues !== undefined) takeWaiting(person, now);
    } else if (times.done === next) {
      const first = done.find(({ time }) => time === next);
      if (first === undefined) continue;
      const { person, contact } = first;
      person.contacts = person.contacts.filter((one) => one !== contact);
      const cell = work[groups.indexOf(employees[person.index]?.group ?? '')]?.[intervalAt(now)];
      if (cell !== undefined) cell.handled += 1;
      if (person.queues !== undefined) takeWaiting(person, now);
    } else if (times.offer === next) {
      const caller = waiting.find((one) => offerTime(one) === next);
      if (caller === undefined) continue;
      waiting = waiting.filter((one) => one !== caller);
      const cell = calls[caller.queue]?.[caller.interval];
      if (cell !== undefined) cell.calledBack += 1;
      const target = queues.findIndex(({ id }) => id === queues[caller.queue]?.callback?.queue);
      arrive({ ...caller, queue: target, arrival: now, deadline: Infinity, accepts: false }, now);
    } else {
      const caller = arrivals.find(({ arrival }) => arrival === next);
      if (caller === undefined) continue;
      arrivals.splice(arrivals.indexOf(caller), 1);
      arrive(caller, now);
    }
  }
  return { calls, work };
}
