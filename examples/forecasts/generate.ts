/**
 * Writes the histories of this example: made-up contacts from a fixed seed, so that the files can be made again byte for byte.
 * `node examples/forecasts/generate.ts` writes them into this folder.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SEED = 20_260_316;
const FIRST_MONDAY = Date.UTC(2025, 8, 1);
const DAYS = 196;
/** The new queue opened on the last Wednesday but one. */
const NEW_FROM_DAY = DAYS - 12;
/** Share of the like queue's contacts that the new one has. */
const NEW_SHARE = 0.35;
/** Contacts for each letter, by open day from the third after it was posted. */
const LIFT = [0.004, 0.011, 0.012, 0.008, 0.006, 0.004, 0.003, 0.002];

/** Letters by day: its number and how many were posted. The last two are planned. */
const LETTERS: readonly (readonly [number, number])[] = [
  [23, 12_000],
  [51, 30_000],
  [79, 8_000],
  [107, 20_000],
  [142, 40_000],
  [170, 15_000],
  [198, 25_000],
  [226, 10_000],
];

const WEEKDAYS = [1.2, 1.05, 1, 1, 0.9, 0.35, 0];

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

function dateOf(day: number): string {
  return new Date(FIRST_MONDAY + day * 86_400_000).toISOString().slice(0, 10);
}

function liftOn(day: number): number {
  let sum = 0;
  for (const [posted, letters] of LETTERS) {
    let open = -1;
    for (let each = posted; each <= day; each += 1) if (WEEKDAYS[each % 7] !== 0) open += 1;
    sum += letters * (LIFT[open] ?? 0);
  }
  return sum;
}

/** The last twelve weeks of a history with a lost day, a lost afternoon, and an hour in which the line was said to be down and all called. */
function withFaults([head = '', ...rows]: readonly string[]): readonly string[] {
  const kept = rows.filter((row) => row >= dateOf(DAYS - 84) && !/^2026-02-10|^2026-03-05T1[4-7]/.test(row));
  return [head, ...kept.map((row) => row.replace(/^(2026-03-03T11:00),\d+/, '$1,650'))];
}

/** Contacts by hour of two old queues, of a new one that is like the first and of chats, and by day of all letters' readers. */
export function generateHistories(): Readonly<Record<string, string>> {
  const next = seededNumbers(SEED);
  const voice = ['timestamp,count,ahtSeconds'];
  const fresh = ['timestamp,count'];
  const chat = ['timestamp,count'];
  const days = ['timestamp,count'];
  const service = ['timestamp,count'];
  const apart = seededNumbers(SEED + 1);
  for (let day = 0; day < DAYS; day += 1) {
    const date = dateOf(day);
    const weekday = WEEKDAYS[day % 7] as number;
    if (weekday === 0) continue;
    const level = 900 * weekday * (1 + 0.05 * normal(next));
    const ofDay = 1 + 0.03 * normal(next);
    for (let hour = 8; hour < 18; hour += 1) {
      const shape = (0.4 + Math.exp(-(((hour - 10.5) / 2.5) ** 2))) / 8.2;
      const drawn = (mean: number) => Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
      const time = `${date}T${String(hour).padStart(2, '0')}:00`;
      voice.push(`${time},${drawn(level * shape)},${Math.round(240 + 3 * (hour - 12) + 10 * normal(next))}`);
      const small = drawn(level * shape * NEW_SHARE);
      if (day >= NEW_FROM_DAY) fresh.push(`${time},${small}`);
      const asked = level * shape * 0.6 * (1 + 0.01 * (hour - 12));
      service.push(`${time},${Math.max(0, Math.round(asked + Math.sqrt(asked) * normal(apart)))}`);
      chat.push(`${time},${drawn(level * ofDay * 0.4 * (0.5 + 0.05 * (hour - 8)) * 0.11)}`);
    }
    const letters = liftOn(day);
    days.push(`${date},${Math.round(level * 1.4 + letters + Math.sqrt(level) * normal(next))}`);
  }
  const campaigns = LETTERS.map(([day, letters], index) => `${dateOf(day)},Letter ${index + 1},${letters},letter`);
  const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;
  return {
    'voice.csv': text(voice),
    'new-queue.csv': text(fresh),
    'faults.csv': text(withFaults(voice)),
    'chat.csv': text(chat),
    'days.csv': text(days),
    'service.csv': text(service),
    'campaigns.csv': text(['date,name,size,kind', ...campaigns]),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, written] of Object.entries(generateHistories()))
    writeFileSync(new URL(name, import.meta.url), written);
}
