import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestThreads } from '../../../src/api/dependencies.ts';
import { exampleOf, expectPublished, inProcess } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { COVER, madeDraft, MONDAY, placesOf, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

type Job = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly seed: number;
  readonly result?: string;
  readonly draft?: { readonly id: string; readonly version: number };
  readonly resultDraft?: { readonly id: string; readonly version: number };
  readonly problem?: { readonly kind: string };
};

const solve = { iterations: 200, seed: 7 };

describe('solving a draft', () => {
  let stored: StoredService;
  let request: StoredService['request'];
  beforeAll(async () => {
    stored = await storedService();
    await stored.solve();
    ({ request } = stored);
  });
  afterAll(() => stored.close());

  const solved = (roster: string, body: Json = {}, wait = 30) =>
    request
      .post(`/v1/rosters/${roster}/solves`)
      .set('Prefer', `wait=${wait}`)
      .send({ solve, ...body });

  const read = async (roster: string): Promise<Json & { readonly shifts: readonly Json[] }> =>
    (await request.get(`/v1/rosters/${roster}`)).body as Json & { readonly shifts: readonly Json[] };

  it('makes the roster its next version, with the bound of the solve and the locked shift where it was', async () => {
    const { roster, anna } = await madeDraft(stored, (one) => ({
      shifts: [shiftOn(one, 3, { id: 'fixed', locked: true }), shiftOn(one, 2, { id: 'loose' })],
    }));
    const answer = await solved(roster);
    expect(answer.status).toBe(200);
    expectPublished(answer, 'POST', '/v1/rosters/{roster}/solves');
    expect(answer.headers['preference-applied']).toBe('wait=30');
    expect(answer.body).toMatchObject({
      kind: 'draft',
      state: 'succeeded',
      seed: 7,
      draft: { id: roster, version: 1 },
      resultDraft: { id: roster, version: 2 },
    });
    const draft = await read(roster);
    expect(draft).toMatchObject({ version: 2, lastSolve: { version: 2, seed: 7 } });
    expect(draft['objective']).toBe((draft['lastSolve'] as Json)['objective']);
    expect(draft.shifts).toContainEqual(
      expect.objectContaining({ id: 'fixed', employee: anna, locked: true, start: '2026-03-03T08:00:00+01:00' }),
    );
    const result = await request.get(`/v1/jobs/${(answer.body as Job).id}/result`);
    expectPublished(result, 'GET', '/v1/jobs/{job}/result');
    expect(result.body).toMatchObject({ kind: 'roster', seed: 7 });
    const versions = await request.get(`/v1/rosters/${roster}/versions`).query({ limit: '1' });
    expectPublished(versions, 'GET', '/v1/rosters/{roster}/versions');
    expect(versions.body).toMatchObject({ items: [{ cause: { kind: 'solved', job: (answer.body as Job).id } }] });
  });

  it('keeps all shifts, or none, where that is asked for', async () => {
    const late = { start: '2026-03-03T14:00:00+01:00', end: '2026-03-03T22:00:00+01:00', template: 'late', breaks: [] };
    const shifts = (one: string): Json => ({ shifts: [shiftOn(one, 3, { id: 'odd', ...late })] });
    const [all, none] = [await madeDraft(stored, shifts), await madeDraft(stored, shifts)];
    await solved(all.roster, { keep: 'all' });
    await solved(none.roster, { keep: 'none' });
    const lates = async (roster: string) => (await read(roster)).shifts.filter((shift) => shift['template'] === 'late');
    expect(await lates(all.roster)).toHaveLength(1);
    expect(await lates(none.roster)).toHaveLength(0);
  });

  it('at once with the new draft answers with the job and then with the solved draft', async () => {
    const team = fresh('team');
    await made201(stored, '/v1/teams', smallTeam(team));
    const answer = await request
      .post(`/v1/teams/${team}/rosters`)
      .set('Prefer', 'wait=30')
      .send({ horizon: { from: MONDAY, days: 7 }, cover: COVER, solve });
    expect(answer.status).toBe(200);
    expectPublished(answer, 'POST', '/v1/teams/{team}/rosters');
    const { resultDraft } = answer.body as Job;
    expect(resultDraft?.version).toBe(2);
    // The template's eight hours cover all that is wanted on five days.
    expect(await read(resultDraft?.id ?? '')).toMatchObject({ objective: 0, shiftCount: 5, breaches: [] });
  });

  it('reckons with absences and with what another team has published for its people', async () => {
    const { roster, anna, ben } = await madeDraft(stored, () => ({ shifts: [] }));
    await stored.store.write({ organisation: 'default', actor: 'hr' }, (tables) =>
      tables.absences.create({
        employee: anna,
        when: { kind: 'dates', from: MONDAY, to: '2026-03-08' },
        reason: undefined,
        creditHoursPerDay: undefined,
      }),
    );
    const other = fresh('team');
    await made201(stored, '/v1/teams', smallTeam(other, { employees: [{ id: ben, contract: 'full' }] }));
    const elsewhere = await made201(stored, `/v1/teams/${other}/rosters`, {
      horizon: { from: MONDAY, days: 7 },
      shifts: [{ employee: ben, start: '2026-03-04T09:00', end: '2026-03-04T13:00' }],
    });
    await request
      .post(`/v1/rosters/${String(elsewhere['id'])}/publications`)
      .set('If-Match', '"1"')
      .send({});
    await solved(roster);
    const draft = await read(roster);
    expect(new Set(draft.shifts.map((shift) => shift['employee']))).toEqual(new Set([ben]));
    expect(draft.shifts.filter((shift) => String(shift['start']).startsWith('2026-03-04'))).toEqual([]);
  });

  it('tells what cannot be solved, at its place in the draft, and makes no job', async () => {
    const { team, roster, anna } = await madeDraft(stored, (one) => ({
      shifts: [
        shiftOn(one, 2, { id: 'a', locked: true }),
        shiftOn(one, 2, { id: 'b', locked: true, start: '2026-03-02T10:00:00+01:00' }),
      ],
    }));
    expect(placesOf((await solved(roster)).body)).toEqual(['shifts-overlap /draft/shifts/1']);
    const made = await made201(stored, `/v1/teams/${team}/rosters`, { horizon: { from: MONDAY, days: 7 } });
    expect(placesOf((await solved(String(made['id']))).body)).toEqual(['nothing-wanted /draft/demands']);
    const skills = { skills: [], employees: [{ id: anna, contract: 'full' }], shiftTemplates: [] };
    await request.put(`/v1/teams/${team}`).set('If-Match', '"1"').send(smallTeam(team, skills));
    expect(placesOf((await solved(roster, { keep: 'none' })).body)).toContain(
      'unknown-skill /draft/demands/intervals/0/skill',
    );
    expect((await solved('nothing')).status).toBe(404);
    expect(placesOf((await solved(roster, { keep: 'some' })).body)).toEqual(['not-one-of /keep']);
    const stale = await request.post(`/v1/rosters/${roster}/solves`).set('If-Match', '"4"').send({ solve });
    expect(stale.status).toBe(412);
    expect((await request.get('/v1/jobs').query({ team })).body).toMatchObject({ items: [] });
  });

  it('a stateless solve becomes a job by Prefer, and its result is the document', async () => {
    const body = exampleOf('/v1/rosters');
    const plain = await request.post('/v1/rosters').send(body);
    const waited = await request.post('/v1/rosters').set('Prefer', 'wait=30').send(body);
    expectPublished(waited, 'POST', '/v1/rosters');
    expect([waited.status, waited.headers['preference-applied']]).toEqual([200, 'wait=30']);
    const facts = ({ status, objective, shifts }: Json): unknown => ({ status, objective, shifts });
    expect(facts(waited.body as Json)).toEqual(facts(plain.body as Json));
    const asked = await request.post('/v1/plans').set('Prefer', 'respond-async, wait=30').send(exampleOf('/v1/plans'));
    expect(asked.body).toMatchObject({ kind: 'plan-result' });
    expectPublished(asked, 'POST', '/v1/plans');
  });

  it('a stateless solve with a mistake is refused at once, without a job', async () => {
    const before = await request.get('/v1/jobs').query({ limit: '500' });
    const answer = await request.post('/v1/rosters').set('Prefer', 'respond-async').send({ problem: {} });
    expect(answer.status).toBe(422);
    expectPublished(answer, 'POST', '/v1/rosters');
    const broken = await request.post('/v1/rosters').set('Prefer', 'wait=1').type('application/json').send('{"cut": ');
    expect(broken.status).toBe(400);
    const after = await request.get('/v1/jobs').query({ limit: '500' });
    expect((after.body as { readonly items: unknown[] }).items).toHaveLength(
      (before.body as { readonly items: unknown[] }).items.length,
    );
  });

  it('a stateless body that was too large to be read before tells its mistakes when the job has ended', async () => {
    const { problem } = exampleOf('/v1/rosters') as { readonly problem: Json };
    const note = 'x'.repeat(199);
    const holidays = Array.from({ length: 1500 }, (_, index) => ({ date: '2026-13-01', name: `${note}${index % 9}` }));
    const team = { ...(problem['team'] as Json), holidays };
    const answer = await request
      .post('/v1/rosters')
      .set('Prefer', 'wait=30')
      .send({ problem: { ...problem, team } });
    expect(answer.status).toBe(422);
    expectPublished(answer, 'POST', '/v1/rosters');
    expect(placesOf(answer.body)[0]).toBe('wrong-date /problem/team/holidays/0/date');
  });
});

describe('a job', () => {
  /** Threads that solve when they are allowed to. */
  let stored: StoredService;
  let request: StoredService['request'];
  let gate = Promise.withResolvers<void>();
  const gated: RequestThreads = {
    ...inProcess,
    run: async (task, input, control) => {
      await Promise.race([gate.promise, stopped(control.signal)]);
      return inProcess.run(task, input, control);
    },
  };
  const stopped = (signal: AbortSignal | undefined): Promise<unknown> =>
    signal === undefined ? new Promise(() => undefined) : once(signal, 'abort');
  beforeAll(async () => {
    stored = await storedService({ threads: gated });
    await stored.solve();
    ({ request } = stored);
  });
  afterAll(async () => {
    gate.resolve();
    await stored.close();
  });

  const asked = async (headers: Readonly<Record<string, string>> = {}): Promise<Job> => {
    const answer = await request
      .post('/v1/rosters')
      .set({ Prefer: 'respond-async', 'X-Actor': 'Kim', ...headers })
      .send({ ...exampleOf('/v1/rosters'), solve });
    expect(answer.status).toBe(202);
    expectPublished(answer, 'POST', '/v1/rosters');
    expect(answer.headers['location']).toBe(`/v1/jobs/${(answer.body as Job).id}`);
    return answer.body as Job;
  };

  const read = async (id: string): Promise<Job> => {
    const answer = await request.get(`/v1/jobs/${id}`);
    expectPublished(answer, 'GET', '/v1/jobs/{job}');
    return answer.body as Job;
  };

  const reached = async (id: string, ...states: readonly string[]): Promise<Job> => {
    await expect
      .poll(async () => (await read(id)).state, { timeout: 20_000 })
      .toSatisfy((state) => states.includes(String(state)));
    return read(id);
  };

  it('is answered at once with who asked, and after a wait that is too short with its state', async () => {
    gate = Promise.withResolvers();
    const job = await asked();
    expect(job).toMatchObject({ kind: 'roster', seed: 7, asked: { by: 'Kim' } });
    await reached(job.id, 'running');
    const body = { ...exampleOf('/v1/rosters'), solve };
    const short = await request.post('/v1/rosters').set('Prefer', 'wait=1').send(body);
    expect([short.status, short.headers['preference-applied']]).toEqual([202, 'wait=1']);
    expectPublished(short, 'POST', '/v1/rosters');
    const early = await request.get(`/v1/jobs/${job.id}/result`);
    expect([early.status, (early.body as Json)['type']]).toEqual([409, 'urn:shiftcast:problem:not-ready']);
    gate.resolve();
    expect(await reached(job.id, 'succeeded')).toMatchObject({ result: `/v1/jobs/${job.id}/result` });
    await reached((short.body as Job).id, 'succeeded');
  });

  it('that is asked for twice with one key is one job, and each may wait for it', async () => {
    gate = Promise.withResolvers();
    const headers = { 'Idempotency-Key': fresh('key') };
    const first = await asked(headers);
    const again = await asked(headers);
    expect(again.id).toBe(first.id);
    gate.resolve();
    const waited = await request
      .post('/v1/rosters')
      .set({ ...headers, Prefer: 'wait=20' })
      .send({ ...exampleOf('/v1/rosters'), solve });
    expect([waited.status, (waited.body as Json)['kind']]).toEqual([200, 'roster']);
    const other = await request.post('/v1/rosters').set(headers).send(exampleOf('/v1/rosters'));
    expect([other.status, (other.body as Json)['type']]).toEqual([422, 'urn:shiftcast:problem:key-reused']);
  });

  it('that is stopped keeps the best so far; one that has ended stays as it is', async () => {
    gate = Promise.withResolvers();
    const running = await asked();
    await reached(running.id, 'running');
    const queued = await asked();
    const stop = async (id: string) => {
      const answer = await request.delete(`/v1/jobs/${id}`).set('X-Actor', 'Lee');
      expectPublished(answer, 'DELETE', '/v1/jobs/{job}');
      return answer;
    };
    const before = await stop(queued.id);
    expect([before.status, before.body]).toEqual([200, expect.objectContaining({ state: 'stopped' })]);
    const asking = await stop(running.id);
    expect([asking.status, asking.body]).toEqual([
      202,
      expect.objectContaining({ state: 'running', stopRequested: expect.objectContaining({ by: 'Lee' }) as Json }),
    ]);
    const ended = await reached(running.id, 'stopped', 'succeeded');
    expect(ended.result).toBe(`/v1/jobs/${running.id}/result`);
    expect((await stop(running.id)).status).toBe(200);
    expect((await stop(running.id)).body).toEqual(await read(running.id));
    gate.resolve();
  });

  it('is listed by state and team, the newest first, in parts', async () => {
    gate = Promise.withResolvers();
    const ids = [(await asked()).id, (await asked()).id, (await asked()).id];
    const list = await request.get('/v1/jobs').query({ limit: '2', fields: 'id,state' });
    expectPublished(list, 'GET', '/v1/jobs');
    const { items, next } = list.body as { readonly items: readonly Job[]; readonly next: string };
    expect(items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const rest = await request.get('/v1/jobs').query({ limit: '1', fields: 'id,state', cursor: next });
    expect(rest.body).toMatchObject({ items: [{ id: ids[0] }] });
    expect((await request.get('/v1/jobs').query({ state: 'asleep' })).status).toBe(422);
    expect((await request.get('/v1/jobs').query({ team: 'nothing' })).body).toEqual({ items: [], next: null });
    expect((await request.get('/v1/jobs/nothing')).status).toBe(404);
    gate.resolve();
    for (const id of ids) await reached(id, 'succeeded');
  });

  type Event = { readonly id: number; readonly event: string; readonly data: Job };

  /** Reads a stream of events until it ends or somebody has seen enough. */
  function watch(
    id: string,
    after?: number,
  ): { readonly events: Event[]; readonly ended: Promise<void>; readonly leave: () => void } {
    const { app } = request.get('/') as unknown as { readonly app: { readonly address: () => AddressInfo } };
    const events: Event[] = [];
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
    const sent = httpRequest({
      port: app.address().port,
      host: '127.0.0.1',
      path: `/v1/jobs/${id}/events`,
      headers: { Accept: 'text/event-stream', ...(after === undefined ? {} : { 'Last-Event-ID': String(after) }) },
    });
    sent.on('response', (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks.filter((one) => !one.startsWith(':'))) {
          const fields = Object.fromEntries(
            block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
          );
          events.push({
            id: Number(fields['id']),
            event: String(fields['event']),
            data: JSON.parse(String(fields['data'])) as Job,
          });
        }
      });
      response.on('end', resolve);
      response.on('error', () => resolve());
    });
    sent.on('error', reject);
    sent.end();
    return { events, ended, leave: () => sent.destroy() };
  }

  it('tells what happens to it as it happens, and ends the stream with its end', async () => {
    gate = Promise.withResolvers();
    const job = await asked();
    await reached(job.id, 'running');
    const { events, ended } = watch(job.id);
    await expect.poll(() => events.map(({ event }) => event), { timeout: 10_000 }).toContain('started');
    gate.resolve();
    await ended;
    const kinds = events.map(({ event }) => event);
    expect([kinds[0], kinds[1], kinds.at(-1)]).toEqual(['queued', 'started', 'ended']);
    expect(kinds.filter((kind) => kind === 'ended')).toHaveLength(1);
    expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).toSorted((a, b) => a - b));
    expect(events.at(-1)?.data).toMatchObject({ id: job.id, state: 'succeeded' });
    const again = watch(job.id, events[0]?.id);
    await again.ended;
    expect(again.events).toEqual(events.slice(1));
    const seen = request.get(`/v1/jobs/${job.id}/events`).set('Last-Event-ID', String(events.at(-1)?.id));
    expect((await seen).status).toBe(204);
    expect((await request.get('/v1/jobs/nothing/events')).status).toBe(404);
  });

  it('whose waiting client leaves goes on', async () => {
    gate = Promise.withResolvers();
    const { app } = request.get('/') as unknown as { readonly app: { readonly address: () => AddressInfo } };
    const sent = httpRequest({
      port: app.address().port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/rosters',
      headers: { 'Content-Type': 'application/json', Prefer: 'wait=60' },
    });
    sent.on('error', () => undefined);
    const before = ((await request.get('/v1/jobs').query({ limit: '1' })).body as { readonly items: readonly Job[] })
      .items[0]?.id;
    sent.end(JSON.stringify({ ...exampleOf('/v1/rosters'), solve }));
    const newest = async (): Promise<Job | undefined> =>
      ((await request.get('/v1/jobs').query({ limit: '1' })).body as { readonly items: readonly Job[] }).items[0];
    await expect.poll(async () => (await newest())?.id, { timeout: 10_000 }).not.toBe(before);
    const job = await newest();
    sent.destroy();
    gate.resolve();
    await reached(job?.id ?? '', 'succeeded');
  });
});

describe('a key on a stateless request', () => {
  let stored: StoredService;
  beforeAll(async () => {
    stored = await storedService();
  });
  afterAll(() => stored.close());

  it.each(['/v1/forecasts', '/v1/requirements', '/v1/rosters', '/v1/audits', '/v1/plans', '/v1/simulations'])(
    'of %s gives the first answer again and refuses another body',
    async (path) => {
      const key = fresh('key');
      const post = (body: Json) => stored.request.post(path).set('Idempotency-Key', key).send(body);
      const [first, again] = [await post(exampleOf(path)), await post(exampleOf(path))];
      expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
      expect(again.headers['idempotency-replayed']).toBe('true');
      expectPublished(again, 'POST', path);
      const other = await post({ ...exampleOf(path), more: 1 });
      expect(other.status).toBe(422);
      const wrong = await stored.request.post(path).set('Idempotency-Key', 'two words').send(exampleOf(path));
      expect(wrong.status).toBe(400);
      expectPublished(wrong, 'POST', path);
    },
  );

  it('keeps no refusal: the mended request may have it', async () => {
    const key = fresh('key');
    const post = (body: Json) => stored.request.post('/v1/rosters').set('Idempotency-Key', key).send(body);
    expect((await post({})).status).toBe(422);
    expect((await post(exampleOf('/v1/rosters'))).status).toBe(200);
  });

  it.each([
    ['unreachable', 503],
    ['full', 507],
  ])('is refused while the store is %s', async (refusal, status) => {
    const fail = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { refusal }));
    const broken = await stored.beside({ store: (store) => ({ ...store, read: fail, write: fail }) });
    const headers = { 'Idempotency-Key': fresh('key'), Prefer: 'respond-async' };
    const answer = await broken.post('/v1/rosters').set(headers).send(exampleOf('/v1/rosters'));
    expect(answer.status).toBe(status);
    expectPublished(answer, 'POST', '/v1/rosters');
    expect((await broken.post('/v1/rosters').send(exampleOf('/v1/rosters'))).status).toBe(200);
  });
});

it('a queued job says that no solver is there to take it up, until one is', async () => {
  const stored = await storedService();
  try {
    const { request } = stored;
    const asked = await request.post('/v1/rosters').set('Prefer', 'respond-async').send(exampleOf('/v1/rosters'));
    expect(asked.status).toBe(202);
    const waiting = async (): Promise<unknown> => {
      const answer = await request.get(String(asked.headers['location']));
      expectPublished(answer, 'GET', '/v1/jobs/{job}');
      return (answer.body as { readonly waitsFor?: string }).waitsFor;
    };
    expect(await waiting()).toBe('solver');
    await stored.ledger();
    expect(await waiting()).toBeUndefined();
  } finally {
    await stored.close();
  }
});
