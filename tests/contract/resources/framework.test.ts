import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store, Tables } from '../../../src/planning/store.ts';
import { expectPublished } from '../service.ts';
import { fresh } from './case.ts';
import { dailyRows, type Json, smallTeam } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Told = { readonly detail: string; readonly issues?: readonly { readonly code: string; readonly path: string }[] };

const told = (body: unknown): readonly string[] =>
  ((body as Told).issues ?? []).map(({ code, path }) => `${code} ${path}`);

async function madeTeam(change: Json = {}): Promise<string> {
  const id = fresh('team');
  const answer = await request.post('/v1/teams').send(smallTeam(id, change));
  expect(answer.status).toBe(201);
  return id;
}

describe('an Idempotency-Key', () => {
  const post = (key: string, body: Json, path = '/v1/teams') =>
    request.post(path).set('Idempotency-Key', key).send(body);

  it('gives the first answer again, with its version and address, and has no second effect', async () => {
    const team = smallTeam(fresh('team'));
    const first = await post('key-1', team);
    const again = await post('key-1', team);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    for (const name of ['etag', 'location', 'content-type'])
      expect([name, again.headers[name]]).toEqual([name, first.headers[name]]);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    expectPublished(again, 'POST', '/v1/teams');
  });

  it('is refused with another body, at another address, and with another version', async () => {
    const history = fresh('history');
    await request.post('/v1/histories').send({ id: history, history: { zone: 'UTC', rows: dailyRows(7) } });
    const rows = `/v1/histories/${history}/rows`;
    const body = { rows: [{ timestamp: '2026-01-12', count: 5 }] };
    expect((await post('key-2', body, rows).set('If-Match', '"1"')).status).toBe(200);
    const others = [
      await post('key-2', { rows: [{ timestamp: '2026-01-12', count: 6 }] }, rows).set('If-Match', '"1"'),
      await post('key-2', body, rows).set('If-Match', '"2"'),
      await post('key-2', body, rows),
      await post('key-2', smallTeam(fresh('team'))),
    ];
    expect(others.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    for (const { body: problem } of others) expect(problem).toMatchObject({ type: 'urn:shiftcast:problem:key-reused' });
  });

  it('lets one of ten requests at once have the effect, and all ten have its answer', async () => {
    const body = { history: { zone: 'UTC', rows: dailyRows(7) } };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('key-3', body, '/v1/histories')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });

  it('is free again after a request that was refused', async () => {
    const id = fresh('team');
    expect((await post('key-4', smallTeam(id, { zone: 'Europe/Nowhere' }))).status).toBe(422);
    expect((await post('key-4', smallTeam(id))).status).toBe(201);
  });

  it.each(['', 'two words', 'ü', 'x'.repeat(256)])('"%s" is no key', async (key) => {
    const answer = await request
      .post('/v1/teams')
      .set('Idempotency-Key', Buffer.from(key).toString('latin1'))
      .send(smallTeam('x'));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:wrong-key' });
  });
});

describe('If-Match', () => {
  const put = (id: string, match?: string) => {
    const test = request.put(`/v1/teams/${id}`);
    return (match === undefined ? test : test.set('If-Match', match)).send(smallTeam(id, { name: 'Changed' }));
  };

  it('must be there, and be the present version, which the refusal names', async () => {
    const id = await madeTeam();
    expect((await put(id)).status).toBe(428);
    const stale = await put(id, '"7"');
    expect([stale.status, stale.headers['etag']]).toEqual([412, '"1"']);
    expect(stale.body).toMatchObject({ detail: expect.stringContaining('at version 1') as string });
    expect((await put(id, '"1"')).headers['etag']).toBe('"2"');
    expect((await put(id, '"1"')).status).toBe(412);
  });

  it('takes * for any version, and no text that is no version', async () => {
    const id = await madeTeam();
    expect((await put(id, '*')).status).toBe(200);
    for (const match of ['1', 'W/"2"', '"2", "3"', '"two"']) expect((await put(id, match)).status).toBe(412);
    expect((await put('no-such-team', '*')).status).toBe(404);
  });

  it('lets one of many changes at once through', async () => {
    const id = await madeTeam();
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(id, '"1"')));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412, 412, 412]);
  });
});

describe('a list', () => {
  const page = async (query: Record<string, string>) => {
    const answer = await request.get('/v1/teams').query(query);
    expectPublished(answer, 'GET', '/v1/teams');
    return answer;
  };
  type Part = { readonly items: readonly Record<string, unknown>[]; readonly next: string | null };

  it('goes on where it stopped, each entry once, also when one is added behind', async () => {
    const ids = ['p-a', 'p-b', 'p-c', 'p-d', 'p-e'];
    for (const id of ids.slice(0, 4)) await request.post('/v1/teams').send(smallTeam(id, { site: 'paging' }));
    const first = (await page({ site: 'paging', limit: '2' })).body as Part;
    await request.post('/v1/teams').send(smallTeam('p-e', { site: 'paging' }));
    const second = (await page({ site: 'paging', limit: '2', cursor: first.next ?? '' })).body as Part;
    const third = (await page({ site: 'paging', limit: '2', cursor: second.next ?? '' })).body as Part;
    expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(ids);
    expect(third.next).toBeNull();
  });

  it('refuses a cursor of another list, another question, or none at all', async () => {
    for (let index = 0; index < 2; index += 1) await madeTeam({ site: 'cursors' });
    const { next } = (await page({ site: 'cursors', limit: '1' })).body as Part;
    const [, , other] = ['x', 'y', (await request.get('/v1/teams').query({ limit: '1' })).body as Part];
    for (const cursor of [
      other?.next ?? '',
      'nonsense',
      `${next ?? ''}x`,
      `${next ?? ''}!`,
      Buffer.from('[1,2]').toString('base64url'),
    ]) {
      const answer = await page({ site: 'cursors', limit: '1', cursor });
      expect([answer.status, told(answer.body)]).toEqual([422, ['wrong-cursor ?cursor']]);
    }
    const elsewhere = await request.get('/v1/histories').query({ limit: '1', cursor: next ?? '' });
    expect([elsewhere.status, told(elsewhere.body)]).toEqual([422, ['wrong-cursor ?cursor']]);
  });

  it('gives the fields that are asked for, and always the id', async () => {
    await madeTeam({ site: 'fields' });
    const { items } = (await page({ site: 'fields', fields: 'name, employees' })).body as Part;
    expect(items.map((item) => Object.keys(item).toSorted())).toEqual([['employees', 'id', 'name']]);
    const wrong = await page({ fields: 'name,colour,size' });
    expect(told(wrong.body)).toEqual(['unknown-field ?fields', 'unknown-field ?fields']);
  });

  it.each([
    ['limit=0', 'too-small ?limit'],
    ['limit=501', 'too-big ?limit'],
    ['limit=few', 'wrong-type ?limit'],
    ['limit=1.5', 'wrong-type ?limit'],
    ['limit=0x10', 'wrong-type ?limit'],
    ['limit=1e2', 'wrong-type ?limit'],
    ['limit=%205', 'wrong-type ?limit'],
    ['limit=', 'wrong-type ?limit'],
    ['siet=berlin', 'unknown-key ?siet'],
    ['site=%00', 'wrong-id ?site'],
    ['text=%00', 'nul-character ?text'],
  ])('refuses %s', async (query, issue) => {
    const answer = await request.get(`/v1/teams?${query}`);
    expect([answer.status, told(answer.body)[0]]).toEqual([422, issue]);
  });
});

describe('a read', () => {
  it('answers 304 to nobody where the answer has no ETag, not even to who has whatever there is', async () => {
    for (const path of ['/v1/teams', '/v1/packs', '/healthz/live']) {
      const { status, headers } = await request.get(path).set('If-None-Match', '*');
      expect([path, status, headers['etag']]).toEqual([path, 200, undefined]);
    }
  });

  it('answers 304 to who has it, and anew after a change', async () => {
    const id = await madeTeam();
    const url = `/v1/teams/${id}`;
    const { headers } = await request.get(url);
    const etag = String(headers['etag']);
    for (const known of [etag, `W/${etag}`, `"0", ${etag}`, '*']) {
      const answer = await request.get(url).set('If-None-Match', known);
      expect([answer.status, answer.text, answer.headers['etag']]).toEqual([304, '', etag]);
    }
    await request.put(url).set('If-Match', etag).send(smallTeam(id));
    expect((await request.get(url).set('If-None-Match', etag)).status).toBe(200);
  });

  it('answers HEAD with the headers alone', async () => {
    const id = await madeTeam();
    const [head, get] = [await request.head(`/v1/teams/${id}`), await request.get(`/v1/teams/${id}`)];
    expect([head.status, head.text ?? '', head.headers['etag']]).toEqual([200, '', get.headers['etag']]);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });

  it.each(['application/json', '*/*', 'text/html, application/*;q=0.5', 'application/problem+json'])(
    'takes Accept: %s',
    async (accept) => {
      const answer = await request.get('/v1/teams').set('Accept', accept);
      expect([answer.status, answer.type]).toEqual([200, 'application/json']);
    },
  );

  it('names the methods that there are', async () => {
    const answer = await request.patch('/v1/teams').send({});
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST, GET, HEAD']);
  });

  it.each(['%00', '%FF', '%E0%A4%A', 'a%2Fb', '%20', '..%2f..'])('finds nothing at the id %s', async (id) => {
    expect([(await request.get(`/v1/teams/${id}`)).status, stored.log]).toEqual([404, []]);
  });
});

describe('what is written', () => {
  it('carries who wrote it, and when', async () => {
    const id = fresh('team');
    const made = await request.post('/v1/teams').set('X-Actor', 'Anna Lind').send(smallTeam(id));
    // UTF-8 in a header goes through as bytes; Node's own client would write it together with the body in one encoding.
    const changed = await fetch(request.put(`/v1/teams/${id}`).url, {
      method: 'PUT',
      headers: {
        'Content-Type': 'application/json',
        'X-Actor': Buffer.from('王芳').toString('latin1'),
        'If-Match': '"1"',
      },
      body: JSON.stringify(smallTeam(id)),
    });
    expect(made.body).toMatchObject({ created: { by: 'Anna Lind' }, updated: { by: 'Anna Lind' } });
    expect(await changed.json()).toMatchObject({ version: 2, created: { by: 'Anna Lind' }, updated: { by: '王芳' } });
  });

  it.each(['', '-dash', 'a\tb', '<b>', 'x'.repeat(100)])('refuses the actor "%s"', async (actor) => {
    const answer = await request.get('/v1/teams').set('X-Actor', actor);
    expect(answer.status).toBe(422);
    expectPublished(answer, 'GET', '/v1/teams');
  });

  it('may hold any whole character but NUL', async () => {
    const id = fresh('team');
    const name = '日本 \u0001 \ud83d\ude00 "quoted" \\u0000 {}';
    const made = await request.post('/v1/teams').send(smallTeam(id, { name }));
    expect(made.body).toMatchObject({ team: { name } });
    const refused = await request.post('/v1/teams').send(smallTeam(fresh('team'), { name: 'a\u0000b' }));
    expect([refused.status, told(refused.body)]).toEqual([422, ['nul-character /name']]);
  });

  it('may hold no half of a character: it would be kept as another', async () => {
    // supertest would send U+FFFD: the halves have to be written as escapes.
    const send = (text: string) =>
      request.post('/v1/teams').set('Content-Type', 'application/json').send(text.replaceAll('HALF', '\\ud800'));
    const named = await send(JSON.stringify(smallTeam(fresh('team'), { name: 'a HALF b' })));
    expect([named.status, told(named.body)]).toEqual([422, ['half-character /name']]);
    const called = await send(JSON.stringify(smallTeam('HALF')));
    expect([called.status, told(called.body)]).toEqual([422, expect.arrayContaining(['wrong-id /id'])]);
    const rules = [{ rule: 'minimum-rest', values: { minimumHours: 11, HALF: 1 } }];
    const valued = await send(JSON.stringify(smallTeam(fresh('team'), { rules })));
    expect([valued.status, told(valued.body)]).toEqual([
      422,
      expect.arrayContaining(['half-character /rules/0/values']),
    ]);
  });

  it('is told in the language of the client', async () => {
    const answer = await request.get('/v1/teams?cursor=x').set('Accept-Language', 'zh');
    expect(answer.headers['content-language']).toBe('zh');
    expect(JSON.stringify(answer.body)).toContain('游标');
  });
});

describe('another organisation', () => {
  /** The store as another organisation would see it. */
  const foreign = (store: Store): Store => ({
    ...store,
    read: (scope, work) => store.read({ ...scope, organisation: 'elsewhere' }, work),
    write: (scope, work) => store.write({ ...scope, organisation: 'elsewhere' }, work),
  });

  it('sees, changes and takes nothing of ours', async () => {
    const other = await stored.beside({ store: foreign });
    const id = await madeTeam();
    await request
      .post('/v1/teams')
      .set('Idempotency-Key', 'shared-key')
      .send(smallTeam(fresh('team')));
    expect(((await other.get('/v1/teams')).body as { items: unknown[] }).items).toEqual([]);
    expect((await other.get(`/v1/teams/${id}`)).status).toBe(404);
    expect((await other.put(`/v1/teams/${id}`).set('If-Match', '*').send(smallTeam(id))).status).toBe(404);
    expect((await other.delete(`/v1/teams/${id}`).set('If-Match', '*')).status).toBe(404);
    const same = await other.post('/v1/teams').set('Idempotency-Key', 'shared-key').send(smallTeam(id));
    expect([same.status, same.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect((await request.get(`/v1/teams/${id}`)).body).toMatchObject({ version: 1 });
  });
});

describe('a failure', () => {
  it('of a commit leaves nothing behind, and its Idempotency-Key free', async () => {
    const failing = await stored.beside({
      store: (store) => ({
        ...store,
        write: (scope, work) =>
          store.write(scope, async (tables: Tables) => {
            await work(tables);
            throw new Error('the power is gone');
          }),
      }),
    });
    const id = fresh('team');
    const send = (through: typeof request) =>
      through.post('/v1/teams').set('Idempotency-Key', `key-of-${id}`).send(smallTeam(id));
    expect((await send(failing)).status).toBe(500);
    expect((await request.get(`/v1/teams/${id}`)).status).toBe(404);
    expect((await send(request)).status).toBe(201);
  });
});
