import { canonicalJson } from '../../src/contract/canonical.ts';
import { type Acknowledged, expectReply, listAll, type Target } from './client.ts';
import { jobBody, TEAM } from './writers.ts';

/** What was acknowledged against what is there. */

type Facts = Acknowledged['facts'];

export type Findings = {
  readonly acknowledged: Readonly<Record<string, number>>;
  /** What was acknowledged and is not there, or is there otherwise, or more than once. */
  readonly lost: readonly string[];
};

const ofKind = (entries: readonly Acknowledged[], kind: string): readonly Facts[] =>
  entries.filter((entry) => entry.kind === kind).map(({ facts }) => facts);

/** More than was acknowledged can be there by the one request that was under way at the end. */
function tooMany(what: string, there: number, acknowledged: number): readonly string[] {
  return there > acknowledged + 1 ? [`${there} ${what} are there, ${acknowledged} were acknowledged`] : [];
}

async function absences(target: Target, entries: readonly Facts[]): Promise<readonly string[]> {
  const there = new Set((await listAll(target, '/v1/absences')).map(({ id }) => id));
  const lost = entries.filter(({ id }) => !there.has(id)).map(({ id }) => `absence ${String(id)} is not there`);
  return [...lost, ...tooMany('absences', there.size, entries.length)];
}

async function rows(target: Target, history: string, entries: readonly Facts[]): Promise<readonly string[]> {
  const there = new Map<string, unknown>();
  for (const date of new Set(entries.map(({ timestamp }) => String(timestamp).slice(0, 10)))) {
    const { body } = await expectReply(target, 200, 'GET', `/v1/histories/${history}/rows?date=${date}`);
    for (const row of body['items'] as readonly Facts[]) there.set(String(row['timestamp']).slice(0, 16), row['count']);
  }
  return entries
    .filter(({ timestamp, count }) => there.get(String(timestamp)) !== count)
    .map(
      ({ timestamp, count }) =>
        `row ${String(timestamp)} with ${String(count)} is ${String(there.get(String(timestamp)))}`,
    );
}

async function edits(target: Target, draft: string, entries: readonly Facts[]): Promise<readonly string[]> {
  const { body } = await expectReply(target, 200, 'GET', `/v1/rosters/${draft}`);
  const shifts = body['shifts'] as readonly Facts[];
  const there = new Set(shifts.map(({ employee, start }) => `${String(employee)} ${String(start).slice(0, 10)}`));
  const lost = entries
    .filter(({ employee, date }) => !there.has(`${String(employee)} ${String(date)}`))
    .map(({ employee, date }) => `the shift of ${String(employee)} on ${String(date)} is not in the draft`);
  const versions = entries.map(({ version }) => version);
  const repeated = versions.length - new Set(versions).size;
  return [
    ...lost,
    ...tooMany('shifts', shifts.length, entries.length),
    ...(repeated > 0 ? [`${repeated} versions were acknowledged twice`] : []),
  ];
}

async function publications(target: Target, entries: readonly Facts[]): Promise<readonly string[]> {
  const lost: string[] = [];
  const stored = await listAll(target, `/v1/publications?team=${TEAM}`);
  for (const { id, number, shifts } of entries) {
    const one = stored.find((publication) => publication['id'] === id);
    if (one?.['number'] !== number || one?.['shiftCount'] !== shifts)
      lost.push(`publication ${String(number)} is not there as it was`);
  }
  const numbers = stored.map(({ number }) => number);
  if (new Set(numbers).size !== numbers.length) lost.push('two publications have one number');
  const newest = Math.max(0, ...stored.map(({ shiftCount }) => Number(shiftCount)));
  const schedule = await listAll(target, `/v1/schedules?team=${TEAM}&from=2026-03-01&to=2026-04-30`);
  if (schedule.length !== newest)
    lost.push(`the schedule has ${schedule.length} shifts, the newest publication ${newest}`);
  return [...lost, ...tooMany('publications', stored.length, entries.length)];
}

async function events(target: Target, id: string): Promise<readonly string[]> {
  const answer = await fetch(`${target.url}/v1/jobs/${id}/events`, { signal: AbortSignal.timeout(30_000) });
  return (await answer.text())
    .split('\n')
    .filter((line) => line.startsWith('event: '))
    .map((line) => line.slice(7));
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until a job has ended; `deadline` in the clock of performance.now(). */
async function endedJob(target: Target, id: string, deadline: number): Promise<Facts> {
  for (;;) {
    const { body } = await expectReply(target, 200, 'GET', `/v1/jobs/${id}`);
    if (['succeeded', 'stopped', 'failed'].includes(String(body['state'])) || performance.now() > deadline) return body;
    await pause(300);
  }
}

async function jobs(target: Target, entries: readonly Facts[], iterations: number): Promise<readonly string[]> {
  const lost: string[] = [];
  const expected = new Map<number, string>();
  for (const seed of new Set(entries.map(({ seed: one }) => Number(one)))) {
    const { body } = await expectReply(target, 200, 'POST', '/v1/rosters', { body: jobBody(seed, iterations) });
    expected.set(seed, canonicalJson(body));
  }
  const deadline = performance.now() + 60_000 + 10_000 * entries.length;
  for (const { id, seed } of entries) {
    let job = await endedJob(target, String(id), deadline);
    const ends = (await events(target, String(id))).filter((name) => name === 'ended').length;
    if (ends !== 1) lost.push(`job ${String(id)} ended ${ends} times`);
    // One that took five processes down is set aside and not lost: whoever looks after the service runs it once more.
    if ((job['problem'] as Facts | undefined)?.['kind'] === 'job-lost') {
      const again = await expectReply(target, 202, 'POST', `/v1/jobs/${String(id)}/requeues`);
      job = await endedJob(target, String(again.body['id']), deadline);
    }
    if (job['state'] !== 'succeeded') {
      lost.push(
        `job ${String(id)} is ${String(job['state'])} after attempt ${String(job['attempt'])}: ${JSON.stringify(job['problem'] ?? null)}`,
      );
      continue;
    }
    const { body } = await expectReply(target, 200, 'GET', `/v1/jobs/${String(job['id'])}/result`);
    if (canonicalJson(body) !== expected.get(Number(seed)))
      lost.push(`job ${String(id)} has another result than its seed gives`);
  }
  return lost;
}

/** Compares everything that was acknowledged with what the service has; waits for jobs that have not ended. */
export async function compare(
  target: Target,
  entries: readonly Acknowledged[],
  stored: { readonly draft: string; readonly history: string },
  iterations: number,
): Promise<Findings> {
  const kinds = ['absence', 'row', 'edit', 'publication', 'job'];
  const lost = [
    ...(await jobs(target, ofKind(entries, 'job'), iterations)),
    ...(await absences(target, ofKind(entries, 'absence'))),
    ...(await rows(target, stored.history, ofKind(entries, 'row'))),
    ...(await edits(target, stored.draft, ofKind(entries, 'edit'))),
    ...(await publications(target, ofKind(entries, 'publication'))),
  ];
  return { acknowledged: Object.fromEntries(kinds.map((kind) => [kind, ofKind(entries, kind).length])), lost };
}
