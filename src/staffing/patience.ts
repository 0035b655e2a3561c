/**
 * How long callers are ready to wait, from what they did: those who hang up tell their patience, those who are answered that it was longer (a
 * censored observation). Leaving the answered out, as a mean time to hang up does, makes callers look far less patient than they are.
 */
import type { Note } from '../domain/forecast.ts';
import type { Issue } from '../domain/issue.ts';
import type { PatienceData, PatienceEstimate, PatienceOutcome } from '../domain/queue.ts';
import { patienceForAbandonment } from './carried-load.ts';

/** Two-sided 95 % point of the normal distribution. */
const Z95 = 1.959963984540054;
/** Below this chance of such a shape exponential patience is called doubtful. */
const DOUBTFUL = 0.01;
/** More steps than a bisection's method needs on a concave likelihood; reached only by a defect. */
const MAX_STEPS = 200;

type Wait = Extract<PatienceData, { kind: 'waits' }>['waits'][number];

/**
 * Estimates the mean of exponential patience.
 *
 * From waits, or their totals: the maximum of the likelihood with censored waits, (all time waited) / (hang-ups), with bounds by the log-normal
 * approximation mean x exp(+-1.96 / sqrt(hang-ups)). Waits below `afterSeconds` are left out and the others counted from there on, which exponential
 * patience allows (it has no memory). From counts alone: the patience with which Erlang A gives the share that hung up. Single waits are also
 * fitted with a Weibull distribution, whose shape tells whether exponential patience is a fair picture (likelihood ratio). No estimate: an issue with
 * `no-hang-ups` or `no-such-patience` at `/data`.
 */
export function estimatePatience(data: PatienceData): PatienceOutcome {
  switch (data.kind) {
    case 'waits': {
      const { afterSeconds } = data;
      const kept = data.waits
        .filter(({ seconds, count }) => seconds >= afterSeconds && count > 0)
        .map((wait) => ({ ...wait, seconds: wait.seconds - afterSeconds }));
      const count = (abandoned: boolean): number =>
        kept.reduce((sum, wait) => sum + (wait.abandoned === abandoned ? wait.count : 0), 0);
      const waited = kept.reduce((sum, wait) => sum + wait.seconds * wait.count, 0);
      return censored(count(false), count(true), waited, kept);
    }
    case 'totals': {
      const { answered, abandoned, asaSeconds, abandonSeconds } = data;
      return censored(answered, abandoned, answered * asaSeconds + abandoned * abandonSeconds);
    }
    case 'counts': {
      const { answered, abandoned, ...queue } = data;
      const contacts = answered + abandoned;
      if (abandoned === 0) return noHangUps(contacts);
      const found = patienceForAbandonment(queue, abandoned / contacts);
      if (found === undefined) {
        return noSuchPatience(abandoned / contacts, queue.loadErlang, queue.agents);
      }
      const estimate = { method: 'erlang-a-inverse', contacts, abandoned, patienceSeconds: found } as const;
      return {
        ok: true,
        value: { ...estimate, lowerSeconds: null, upperSeconds: null, shape: null, shapeChance: null, notes: [] },
      };
    }
  }
}

function noHangUps(contacts: number): PatienceOutcome {
  const issue: Issue = {
    code: 'no-hang-ups',
    path: '/data',
    message: `Of ${contacts} contacts nobody hung up after a wait, so that nothing is known of patience but that it is long.`,
    facts: { contacts },
    hint: 'Give data of busier times, or plan with Erlang C.',
  };
  return { ok: false, issues: [issue] };
}

function noSuchPatience(abandonment: number, loadErlang: number, agents: number): PatienceOutcome {
  const issue: Issue = {
    code: 'no-such-patience',
    path: '/data',
    message: `With ${loadErlang} erlang on ${agents} agents no patience makes a share of ${abandonment} hang up.`,
    facts: { abandonment, loadErlang, agents },
    hint: 'Check that load and agents are of the same time, or give waits or totals.',
  };
  return { ok: false, issues: [issue] };
}

function censored(answered: number, abandoned: number, waited: number, waits?: readonly Wait[]): PatienceOutcome {
  const contacts = answered + abandoned;
  if (abandoned === 0 || waited === 0) return noHangUps(contacts);
  const patienceSeconds = waited / abandoned;
  const factor = Math.exp(Z95 / Math.sqrt(abandoned));
  const weibull = waits === undefined ? undefined : weibullShape(waits, abandoned, patienceSeconds);
  const estimate: PatienceEstimate = {
    method: 'censored-waits',
    contacts,
    abandoned,
    patienceSeconds,
    lowerSeconds: patienceSeconds / factor,
    upperSeconds: patienceSeconds * factor,
    shape: weibull?.shape ?? null,
    shapeChance: weibull?.chance ?? null,
    notes: weibull === undefined ? [] : shapeNotes(weibull),
  };
  return { ok: true, value: estimate };
}

/**
 * Shape of the Weibull distribution that is likeliest with censored waits, and the chance of such a likelihood ratio under exponential patience
 * (chi-square with one degree of freedom). Undefined with fewer than two different times of hanging up, from which no shape can be told.
 *
 * The shape k solves sum w t^k ln t / sum w t^k - 1/k = mean of ln t over the hang-ups, whose left side rises with k (Kalbfleisch and Prentice, "The
 * statistical analysis of failure time data", 2002, section 3.6).
 */
function weibullShape(
  waits: readonly Wait[],
  abandoned: number,
  patienceSeconds: number,
): { readonly shape: number; readonly chance: number } | undefined {
  const hungUp = waits.filter((wait) => wait.abandoned && wait.seconds > 0);
  const counted = hungUp.reduce((sum, { count }) => sum + count, 0);
  if (new Set(hungUp.map(({ seconds }) => seconds)).size < 2 || counted < abandoned) return undefined;
  const meanLog = hungUp.reduce((sum, { seconds, count }) => sum + count * Math.log(seconds), 0) / abandoned;
  const longest = Math.max(...waits.filter(({ seconds }) => seconds > 0).map(({ seconds }) => Math.log(seconds)));
  /** sum w (t / longest)^k (ln t)^power over all contacts. */
  const moment = (shape: number, power: number): number =>
    waits.reduce((sum, { seconds, count }) => {
      if (seconds === 0) return sum;
      const log = Math.log(seconds);
      return sum + count * Math.exp(shape * (log - longest)) * log ** power;
    }, 0);
  const excess = (shape: number): number => moment(shape, 1) / moment(shape, 0) - 1 / shape - meanLog;
  let low = 0;
  let high = 1;
  for (let step = 0; excess(high) < 0; step += 1) {
    if (step > 60) return undefined;
    low = high;
    high *= 2;
  }
  for (let step = 0; step < MAX_STEPS && high - low > 1e-14 * high; step += 1) {
    const middle = (low + high) / 2;
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  const shape = (low + high) / 2;
  // ln sum t^k by the longest wait, so that no power overflows.
  const logSum = Math.log(moment(shape, 0)) + shape * longest;
  const likeliest = abandoned * (Math.log(shape) + Math.log(abandoned) - logSum - 1 + (shape - 1) * meanLog);
  const exponential = abandoned * (-Math.log(patienceSeconds) - 1);
  const ratio = Math.max(0, 2 * (likeliest - exponential));
  return { shape, chance: normalTail(Math.sqrt(ratio)) };
}

function shapeNotes({ shape, chance }: { readonly shape: number; readonly chance: number }): readonly Note[] {
  return chance < DOUBTFUL ? [{ code: 'patience-not-exponential', facts: { shape, chance } }] : [];
}

/** Chance of a standard normal value further from 0 than z: erfc(z / sqrt 2), by its continued fraction or its series. */
function normalTail(z: number): number {
  const x = z / Math.SQRT2;
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n += 1) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return Math.max(0, 1 - (2 / Math.sqrt(Math.PI)) * sum);
  }
  let fraction = 0;
  for (let k = 80; k > 0; k -= 1) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
