import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { agentsForTarget, type StaffingQueue } from '../../../src/staffing/staffing-score.ts';

/*
 * How long requirements take: `npm run -s bench:staffing -- [--queues 1000000] [--seed 1]`. Distinct Erlang A queues between 1 and 200 erlang, 80 % of
 * the offered contacts within 20 s, one thread and nothing kept from one queue to the next. CPU seconds, since the machine may have other work. No time
 * is told before a sample of the answers is right: what was found meets the target, and one less does not.
 */
const { values: options } = parseArgs({
  options: { queues: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const count = Number(options.queues);
const SHARE = 0.8;
const THRESHOLD_SECONDS = 20;
const TARGET = { kind: 'service-level', share: SHARE, thresholdSeconds: THRESHOLD_SECONDS, base: 'offered' } as const;

type Queue = StaffingQueue & { readonly patienceSeconds: number };

/** Numbers in 0-1 from a 32-bit state (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomFrom(Number(options.seed));
const between = (least: number, most: number): number => least + random() * (most - least);
const CASES: readonly (readonly [string, () => Queue])[] = [
  ['AHT 180 s, patience 120 s', () => ({ loadErlang: between(1, 200), ahtSeconds: 180, patienceSeconds: 120 })],
  [
    'AHT 60 to 600 s, patience 30 to 600 s',
    () => ({ loadErlang: between(1, 200), ahtSeconds: between(60, 600), patienceSeconds: between(30, 600) }),
  ],
];

function requireRight(queue: Queue, agents: number): void {
  const level = (n: number): number =>
    erlangA({ ...queue, agents: n, thresholdSeconds: THRESHOLD_SECONDS }).serviceLevelOffered;
  if (level(agents) < SHARE * (1 - 1e-11) || level(agents - 1) >= SHARE) {
    throw new Error(`${agents} agents are not the least for ${JSON.stringify(queue)}`);
  }
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus()[0]?.model ?? 'unknown processor'}, node ${process.version}; ${count} queues each\n`,
);
console.log('| queues | CPU s | microseconds each | agents in all |');
console.log('|---|---|---|---|');
for (const [name, draw] of CASES) {
  const queues = Array.from({ length: count }, draw);
  for (const queue of queues.slice(0, 5000)) requireRight(queue, agentsForTarget(queue, TARGET));
  const before = process.cpuUsage();
  let agents = 0;
  for (const queue of queues) agents += agentsForTarget(queue, TARGET);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(`| ${name} | ${seconds.toFixed(2)} | ${((seconds / count) * 1e6).toFixed(2)} | ${agents} |`);
}
