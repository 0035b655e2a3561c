import { planBatchOperations } from '../../../src/contract/resources/plan-batches.ts';
import { exampleOf } from '../service.ts';
import { type Case } from './case.ts';
import { storedTeam } from './cases-people.ts';
import { endNextJob } from './cases-rosters.ts';
import type { Json } from './documents.ts';
import type { StoredService } from './stored-service.ts';

/** The small plan of openapi.yaml for a stored team. */
export function planOf(change: Json = {}): Json {
  const { team: _team, ...plan } = exampleOf('/v1/plans');
  return { ...plan, ...change };
}

const batchOf = async (service: StoredService): Promise<Json> => ({
  plans: [{ team: await storedTeam(service), plan: planOf() }],
});

export const batchCases: readonly Case[] = [
  {
    operation: planBatchOperations.makePlanBatch,
    good: async (service) => ({ body: await batchOf(service) }),
    other: {
      200: async (service) => {
        await endNextJob(service);
        return { body: await batchOf(service), headers: { Prefer: 'wait=20' } };
      },
      202: async (service) => ({ body: await batchOf(service) }),
    },
  },
  {
    operation: planBatchOperations.getPlanBatch,
    good: async (service) => {
      const made = await service.request.post('/v1/plan-batches').send(await batchOf(service));
      return { parameters: { batch: (made.body as { readonly id: string }).id } };
    },
  },
];
