import { detail } from '../../contract/messages/problem-texts.ts';
import { peopleOperations } from '../../contract/resources/people.ts';
import { ProblemError } from '../problem.ts';
import { type Bound, writing } from './handler.ts';
import { absent, found } from './refusals.ts';
import { forgetDrafts } from './rosters.ts';

export const people: readonly Bound[] = [
  // Reading all of it is something that the trail tells of, so it is a write.
  writing(peopleOperations.exportEmployee, async (tables, { parameters: { employee } }) => ({
    status: 200,
    body: found(await tables.people.exported(employee), 'employee', employee),
  })),
  writing(
    peopleOperations.eraseEmployee,
    async (tables, { parameters: { employee }, service }) => {
      const erased = await tables.people.erase(employee);
      if (erased.ok) return { status: 201, body: erased.value, committed: () => forgetDrafts(service) };
      if (erased.reason === 'absent') throw absent('employee', employee);
      throw new ProblemError('conflict', detail(`employee-${erased.reason}`, { id: employee }));
    },
    { locksSchedule: true },
  ),
];
