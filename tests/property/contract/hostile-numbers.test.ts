import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { exampleOf } from '../../../src/contract/example.ts';
import { planSchema } from '../../../src/contract/plan.ts';
import type { Reading } from '../../fixtures/reading-thread.ts';

/** A reader that takes longer over a document of a few lines never ends. */
const PATIENCE_MILLISECONDS = 15_000;

const HOSTILE: readonly unknown[] = [1e21, -1e21, 1e-300, -1e-9, 2 ** 53, Number.MAX_VALUE, 0, 'NaN'];

const team = {
  id: 'shop',
  zone: 'Europe/Berlin',
  contracts: [
    { id: 'ft', minHoursPerWeek: 30, maxHoursPerWeek: 40, maxHoursPerDay: 9, maxDaysPerWeek: 5, costPerHour: 20 },
    { id: 'fix', leaveCredit: 'fixed', leaveCreditHours: 8 },
  ],
  employees: [
    {
      id: 'a',
      contract: 'ft',
      costPerHour: 21,
      leave: [{ from: '2026-03-04', to: '2026-03-06', creditHoursPerDay: 8 }],
      requests: [{ kind: 'shift', date: '2026-03-02', template: 'day', weight: 3 }],
    },
  ],
  shiftTemplates: [
    {
      id: 'day',
      start: '09:00',
      length: 480,
      meal: { lengthMinutes: 30, fromShiftMinutes: 300, notBeforeMinutes: 60, notInLastMinutes: 60, stepMinutes: 15 },
    },
    {
      id: 'range',
      start: { earliest: '07:00', latest: '12:00', stepMinutes: 30 },
      length: { minMinutes: 240, maxMinutes: 540, stepMinutes: 30 },
      latestEnd: '21:00',
      meal: { lengthMinutes: 30 },
    },
  ],
  rules: [
    { rule: 'minimum-rest', values: { minimumHours: 11 } },
    { rule: 'maximum-consecutive-days', values: { maximumDays: 6 } },
  ],
};

const problem = {
  team,
  horizon: { from: '2026-03-02', days: 7 },
  cover: {
    intervals: [{ from: '09:00', to: '12:00', floor: 0, target: 1, ceiling: 2 }],
    templates: [{ template: 'day', floor: 0, target: 1, ceiling: 2 }],
  },
  prices: { paidHour: 5 },
  past: [],
};

const documents: readonly Reading[] = [
  { kind: 'team', document: team },
  { kind: 'problem', document: problem },
  { kind: 'plan', document: exampleOf(planSchema) },
];

/** The document once for each number in it, with another value there. */
function withEachNumber(document: unknown, value: unknown): readonly unknown[] {
  if (typeof document === 'number') return [value];
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([key, inner]) =>
    withEachNumber(inner, value).map((changed) =>
      Array.isArray(document) ? document.with(Number(key), changed) : { ...document, [key]: changed },
    ),
  );
}

/** A template whose numbers are all hostile at once, as a pair of bounds has to be. */
const ranges = (value: unknown) => ({
  ...team,
  shiftTemplates: [
    { id: 'day', start: '09:00', length: value, meal: { lengthMinutes: 30 } },
    {
      id: 'range',
      start: '09:00',
      length: { minMinutes: value, maxMinutes: value, stepMinutes: 1e-9 },
      meal: { lengthMinutes: 30 },
    },
    {
      id: 'step',
      start: '09:00',
      length: { minMinutes: 60, maxMinutes: 120, stepMinutes: value },
      meal: { lengthMinutes: 30 },
    },
  ],
});

/** What each document was told; the thread is ended where the next answer does not come. */
async function readAll(readings: readonly Reading[]): Promise<readonly (readonly string[])[]> {
  const answers: (readonly string[])[] = [];
  const worker = new Worker(new URL('../../fixtures/reading-thread.ts', import.meta.url), { workerData: readings });
  try {
    await new Promise<void>((resolve, reject) => {
      const late = (): void => reject(new Error(`no answer to ${JSON.stringify(readings[answers.length])}`));
      let timer = setTimeout(late, PATIENCE_MILLISECONDS);
      worker.on('message', (told: readonly string[]) => {
        answers.push(told);
        clearTimeout(timer);
        timer = setTimeout(late, PATIENCE_MILLISECONDS);
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  } finally {
    await worker.terminate();
  }
  return answers;
}

it('answers whatever number stands at any place of a team, a problem and a plan', async () => {
  const readings: readonly Reading[] = [
    ...documents,
    ...HOSTILE.flatMap((value) => [
      { kind: 'team' as const, document: ranges(value) },
      ...documents.flatMap(({ kind, document }) =>
        withEachNumber(document, value).map((changed) => ({ kind, document: changed })),
      ),
    ]),
  ];
  const answers = await readAll(readings);
  expect(answers).toHaveLength(readings.length);
  expect(answers.slice(0, documents.length)).toEqual(documents.map(() => []));
});

it('tells the number that was refused and no noise that follows from it', async () => {
  const [length, ranged, missing] = await readAll([
    { kind: 'team', document: { ...team, shiftTemplates: [{ ...team.shiftTemplates[0], length: 1e21 }] } },
    {
      kind: 'team',
      document: {
        ...team,
        shiftTemplates: [{ ...team.shiftTemplates[1], length: { minMinutes: 15, maxMinutes: 1e21, stepMinutes: 30 } }],
      },
    },
    { kind: 'problem', document: { ...problem, horizon: { from: '2026-03-02', days: 1e21 } } },
  ]);
  expect(new Set(length)).toEqual(new Set(['too-big /shiftTemplates/0/length']));
  expect(new Set(ranged)).toEqual(
    new Set(['unknown-template /employees/0/requests/0/template', 'too-big /shiftTemplates/0/length/maxMinutes']),
  );
  expect(new Set(missing)).toEqual(new Set(['too-big /horizon/days']));
});

it('comes to an end of very many mistakes, and of very many shifts that are one', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `${'somebody-with-a-long-name-'.repeat(2)}${index}`);
  const staffed = { ...team, employees: names.map((id) => ({ id, contract: 'ft' })) };
  const shift = { start: '2026-03-01T09:00', end: '2026-03-01T17:00', template: 'day' };
  const past = (employee: string) => Array.from({ length: 100_000 }, () => ({ ...shift, employee }));
  const cover = { templates: [{ template: 'day', target: 1 }] };
  const of = (employee: string): Reading => ({
    kind: 'problem',
    document: { team: staffed, horizon: problem.horizon, cover, past: past(employee) },
  });
  const [many, same] = await readAll([of(`${'somebody-with-a-wrong-name-'.repeat(2)}1`), of(names[0] as string)]);
  expect(many?.length).toBe(200);
  expect(same).toEqual([]);
});
