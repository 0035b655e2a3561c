import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expectReply, type Target } from '../../faults/client.ts';
import { ended, startService } from '../../faults/service.ts';

/*
 * Times of the stored service over HTTP, on its own database with fsync on: a draft of 340 people over a week of quarter hours, the week before published.
 * `npm run -s bench:service -- [--people 340] [--edits 200]`.
 */
const { values: options } = parseArgs({
  options: { people: { type: 'string', default: '340' }, edits: { type: 'string', default: '200' } },
});
const people = Number(options.people);
const edits = Number(options.edits);

type Json = Readonly<Record<string, unknown>>;

const ZONE = 'Europe/Berlin';
const MONDAYS = ['2026-03-02', '2026-03-09'] as const;

const dateOf = (from: string, day: number): string =>
  new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10);
const employeeOf = (index: number): string => `agent-${String(index + 1).padStart(4, '0')}`;
const quarter = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const team = {
  id: 'bench',
  zone: ZONE,
  contracts: [{ id: 'full-time', minHoursPerWeek: 30, maxHoursPerWeek: 40, maxDaysPerWeek: 5 }],
  employees: Array.from({ length: people }, (_, index) => ({ id: employeeOf(index), contract: 'full-time' })),
  shiftTemplates: [
    { id: 'early', start: '07:00', length: 510, meal: { lengthMinutes: 30, paid: false } },
    { id: 'late', start: '12:00', length: 510, meal: { lengthMinutes: 30, paid: false } },
  ],
  rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
  packs: ['cn'],
};

/** Five shifts a week for everybody, early or late by turns of people. */
function shiftsOf(monday: string): readonly Json[] {
  return team.employees.flatMap(({ id }, index) =>
    [0, 1, 2, 3, 4].map((day) => {
      const date = dateOf(monday, (day + index) % 7);
      const [from, meal, until, end] =
        index % 2 === 0 ? ['07:00', '11:00', '11:30', '15:30'] : ['12:00', '16:00', '16:30', '20:30'];
      return {
        employee: id,
        template: index % 2 === 0 ? 'early' : 'late',
        start: `${date}T${from}`,
        end: `${date}T${end}`,
        breaks: [{ start: `${date}T${meal}`, end: `${date}T${until}`, paid: false }],
      };
    }),
  );
}

/** One demand for each quarter hour from 0:00 to 24:00. */
const cover = {
  intervals: Array.from({ length: 96 }, (_, index) => ({
    from: quarter(15 * index),
    to: quarter(15 * index + 15),
    target: index < 28 || index >= 82 ? 0 : Math.round(people * 0.3 * Math.sin((Math.PI * (index - 27)) / 56)),
  })),
};

const rows: { readonly what: string; readonly times: readonly number[] }[] = [];

async function timed<T>(what: string, work: () => Promise<T>, times: number[] = []): Promise<T> {
  const started = performance.now();
  const made = await work();
  if (times.length === 0) rows.push({ what, times });
  times.push(performance.now() - started);
  return made;
}

const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-'));
const dataDir = join(folder, 'data');
let service = await startService(dataDir, 0);
const starts = [service.startSeconds];
try {
  const target: Target = { url: service.url, stopped: () => false };
  await expectReply(target, 201, 'POST', '/v1/teams', { body: team });
  const draftOf = async (monday: string): Promise<{ readonly id: string; readonly etag: string }> => {
    const body = { horizon: { from: monday, days: 7 }, cover, shifts: shiftsOf(monday) };
    const { body: made, etag } = await expectReply(target, 201, 'POST', '/v1/teams/bench/rosters', { body });
    return { id: String(made['id']), etag: etag ?? '' };
  };
  const publish = async (id: string, etag: string): Promise<void> => {
    await expectReply(target, 201, 'POST', `/v1/rosters/${id}/publications`, {
      headers: { 'If-Match': etag },
      body: {},
    });
  };
  const before = await draftOf(MONDAYS[0]);
  await publish(before.id, before.etag);
  const draft = await timed('make a draft with all its shifts', () => draftOf(MONDAYS[1]));
  const read = await timed('read the draft, judged', () => expectReply(target, 200, 'GET', `/v1/rosters/${draft.id}`));
  const shifts = read.body['shifts'] as readonly { readonly id: string; readonly start: string }[];
  let { etag } = draft;
  const each: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const shift = shifts[(edit * 37) % shifts.length];
    if (shift === undefined) throw new Error('the draft has no shifts');
    // There by a quarter of an hour and back.
    const start = new Date(Date.parse(shift.start) + (edit % 2 === 0 ? 900_000 : 0)).toISOString();
    const body = { edits: [{ op: 'move', shift: shift.id, start }] };
    const headers = { 'If-Match': etag };
    const answer = await timed(
      'one edit',
      () => expectReply(target, 200, 'POST', `/v1/rosters/${draft.id}/edits`, { headers, body }),
      each,
    );
    etag = answer.etag ?? '';
  }
  await timed('undo all edits', async () => {
    const answer = await expectReply(target, 200, 'POST', `/v1/rosters/${draft.id}/undo`, {
      headers: { 'If-Match': etag },
      body: { to: 1 },
    });
    etag = answer.etag ?? '';
  });
  await timed('publish the week', () => publish(draft.id, etag));
  const question = `team=bench&from=${MONDAYS[1]}&to=${dateOf(MONDAYS[1], 6)}`;
  for (const format of ['json&limit=500', 'csv', 'ics', 'html']) {
    const what = `schedule of the week as ${format.split('&')[0] ?? ''}`;
    const times: number[] = [];
    for (let repeat = 0; repeat < 20; repeat++) {
      await timed(
        what,
        async () => {
          const answer = await fetch(`${service.url}/v1/schedules?${question}&format=${format}`);
          if (answer.status !== 200) throw new Error(`${what} was answered with ${answer.status}`);
          await answer.text();
        },
        times,
      );
    }
  }
  for (let restart = 0; restart < 3; restart++) {
    service.process.kill('SIGTERM');
    await ended(service.process);
    service = await startService(dataDir, 0);
    starts.push(service.startSeconds);
  }
} finally {
  service.process.kill('SIGTERM');
  await ended(service.process);
  rmSync(folder, { recursive: true, force: true });
}

const root = new URL('../../../', import.meta.url);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { readonly version: string };
const processors = cpus();
console.log(
  `shiftcast ${version}, commit ${commit}, ${processors.length} x ${processors[0]?.model ?? '?'}, node ${process.version}, ${people} people\n`,
);
console.log('| what | times | p50, ms | p95, ms | most, ms |\n|---|---|---|---|---|');
for (const { what, times } of rows) {
  const cells = [quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)].map((time) => time.toFixed(1));
  console.log(`| ${what} | ${times.length} | ${cells.join(' | ')} |`);
}
const [first = 0, ...later] = starts;
console.log(
  `\nfrom command to ready: ${first.toFixed(2)} s on an empty folder, then ${later.map((seconds) => seconds.toFixed(2)).join(', ')} s`,
);
