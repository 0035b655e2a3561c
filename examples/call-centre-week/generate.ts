/**
 * Writes history.csv and plan.json of this example: made-up calls and made-up people from a fixed seed, so that the files can be
 * made again byte for byte. `node examples/call-centre-week/generate.ts` writes both into this folder.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SEED = 20_260_105;
const FIRST_MONDAY = Date.UTC(2026, 0, 5);
const WEEKS = 10;
const DAY_MILLISECONDS = 86_400_000;

/** Calls of an average weekday, Monday first; nothing on Sunday, when the centre is closed. */
const CALLS_PER_DAY = [3250, 2900, 2750, 2800, 2600, 1300, 0];
const HOURS: readonly { readonly from: number; readonly to: number }[] = [
  ...Array.from({ length: 5 }, () => ({ from: 8, to: 20 })),
  { from: 9, to: 17 },
  { from: 0, to: 0 },
];

/** Numbers from 0 to below 1 by the mulberry32 generator. */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Normal with mean 0 and deviation 1 (Box and Muller 1958). */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Share of the day's calls around this hour: a peak before noon and a lower one in the afternoon. */
function dayShape(hour: number): number {
  return 0.35 + Math.exp(-(((hour - 10.5) / 2) ** 2)) + 0.75 * Math.exp(-(((hour - 15.5) / 2.4) ** 2));
}

/** The CSV text of ten weeks of calls in half hours; each day is a few per cent busier or quieter than its weekday's mean. */
export function generateHistory(): string {
  const next = seededNumbers(SEED);
  const lines = ['timestamp,count,ahtSeconds'];
  for (let day = 0; day < 7 * WEEKS; day += 1) {
    const date = new Date(FIRST_MONDAY + day * DAY_MILLISECONDS).toISOString().slice(0, 10);
    const weekday = day % 7;
    const { from, to } = HOURS[weekday] ?? { from: 0, to: 0 };
    const slots = Array.from({ length: 2 * (to - from) }, (_, index) => from + index / 2);
    const shapes = slots.map((hour) => dayShape(hour + 0.25));
    const sum = shapes.reduce((total, shape) => total + shape, 0);
    const calls = (CALLS_PER_DAY[weekday] ?? 0) * (1 + 0.002 * day) * (1 + 0.04 * normal(next));
    for (const [index, hour] of slots.entries()) {
      const mean = (calls * (shapes[index] ?? 0)) / sum;
      const count = Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
      const ahtSeconds = Math.round(235 + 8 * normal(next));
      const minutes = hour % 1 === 0 ? '00' : '30';
      lines.push(`${date}T${String(Math.floor(hour)).padStart(2, '0')}:${minutes},${count},${ahtSeconds}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const CONTRACTS = [
  { id: 'full-time', name: 'Full time', minHoursPerWeek: 32, maxHoursPerWeek: 40, maxDaysPerWeek: 5 },
  { id: 'part-time', name: 'Part time', minHoursPerWeek: 16, maxHoursPerWeek: 24, maxDaysPerWeek: 4 },
  { id: 'student', name: 'Student', minHoursPerWeek: 0, maxHoursPerWeek: 16, maxDaysPerWeek: 3 },
];

const HORIZON = Array.from({ length: 7 }, (_, day) =>
  new Date(FIRST_MONDAY + (7 * WEEKS + day) * DAY_MILLISECONDS).toISOString().slice(0, 10),
);

function generateEmployee(index: number, next: () => number): object {
  const contract = index < 38 ? 'full-time' : index < 52 ? 'part-time' : 'student';
  const employee: Record<string, unknown> = { id: `agent-${String(index + 1).padStart(2, '0')}`, contract };
  const date = (): string => HORIZON[Math.floor(next() * 6)] ?? '';
  if (contract === 'student')
    employee['availability'] = [{ days: ['mon', 'wed', 'fri', 'sat'], from: '08:00', to: '20:00' }];
  if (index % 10 === 3) employee['daysOff'] = [date()];
  if (index % 6 === 1) employee['requests'] = [{ kind: 'day-off', date: date(), weight: 20 }];
  if (index % 15 === 8) employee['requests'] = [{ kind: 'avoid-shift', date: date(), template: 'late', weight: 10 }];
  return employee;
}

/** A kind of shift of 4 to 8.5 hours with half an hour's unpaid meal from 6 hours on. */
function flexible(id: string, earliest: string, latest: string): object {
  return {
    id,
    start: { earliest, latest, stepMinutes: 30 },
    length: { minMinutes: 240, maxMinutes: 510, stepMinutes: 30 },
    latestEnd: '20:00',
    meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360 },
  };
}

/** The TEAM: 60 people on three contracts. */
function teamOf(): object {
  const next = seededNumbers(SEED + 1);
  return {
    kind: 'team',
    id: 'call-centre-week',
    name: 'Generated call centre of 60',
    site: 'berlin',
    zone: 'Europe/Berlin',
    contracts: CONTRACTS,
    employees: Array.from({ length: 60 }, (_, index) => generateEmployee(index, next)),
    shiftTemplates: [flexible('early', '08:00', '10:30'), flexible('late', '11:00', '16:00')],
    rules: [
      { rule: 'minimum-rest', values: { minimumHours: 11 } },
      { rule: 'maximum-consecutive-days', values: { maximumDays: 6 } },
      { rule: 'one-shift-a-day' },
    ],
  };
}

/** The TEAM as JSON text. */
export function generateTeam(): string {
  return `${JSON.stringify(teamOf(), null, 1)}\n`;
}

/** The PLAN as JSON text: 60 people on three contracts, and how their week is to be made from the history. */
export function generatePlan(): string {
  const span = (hours: { readonly from: number; readonly to: number }): object => ({
    from: `${String(hours.from).padStart(2, '0')}:00`,
    to: `${hours.to}:00`,
  });
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const plan = {
    kind: 'plan',
    queues: [
      {
        history: { kind: 'history', file: 'history.csv', zone: 'Europe/Berlin', absent: 'closed' },
        forecast: {
          hours: Object.fromEntries(weekdays.map((day, index) => [day, [span(HOURS[index] ?? { from: 0, to: 0 })]])),
        },
        requirement: {
          preset: 'voice-80-20',
          ahtSeconds: 235,
          patienceSeconds: 120,
          shrinkage: 0.2,
          maxOccupancy: 0.9,
        },
      },
    ],
    horizon: { from: HORIZON[0], days: 7 },
    team: teamOf(),
    past: [],
    solve: { seconds: 10, seed: 1 },
  };
  return `${JSON.stringify(plan, null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('history.csv', import.meta.url), generateHistory());
  writeFileSync(new URL('team.json', import.meta.url), generateTeam());
  writeFileSync(new URL('plan.json', import.meta.url), generatePlan());
}
