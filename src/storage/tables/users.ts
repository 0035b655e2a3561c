import { type Selectable, sql } from 'kysely';
import type { Identity, User, UserGiven, UserTable } from '../../planning/user-store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf } from '../pages.ts';
import { ensureKeys, keysOfEmployees, type PersonKey } from '../people/keys.ts';
import { emailMark, keyNameOf, openPersonal, sealPersonal, subjectMark } from '../people/user-seal.ts';
import type { Session } from '../session.ts';
import type { ChangedPart } from '../trail/change.ts';

type UserRow = Selectable<Database['users']>;
type SessionRow = Pick<UserRow, 'role' | 'teams' | 'employee'> &
  Pick<Selectable<Database['sessions']>, 'id' | 'user_id' | 'expires_at'>;

/** Sessions of one user at a time: of more the oldest end. */
const MOST_SESSIONS = 20;

const keyOfRow = ({ id, employee }: Pick<UserRow, 'id' | 'employee'>): string => keyNameOf(id, employee ?? undefined);

function userOf(row: UserRow, keys: ReadonlyMap<string, PersonKey>): User {
  const { organisation, id, role, teams, employee, state, sealed, last_sign_in_at: last } = row;
  return {
    ...versionedOf(row),
    id,
    ...openPersonal(keys.get(keyOfRow(row)), organisation, id, sealed),
    role,
    teams: teams ?? 'all',
    employee: employee ?? undefined,
    state,
    fromClaims: row.from_claims || undefined,
    lastSignInAt: last?.toISOString().replace(/\.\d+/, ''),
  };
}

/** Opens what the rows say of persons. */
export async function openUsers(session: Session, rows: readonly UserRow[]): Promise<readonly User[]> {
  const keys = await keysOfEmployees(session, [...new Set(rows.map(keyOfRow))]);
  return rows.map((row) => userOf(row, keys));
}

const listed = (values: 'all' | readonly string[]): string | null => (values === 'all' ? null : JSON.stringify(values));

const givenOf = ({ role, teams, employee, name, email, issuer, subject, state }: UserGiven): UserGiven => ({
  role,
  teams,
  employee,
  name,
  email,
  issuer,
  subject,
  state,
});

/** Before and after, each under the key of the person that it speaks of. */
function partsOf(id: string, before: User | undefined, after: User | undefined): readonly ChangedPart[] {
  const old = before === undefined ? undefined : keyNameOf(id, before.employee);
  const now = after === undefined ? undefined : keyNameOf(id, after.employee);
  const said = { before: before && givenOf(before), after: after && givenOf(after) };
  if (old === undefined || now === undefined || old === now) return [{ employee: now ?? old, ...said }];
  return [
    { employee: old, before: said.before },
    { employee: now, after: said.after },
  ];
}

/** Whether what a user may do, or who it is, is another than before: then nobody goes on with what was. */
function isOther(before: User, after: UserGiven): boolean {
  const rights = ({ role, teams, employee, issuer, subject, state }: UserGiven): string =>
    JSON.stringify([role, teams, employee ?? null, issuer ?? null, subject ?? null, state]);
  return rights(before) !== rights(after);
}

export function userTable(session: Session): UserTable {
  const { masterKey } = session;
  const { organisation, actor } = session.scope;

  const rowOf = (id: string): Promise<UserRow | undefined> =>
    session.first(session.select('users').where('id', '=', id).selectAll());

  const get = async (id: string): Promise<User | undefined> => {
    const row = await rowOf(id);
    return row === undefined ? undefined : (await openUsers(session, [row]))[0];
  };

  const marksOf = ({ email, issuer, subject }: Pick<UserGiven, 'email' | 'issuer' | 'subject'>) => ({
    subject: issuer === undefined || subject === undefined ? null : subjectMark(masterKey, { issuer, subject }),
    email: email === undefined ? null : emailMark(masterKey, email),
  });

  const keyOf = async (name: string): Promise<PersonKey> => {
    const key = (await ensureKeys(session, [name])).get(name);
    if (key === undefined) throw new Error('a user has no key');
    return key;
  };

  /** Whether another user has one of the marks. Of two changes at once the constraints let one through, and the other runs again. */
  const isTaken = async (id: string, marks: ReturnType<typeof marksOf>): Promise<boolean> => {
    const other = await session.first(sql`
      select id from users where organisation = ${organisation} and id <> ${id}
        and (subject_mark = ${marks.subject} or email_mark = ${marks.email}) limit 1`);
    return other !== undefined;
  };

  /** From now on the subject finds the user: an e-mail address may belong to somebody else one day. */
  const bind = async (
    row: UserRow,
    { issuer, subject, mark }: Pick<Identity, 'issuer' | 'subject'> & { readonly mark: string },
  ): Promise<void> => {
    const key = await keyOf(keyOfRow(row));
    const before = userOf(row, new Map([[key.employee, key]]));
    const after = { ...before, issuer, subject };
    await session.count(sql`
      update users set subject_mark = ${mark}, sealed = ${sealPersonal(key, organisation, row.id, after)},
        version = version + 1, updated_at = now(), updated_by = ${actor}
      where organisation = ${organisation} and id = ${row.id}`);
    session.record({ action: 'change', kind: 'user', thing: row.id, parts: partsOf(row.id, before, after) });
  };

  const endSessions = (id: string): Promise<number> =>
    session.count(sql`delete from sessions where organisation = ${organisation} and user_id = ${id}`);

  const create = async (id: string, given: UserGiven, fromClaims: boolean): Promise<User | 'exists'> => {
    const marks = marksOf(given);
    const key = await keyOf(keyNameOf(id, given.employee));
    const sealed = sealPersonal(key, organisation, id, given);
    const row = await session.first(sql<UserRow>`
        insert into users (organisation, id, role, teams, employee, state, sealed, subject_mark, email_mark, from_claims,
          created_by, updated_by)
        values (${organisation}, ${id}, ${given.role}, ${listed(given.teams)}, ${given.employee ?? null}, ${given.state},
          ${sealed}, ${marks.subject}, ${marks.email}, ${fromClaims}, ${actor}, ${actor})
        on conflict do nothing
        returning *`);
    if (row === undefined) return 'exists';
    const made = userOf(row, new Map([[key.employee, key]]));
    session.record({ action: 'create', kind: 'user', thing: id, parts: partsOf(id, undefined, made) });
    return made;
  };

  /** The rights that claims say, for a user that was made by claims. */
  const change = async (before: User, rights: Pick<UserGiven, 'role' | 'teams' | 'state'>): Promise<void> => {
    const { id } = before;
    const after = { ...before, ...rights };
    if (!isOther(before, after)) return;
    await session.count(sql`
      update users set role = ${rights.role}, teams = ${listed(rights.teams)}, state = ${rights.state},
        version = version + 1, updated_at = now(), updated_by = ${actor}
      where organisation = ${organisation} and id = ${id}`);
    await endSessions(id);
    session.record({ action: 'change', kind: 'user', thing: id, parts: partsOf(id, before, after) });
  };

  return {
    create: (id, given) => create(id, given, false),

    claim: async (id, { issuer, subject, email }, rights) => {
      const before = await get(id);
      if (before !== undefined) {
        if (before.fromClaims === true) await change(before, rights);
        return before.fromClaims === true;
      }
      const given = { ...rights, issuer, subject, name: undefined, employee: undefined };
      // An address may be another user's by hand: the subject finds this one.
      for (const address of email === undefined ? [undefined] : [email, undefined])
        if ((await create(id, { ...given, email: address }, true)) !== 'exists') return true;
      return false;
    },

    get,

    list: async (page) => {
      let query = session.select('users').selectAll();
      const [at, id] = page.after ?? [];
      if (at !== undefined && id !== undefined)
        query = query.where(sql<boolean>`(created_at, id) > (${at}::timestamptz, ${id})`);
      const rows = await session.rows(
        query
          .select(sql<string>`created_at::text`.as('place'))
          .orderBy('created_at')
          .orderBy('id')
          .limit(page.limit + 1),
      );
      const found = pageOf(
        rows,
        page,
        (row) => row,
        ({ place, id: last }) => [place, last],
      );
      return { items: await openUsers(session, found.items), next: found.next };
    },

    replace: async (id, given, version) => {
      const before = await get(id);
      if (before === undefined) return missed(undefined);
      const marks = marksOf(given);
      if (await isTaken(id, marks)) return 'exists';
      const key = await keyOf(keyNameOf(id, given.employee));
      const row = await session.first(sql<UserRow>`
        update users set role = ${given.role}, teams = ${listed(given.teams)}, employee = ${given.employee ?? null},
          state = ${given.state}, sealed = ${sealPersonal(key, organisation, id, given)},
          subject_mark = ${marks.subject}, email_mark = ${marks.email}, from_claims = false, version = version + 1,
          updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} returning *`);
      if (row === undefined) return missed((await get(id))?.version);
      const after = userOf(row, new Map([[key.employee, key]]));
      if (isOther(before, after)) await endSessions(id);
      session.record({ action: 'change', kind: 'user', thing: id, parts: partsOf(id, before, after) });
      return { ok: true, value: after };
    },

    remove: async (id, version) => {
      const row = await session.first(sql<UserRow>`
        delete from users where organisation = ${organisation} and id = ${id} and version = ${version} returning *`);
      if (row === undefined) return missed((await rowOf(id))?.version);
      if (row.employee === null)
        await session.count(sql`
          delete from person_keys where organisation = ${organisation} and employee = ${keyOfRow(row)}`);
      // Who it was is told no more: a part under the user's key would make the key anew.
      session.record({ action: 'remove', kind: 'user', thing: id, parts: [{ before: { role: row.role } }] });
      return { ok: true, value: null };
    },

    signIn: async (id, { issuer, subject }, { tokenHash, idleSeconds, seconds }) => {
      const row = await session.first(sql<UserRow>`
        select * from users where organisation = ${organisation} and id = ${id} and state = 'active' for update`);
      if (row === undefined) return false;
      const mark = subjectMark(masterKey, { issuer, subject });
      // Somebody else was quicker with the same e-mail address.
      if (row.subject_mark !== null && row.subject_mark !== mark) return false;
      if (row.subject_mark === null) await bind(row, { issuer, subject, mark });
      await session.count(sql`
        update users set last_sign_in_at = now() where organisation = ${organisation} and id = ${id}`);
      await session.count(sql`
        delete from sessions where organisation = ${organisation} and (expires_at < now() or id in (
          select id from sessions where organisation = ${organisation} and user_id = ${id}
          order by id desc offset ${MOST_SESSIONS - 1}))`);
      await session.count(sql`
        insert into sessions (organisation, user_id, token_hash, idle_seconds, expires_at, created_by)
        values (${organisation}, ${id}, ${tokenHash}, ${idleSeconds}, now() + ${seconds} * interval '1 second', ${actor})`);
      session.record({ action: 'create', kind: 'session', thing: id, parts: [] });
      return true;
    },

    refuse: async (id) => {
      const known = await rowOf(id);
      if (known !== undefined) session.record({ action: 'refuse', kind: 'session', thing: id, parts: [] });
    },

    session: async (tokenHash) => {
      const row = await session.first(sql<SessionRow>`
        select s.id, s.user_id, s.expires_at, u.role, u.teams, u.employee
        from sessions s join users u on u.organisation = s.organisation and u.id = s.user_id
        where s.organisation = ${organisation} and s.token_hash = ${tokenHash} and s.expires_at > now()
          and s.seen_at > now() - s.idle_seconds * interval '1 second' and u.state = 'active'`);
      if (row === undefined) return undefined;
      const { id, user_id: user, expires_at: expiresAt, role, teams, employee } = row;
      const scope = { role, teams: teams ?? ('all' as const), employee: employee ?? undefined };
      return { ...scope, organisation, user, session: id, expiresAt: expiresAt.toISOString() };
    },

    endSession: async (id) => {
      const row = await session.first(sql<{ readonly user_id: string }>`
        delete from sessions where organisation = ${organisation} and id = ${id} returning user_id`);
      if (row === undefined) return false;
      session.record({ action: 'end', kind: 'session', thing: row.user_id, parts: [] });
      return true;
    },

    endSessions: async (id) => {
      const ended = await endSessions(id);
      if (ended > 0) session.record({ action: 'end', kind: 'session', thing: id, parts: [{ after: { ended } }] });
      return ended;
    },

    used: async (id) => {
      await session.count(sql`
        update sessions set seen_at = now()
        where organisation = ${organisation} and id = ${id} and seen_at < now() - interval '1 minute'`);
    },
  };
}
