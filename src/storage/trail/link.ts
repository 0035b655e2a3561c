import { sql } from 'kysely';
import type { Session } from '../session.ts';
import { type ChainedEntry, entryHash, GENESIS } from './chain.ts';
import { type PendingEntry, pendingKey, pendingMac } from './pending.ts';

/** Entries that are linked in one transaction. */
const AT_ONCE = 500;

type Pending = Omit<PendingEntry, 'organisation'> & { readonly content: Buffer; readonly mac: Buffer };

/** What the chain says behind an entry that is not as its write left it: somebody changed the database's row before it was linked. */
function alarmOf({ organisation, at, kind, thing }: PendingEntry): PendingEntry {
  return {
    organisation,
    at,
    actor: 'shiftcast',
    via: 'service',
    address: '',
    operation: '',
    action: 'tampered',
    kind,
    thing,
    content: Buffer.alloc(0),
  };
}

/**
 * Gives the entries of an organisation that were committed and have none their place in the chain, in the order in which they were written. Whoever links
 * holds the organisation's row in `trail_heads`, for moments: the commit of the link does not wait for the disk. A link that a crash takes away is made
 * anew of the same entries, which are on the disk since the commit of their write. True where there may be more.
 */
export async function linkPending(session: Session): Promise<boolean> {
  const { organisation } = session.scope;
  await session.count(sql`
    insert into trail_heads (organisation, number, hash) values (${organisation}, 0, ${GENESIS})
    on conflict do nothing`);
  const head = await session.first(sql<{ readonly number: number; readonly hash: Buffer }>`
    select number, hash, set_config('synchronous_commit', 'off', true), set_config('shiftcast.trail_linking', 'on', true)
    from trail_heads where organisation = ${organisation} for update`);
  if (head === undefined) throw new Error('the trail has no head');
  // Sees what others have linked who held the head before.
  const rows = await session.rows(sql<Pending>`
    with taken as (
      delete from trail_pending where organisation = ${organisation} and id = any (array(
        select id from trail_pending where organisation = ${organisation} order by id limit ${AT_ONCE}))
      returning *
    )
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, via, address, operation, action,
      kind, thing, content, mac from taken order by id`);
  if (rows.length === 0) return false;
  const key = pendingKey(session.masterKey);
  const wanted = rows.flatMap((row): readonly PendingEntry[] => {
    const entry = { ...row, organisation };
    return pendingMac(key, entry).equals(row.mac) ? [entry] : [entry, alarmOf(entry)];
  });
  let previous = head.hash;
  const entries = wanted.map((pending, index) => {
    const entry: ChainedEntry = { ...pending, number: head.number + index + 1, previous };
    previous = entryHash(entry);
    return { ...entry, hash: previous };
  });
  const column = <T>(of: (entry: (typeof entries)[number]) => T): readonly T[] => entries.map(of);
  await session.count(sql`
    with head as (
      update trail_heads set number = number + ${entries.length}::int, hash = ${previous}
      where organisation = ${organisation} returning organisation
    )
    insert into trail (organisation, number, at, actor, via, address, operation, action, kind, thing, content, previous,
      hash)
    select head.organisation, given.*
    from head, unnest(${column(({ number }) => number)}::bigint[], ${column(({ at }) => at)}::timestamptz[],
      ${column(({ actor }) => actor)}::text[], ${column(({ via }) => via)}::text[],
      ${column(({ address }) => address)}::text[], ${column(({ operation }) => operation)}::text[],
      ${column(({ action }) => action)}::text[], ${column(({ kind }) => kind)}::text[],
      ${column(({ thing }) => thing)}::text[], ${column(({ content }) => content)}::bytea[],
      ${column((entry) => entry.previous)}::bytea[], ${column(({ hash }) => hash)}::bytea[]) as given`);
  return rows.length === AT_ONCE;
}

/** Thrown by who reads the trail and finds entries without their place in the chain: they are linked, and the transaction is run again. */
export class NotLinkedError extends Error {
  constructor() {
    super('entries of the trail are not linked yet');
    this.name = 'NotLinkedError';
  }
}

/** For who reads the trail: all that was committed before is in it. */
export async function mustBeLinked(session: Session): Promise<void> {
  if (session.isLinked) return;
  const waiting = await session.first(session.select('trail_pending').select('id').limit(1));
  if (waiting !== undefined) throw new NotLinkedError();
}

/** Milliseconds for which a link waits for more entries. */
const GATHER_MILLISECONDS = 10;

type Links = {
  /** Links what an organisation has written, with what it writes in the next moments. */
  readonly soon: (organisation: string) => void;
  /** Links all that was committed until now. */
  readonly now: (organisation: string) => Promise<void>;
  /** Links at once what was to be linked soon, and waits until nothing links any more. */
  readonly idle: () => Promise<void>;
};

/** One link of an organisation at a time, each for all who wrote meanwhile: so links are few, and writes as many as the database commits. */
export function openLinks(link: (organisation: string) => Promise<void>): Links {
  const waiting = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  const now = async (organisation: string): Promise<void> => {
    clearTimeout(waiting.get(organisation));
    waiting.delete(organisation);
    // One that runs may have begun too early for what was committed since.
    const mine = (running.get(organisation) ?? Promise.resolve()).then(() => link(organisation));
    running.set(organisation, mine);
    await mine;
    if (running.get(organisation) === mine) running.delete(organisation);
  };
  return {
    soon: (organisation) => {
      if (waiting.has(organisation)) return;
      waiting.set(
        organisation,
        setTimeout(() => void now(organisation), GATHER_MILLISECONDS),
      );
    },
    now,
    idle: async () => {
      await Promise.all([...waiting.keys(), ...running.keys()].map(now));
    },
  };
}
