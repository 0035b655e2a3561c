import { sql } from 'kysely';
import { ensureKeys } from '../people/keys.ts';
import type { OpenSession } from '../session.ts';
import type { Change } from './change.ts';
import { keysNeeded, sealContent } from './content.ts';
import { type PendingEntry, pendingKey, pendingMac } from './pending.ts';

/** What nobody asked for from outside. */
const INSIDE = { operation: '', via: 'service', address: '' } as const;

/** What is told of a transaction; of one that wrote something that no table told of, at least that it did. */
function changesOf(session: OpenSession): readonly Change[] {
  const changes = session.changes();
  if (changes.length > 0) return changes;
  return session.written().map((table) => ({ action: 'change', kind: table, thing: '', parts: [] }));
}

/**
 * Writes what a transaction changed to the trail, as its last statement: both are there or neither. The entries get their place in the chain behind
 * the commit (`link.ts`), so that no write waits for the commit of another. `at`: when, by the database's clock, as `ChainedEntry` has it. True where there
 * was anything to tell.
 */
export async function appendTrail(session: OpenSession, at: string): Promise<boolean> {
  const changes = changesOf(session);
  if (changes.length === 0) return false;
  const { organisation, actor, origin = INSIDE } = session.scope;
  const keys = await ensureKeys(session, keysNeeded(changes));
  const key = pendingKey(session.masterKey);
  const entries = changes.map(({ action, kind, thing, parts }) => {
    const content = sealContent({ organisation, kind, thing }, parts, keys);
    const entry: PendingEntry = { organisation, at, actor, ...origin, action, kind, thing, content };
    return { ...entry, mac: pendingMac(key, entry) };
  });
  await session.count(sql`
    insert into trail_pending (organisation, at, actor, via, address, operation, action, kind, thing, content, mac)
    select ${organisation}, ${at}::timestamptz, ${actor}, ${origin.via}, ${origin.address}, ${origin.operation},
      given.action, given.kind, given.thing, given.content, given.mac
    from unnest(${entries.map(({ action }) => action)}::text[], ${entries.map(({ kind }) => kind)}::text[],
      ${entries.map(({ thing }) => thing)}::text[], ${entries.map(({ content }) => content)}::bytea[],
      ${entries.map(({ mac }) => mac)}::bytea[]) with ordinality as given (action, kind, thing, content, mac, place)
    order by given.place`);
  return true;
}
