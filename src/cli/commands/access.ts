import { parseNewKey } from '../../contract/resources/api-keys.ts';
import { keyOperationIssues } from '../../contract/resources/key-operations.ts';
import { issue } from '../../contract/messages/render.ts';
import type { ApiKey, Organisation } from '../../planning/access-store.ts';
import { DEFAULT_ORGANISATION } from '../../planning/access.ts';
import { makeKey, ORGANISATION_ID } from '../../planning/keys.ts';
import type { Store } from '../../planning/store.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Issue, Outcome } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { keyListText, madeKeyText, organisationListText } from '../text/access-text.ts';

/** Who writes from the command line. */
export const ACTOR = 'command line';

/** Entries of one read of a list. */
export const PART = 500;

/** Commands that change who may ask are given no file: what they print is all there is. */
export async function told<T extends object>(
  session: Session,
  common: Common,
  subject: string,
  work: (store: Store) => Promise<Outcome<T>>,
  text: (value: T) => string,
): Promise<ExitCode> {
  const opened = await session.withStore(work);
  const outcome = opened.ok ? opened.value : opened;
  if (!outcome.ok) return refuse(session, common, subject, outcome.issues);
  return give(session, common, { document: outcome.value, text: () => text(outcome.value), code: EXIT.done });
}

export function refused<T>(one: Issue): Outcome<T> {
  return { ok: false, issues: [one] };
}

/** Whether there is an organisation; an issue where there is none. */
export async function organisationIssue(store: Store, id: string): Promise<Issue | undefined> {
  const known = await store.organisations.list();
  if (known.some((one) => one.id === id)) return undefined;
  return issue('unknown-organisation', '--organisation', { id, known: known.map((one) => one.id).join(', ') });
}

export const parts = (text: string | undefined): readonly string[] | undefined =>
  text?.split(',').map((part) => part.trim());

/** A document of what the options say, without those that were not given. */
function keyDocument(raw: RawOptions): object {
  const { text } = optionValues(raw);
  const days = text('days');
  const given = {
    name: text('name'),
    role: text('role'),
    teams: parts(text('teams')),
    employee: text('employee'),
    operations: parts(text('operations')),
    days: days !== undefined && /^\d+$/.test(days) ? Number(days) : days,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The path of a document as the option that gave it. */
export const asOption = (one: Issue): Issue => ({ ...one, path: one.path.replace(/^\/(\w+).*/, '--$1') });

/** `shiftcast keys create`: a key whose text is printed once. */
export async function createKeyCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const read = parseNewKey(keyDocument(raw));
  const wrong = read.ok ? keyOperationIssues(read.value.role, read.value.operations ?? []) : read.issues;
  if (!read.ok || wrong.length > 0) return refuse(session, common, 'shiftcast keys create', wrong.map(asOption));
  const { name, role, teams = 'all', employee, operations = 'all', days } = read.value;
  const organisation = optionValues(raw).text('organisation') ?? DEFAULT_ORGANISATION;
  const work = async (store: Store): Promise<Outcome<ApiKey & { readonly key: string }>> => {
    const unknown = await organisationIssue(store, organisation);
    if (unknown !== undefined) return refused(unknown);
    return store.write({ organisation, actor: ACTOR }, async (tables) => {
      for (const id of teams === 'all' ? [] : teams)
        if ((await tables.teams.get(id)) === undefined) return refused(issue('unknown-team', '--teams', { id }));
      const { id, text, hash } = makeKey(organisation);
      const made = await tables.keys.create({ id, name, hash, role, teams, employee, operations, days });
      return made === 'exists'
        ? refused(issue('key-exists', '--name', { id: name }))
        : { ok: true, value: { ...made, key: text } };
    });
  };
  return told(session, common, 'shiftcast keys create', work, (made) => madeKeyText(common.language, made));
}

/** `shiftcast keys list`: the keys of an organisation, without their texts. */
export async function listKeysCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const organisation = optionValues(raw).text('organisation') ?? DEFAULT_ORGANISATION;
  const work = async (store: Store): Promise<Outcome<{ readonly items: readonly ApiKey[] }>> => {
    const unknown = await organisationIssue(store, organisation);
    if (unknown !== undefined) return refused(unknown);
    const items: ApiKey[] = [];
    for (let after: readonly string[] | null | undefined; after !== null; ) {
      const from = after;
      const page = await store.read({ organisation, actor: ACTOR }, ({ keys }) =>
        keys.list({ limit: PART, after: from }),
      );
      items.push(...page.items);
      after = page.next;
    }
    return { ok: true, value: { items } };
  };
  return told(session, common, 'shiftcast keys list', work, ({ items }) => keyListText(common.language, items));
}

/** `shiftcast keys revoke ID`: from the next request on it is refused. */
export async function revokeKeyCommand(
  session: Session,
  common: Common,
  id: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const organisation = optionValues(raw).text('organisation') ?? DEFAULT_ORGANISATION;
  const work = async (store: Store): Promise<Outcome<ApiKey>> => {
    const revoked = await store.write({ organisation, actor: ACTOR }, ({ keys }) => keys.revoke(id));
    return revoked === undefined ? refused(issue('unknown-api-key', 'KEY', { id })) : { ok: true, value: revoked };
  };
  return told(session, common, 'shiftcast keys revoke', work, (key) => keyListText(common.language, [key]));
}

/** `shiftcast organisations create ID`. */
export async function createOrganisationCommand(
  session: Session,
  common: Common,
  id: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast organisations create';
  if (!ORGANISATION_ID.test(id)) return refuse(session, common, subject, [issue('wrong-organisation', 'ID', { id })]);
  const work = async ({ organisations }: Store): Promise<Outcome<Organisation>> => {
    const made = await organisations.create(id, optionValues(raw).text('name'), ACTOR);
    return made === 'exists' ? refused(issue('organisation-exists', 'ID', { id })) : { ok: true, value: made };
  };
  return told(session, common, subject, work, (made) => organisationListText(common.language, [made]));
}

/** `shiftcast organisations list`. */
export function listOrganisationsCommand(session: Session, common: Common): Promise<ExitCode> {
  const work = async ({ organisations }: Store): Promise<Outcome<{ readonly items: readonly Organisation[] }>> => ({
    ok: true,
    value: { items: await organisations.list() },
  });
  return told(session, common, 'shiftcast organisations list', work, ({ items }) =>
    organisationListText(common.language, items),
  );
}
