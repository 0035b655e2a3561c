import { trailOperations } from '../../../src/contract/resources/trail.ts';
import type { Case } from './case.ts';
import { storedTeam } from './cases-people.ts';

export const trailCases: readonly Case[] = [
  {
    operation: trailOperations.listTrail,
    good: async (service) => ({ query: { kind: 'team', thing: await storedTeam(service), limit: '5' } }),
  },
];
