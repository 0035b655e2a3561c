import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishedFrom } from '../../fixtures/published.ts';
import { expectPublished } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { storedTeam } from './cases-people.ts';
import { dailyRows } from './documents.ts';
import { edit, madeDraft, placesOf, shiftOn } from './drafting.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Cursors that a client has changed. */

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

type List = { readonly path: string; readonly address: string; readonly query?: Readonly<Record<string, string>> };

async function ask({ path, address, query = {} }: List, cursor?: string) {
  const answer = await stored.request
    .get(address)
    .query({ ...query, limit: '1', ...(cursor === undefined ? {} : { cursor }) });
  expectPublished(answer, 'GET', path);
  return answer;
}

/** Asks with the cursor of a list whose keys are replaced by others; gives what was answered for each. */
async function expectRefused(list: List, others: readonly (readonly unknown[])[]) {
  const { next } = (await ask(list)).body as { readonly next: string };
  const [question] = JSON.parse(Buffer.from(next, 'base64url').toString('utf8')) as readonly string[];
  const answers = [];
  for (const keys of others) {
    const cursor = Buffer.from(JSON.stringify([question, ...keys])).toString('base64url');
    const answer = await ask(list, cursor);
    answers.push([keys, answer.status, placesOf(answer.body)]);
  }
  expect(answers).toEqual(others.map((keys) => [keys, 422, ['wrong-cursor ?cursor']]));
  expect(stored.log).toEqual([]);
  expect((await ask(list, next)).status).toBe(200);
}

const NO_NUMBERS = ['abc', '9'.repeat(30), '1e400', 'NaN', '1.5', '', 'Infinity', '0x10', ' 1'];

it('of the versions of a draft are refused', async () => {
  const { roster, ben } = await madeDraft(stored);
  await edit(stored, roster, 1, { op: 'add', shift: shiftOn(ben, 3) });
  const list = { path: '/v1/rosters/{roster}/versions', address: `/v1/rosters/${roster}/versions` };
  await expectRefused(list, [...[...NO_NUMBERS, '0', '-1'].map((key) => [key]), ['1', '1'], [1], []]);
});

it('of the schedule are refused, also with a key too few', async () => {
  const team = await storedTeam(stored);
  const shift = (from: string, to: string) => publishedFrom(from, to, { employeeId: `${team}-anna`, teamId: team });
  await publishShifts(stored, team, [
    shift('2026-03-02T08:00:00+01:00', '2026-03-02T16:00:00+01:00'),
    shift('2026-03-03T08:00:00+01:00', '2026-03-03T16:00:00+01:00'),
  ]);
  const list = { path: '/v1/schedules', address: '/v1/schedules', query: { team } };
  await expectRefused(list, [...NO_NUMBERS.map((key) => [key, 'a']), ['1'], ['1', 'a', 'b'], ['1', ''], ['1', 'a\0']]);
});

it('of the days of a history are refused', async () => {
  const history = fresh('history');
  await made201(stored, '/v1/histories', { id: history, history: { zone: 'UTC', rows: dailyRows(7) } });
  const list = { path: '/v1/histories/{history}/days', address: `/v1/histories/${history}/days` };
  await expectRefused(list, [['abc'], ['2026-1-2'], ['2026-01-05', 'x'], ['']]);
});

it('of a list by ids are refused with a key too few or too many', async () => {
  const site = fresh('site');
  for (let count = 0; count < 2; count += 1) await storedTeam(stored, { site });
  await expectRefused({ path: '/v1/teams', address: '/v1/teams', query: { site } }, [['a', 'b'], [''], []]);
});
