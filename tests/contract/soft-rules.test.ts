import { expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const PATH = '/v1/rosters';

type Model = Readonly<Record<string, unknown>>;

type Solved = { readonly objectiveParts: readonly Model[]; readonly fairness: readonly Model[] };

const soft = {
  rule: 'maximum-days-week',
  values: { maximumDays: 1 },
  weight: 4,
  from: '2026-03-02',
  to: '2026-03-08',
};
const fair = { id: 'hours', measure: 'hours', weight: 2, since: '2026-02-01' };

/** Two people and a post on each of three days, with some of the team's keys replaced. */
function problemOf(team: Model): Model {
  return {
    team: {
      zone: 'UTC',
      contracts: [{ id: 'c' }],
      employees: [
        { id: 'an', contract: 'c' },
        { id: 'bo', contract: 'c' },
      ],
      shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
      rules: [soft],
      fairness: [fair],
      ...team,
    },
    horizon: { from: '2026-03-02', days: 3 },
    cover: { templates: [{ template: 'day', target: 1 }] },
    past: [],
    future: [],
  };
}

it('a team with a rule that has a weight and dates, and with something to share out, is solved', async () => {
  const answer = await service.post(PATH).send({ ...exampleOf(PATH), problem: problemOf({}) });
  expect(answer.status).toBe(200);
  expectPublished(answer, 'POST', PATH);
  // One of the two works on two days: a day above the rule, and her second unit of eight hours dearer than her first.
  const { objectiveParts, fairness } = answer.body as Solved;
  expect(objectiveParts).toContainEqual({ part: 'rules', unit: 'breaches', count: 1, points: 4 });
  expect(fairness).toMatchObject([
    { id: 'hours', before: { most: 0, least: 0 }, after: { most: 16, least: 8, deviation: 4 } },
  ]);
});

it('is shared among the members of groups alone where a setting names groups', async () => {
  const employees = [
    { id: 'an', contract: 'c', groups: ['day'] },
    { id: 'bo', contract: 'c' },
  ];
  const problem = problemOf({ employees, fairness: [{ ...fair, groups: ['day'] }] });
  const answer = await service.post(PATH).send({ ...exampleOf(PATH), problem });
  expect(answer.status).toBe(200);
  expect((answer.body as Solved).fairness).toMatchObject([{ employees: [{ employee: 'an' }] }]);
});

it.each([
  [
    'a weight of a rule that forbids',
    { rules: [{ ...soft, severity: 'block' }] },
    'weight-of-hard-rule',
    '/rules/0/weight',
  ],
  ['a weight below nothing', { rules: [{ ...soft, weight: -1 }] }, 'not-above', '/rules/0/weight'],
  ['dates that end before they begin', { rules: [{ ...soft, to: '2026-03-01' }] }, 'window-empty', '/rules/0/to'],
  ['a measure that is none', { fairness: [{ ...fair, measure: 'luck' }] }, 'not-one-of', '/fairness/0/measure'],
  [
    'a contract that is none',
    { fairness: [{ ...fair, contracts: ['d'] }] },
    'unknown-contract',
    '/fairness/0/contracts/0',
  ],
  [
    'an employee who is none',
    { fairness: [{ ...fair, employees: ['cy'] }] },
    'unknown-employee',
    '/fairness/0/employees/0',
  ],
  ['a group that is none', { fairness: [{ ...fair, groups: ['team b'] }] }, 'unknown-group', '/fairness/0/groups/0'],
  [
    'a template that is none',
    { fairness: [{ id: 'late', measure: 'shifts-of', templates: ['late'], weight: 1 }] },
    'unknown-template',
    '/fairness/0/templates/0',
  ],
  ['two of one name', { fairness: [fair, fair] }, 'duplicate-id', '/fairness/1/id'],
])('%s is refused', async (_, team, code, path) => {
  const answer = await service.post(PATH).send({ ...exampleOf(PATH), problem: problemOf(team) });
  expect(answer.status).toBe(422);
  expectPublished(answer, 'POST', PATH);
  expect(answer.body).toMatchObject({ issues: [{ code, path: `/problem/team${path}` }] });
});
