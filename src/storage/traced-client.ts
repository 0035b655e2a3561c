import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { type SpanAsked, traced, type Tracing } from '../planning/tracing.ts';

/** A connection as far as transactions need it. */
export type Client = {
  readonly query: (statement: string | QueryConfig, values?: unknown[]) => Promise<QueryResult>;
};

/** What a statement is called: its first word, and where it stands with parameters alone, its text. Texts with values in them are not told. */
function askedOf(statement: string | QueryConfig): SpanAsked {
  const text = typeof statement === 'string' ? statement : statement.text;
  const operation = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'statement';
  const facts = { 'db.system.name': 'postgresql', 'db.operation.name': operation };
  // What is given with its values apart has none inside; the others are begin, commit, rollback and those of the queue.
  const told =
    typeof statement === 'string' ? facts : { ...facts, 'db.query.text': text.replaceAll(/\s+/g, ' ').trim() };
  return { name: `postgresql ${operation}`, kind: 'client', facts: told };
}

/** The connection with a span for each statement that is asked within another span: what only looks for work is not told. */
export function tracedClient(client: PoolClient, tracing: Tracing | undefined): Client {
  if (tracing === undefined) return client;
  return {
    query: (statement, values) => {
      const run = (): Promise<QueryResult> =>
        typeof statement === 'string' ? client.query(statement, values) : client.query(statement);
      return traced(tracing.current() === undefined ? undefined : tracing, askedOf(statement), async (span) => {
        const result = await run();
        span?.tell({ 'db.response.returned_rows': result.rowCount ?? undefined });
        return result;
      });
    },
  };
}
