import type { TransientAnswer, TransientQuestion, TransientState } from '../domain/queue.ts';
import { erlangA } from './erlang-a.ts';
import { phasesOf } from './service-phases.ts';
import { stepsOf, transientService } from './transient-service.ts';

/** Steps x contacts followed x numbers a state, at most: some ten seconds. */
const MOST_WORK = 1e8;

/** How much there is to follow, as a share of what one question may ask for. */
export function transientEffort({
  intervalSeconds,
  patienceSeconds,
  thresholdSeconds,
  handling,
  intervals,
}: TransientQuestion): number {
  let [work, waiting] = [0, 0];
  for (const { contacts, agents, ahtSeconds } of intervals) {
    // As a fluid: what comes and is not served waits, and hangs up in time.
    const kept = Math.exp(-intervalSeconds / patienceSeconds);
    const excess = contacts / intervalSeconds - agents / ahtSeconds;
    waiting = Math.max(0, waiting * kept + excess * patienceSeconds * (1 - kept));
    const mean = Math.max(agents, (contacts * ahtSeconds) / intervalSeconds) + waiting;
    const states = mean + 12 * Math.sqrt(mean) + 12;
    work += states * stepsOf(intervalSeconds, { ahtSeconds, patienceSeconds, thresholdSeconds });
  }
  return (work * (phasesOf(handling).rate.length + 1)) / MOST_WORK;
}

/**
 * A queue followed in time through intervals with contacts, handle times and people of their own, beside what each interval would be in steady state.
 *
 * It begins empty and closes behind the last interval: who waits then is not answered any more. Where a stop is asked for, only the first `intervals` are told.
 */
export function transientStates(
  question: TransientQuestion,
  stopRequested: () => boolean = () => false,
): TransientAnswer {
  const { intervalSeconds, patienceSeconds, thresholdSeconds, handling, intervals } = question;
  const followed = transientService(
    intervals.map(({ contacts, agents, ahtSeconds }, index) => ({
      start: index * intervalSeconds,
      end: (index + 1) * intervalSeconds,
      contacts,
      ahtSeconds,
      positions: agents,
    })),
    patienceSeconds,
    thresholdSeconds,
    handling,
    stopRequested,
  );
  const states = intervals.slice(0, followed.length).map(({ contacts, agents, ahtSeconds }, index): TransientState => {
    const { serviceLevelOffered, meanQueue, queueAtEnd, meanBusy } = followed[index] as (typeof followed)[number];
    const loadErlang = (contacts * ahtSeconds) / intervalSeconds;
    const settled = erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds });
    const ofContacts = (share: number) => (contacts === 0 ? null : share);
    const ofAgents = (share: number) => (agents === 0 ? null : share);
    return {
      contacts,
      agents,
      loadErlang,
      serviceLevelOffered: ofContacts(serviceLevelOffered),
      abandoned: (meanQueue * intervalSeconds) / patienceSeconds,
      meanQueue,
      queueAtEnd,
      occupancy: ofAgents(meanBusy / agents),
      steady: {
        serviceLevelOffered: ofContacts(settled.serviceLevelOffered),
        abandoned: contacts * settled.abandonment,
        meanQueue: settled.meanQueue,
        occupancy: ofAgents(settled.occupancy),
      },
    };
  });
  const contacts = states.reduce((sum, one) => sum + one.contacts, 0);
  const over = (share: (state: TransientState) => number | null) =>
    contacts === 0 ? null : states.reduce((sum, one) => sum + one.contacts * (share(one) ?? 0), 0) / contacts;
  return {
    contacts,
    serviceLevelOffered: over((one) => one.serviceLevelOffered),
    abandoned: states.reduce((sum, one) => sum + one.abandoned, 0),
    steadyServiceLevelOffered: over(({ steady }) => steady.serviceLevelOffered),
    intervals: states,
  };
}
