import { sql } from 'kysely';
import { ensureKeys } from '../people/keys.ts';
import type { OpenSession } from '../session.ts';
import { type ChainedEntry, entryHash, GENESIS } from './chain.ts';
import type { Change } from './change.ts';
import { keysNeeded, sealContent } from './content.ts';

/** What nobody asked for from outside. */
const INSIDE = { operation: '', via: 'service', address: '' } as const;

/** What is told of a transaction; of one that wrote something that no table told of, at least that it did. */
function changesOf(session: OpenSession): readonly Change[] {
  const changes = session.changes();
  if (changes.length > 0) return changes;
  return session.written().map((table) => ({ action: 'change', kind: table, thing: '', parts: [] }));
}

/**
 * Appends what a transaction changed to the trail, as its last statements: both are there or neither. The organisation's row in `trail_heads` is
 * locked from here to the commit and no longer, so that the entries of an organisation are one chain; what takes time was sealed before.
 */
export async function appendTrail(session: OpenSession): Promise<void> {
  const changes = changesOf(session);
  if (changes.length === 0) return;
  const { organisation, actor, origin = INSIDE } = session.scope;
  const keys = await ensureKeys(session, keysNeeded(changes));
  const contents = changes.map(({ kind, thing, parts }) => sealContent({ organisation, kind, thing }, parts, keys));

  const head = await session.first(sql<{ readonly number: number; readonly hash: Buffer; readonly at: Date }>`
    insert into trail_heads (organisation, number, hash) values (${organisation}, ${changes.length}, ${GENESIS})
    on conflict (organisation) do update set number = trail_heads.number + excluded.number
    returning number, hash, clock_timestamp() as at`);
  if (head === undefined) throw new Error('the trail has no head');
  // Milliseconds, which is what a Date keeps of it.
  const at = head.at.toISOString().replace('Z', '000Z');
  const first = head.number - changes.length + 1;
  let previous = head.hash;
  const entries = changes.map(({ action, kind, thing }, index) => {
    const content = contents[index] ?? Buffer.alloc(0);
    const entry: ChainedEntry = {
      organisation,
      number: first + index,
      at,
      actor,
      ...origin,
      action,
      kind,
      thing,
      content,
      previous,
    };
    previous = entryHash(entry);
    return { ...entry, hash: previous };
  });
  await session.count(sql`
    with head as (
      update trail_heads set hash = ${previous} where organisation = ${organisation} returning organisation
    )
    insert into trail (organisation, number, at, actor, via, address, operation, action, kind, thing, content, previous,
      hash)
    select head.organisation, given.number, ${at}::timestamptz, ${actor}, ${origin.via}, ${origin.address},
      ${origin.operation}, given.action, given.kind, given.thing, given.content, given.previous, given.hash
    from head, unnest(${entries.map(({ number }) => number)}::bigint[], ${entries.map(({ action }) => action)}::text[],
      ${entries.map(({ kind }) => kind)}::text[], ${entries.map(({ thing }) => thing)}::text[],
      ${entries.map(({ content }) => content)}::bytea[], ${entries.map((entry) => entry.previous)}::bytea[],
      ${entries.map(({ hash }) => hash)}::bytea[]) as given (number, action, kind, thing, content, previous, hash)`);
}
