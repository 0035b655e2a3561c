import { peopleOperations } from '../../../src/contract/resources/people.ts';
import { publishedFrom } from '../../fixtures/published.ts';
import type { Case } from './case.ts';
import { storedTeam } from './cases-people.ts';
import { publishShifts } from './publish.ts';

export const peopleDataCases: readonly Case[] = [
  {
    operation: peopleOperations.exportEmployee,
    good: async (service) => ({ parameters: { employee: `${await storedTeam(service)}-anna` } }),
  },
  {
    operation: peopleOperations.eraseEmployee,
    good: async (service) => ({ parameters: { employee: `${await storedTeam(service)}-anna` } }),
    other: {
      409: async (service) => {
        const team = await storedTeam(service);
        const employeeId = `${team}-anna`;
        const shift = { employeeId, teamId: team };
        await publishShifts(service, team, [
          publishedFrom('2126-03-04T08:00:00+01:00', '2126-03-04T16:00:00+01:00', shift),
        ]);
        return { parameters: { employee: employeeId } };
      },
    },
  },
];
