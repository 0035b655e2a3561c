import { detail } from '../../contract/messages/problem-texts.ts';
import { userOperations, userSchema } from '../../contract/resources/users.ts';
import { newId } from '../../planning/keys.ts';
import type { Tables } from '../../planning/store.ts';
import type { User, UserGiven } from '../../planning/user-store.ts';
import { ProblemError } from '../problem.ts';
import { type Answer, type Bound, type Context, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { employeeZones, teamNamed } from './references.ts';
import { changed, found, versionFrom } from './refusals.ts';

type Body = Context<typeof userOperations.createUser>['body'];

function documentOf({ teams, ...user }: User): object {
  const known = Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));
  return { ...known, ...(teams === 'all' ? {} : { teams }) };
}

function answerWith(status: number, user: User): Answer {
  const headers = status === 201 ? { Location: `/v1/users/${user.id}` } : undefined;
  return { status, headers, etag: String(user.version), body: documentOf(user) };
}

/** What was given, where its teams and its employee are there. */
async function givenOf(tables: Tables, { teams, employee, email, ...given }: Body): Promise<UserGiven> {
  for (const [index, id] of (teams ?? []).entries()) await teamNamed(tables, id, `/teams/${index}`);
  if (employee !== undefined) await employeeZones(tables, employee, '/employee');
  const { name, issuer, subject, role, state } = given;
  return { name, email: email?.trim().toLowerCase(), issuer, subject, role, teams: teams ?? 'all', employee, state };
}

const isTaken = (): ProblemError => new ProblemError('conflict', detail('user-exists'));

export const users: readonly Bound[] = [
  writing(userOperations.createUser, async (tables, { body }) => {
    const user = await tables.users.create(newId(), await givenOf(tables, body));
    if (user === 'exists') throw isTaken();
    return answerWith(201, user);
  }),
  reading(userOperations.listUsers, async (tables, { query }) => {
    const page = await tables.users.list(pageOf(query));
    return { status: 200, body: listBody(query, page, userSchema, documentOf) };
  }),
  reading(userOperations.getUser, async (tables, { parameters: { user: id } }) =>
    answerWith(200, found(await tables.users.get(id), 'user', id)),
  ),
  writing(userOperations.replaceUser, async (tables, { parameters: { user: id }, ifMatch, body }) => {
    const version = versionFrom(ifMatch, found(await tables.users.get(id), 'user', id), 'user', id);
    const outcome = await tables.users.replace(id, await givenOf(tables, body), version);
    if (outcome === 'exists') throw isTaken();
    return answerWith(200, changed(outcome, 'user', id));
  }),
  writing(userOperations.removeUser, async (tables, { parameters: { user: id }, ifMatch }) => {
    const version = versionFrom(ifMatch, found(await tables.users.get(id), 'user', id), 'user', id);
    changed(await tables.users.remove(id, version), 'user', id);
    return { status: 204 };
  }),
  writing(userOperations.endUserSessions, async (tables, { parameters: { user: id } }) => {
    found(await tables.users.get(id), 'user', id);
    return { status: 200, body: { ended: await tables.users.endSessions(id) } };
  }),
];
