import pg from 'pg';
import { retentionOperations } from '../../../src/contract/resources/retention.ts';
import type { Case, Sent } from './case.ts';
import type { StoredService } from './stored-service.ts';

async function present({ request }: StoredService): Promise<string> {
  return (await request.get('/v1/retention')).headers['etag'] ?? '';
}

/** Has another process at work, as long as the database is there. */
async function occupied(service: StoredService): Promise<Sent> {
  const client = new pg.Client({ connectionString: service.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query("select pg_advisory_lock(5170427, hashtext('default'))");
  return { body: { dryRun: false } };
}

export const retentionCases: readonly Case[] = [
  { operation: retentionOperations.getRetention, good: () => Promise.resolve({}) },
  {
    operation: retentionOperations.replaceRetention,
    good: async (service) => ({ body: { jobs: 90, trail: null }, headers: { 'If-Match': await present(service) } }),
  },
  {
    operation: retentionOperations.runRetention,
    good: () => Promise.resolve({ body: { dryRun: true } }),
    other: { 409: occupied },
  },
];
