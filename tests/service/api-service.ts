import { pino } from 'pino';
import { createService, type Service } from '../../src/main/serve.ts';

export type Running = { readonly url: string; readonly service: Service };

/** The service as it is run: threads, socket and all, on a free port. */
export async function startService(env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const created = createService({ env: { PORT: '0', THREADS: '1', ...env }, log: pino({ level: 'silent' }) });
  if (!created.ok) throw new Error(JSON.stringify(created.issues));
  const listening = await created.value.listen();
  if (!listening.ok) throw new Error(JSON.stringify(listening.issues));
  return { url: listening.value.url, service: created.value };
}

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** Posts a document and reads the answer. */
export async function post(url: string, document: unknown, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(document),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** A problem that no engine proves within seconds: people of mixed hours against a ragged demand in half hours. */
export function hardProblem(): object {
  const employees = Array.from({ length: 40 }, (_, index) => ({
    id: `e${index}`,
    contract: index % 3 === 0 ? 'part' : 'full',
  }));
  const hours = Array.from({ length: 28 }, (_, slot) => 8 * 60 + slot * 30);
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const intervals = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].flatMap((day, weekday) =>
    hours.map((minutes, slot) => ({
      days: [day],
      from: clock(minutes),
      to: clock(minutes + 30),
      target: 9 + ((slot * 7 + weekday * 5) % 8),
    })),
  );
  return {
    kind: 'problem',
    team: {
      zone: 'Europe/Berlin',
      contracts: [
        { id: 'full', minHoursPerWeek: 30, maxHoursPerWeek: 39, maxDaysPerWeek: 5 },
        { id: 'part', minHoursPerWeek: 12, maxHoursPerWeek: 21, maxDaysPerWeek: 4 },
      ],
      employees,
      shiftTemplates: [
        {
          id: 'day',
          start: { earliest: '08:00', latest: '17:00', stepMinutes: 30 },
          length: { minMinutes: 240, maxMinutes: 540, stepMinutes: 30 },
          latestEnd: '22:00',
          meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360 },
        },
      ],
      rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    },
    horizon: { from: '2026-03-02', days: 7 },
    cover: { intervals },
    past: [],
    future: [],
  };
}
