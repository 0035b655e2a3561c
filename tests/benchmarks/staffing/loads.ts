import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { addDays, dateOf, startOfDate } from '../../../src/domain/calendar.ts';
import type { LoadMethod, StaffingTarget } from '../../../src/domain/requirement.ts';
import type { SimulatedEmployee, SimulatedQueue, SimulationModel } from '../../../src/domain/simulation.ts';
import { blockRunner, simulate } from '../../../src/simulation/simulate.ts';
import { agentsForTarget } from '../../../src/staffing/staffing-score.ts';
import { type ArrivingInterval, offeredLoads } from '../../../src/staffing/varying-load.ts';

/**
 * Which load to staff for when contacts change from one interval to the next, by what simulation says of it: `npm run -s bench:loads -- --data FOLDER`. Real weeks, everybody at the position
 * that the requirement asks for, rates that lead over from interval to interval, lognormal handle times.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/calls' },
    replications: { type: 'string', default: '40' },
  },
});

type Week = {
  readonly name: string;
  readonly file: string;
  readonly zone: string;
  readonly from: string;
  readonly scale: number;
};

const WEEKS: readonly Week[] = [
  { name: 'bank US', file: 'bank_us_2003_30min.csv', zone: 'America/New_York', from: '2003-08-18', scale: 0.1 },
  { name: 'bank US', file: 'bank_us_2003_30min.csv', zone: 'America/New_York', from: '2003-08-18', scale: 1 },
  { name: 'bank IL', file: 'bank_il_1999_30min.csv', zone: 'Asia/Jerusalem', from: '1999-08-22', scale: 1 },
  {
    name: 'fire',
    file: 'seattle_fire911_2017_2021_60min.csv',
    zone: 'America/Los_Angeles',
    from: '2021-11-01',
    scale: 10,
  },
];
const HANDLE_TIMES = [120, 240, 480, 900, 1800];
const METHODS: readonly LoadMethod[] = ['stationary', 'lagged', 'modified-offered-load'];
const PATIENCE_SECONDS = 180;
const TARGET: StaffingTarget = { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' };

function contactsOf({ file, zone, from, scale }: Week, ahtSeconds: number): readonly ArrivingInterval[] {
  const read = readHistoryCsv(readFileSync(`${options.data}/${file}`, 'utf8'), { zone });
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  const [first, last] = [startOfDate(zone, from), startOfDate(zone, addDays(from, 7))];
  return read.history.intervals.flatMap(({ start, end, count }) =>
    start >= first && end <= last && count !== null && count > 0
      ? [{ start, end, contacts: count * scale, ahtSeconds }]
      : [],
  );
}

/** One employee for each position that is asked for, at work as long as it is asked for without a gap. */
function peopleFor(intervals: readonly ArrivingInterval[], positions: readonly number[]): readonly SimulatedEmployee[] {
  return Array.from({ length: Math.max(...positions) }, (_, place): SimulatedEmployee => {
    const stretches: { start: number; end: number; queues: readonly string[] }[] = [];
    for (const [index, { start, end }] of intervals.entries()) {
      if ((positions[index] as number) <= place) continue;
      const before = stretches.at(-1);
      if (before?.end === start) before.end = end;
      else stretches.push({ start, end, queues: ['voice'] });
    }
    return { id: `${place}`, group: 'all', proficiency: 1, absence: 0, attendances: [{ name: `${place}`, stretches }] };
  });
}

function modelOf(
  zone: string,
  contacts: readonly ArrivingInterval[],
  employees: readonly SimulatedEmployee[],
): SimulationModel {
  const queue: SimulatedQueue = {
    id: 'voice',
    arrivals: contacts,
    process: 'poisson',
    rate: 'linear',
    variation: { day: 0, interval: 0 },
    handling: { kind: 'lognormal', coefficientOfVariation: 1 },
    patience: { kind: 'exponential', meanSeconds: PATIENCE_SECONDS },
    priority: 1,
    concurrency: 1,
    stretch: 0,
    level: { thresholdSeconds: 20, base: 'offered' },
  };
  const dates = contacts.map(({ start }) => dateOf(zone, start));
  const days = [...new Set(dates)];
  const zero = contacts.map(() => 0);
  const day = dates.map((date) => days.indexOf(date));
  return {
    intervals: contacts,
    cells: { interval: contacts.map((_, index) => index), hour: zero, day, week: zero, horizon: zero },
    dayStarts: days.map((date) => startOfDate(zone, date)),
    queues: [queue],
    employees,
    routing: 'longest-idle',
    promises: [],
  };
}

console.log(
  '| week | scale | AHT, s | AHT / interval | load | hours | level, week | short of 80 %, points | deviation between intervals, points | lowest interval |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const week of WEEKS) {
  if (!existsSync(`${options.data}/${week.file}`)) {
    console.log(`${week.file}: not there`);
    continue;
  }
  for (const ahtSeconds of HANDLE_TIMES) {
    const contacts = contactsOf(week, ahtSeconds);
    for (const method of METHODS) {
      const loads = offeredLoads(contacts, method);
      const positions = Array.from(loads, (loadErlang) =>
        Math.max(1, agentsForTarget({ loadErlang, ahtSeconds, patienceSeconds: PATIENCE_SECONDS }, TARGET)),
      );
      const model = modelOf(week.zone, contacts, peopleFor(contacts, positions));
      const run = blockRunner(model);
      const made = await simulate(model, { seed: 1, replications: Number(options.replications) }, (blocks) =>
        Promise.resolve(blocks.map(run)),
      );
      let [weight, short, hours, lowest] = [0, 0, 0, 1];
      let [mean, square] = [0, 0];
      contacts.forEach(({ start, end, contacts: count }, index) => {
        const level = made.all.interval[index]?.serviceLevelOffered.value ?? 1;
        weight += count;
        short += count * Math.max(0, 0.8 - level);
        mean += count * level;
        square += count * level * level;
        lowest = Math.min(lowest, level);
        hours += ((positions[index] as number) * (end - start)) / 3600;
      });
      const [first] = contacts;
      const length = first === undefined ? 1 : first.end - first.start;
      const deviation = Math.sqrt(Math.max(0, square / weight - (mean / weight) ** 2));
      console.log(
        `| ${week.name} | ${week.scale} | ${ahtSeconds} | ${(ahtSeconds / length).toFixed(2)} | ${method} | ${hours.toFixed(1)} | ${((100 * mean) / weight).toFixed(1)} % | ${((100 * short) / weight).toFixed(2)} | ${(100 * deviation).toFixed(2)} | ${(100 * lowest).toFixed(1)} % |`,
      );
    }
  }
}
