import { resultOperations } from '../../../src/contract/resources/results.ts';
import { type Case, made201 } from './case.ts';
import { storedTeam } from './cases-people.ts';
import type { Json } from './documents.ts';
import type { StoredService } from './stored-service.ts';

/** A row with enough cases for a target. */
export const resultRow = (employee: string, date: string, more: Json = {}): Json => ({
  employee,
  date,
  enquiries: 100,
  converted: 30,
  handled: 60,
  handleSeconds: 10_800,
  ...more,
});

async function teamWithResults(service: StoredService): Promise<string> {
  const team = await storedTeam(service);
  await made201(service, `/v1/teams/${team}/results`, { rows: [resultRow(`${team}-anna`, '2026-06-01')] });
  return team;
}

const ofTeam = async (service: StoredService) => ({ parameters: { team: await teamWithResults(service) } });

async function proposed(service: StoredService) {
  const team = await teamWithResults(service);
  const { items } = await made201(service, `/v1/teams/${team}/targets`, {});
  return { team, items: items as readonly { readonly id: string }[] };
}

export const resultCases: readonly Case[] = [
  {
    operation: resultOperations.enterResults,
    good: async (service) => {
      const team = await storedTeam(service);
      return { parameters: { team }, body: { rows: [resultRow(`${team}-anna`, '2026-06-01')] } };
    },
  },
  { operation: resultOperations.listResults, good: ofTeam },
  { operation: resultOperations.getMeasures, good: ofTeam },
  {
    operation: resultOperations.getEmployeeMeasures,
    good: async (service) => ({ parameters: { employee: `${await teamWithResults(service)}-anna` } }),
  },
  { operation: resultOperations.getMeasureSettings, good: ofTeam },
  {
    operation: resultOperations.replaceMeasureSettings,
    good: async (service) => ({
      ...(await ofTeam(service)),
      headers: { 'If-Match': '"1"' },
      body: { seasons: [{ season: 'peak', from: '2026-06-01', to: '2026-06-20' }] },
    }),
  },
  { operation: resultOperations.proposeTargets, good: async (service) => ({ ...(await ofTeam(service)), body: {} }) },
  {
    operation: resultOperations.listTargets,
    good: async (service) => ({ parameters: { team: (await proposed(service)).team } }),
  },
  {
    operation: resultOperations.acceptTargets,
    good: async (service) => {
      const { team, items } = await proposed(service);
      return { parameters: { team }, body: { targets: [{ id: items[0]?.id }] } };
    },
  },
];
