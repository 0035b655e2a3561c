import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { compileModel } from '../../../src/simulation/compiled-model.ts';
import { Moments } from '../../../src/simulation/moments.ts';
import { Replication } from '../../../src/simulation/replication.ts';
import { blockRunner, simulate } from '../../../src/simulation/simulate.ts';
import { bankWeek, uncertainWeek } from './bank-week.ts';
import { agree, pythonPeer } from './python-peer.ts';
import { settledQueues } from './settled.ts';
import { ERLANG_A, ERLANG_C, holdsBySeed, PRIORITY, stationaryModel } from './stationary.ts';

/*
 * Contacts a second and core, how often intervals hold what formulas say, and a bank's week by formula and by simulation:
 * `npm run -s bench:simulation -- [--seeds 100] [--data ../shared/data/calls]
 * [--python python3] [--only speed|seeds|settled|week|futures]`. Seconds are those of the processor, user time alone. Where a Python has Ciw or SimPy, it has the same queue too.
 */
const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    data: { type: 'string', default: '../shared/data/calls' },
    replications: { type: 'string', default: '40' },
    python: { type: 'string', multiple: true, default: ['python3', '/usr/bin/python3'] },
    only: { type: 'string' },
  },
});

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

const QUEUE = { agents: 100, ahtSeconds: 180, thresholdSeconds: 20, patienceSeconds: 180 };
const LOAD = 95;
const HANDLING = { kind: 'lognormal', coefficientOfVariation: 1 } as const;

/** Contacts a second and core. */
function speed(): number {
  const compiled = compileModel(stationaryModel({ ...QUEUE, loads: [LOAD], spread: HANDLING }, 200));
  const replication = new Replication(compiled);
  const rates: number[] = [];
  for (let run = 0; run < 7; run++) {
    const before = process.cpuUsage();
    replication.run(1, run);
    new Moments(compiled).add(replication.tally);
    const seconds = process.cpuUsage(before).user / 1e6;
    // What comes before the intervals counted is simulated too.
    const contacts = (replication.tally.calls[0] ?? 0) * 1.1;
    rates.push(contacts / seconds);
  }
  const [first = 0] = rates;
  const median = rates.slice(1).sort((a, b) => a - b)[3] ?? 0;
  console.log('## Speed\n');
  console.log('One queue, 95 erlang, 100 agents, patience 180 s, lognormal handle times, all statistics.\n');
  console.log(
    `${(median / 1e6).toFixed(2)} million contacts a second and core (median of 6 runs); ${(first / 1e6).toFixed(2)} in the first one.\n`,
  );
  return median;
}

/** The queue of the speed by a library for Python, and whether both measure the same. */
async function besidePeer(rate: number): Promise<void> {
  const limits = { seed: 1, replications: 20 };
  const hours = 50;
  const { coefficientOfVariation } = HANDLING;
  const found = pythonPeer({ ...QUEUE, loadErlang: LOAD, coefficientOfVariation, hours, ...limits }, options.python);
  if (found.kind === 'missing') {
    console.log(`No library for Python was found, so none is beside it: ${found.why}\n`);
    return;
  }
  const model = stationaryModel({ ...QUEUE, loads: [LOAD], spread: HANDLING }, hours);
  const run = blockRunner(model);
  const own = await simulate(model, limits, (blocks) => Promise.resolve(blocks.map(run)));
  const peerRate = found.contacts / found.cpuSeconds;
  console.log(
    `${found.peer}: ${Math.round(peerRate)} contacts a second and core, of ${found.contacts} in ${found.cpuSeconds.toFixed(1)} CPU seconds; ${(rate / peerRate).toFixed(0)} times as many here.\n`,
  );
  console.log(
    `| measure, ${limits.replications} replications of ${hours} hours | here | half-width | peer | half-width | within 95 % |\n|---|---|---|---|---|---|`,
  );
  for (const [name, unit, digits, measure] of PEER_MEASURES) {
    const mine = own.queues[0]?.horizon[measure] ?? { value: null, halfWidth: null };
    const theirs = found.measures[measure];
    const cells = [mine.value, mine.halfWidth, theirs.value, theirs.halfWidth].map((value) =>
      value === null ? '' : (unit * value).toFixed(digits),
    );
    console.log(`| ${name} | ${cells.join(' | ')} | ${agree(mine, theirs) ? 'yes' : 'NO'} |`);
  }
  console.log('');
}

const PEER_MEASURES = [
  ['service level, per cent of offered', 100, 2, 'serviceLevel'],
  ['ASA, seconds', 1, 2, 'asaSeconds'],
  ['abandonment, per cent', 100, 3, 'abandonment'],
] as const;

async function coverage(seeds: number): Promise<void> {
  console.log(`## Intervals that hold the formula, of ${seeds} seeds\n`);
  console.log('| queue | measure | held |\n|---|---|---|');
  const list = Array.from({ length: seeds }, (_, index) => index + 1);
  for (const formula of [ERLANG_C, ERLANG_A, PRIORITY]) {
    for (const { name, held } of await holdsBySeed(formula, list, { hours: 100, replications: 20 })) {
      console.log(`| ${formula.name} | ${name} | ${held} |`);
    }
  }
  console.log('');
}

const WEEK_HANDLING = [
  { kind: 'exponential' },
  ...[0.5, 1, 1.5, 2].map((coefficientOfVariation) => ({ kind: 'lognormal', coefficientOfVariation }) as const),
] as const;

/** Queues that settle, by formula and by simulation, for loads and spreads far apart. */
async function settled(): Promise<void> {
  console.log(
    '## Service level of settled queues, per cent: AHT 180 s, patience 120 s, 20 s, lognormal handle times\n',
  );
  console.log(
    '| agents | load | spread | Erlang A | followed in time | simulated | half-width |\n|---|---|---|---|---|---|---|',
  );
  const share = (value: number | null | undefined): string => ((value ?? 0) * 100).toFixed(2);
  for (const row of await settledQueues()) {
    const { agents, load, coefficientOfVariation, stationary, followed, simulated } = row;
    const levels = [stationary, followed, simulated?.value, simulated?.halfWidth].map(share);
    console.log(`| ${[agents, load, coefficientOfVariation, ...levels].join(' | ')} |`);
  }
  console.log('');
}

const spreadOf = (handling: (typeof WEEK_HANDLING)[number]): string =>
  handling.kind === 'lognormal' ? `lognormal (${handling.coefficientOfVariation})` : handling.kind;

function tellWeek(rows: Awaited<ReturnType<typeof bankWeek>>): void {
  const share = (value: number): string => (value * 100).toFixed(2);
  console.log('| day | contacts | stationary | followed in time | simulated | half-width | followed less simulated |');
  console.log('|---|---|---|---|---|---|---|');
  for (const row of rows) {
    const cells = [row.stationary, row.followed, row.simulated, row.halfWidth, row.followed - row.simulated];
    console.log(`| ${row.date} | ${Math.round(row.contacts)} | ${cells.map(share).join(' | ')} |`);
  }
  console.log('');
}

/** The week before it came: what is not known of its days is part of both. */
async function futures(folder: string, replications: number): Promise<void> {
  const file = `${folder}/bank_us_2003_5min.csv`;
  if (!existsSync(file)) return;
  for (const handling of WEEK_HANDLING.filter(
    (one) => one.kind === 'exponential' || one.coefficientOfVariation === 1,
  )) {
    const { variation, rows } = await uncertainWeek(file, replications, handling);
    const varied = `days vary by ${(100 * variation).toFixed(1)} %`;
    console.log(`## The same week as forecast before it, ${varied}, ${spreadOf(handling)} handle times\n`);
    tellWeek(rows);
  }
}

async function week(folder: string, replications: number): Promise<void> {
  const file = `${folder}/bank_us_2003_5min.csv`;
  if (!existsSync(file)) {
    console.log(`No ${file}: the bank week is left out.\n`);
    return;
  }
  for (const handling of WEEK_HANDLING) {
    console.log(`## Service level of a rostered bank week, per cent, ${spreadOf(handling)} handle times\n`);
    tellWeek(await bankWeek(file, replications, handling));
  }
}

const model = cpus()[0]?.model.trim() ?? 'unknown processor';
console.log(`commit ${commit()}, ${cpus().length} x ${model}, node ${process.version}\n`);
const isAsked = (part: string): boolean => options.only === undefined || options.only === part;
if (isAsked('speed')) await besidePeer(speed());
if (isAsked('seeds')) await coverage(Number(options.seeds));
if (isAsked('settled')) await settled();
if (isAsked('week')) await week(options.data, Number(options.replications));
if (isAsked('futures')) await futures(options.data, Number(options.replications));
