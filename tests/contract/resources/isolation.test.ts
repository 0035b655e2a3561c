import { readFileSync } from 'node:fs';
import type supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeKey } from '../../../src/planning/keys.ts';
import type { NewKey } from '../../../src/planning/access-store.ts';
import { rowsOf } from '../../fixtures/rows.ts';
import { type Case, made201, send, type Sent } from './case.ts';
import { CASES } from './cases.ts';
import { smallTeam } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

/**
 * Nothing crosses. Every operation of openapi.yaml on what is stored is asked for the things of one organisation, with their ids in path, query and body, by
 * those to whom they do not belong. An operation without a case fails.
 */

type Described = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly 'x-roles'?: readonly Role[];
};
type Role = 'administrator' | 'supervisor' | 'hr' | 'employee' | 'integration';

const openapi = parse(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};
/** They stand before the question who asks: the address of a calendar is the secret, and whoever signs in is nobody yet. */
const BY_LINK: ReadonlySet<string> = new Set(['getLinkedCalendar', 'beginSignIn', 'endSignIn', 'signOutByIssuer']);
const PUBLISHED = Object.entries(openapi.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, described]) => ({ path, method, ...described })))
  .filter(({ operationId }) => !BY_LINK.has(operationId));
const STORED = PUBLISHED.filter(({ tags }) => !['Planning', 'Service'].includes(tags[0] ?? ''));

/** The same for everybody, since they belong to no organisation; or of whoever asks, and nobody else. */
const OF_NOBODY: ReadonlySet<string> = new Set(['listPacks', 'getPack', 'getSession', 'endSession']);
/** What they make is their own, by whatever id: another organisation's is not touched by it. */
const MAKES_OWN: ReadonlySet<string> = new Set([
  'createTeam',
  'createHistory',
  'createApiKey',
  'createUser',
  'createWebhook',
  'runRetention',
]);
/** Theirs is changed, and at a version of its own. */
const CHANGES_OWN: ReadonlySet<string> = new Set(['replaceRetention']);

/** Lists in which whoever asks finds themselves. */
const OWN_LISTS: ReadonlySet<string> = new Set(['listApiKeys', 'listTrail', 'listTeams', 'getRetention']);

let service: StoredService;
/** Asked again and again: nothing that is asked for has an effect, which is looked at. */
let asked: readonly Asked[];
beforeAll(async () => {
  service = await storedService();
  asked = await arranged();
}, 60_000);
afterAll(() => service.close());

/** Makes a key in the store, as the command line does. */
async function keyOf(organisation: string, scope: Pick<NewKey, 'role'> & Partial<NewKey>): Promise<string> {
  const { id, text, hash } = makeKey(organisation);
  const all = { teams: 'all', employee: undefined, operations: 'all', days: 1, name: id } as const;
  await service.store.write({ organisation, actor: 'tests' }, ({ keys }) =>
    keys.create({ ...all, ...scope, id, hash }),
  );
  return text;
}

const by = (key: string, sent: Sent): Sent => ({
  ...sent,
  headers: { ...sent.headers, Authorization: `Bearer ${key}` },
});

const TOKENS =
  /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\b[a-z]+-\d+(?:-[a-z]+)?\b|\bAnna\b|\bBen\b/g;
const tokensOf = (text: string): readonly string[] => text.match(TOKENS) ?? [];

/** What an answer tells that its request did not say, and that is not of the team that is their own. */
function told(answer: supertest.Response, sent: Sent): readonly string[] {
  const known = new Set(tokensOf(JSON.stringify(sent)));
  return tokensOf(answer.text.replace(/"requestId":"[^"]*"/, '')).filter(
    (token) => !known.has(token) && !token.startsWith('mine-1'),
  );
}

type Asked = { readonly one: Case; readonly sent: Sent };

/** A good request to every operation, whose things are all there. */
async function arranged(): Promise<readonly Asked[]> {
  const all: Asked[] = [];
  for (const one of CASES) all.push({ one, sent: await one.good(service) });
  // Reading goes first, and last what makes something of one's own: that is no sight of another's.
  const turn = ({ one: { operation } }: Asked): number =>
    operation.method === 'get' ? 0 : MAKES_OWN.has(operation.operationId) ? 2 : 1;
  return all.toSorted((one, two) => turn(one) - turn(two));
}

it('every operation that is published has a case', () => {
  const known = new Set(CASES.map(({ operation }) => operation.operationId));
  expect(STORED.length).toBeGreaterThan(50);
  expect(STORED.filter(({ operationId }) => !known.has(operationId)).map(({ operationId }) => operationId)).toEqual([]);
});

/** The status that is right for those to whom nothing of it belongs; undefined: either nothing is in the answer, or it is refused as unknown. */
function statusFor({ operationId, parameters, method, access }: Case['operation'], role: Role): number | undefined {
  if (!access.includes(role)) return 403;
  if (parameters !== undefined) return 404;
  if (OWN_LISTS.has(operationId)) return 200;
  if (role === 'administrator' && CHANGES_OWN.has(operationId)) return 200;
  if (role === 'administrator' && MAKES_OWN.has(operationId)) return 201;
  // A history of no team would be nobody's, and a link would give away what others have.
  if (operationId === 'createHistory' || (role !== 'administrator' && operationId === 'createCalendarLink')) return 403;
  return method === 'get' ? undefined : 422;
}

const isEmpty = ({ body, status }: supertest.Response): boolean =>
  status === 200 && (body as { readonly items?: readonly unknown[] }).items?.length === 0;

/** What is wrong with the answers of all operations to somebody to whom nothing of it belongs. */
async function faultsFor(role: Role, key: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { one, sent } of asked) {
    const { operation } = one;
    if (OF_NOBODY.has(operation.operationId)) continue;
    const answer = await send(service.request, operation, by(key, sent));
    const right = statusFor(operation, role);
    const isRight = right === undefined ? answer.status === 422 || isEmpty(answer) : answer.status === right;
    const tells = role === 'administrator' && right === 201 ? [] : told(answer, sent);
    if (!isRight || tells.length > 0)
      faults.push(`${role} ${operation.operationId}: ${answer.status} for ${right ?? 'nothing'}, ${answer.text}`);
  }
  return faults;
}

it('no operation reads, changes or tells of what another organisation has', async () => {
  await service.store.organisations.create('other', undefined, 'tests');
  const stranger = await keyOf('other', { role: 'administrator' });
  const before = await rowsOf(service.url, 'default');
  expect(await faultsFor('administrator', stranger)).toEqual([]);
  expect(await rowsOf(service.url, 'default')).toEqual(before);
}, 60_000);

it('a supervisor sees and changes nothing of other teams, and an employee nothing of others', async () => {
  await made201(service, '/v1/teams', smallTeam('mine-1'));
  const supervisor = await keyOf('default', { role: 'supervisor', teams: ['mine-1'] });
  const employee = await keyOf('default', { role: 'employee', employee: 'nobody' });
  const before = await rowsOf(service.url, 'default');
  expect(await faultsFor('supervisor', supervisor)).toEqual([]);
  expect(await faultsFor('employee', employee)).toEqual([]);
  expect(await rowsOf(service.url, 'default')).toEqual(before);
}, 60_000);

describe('roles', () => {
  const ROLES: readonly Role[] = ['administrator', 'supervisor', 'hr', 'employee', 'integration'];
  const mayCall = (role: Role) =>
    PUBLISHED.filter((operation) => operation['x-roles']?.includes(role) === true).filter(
      ({ tags }) => tags[0] !== 'Service',
    );

  it('every operation says who may call it, and an administrator may call all', () => {
    const all = PUBLISHED.filter(({ tags }) => tags[0] !== 'Service');
    expect(mayCall('administrator')).toEqual(all);
  });

  it('employees and integrations only read, employees schedules and their hours and measures alone', () => {
    for (const role of ['employee', 'integration'] as const)
      expect(
        mayCall(role).filter(
          ({ method, path }) => method !== 'get' && !/^\/v1\/(?:calendar-links|session$)/.test(path),
        ),
      ).toEqual([]);
    expect(
      mayCall('employee').filter(
        ({ path }) => !/schedule|calendar|session$|^\/v1\/employees\/\{employee\}\/(?:hours|measures)$/.test(path),
      ),
    ).toEqual([]);
  });

  it('human resources solve and publish nothing, and make neither keys nor users', () => {
    const solving =
      /^(?:solve|publish|makeRoster|makePlan|makeShift|makeHeadCount|createDraft|editDraft|createApiKey|createUser)/;
    expect(mayCall('hr').filter(({ operationId }) => solving.test(operationId))).toEqual([]);
  });

  it('each role is let in where it is named, and turned away everywhere else', async () => {
    for (const role of ROLES) {
      const own = role === 'employee' ? { employee: 'nobody' } : {};
      const key = await keyOf('default', { role, ...own });
      for (const { path, method, operationId, tags, 'x-roles': roles = [] } of PUBLISHED) {
        if (tags[0] === 'Service') continue;
        const address = path.replaceAll(/\{\w+\}/g, 'none');
        const request = service.request[method as 'get'](address).set('Authorization', `Bearer ${key}`);
        const answer = await (method === 'get' || method === 'delete' ? request : request.send({}));
        const isOut = answer.status === 403 && answer.text.includes(`The role ${role} may not call`);
        expect(isOut, `${role} ${operationId} ${answer.status}`).toBe(!roles.includes(role));
      }
    }
  }, 60_000);
});

it('an Idempotency-Key of one is not answered with what another was told', async () => {
  const body = smallTeam('twice-1');
  const ask = async (key: string) =>
    service.request
      .post('/v1/teams')
      .set({ Authorization: `Bearer ${key}`, 'Idempotency-Key': 'same' })
      .send(body);
  const [first, second] = [await keyOf('default', { role: 'administrator' }), await keyOf('default', { role: 'hr' })];
  expect((await ask(first)).status).toBe(201);
  expect((await ask(first)).headers['idempotency-replayed']).toBe('true');
  expect((await ask(second)).status).toBe(409);
});
