import { ask, expectReply, Interrupted, type Journal, type Target } from './client.ts';

/** What is written while things are killed. Each writer notes an acknowledgement before it goes on. */

export const TEAM = 'desk';
const EMPLOYEES: readonly string[] = Array.from({ length: 60 }, (_, index) => `e${String(index + 1).padStart(2, '0')}`);
const ZONE = 'Europe/Berlin';
const FROM = '2026-03-02';
const DAYS = 28;

const contracts = [{ id: 'full-time', maxDaysPerWeek: 7 }];
const shiftTemplates = [{ id: 'day', start: '09:00', length: 480, meal: { lengthMinutes: 30, paid: false } }];

const team = {
  kind: 'team',
  id: TEAM,
  zone: ZONE,
  contracts,
  shiftTemplates,
  employees: EMPLOYEES.map((id) => ({ id, contract: 'full-time' })),
};

/** A problem that a solver works at for some seconds; the limit in iterations makes its answer the same every time. */
export function jobBody(seed: number, iterations: number): object {
  return {
    problem: {
      team: {
        zone: ZONE,
        contracts: [{ id: 'c', minHoursPerWeek: 20, maxHoursPerWeek: 40, maxDaysPerWeek: 5 }],
        employees: Array.from({ length: 9 }, (_, index) => ({ id: `p${index}`, contract: 'c' })),
        shiftTemplates: [
          {
            id: 'flex',
            start: { earliest: '07:00', latest: '14:00', stepMinutes: 60 },
            length: { minMinutes: 240, maxMinutes: 540, stepMinutes: 60 },
            meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360 },
          },
        ],
        rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
      },
      horizon: { from: FROM, days: 7 },
      cover: {
        intervals: [
          { from: '07:00', to: '10:00', target: 2 },
          { from: '10:00', to: '15:00', target: 4 },
          { from: '15:00', to: '22:00', target: 3 },
        ],
      },
      past: [],
      future: [],
    },
    solve: { iterations, seed, engine: 'lines' },
  };
}

function dateOf(day: number): string {
  return new Date(Date.UTC(2026, 2, 2 + day)).toISOString().slice(0, 10);
}

export type Prepared = { readonly draft: string; readonly etag: string; readonly history: string };

/** What the writers write to. */
export async function prepare(target: Target): Promise<Prepared> {
  await expectReply(target, 201, 'POST', '/v1/teams', { body: team });
  const rows = Array.from({ length: 24 * 14 }, (_, hour) => ({ timestamp: hourOf(hour), count: 5 + (hour % 7) }));
  await expectReply(target, 201, 'POST', '/v1/histories', {
    body: { id: 'calls', history: { zone: 'UTC', interval: '60m', absent: 'zero', rows } },
  });
  const draft = await expectReply(target, 201, 'POST', `/v1/teams/${TEAM}/rosters`, {
    body: { horizon: { from: FROM, days: DAYS }, cover: { intervals: [{ from: '09:00', to: '17:00', target: 20 }] } },
  });
  return { draft: String(draft.body['id']), etag: draft.etag ?? '', history: 'calls' };
}

function hourOf(hour: number): string {
  return new Date(Date.UTC(2026, 0, 5, hour)).toISOString().slice(0, 16);
}

async function until(target: Target, work: (n: number) => Promise<void>): Promise<void> {
  try {
    for (let n = 0; !target.stopped(); n++) await work(n);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function writeAbsences(target: Target, journal: Journal): Promise<void> {
  return until(target, async (n) => {
    const date = dateOf(60 + Math.floor(n / EMPLOYEES.length));
    const body = { employee: EMPLOYEES[n % EMPLOYEES.length], from: date, to: date, reason: `number ${n}` };
    const reply = await expectReply(target, 201, 'POST', '/v1/absences', { body });
    journal.note({ kind: 'absence', facts: { id: reply.body['id'], n } });
    await pause(20);
  });
}

export function writeRows(target: Target, journal: Journal, history: string): Promise<void> {
  return until(target, async (n) => {
    const row = { timestamp: hourOf(24 * 14 + n), count: n % 50 };
    await expectReply(target, 200, 'POST', `/v1/histories/${history}/rows`, { body: { rows: [row] } });
    journal.note({ kind: 'row', facts: row });
    await pause(50);
  });
}

/** Edits of one draft, each from the version before, and every few of them a publication. */
export function writeDraft(target: Target, journal: Journal, { draft, etag: first }: Prepared): Promise<void> {
  let etag = first;
  return until(target, async (n) => {
    // Everybody works every day by then: one more shift could not be published.
    if (n >= EMPLOYEES.length * DAYS) return pause(300);
    const date = dateOf(Math.floor(n / EMPLOYEES.length));
    const shift = {
      employee: EMPLOYEES[n % EMPLOYEES.length],
      template: 'day',
      start: `${date}T09:00`,
      end: `${date}T17:00`,
      breaks: [{ start: `${date}T12:00`, end: `${date}T12:30`, paid: false }],
    };
    const reply = await expectReply(target, 200, 'POST', `/v1/rosters/${draft}/edits`, {
      headers: { 'If-Match': etag },
      body: { edits: [{ op: 'add', shift }] },
    });
    etag = reply.etag ?? '';
    journal.note({ kind: 'edit', facts: { version: reply.body['version'], employee: shift.employee, date } });
    if (n % 6 === 5) {
      const published = await expectReply(target, 201, 'POST', `/v1/rosters/${draft}/publications`, {
        headers: { 'If-Match': etag },
        body: {},
      });
      const { id, number } = published.body;
      journal.note({ kind: 'publication', facts: { id, number, shifts: n + 1 } });
    }
    await pause(30);
  });
}

/** Jobs, at most three that have not ended at a time. */
export function writeJobs(target: Target, journal: Journal, iterations: number): Promise<void> {
  const open = new Set<string>();
  return until(target, async (n) => {
    const seed = 1 + (n % 3);
    const reply = await expectReply(target, 202, 'POST', '/v1/rosters', {
      headers: { Prefer: 'respond-async' },
      body: jobBody(seed, iterations),
    });
    const id = String(reply.body['id']);
    journal.note({ kind: 'job', facts: { id, seed } });
    open.add(id);
    while (open.size >= 3 && !target.stopped()) {
      await pause(300);
      for (const job of open) {
        const { body } = await ask(target, 'GET', `/v1/jobs/${job}`);
        if (['succeeded', 'stopped', 'failed'].includes(String(body['state']))) open.delete(job);
      }
    }
  });
}
