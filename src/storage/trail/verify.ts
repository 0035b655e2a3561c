import pg from 'pg';
import type { TrailFault, TrailHead, TrailVerdict } from '../../planning/trail-store.ts';
import { type ChainedEntry, entryHash, GENESIS } from './chain.ts';

/**
 * Checks trails from their first entry to their head, by the hashes alone: it needs no key and reads nothing of what the entries say. What it
 * finds is any change by whoever did not make all later hashes anew; against those who did, an older head kept elsewhere shows it.
 */

type Row = Omit<ChainedEntry, 'number' | 'content' | 'previous'> & {
  readonly number: string;
  readonly content: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
};

type Head = {
  readonly number: number;
  readonly hash: Buffer;
  readonly removedTo: number;
  readonly removedHash: Buffer;
};

/** Entries that are read at a time. */
const AT_ONCE = 1000;

const COLUMNS = `organisation, number, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, via,
  address, operation, action, kind, thing, content, previous, hash`;

async function headOf(client: pg.ClientBase, organisation: string): Promise<Head> {
  const { rows } = await client.query<{ number: string; hash: Buffer; removed_to: string; removed_hash: Buffer }>(
    'select number, hash, removed_to, removed_hash from trail_heads where organisation = $1',
    [organisation],
  );
  const [row] = rows;
  if (row === undefined) return { number: 0, hash: GENESIS, removedTo: 0, removedHash: GENESIS };
  const { number, hash, removed_to, removed_hash } = row;
  return { number: Number(number), hash, removedTo: Number(removed_to), removedHash: removed_hash };
}

/** Sees to it that what is told of here is on the disk: links are committed without waiting for it. */
async function settle(client: pg.ClientBase): Promise<void> {
  await client.query("select pg_logical_emit_message(true, 'shiftcast', '')");
}

/** Checks one trail. */
async function verifyOne(
  client: pg.ClientBase,
  organisation: string,
  anchor: TrailHead | undefined,
): Promise<TrailVerdict> {
  const head = await headOf(client, organisation);
  const waiting = await client.query<{ pending: number }>(
    'select count(*)::int as pending from trail_pending where organisation = $1',
    [organisation],
  );
  const pending = waiting.rows[0]?.pending ?? 0;
  const told = { organisation, number: head.number, hash: head.hash.toString('hex'), pending };
  let previous = head.removedHash;
  let expected = head.removedTo + 1;
  let entries = 0;
  const found = (number: number, reason: TrailFault['reason']): TrailVerdict => ({
    ...told,
    entries,
    fault: { number, reason },
  });
  // Of the last entry that went in its time the head remembers the hash.
  if (anchor !== undefined && anchor.number > 0 && anchor.number === head.removedTo)
    if (anchor.hash !== head.removedHash.toString('hex')) return found(anchor.number, 'not-anchored');
  for (let after = -1; ; ) {
    const { rows } = await client.query<Row>(
      `select ${COLUMNS} from trail where organisation = $1 and number > $2 order by number limit ${AT_ONCE}`,
      [organisation, after],
    );
    for (const row of rows) {
      const number = Number(row.number);
      if (number < expected) return found(number, 'added');
      if (number > head.number) return found(number, 'added');
      if (number > expected) return found(expected, 'missing');
      entries += 1;
      if (!row.previous.equals(previous) || !entryHash({ ...row, number }).equals(row.hash))
        return found(number, 'changed');
      if (anchor?.number === number && anchor.hash !== row.hash.toString('hex')) return found(number, 'not-anchored');
      previous = row.hash;
      expected = number + 1;
      after = number;
    }
    if (rows.length < AT_ONCE) break;
  }
  if (expected <= head.number) return found(expected, 'missing');
  if (!previous.equals(head.hash)) return found(head.number, 'changed');
  if (anchor !== undefined && anchor.number > head.number) return found(head.number + 1, 'missing');
  return { ...told, entries };
}

/** Newest entries of all trails of a database. */
export async function trailHeads(url: string): Promise<readonly TrailHead[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'shiftcast trail' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ organisation: string; number: string; hash: Buffer }>(
      'select organisation, number, hash from trail_heads order by organisation',
    );
    await settle(client);
    return rows.map((row) => ({ ...row, number: Number(row.number), hash: row.hash.toString('hex') }));
  } finally {
    await client.end();
  }
}

/** Checks the trails of all organisations of a database, at one state of it. `anchors` are heads that were kept elsewhere. */
export async function verifyTrails(url: string, anchors: readonly TrailHead[] = []): Promise<readonly TrailVerdict[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'shiftcast trail' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ organisation: string }>(
      `select organisation from trail_heads union select distinct organisation from trail
       union select distinct organisation from trail_pending order by organisation`,
    );
    const names = new Set([...rows.map(({ organisation }) => organisation), ...anchors.map((one) => one.organisation)]);
    const verdicts: TrailVerdict[] = [];
    for (const organisation of names) {
      const anchor = anchors.find((one) => one.organisation === organisation);
      verdicts.push(await verifyOne(client, organisation, anchor));
    }
    await client.query('commit');
    await settle(client);
    return verdicts;
  } finally {
    await client.end();
  }
}
