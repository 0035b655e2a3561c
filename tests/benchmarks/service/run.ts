import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expectReply, type Target } from '../../faults/client.ts';
import { ended, solverOf, startService } from '../../faults/service.ts';
import { measureJobs } from './jobs.ts';
import { databaseBytes, residentBytes } from './memory.ts';
import { dateOf, draftOf, FIFTY_KILOBYTES, MONDAYS, publish, publishedWeek, teamOf } from './plan.ts';
import { measureReads, type Rate } from './reads.ts';
import { readsWhileSolving } from './solving.ts';

/*
 * Times of the stored service over HTTP, on its own database with fsync on: a draft of 340 people over a week of quarter hours, the week before published; a
 * schedule of 50 KB beside a bare Express handler; reads while two solves run; memory; jobs by one, two and four solver processes.
 * `npm run -s bench:service -- [--people 340] [--edits 200] [--rounds 5] [--jobs 1000]`.
 */
const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '340' },
    edits: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '1000' },
  },
});
const people = Number(options.people);
const edits = Number(options.edits);

const team = teamOf('bench', people);

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

const told: string[] = [];

/** What was measured of reads, as lines of a table. */
function readLines({
  bytes,
  bare,
  service: ours,
  bareUnchanged,
  serviceUnchanged,
}: Awaited<ReturnType<typeof measureReads>>): readonly string[] {
  const line = (what: string, left: Rate, right: Rate): string =>
    `| ${what} | ${left.perSecond.toFixed(0)} | ${right.perSecond.toFixed(0)} | ${(right.perSecond / left.perSecond).toFixed(2)} | ${left.microseconds.toFixed(0)} | ${right.microseconds.toFixed(0)} |`;
  return [
    `| 64 connections | bare, a second | service, a second | ratio | bare, us of processor | service, us of processor |`,
    '|---|---|---|---|---|---|',
    line(`GET of ${bytes} bytes`, bare, ours),
    line('304', bareUnchanged, serviceUnchanged),
    '',
  ];
}

/** Two solves run in the solver process that the service starts. */
const SOLVES_AT_ONCE = { SOLVER_THREADS: '2' };

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-'));
const dataDir = join(folder, 'data');
let service = await startService(dataDir, 0, SOLVES_AT_ONCE);
const starts = [service.startSeconds];
try {
  const target: Target = { url: service.url, stopped: () => false };
  await expectReply(target, 201, 'POST', '/v1/teams', { body: team });
  const before = await draftOf(target, team, MONDAYS[0]);
  await publish(target, before.id, before.etag);
  const draft = await timed('make a draft with all its shifts', () => draftOf(target, team, MONDAYS[1]));
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
  await timed('publish the week', () => publish(target, draft.id, etag));
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
  const path = await publishedWeek(target, 'reads', FIFTY_KILOBYTES);
  const pid = service.process.pid ?? 0;
  const reads = await measureReads({
    url: service.url,
    pid,
    path,
    folder,
    rounds: Number(options.rounds),
    milliseconds: 2000,
    connections: 64,
  });
  told.push(...readLines(reads));
  told.push(...(await readsWhileSolving({ target, path, team: 'reads', milliseconds: 10_000 })));
  for (let restart = 0; restart < 3; restart++) {
    service.process.kill('SIGTERM');
    await ended(service.process);
    service = await startService(dataDir, 0, SOLVES_AT_ONCE);
    starts.push(service.startSeconds);
  }
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const mebi = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  told.push(
    `idle: API ${mebi(residentBytes(service.process.pid ?? 0))}, solver ${mebi(residentBytes(solverOf(service) ?? 0))}, database ${mebi(databaseBytes(dataDir))} (all of its processes, what they share counted once)`,
  );
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
console.log(`\n${told.join('\n')}`);
for (const line of await measureJobs({ jobs: Number(options.jobs), processes: [1, 2, 4] })) console.log(line);
