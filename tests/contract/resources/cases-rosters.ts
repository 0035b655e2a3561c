import { rosterOperations as operations } from '../../../src/contract/resources/rosters.ts';
import { type Arrange, type Case, fresh, made201 } from './case.ts';
import { smallTeam } from './documents.ts';
import { COVER, MONDAY, ofDraft } from './drafting.ts';
import type { StoredService } from './stored-service.ts';

const MATCH = { 'If-Match': '"1"' };
const WAITING = { Prefer: 'wait=20' };
const solve = { iterations: 50, seed: 1 };

/** Ends every job, until one has ended that was made behind this call. */
export async function endNextJob({ store, ledger }: StoredService): Promise<void> {
  const scope = { organisation: 'default', actor: 'test' };
  const marker = await store.write(scope, (tables) =>
    tables.jobs.create({ kind: 'roster', team: undefined, seed: 1, request: { operation: 'rosters', body: '{}' } }),
  );
  const own = await ledger();
  const reached = Promise.withResolvers<void>();
  const work = await own.work(1, async (job) => {
    await own.end(job, { state: 'stopped' });
    if (job.id > marker.id) reached.resolve();
  });
  void reached.promise.then(() => work.stop());
}

const created =
  (body: object, headers: Readonly<Record<string, string>> = {}): Arrange =>
  async (service) => {
    if ('Prefer' in headers) await endNextJob(service);
    const team = fresh('team');
    await made201(service, '/v1/teams', smallTeam(team));
    return { parameters: { team }, headers, body: { horizon: { from: MONDAY, days: 7 }, cover: COVER, ...body } };
  };

const solved =
  (headers: Readonly<Record<string, string>> = {}): Arrange =>
  async (service) => {
    if ('Prefer' in headers) await endNextJob(service);
    return ofDraft(() => ({ headers: { ...MATCH, ...headers }, body: { solve } }))(service);
  };

export const rosterCases: readonly Case[] = [
  {
    operation: operations.createDraft,
    good: created({}),
    other: { 200: created({ solve }, WAITING), 201: created({}), 202: created({ solve }) },
  },
  { operation: operations.listDrafts, good: () => Promise.resolve({ query: { limit: '2', from: MONDAY } }) },
  { operation: operations.getDraft, good: ofDraft(() => ({})) },
  { operation: operations.removeDraft, good: ofDraft(() => ({ headers: MATCH })) },
  {
    operation: operations.editDraft,
    good: ofDraft(() => ({ headers: MATCH, body: { edits: [{ op: 'remove', shift: 'one' }] } })),
  },
  {
    operation: operations.importShifts,
    good: ofDraft(({ ben }) => ({
      headers: MATCH,
      body: { csv: `employee,start,end\n${ben},2026-03-03T09:00,2026-03-03T12:00\n` },
    })),
  },
  { operation: operations.undoDraft, good: ofDraft(() => ({ headers: MATCH, body: { to: 1 } })) },
  { operation: operations.listDraftVersions, good: ofDraft(() => ({ query: { limit: '5' } })) },
  { operation: operations.compareDrafts, good: ofDraft(() => ({ query: { version: '1' } })) },
  { operation: operations.solveDraft, good: solved(), other: { 200: solved(WAITING), 202: solved() } },
];
