import { z } from 'zod';
import type { OperationDescription } from '../operations.ts';

const countsSchema = z.record(z.string(), z.int().min(0));

const trailSchema = z.strictObject({
  number: z.int().min(1),
  at: z.string().meta({ format: 'date-time', description: 'UTC.' }),
  actor: z.string(),
  action: z.string(),
  kind: z.string(),
  thing: z.string(),
  changes: z.array(z.looseObject({})),
});

const heldSchema = z
  .strictObject({
    employee: z.string(),
    teams: z.array(z.strictObject({ team: z.string(), employee: z.looseObject({}) })).meta({
      description: 'The employee as each team has them.',
    }),
    records: z.record(z.string(), z.array(z.looseObject({}))).meta({
      description:
        'Rows of the employee by table, as they are stored; of what is about others too, such as audits, only the parts about this employee.',
    }),
    trail: z.array(trailSchema).meta({ description: 'What the trail says of the employee.' }),
  })
  .meta({
    id: 'HeldOfPerson',
    description: 'All that is held about an employee.',
    examples: [
      {
        employee: 'anna',
        teams: [{ team: 'support', employee: { id: 'anna', name: 'Anna', contract: 'full-time', skills: ['phone'] } }],
        records: { absences: [{ id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10', first_date: '2026-03-02' }] },
        trail: [],
      },
    ],
  });

const erasedSchema = z
  .strictObject({
    pseudonym: z.string().meta({
      description:
        'Stands for the employee in the hours that are kept. The service does not keep whose it was: whoever must be able to tell notes it down.',
    }),
    removed: countsSchema.meta({ description: 'Rows that were removed, by table.' }),
    pseudonymised: countsSchema.meta({
      description: 'Rows in which the pseudonym took the place of the id, by table.',
    }),
  })
  .meta({
    id: 'Erased',
    description: 'What became of what was held about an employee.',
    examples: [
      { pseudonym: 'erased-5f0c2b9a41de', removed: { absences: 3 }, pseudonymised: { scheduled_shifts: 210 } },
    ],
  });

const access = ['administrator', 'hr'] as const;
const parameters = { employee: 'Id of the employee.' };
const tag = 'People';

export const peopleOperations = {
  exportEmployee: {
    method: 'get',
    path: '/v1/employees/{employee}/export',
    operationId: 'exportEmployee',
    access,
    summary: 'All that is held about an employee',
    description: 'The trail has an entry of it.',
    tag,
    parameters,
    answers: { 200: { description: 'All that is held.', schema: heldSchema } },
  },
  eraseEmployee: {
    method: 'post',
    path: '/v1/employees/{employee}/erasures',
    operationId: 'eraseEmployee',
    access,
    summary: 'Erase an employee',
    description:
      'Teams, drafts, absences and external ids lose the employee, and their key is destroyed, so that nobody can read any more what the trail says of them. ' +
      'Published hours, agreements and audits are kept under a pseudonym for as long as hours must be kept. ' +
      'Refused while a published shift of theirs is not over, and while a job that was given their data is under way. It cannot be taken back.',
    tag,
    parameters,
    problems: ['conflict'],
    answers: { 201: { description: 'Erased.', schema: erasedSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
