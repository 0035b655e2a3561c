import { hoursOperations } from '../../../src/contract/resources/hours.ts';
import type { Case } from './case.ts';
import { storedTeam } from './cases-people.ts';
import type { StoredService } from './stored-service.ts';

const SPAN = { from: '2026-03-02', to: '2026-03-08' };

const ofTeam = async (service: StoredService) => ({ parameters: { team: await storedTeam(service) }, query: SPAN });

export const hoursCases: readonly Case[] = [
  {
    operation: hoursOperations.enterAttendances,
    good: async (service) => {
      const team = await storedTeam(service);
      const csv = `employee,start,end\n${team}-anna,2026-03-02T08:00,2026-03-02T16:00\n`;
      return { parameters: { team }, body: { ...SPAN, csv } };
    },
  },
  { operation: hoursOperations.listAttendances, good: ofTeam },
  { operation: hoursOperations.getHours, good: ofTeam },
  {
    operation: hoursOperations.getEmployeeHours,
    good: async (service) => ({ parameters: { employee: `${await storedTeam(service)}-anna` }, query: SPAN }),
  },
  { operation: hoursOperations.getAdherence, good: ofTeam },
  {
    operation: hoursOperations.getAllowances,
    good: async (service) => ({
      parameters: { employee: `${await storedTeam(service)}-anna` },
      query: { date: '2026-03-02' },
    }),
  },
];
