import type { QueueAnswer, QueueQuestion, QueueSensitivity } from '../domain/queue.ts';
import type { StaffingTarget } from '../domain/requirement.ts';
import { mostLoad } from './carried-load.ts';
import { erlangA } from './erlang-a.ts';
import { erlangC } from './erlang-c.ts';
import { erlangASensitivity, erlangCSensitivity } from './sensitivity.ts';
import { expectService } from './service-expectation.ts';
import { agentsForOccupancy, agentsForTargets } from './staffing-score.ts';

/**
 * The service of one queue in steady state, its derivatives, the agents that its targets need and the load that its agents carry.
 *
 * Without agents given those that the targets need are taken. An abandonment target without patience is a defect of the caller.
 */
export function answerQueue(question: QueueQuestion): QueueAnswer {
  const { id, loadErlang, ahtSeconds, patienceSeconds, targets, maxOccupancy } = question;
  const queue = { loadErlang, ahtSeconds, patienceSeconds };
  const hasGoals = targets.length > 0 || maxOccupancy !== undefined;
  const forCap = maxOccupancy === undefined ? 0 : agentsForOccupancy(queue, maxOccupancy);
  const neededAgents = hasGoals ? Math.max(forCap, agentsForTargets(queue, targets).agents) : null;
  const agents = question.agents ?? neededAgents ?? 0;
  const level = targets.find((target) => target.kind === 'service-level');
  const thresholdSeconds = level?.thresholdSeconds ?? question.thresholdSeconds;
  const shown: StaffingTarget = level ?? { kind: 'service-level', share: 0.5, thresholdSeconds, base: 'offered' };
  const state = { loadErlang, ahtSeconds, agents, thresholdSeconds };
  return {
    ...(id === undefined ? {} : { id }),
    model: patienceSeconds === undefined ? 'erlang-c' : 'erlang-a',
    loadErlang,
    agents,
    neededAgents,
    ...waitingOf(state, patienceSeconds),
    thresholdSeconds,
    ...expectService(queue, agents, shown),
    sensitivity: sensitivityOf(state, patienceSeconds),
    mostErlang: hasGoals ? mostLoad({ ahtSeconds, patienceSeconds }, agents, { targets, maxOccupancy }) : null,
  };
}

type State = Parameters<typeof erlangC>[0];

function waitingOf(
  state: State,
  patienceSeconds: number | undefined,
): Pick<QueueAnswer, 'waitProbability' | 'meanQueue'> {
  if (patienceSeconds !== undefined) {
    const { waitProbability, meanQueue } = erlangA({ ...state, patienceSeconds });
    return { waitProbability, meanQueue };
  }
  const outcome = erlangC(state);
  return { waitProbability: outcome.waitProbability, meanQueue: outcome.kind === 'stable' ? outcome.meanQueue : null };
}

function sensitivityOf(state: State, patienceSeconds: number | undefined): QueueSensitivity | null {
  if (state.agents === 0 || state.loadErlang === 0) return null;
  if (patienceSeconds !== undefined) return erlangASensitivity({ ...state, patienceSeconds });
  return erlangCSensitivity(state) ?? null;
}
