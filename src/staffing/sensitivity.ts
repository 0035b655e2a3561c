/**
 * How the service of a queue changes with its agents, its load and its handle time: exact derivatives, no differences.
 *
 * Agents are taken as a real number by the continuous Erlang B (`continuous-blocking.ts`), so that the derivative belongs to a smooth curve through the
 * values at whole numbers. Every measure is a ratio of integrals of the offered wait's density E(u) = exp(y (1 - e^-u) - x u), whose derivatives are the
 * same integrals with a factor: -u for x = agents x patience / AHT, 1 - e^-u for y = load x patience / AHT.
 */
import type { QueueSensitivity, Slopes } from '../domain/queue.ts';
import type { ErlangAQueue } from './erlang-a.ts';
import { erlangA } from './erlang-a.ts';
import { inverseBlocking } from './erlang-b.ts';
import type { ErlangCQueue } from './erlang-c.ts';
import { erlangC } from './erlang-c.ts';
import { type BlockingSlopes, blockingSlopes } from './continuous-blocking.ts';
import { integrateWaitingStates, logOfferedWait, visitOfferedWait } from './offered-wait.ts';

const NONE: Slopes = { perAgent: 0, perErlang: 0, perAhtSecond: 0 };
const STILL: QueueSensitivity = { serviceLevelOffered: NONE, abandonment: NONE, asaSeconds: NONE, occupancy: NONE };

/** A value with its derivatives by agents and load (through 1/B alone), by x and by y. */
type Part = {
  readonly value: number;
  readonly byAgents: number;
  readonly byLoad: number;
  readonly byX: number;
  readonly byY: number;
};

const plus = (one: Part, other: Part): Part => ({
  value: one.value + other.value,
  byAgents: one.byAgents + other.byAgents,
  byLoad: one.byLoad + other.byLoad,
  byX: one.byX + other.byX,
  byY: one.byY + other.byY,
});

const times = ({ perAgent, perErlang, perAhtSecond }: Slopes, factor: number): Slopes => ({
  perAgent: perAgent * factor,
  perErlang: perErlang * factor,
  perAhtSecond: perAhtSecond * factor,
});

/**
 * Derivatives of an Erlang A queue's service, for agents of at least 1 and a load above 0 erlang.
 *
 * Per agent and per erlang the handle time stays; per second of handle time the contacts stay, so that the load grows with it. Where nobody ever waits all
 * are 0. The formulas are those of `erlang-a.ts`; the sums over waiting states are integrals here, whatever their size.
 */
export function erlangASensitivity(queue: ErlangAQueue): QueueSensitivity {
  const { loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds } = queue;
  const state = erlangA(queue);
  const inverse = inverseBlocking(loadErlang, agents);
  if (inverse === Infinity) return busyOnly(loadErlang, agents, ahtSeconds);
  const perAht = patienceSeconds / ahtSeconds;
  const x = agents * perAht;
  const y = loadErlang * perAht;
  const slack = (agents - loadErlang) * perAht;
  const tail = integrateWaitingStates(x, y, slack);
  const slopes = blockingSlopes(loadErlang, agents);
  const elapsed = thresholdSeconds / patienceSeconds;

  /** The coefficient x or y times int factor(u) E du, on the scale of the tail. */
  const integral = (coefficient: 'x' | 'y', from: number, to: number, factor: (u: number) => number): Part => {
    let value = 0;
    let byX = 0;
    let byY = 0;
    visitOfferedWait(x, y, slack, from, to, (u, weight) => {
      const density = factor(u) * Math.exp(logOfferedWait(x, y, slack, tail, u)) * weight;
      value += density;
      byX -= u * density;
      byY -= Math.expm1(-u) * density;
    });
    const size = coefficient === 'x' ? x : y;
    return {
      value: size * value,
      byAgents: 0,
      byLoad: 0,
      byX: size * byX + (coefficient === 'x' ? value : 0),
      byY: size * byY + (coefficient === 'y' ? value : 0),
    };
  };
  // 1/B, and 1/B - 1, on the scale of the tail.
  const blocking = tail.unit * inverse;
  const free: Part = {
    value: tail.unit * (inverse - 1),
    byAgents: blocking * slopes.perAgent,
    byLoad: blocking * slopes.perErlang,
    byX: 0,
    byY: 0,
  };
  const stays = (u: number): number => Math.exp(-u);
  const gone = (u: number): number => -Math.expm1(-u);
  const total = plus({ ...free, value: blocking }, integral('y', 0, Infinity, stays));
  const slopesOf = (one: Part, all: Part): Slopes => {
    const ratio = one.value / all.value;
    const of = (by: (part: Part) => number): number => (by(one) - ratio * by(all)) / all.value;
    return {
      perAgent: of(({ byAgents, byX }) => byAgents + perAht * byX),
      perErlang: of(({ byLoad, byY }) => byLoad + perAht * byY),
      // The contacts stay: load moves with the handle time, y does not, x moves against it.
      perAhtSecond: of(({ byLoad, byX }) => (loadErlang * byLoad - x * byX) / ahtSeconds),
    };
  };

  const hangUp = slopesOf(integral('x', 0, Infinity, gone), total);
  // Of the two parts of the whole the smaller keeps its digits.
  const inTime =
    state.serviceLevelOffered > 0.5
      ? times(
          slopesOf(
            plus(
              integral('x', 0, elapsed, gone),
              integral('x', elapsed, Infinity, () => 1),
            ),
            total,
          ),
          -1,
        )
      : slopesOf(plus(free, integral('x', 0, elapsed, stays)), total);
  const answered = plus(free, integral('x', 0, Infinity, stays));
  const asa = slopesOf(
    integral('x', 0, Infinity, (u) => u * stays(u)),
    answered,
  );
  const busyShare = loadErlang / agents;
  return {
    serviceLevelOffered: inTime,
    abandonment: hangUp,
    asaSeconds: times(asa, patienceSeconds),
    // Occupancy is a (1 - abandonment) / n.
    occupancy: {
      perAgent: -state.occupancy / agents - busyShare * hangUp.perAgent,
      perErlang: state.occupancy / loadErlang - busyShare * hangUp.perErlang,
      perAhtSecond: state.occupancy / ahtSeconds - busyShare * hangUp.perAhtSecond,
    },
  };
}

/**
 * Derivatives of an Erlang C queue's service; undefined where the load is not below the agents, as the queue then grows without end. Abandonment does
 * not exist there and stays 0.
 */
export function erlangCSensitivity(queue: ErlangCQueue): QueueSensitivity | undefined {
  const { loadErlang, ahtSeconds, agents, thresholdSeconds } = queue;
  const outcome = erlangC(queue);
  if (outcome.kind === 'unstable') return undefined;
  const inverse = inverseBlocking(loadErlang, agents);
  if (inverse === Infinity) return busyOnly(loadErlang, agents, ahtSeconds);
  const slopes: BlockingSlopes = blockingSlopes(loadErlang, agents);
  const spare = agents - loadErlang;
  const idle = spare / agents;
  const wait = outcome.waitProbability;
  // C = 1 / (a/n + (1 - a/n) / B).
  const byAgent = -wait * wait * ((loadErlang / agents ** 2) * (inverse - 1) + idle * inverse * slopes.perAgent);
  const byErlang = -wait * wait * ((1 - inverse) / agents + idle * inverse * slopes.perErlang);
  const decay = Math.exp((-spare * thresholdSeconds) / ahtSeconds);
  const rate = thresholdSeconds / ahtSeconds;
  const level = {
    perAgent: -decay * (byAgent - wait * rate),
    perErlang: -decay * (byErlang + wait * rate),
    // By the handle time alone; the load that comes with it is added below.
    own: (-decay * wait * spare * rate) / ahtSeconds,
  };
  const asa = {
    perAgent: ahtSeconds * (byAgent / spare - wait / spare ** 2),
    perErlang: ahtSeconds * (byErlang / spare + wait / spare ** 2),
    own: outcome.asaSeconds / ahtSeconds,
  };
  const perAht = loadErlang / ahtSeconds;
  const whole = ({ perAgent, perErlang, own }: typeof level): Slopes => ({
    perAgent,
    perErlang,
    perAhtSecond: own + perErlang * perAht,
  });
  return {
    serviceLevelOffered: whole(level),
    abandonment: NONE,
    asaSeconds: whole(asa),
    occupancy: busyOnly(loadErlang, agents, ahtSeconds).occupancy,
  };
}

/** Far more agents than load: nobody waits, and only the occupancy moves. */
function busyOnly(loadErlang: number, agents: number, ahtSeconds: number): QueueSensitivity {
  const occupancy = loadErlang / agents;
  return {
    ...STILL,
    occupancy: { perAgent: -occupancy / agents, perErlang: 1 / agents, perAhtSecond: occupancy / ahtSeconds },
  };
}
