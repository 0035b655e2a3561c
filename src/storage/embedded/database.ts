import pg from 'pg';

/** SQLSTATE of a database that does not exist. */
const NO_DATABASE = '3D000';

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 20_000 });
  // A connection that is lost is told by its statement; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Sees that the database answers, and makes it if the cluster is new. `other` is a database that every cluster has. */
export async function ensureDatabase(url: string, other: string): Promise<void> {
  try {
    await ask(url, 'SELECT 1');
  } catch (error) {
    if ((error as { readonly code?: string }).code !== NO_DATABASE) throw error;
    await ask(other, 'CREATE DATABASE shiftcast');
    await ask(url, 'SELECT 1');
  }
}
