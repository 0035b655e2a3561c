import { issue } from '../../contract/messages/render.ts';
import { parseUser } from '../../contract/resources/users.ts';
import { zonesOf } from '../../planning/absences.ts';
import { DEFAULT_ORGANISATION } from '../../planning/access.ts';
import { newId } from '../../planning/keys.ts';
import type { Store, Tables } from '../../planning/store.ts';
import type { User, UserGiven } from '../../planning/user-store.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Outcome } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { endedText, userListText } from '../text/access-text.ts';
import { ACTOR, asOption, organisationIssue, PART, parts, refused, told } from './access.ts';

/** Who may sign in, told by whoever has the data of a service at hand. */

type Document = Readonly<Record<string, unknown>>;

const FIELDS = ['name', 'email', 'issuer', 'subject', 'role', 'employee', 'state'] as const;

/** What the options say of a user, without those that were not given. */
function givenBy(raw: RawOptions): Document {
  const { text } = optionValues(raw);
  const given = [...FIELDS.map((field) => [field, text(field)] as const), ['teams', parts(text('teams'))] as const];
  return Object.fromEntries<unknown>(given.filter(([, value]) => value !== undefined));
}

/** A user as a document. With another role teams and employee are another's. */
function documentOf(
  { name, email, issuer, subject, role, teams, employee, state }: UserGiven,
  change: Document,
): Document {
  const scope = change['role'] === undefined ? { teams: teams === 'all' ? undefined : teams, employee } : {};
  const whole = { name, email, issuer, subject, role, ...scope, state, ...change };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** What a document says a user is to be, where its teams and its employee are there. */
async function userOf(tables: Tables, document: Document): Promise<Outcome<UserGiven>> {
  const read = parseUser(document);
  if (!read.ok) return { ok: false, issues: read.issues.map(asOption) };
  const { name, email, issuer, subject, role, teams, employee, state } = read.value;
  for (const id of teams ?? [])
    if ((await tables.teams.get(id)) === undefined) return refused(issue('unknown-team', '--teams', { id }));
  if (employee !== undefined && (await zonesOf(tables, employee)).length === 0)
    return refused(issue('unknown-employee', '--employee', { id: employee }));
  const who = { name, email: email?.trim().toLowerCase(), issuer, subject };
  return { ok: true, value: { ...who, role, teams: teams ?? 'all', employee, state } };
}

const organisationOf = (raw: RawOptions): string => optionValues(raw).text('organisation') ?? DEFAULT_ORGANISATION;

/** Does work in one transaction of the organisation; an issue where there is none. */
async function within<T>(
  store: Store,
  raw: RawOptions,
  operation: string,
  work: (tables: Tables) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const organisation = organisationOf(raw);
  const unknown = await organisationIssue(store, organisation);
  if (unknown !== undefined) return refused(unknown);
  return store.write({ organisation, actor: ACTOR, origin: { operation, via: 'command', address: '' } }, work);
}

const unknownUser = (id: string) => refused<never>(issue('unknown-user', 'USER', { id }));

/** `shiftcast users add`: somebody who may sign in. */
export async function addUserCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const subject = 'shiftcast users add';
  // What is wrong with the options is told before anything is opened.
  const read = parseUser(givenBy(raw));
  if (!read.ok) return refuse(session, common, subject, read.issues.map(asOption));
  const work = (store: Store): Promise<Outcome<User>> =>
    within(store, raw, 'users add', async (tables) => {
      const given = await userOf(tables, givenBy(raw));
      if (!given.ok) return given;
      const made = await tables.users.create(newId(), given.value);
      return made === 'exists' ? refused(issue('user-exists', '--email', {})) : { ok: true, value: made };
    });
  return told(session, common, subject, work, (user) => userListText(common.language, [user]));
}

/** `shiftcast users list`: those of an organisation. */
export async function listUsersCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const work = (store: Store): Promise<Outcome<{ readonly items: readonly User[] }>> =>
    within(store, raw, 'users list', async ({ users }) => {
      const items: User[] = [];
      for (let after: readonly string[] | null | undefined; after !== null; ) {
        const page = await users.list({ limit: PART, after });
        items.push(...page.items);
        after = page.next;
      }
      return { ok: true, value: { items } };
    });
  return told(session, common, 'shiftcast users list', work, ({ items }) => userListText(common.language, items));
}

/** `shiftcast users change ID`: what the options say, all else as it is. */
export function changeUserCommand(session: Session, common: Common, id: string, raw: RawOptions): Promise<ExitCode> {
  return changed(session, common, { id, raw, name: 'change', change: givenBy(raw) });
}

/** `shiftcast users disable ID`. */
export function disableUserCommand(session: Session, common: Common, id: string, raw: RawOptions): Promise<ExitCode> {
  return changed(session, common, { id, raw, name: 'disable', change: { state: 'disabled' } });
}

type Wish = { readonly id: string; readonly raw: RawOptions; readonly name: string; readonly change: Document };

function changed(session: Session, common: Common, { id, raw, name, change }: Wish): Promise<ExitCode> {
  const work = (store: Store): Promise<Outcome<User>> =>
    within(store, raw, `users ${name}`, async (tables) => {
      const before = await tables.users.get(id);
      if (before === undefined) return unknownUser(id);
      const given = await userOf(tables, documentOf(before, change));
      if (!given.ok) return given;
      const outcome = await tables.users.replace(id, given.value, before.version);
      if (outcome === 'exists') return refused(issue('user-exists', '--email', {}));
      // Of two changes at once the later one finds another version.
      return outcome.ok ? { ok: true, value: outcome.value } : refused(issue('user-changed', 'USER', { id }));
    });
  return told(session, common, `shiftcast users ${name}`, work, (user) => userListText(common.language, [user]));
}

/** `shiftcast users remove ID`: with all that says who it was. */
export async function removeUserCommand(
  session: Session,
  common: Common,
  id: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const work = (store: Store): Promise<Outcome<User>> =>
    within(store, raw, 'users remove', async ({ users }) => {
      const before = await users.get(id);
      if (before === undefined) return unknownUser(id);
      const removed = await users.remove(id, before.version);
      return removed.ok ? { ok: true, value: before } : refused(issue('user-changed', 'USER', { id }));
    });
  return told(session, common, 'shiftcast users remove', work, (user) => userListText(common.language, [user]));
}

/** `shiftcast users sign-out ID`: ends all sessions. */
export async function signOutUserCommand(
  session: Session,
  common: Common,
  id: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const work = (store: Store): Promise<Outcome<{ readonly ended: number }>> =>
    within<{ readonly ended: number }>(store, raw, 'users sign-out', async ({ users }) => {
      if ((await users.get(id)) === undefined) return unknownUser(id);
      return { ok: true, value: { ended: await users.endSessions(id) } };
    });
  return told(session, common, 'shiftcast users sign-out', work, ({ ended }) => endedText(common.language, ended));
}
