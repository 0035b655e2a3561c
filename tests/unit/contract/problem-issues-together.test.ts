import { expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { faults, problemWith } from './documents.ts';

const check = (changes: Readonly<Record<string, unknown>>): readonly string[] =>
  faults(parseProblem(problemWith(changes)));

const lock = { employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T18:00' };

it('mistakes of the shape do not hide those of the relations, nor these each other', () => {
  const found = check({
    '/colour': 1,
    '/team/zone': 'Mars/Base',
    '/team/employees/0/contract': 'none',
    '/team/rules/0/values/minimumHours': -1,
    '/cover/templates/0/template': 'nite',
    '/locks': [{ ...lock, employee: 'ana' }],
  });
  expect(found.toSorted()).toEqual([
    'bad-rule-value /team/rules/0/values/minimumHours',
    'unknown-contract /team/employees/0/contract',
    'unknown-employee /locks/0/employee',
    'unknown-key /colour',
    'unknown-template /cover/templates/0/template',
    'wrong-zone /team/zone',
  ]);
});

it('an entry of a list is named by the list', () => {
  const outcome = parseProblem(problemWith({ '/team/contracts/0/workdays': ['mon', 'Mo'] }));
  expect(outcome.ok ? [] : outcome.issues.map(({ message }) => message)).toEqual(['"workdays[1]" cannot be Mo.']);
});

it('a mistyped name is answered with the one that was meant', () => {
  const outcome = parseProblem(
    problemWith({ '/horizn': {}, '/team/employees/0/contract': 'fulltime', '/team/rules/0/rule': 'minimumrest' }),
  );
  expect(outcome.ok ? [] : outcome.issues.map(({ hint }) => hint)).toEqual([
    'Did you mean "horizon"?',
    'Did you mean "full-time"?',
    'Did you mean "minimum-rest"?',
  ]);
});

it('a document with thousands of mistakes is answered with the first two hundred', () => {
  const employees = Array.from({ length: 3000 }, (_, index) => ({ id: `e${index}`, contract: 'none' }));
  expect(check({ '/team/employees': employees })).toHaveLength(200);
});

it.each([
  undefined,
  null,
  3,
  'text',
  [],
  [[]],
  { team: 3, cover: [], locks: {} },
  { team: { employees: [3, null], rules: [[]], shiftTemplates: ['x'] } },
])('what is no problem at all (%j) is refused and not a defect', (input) => {
  expect(parseProblem(input).ok).toBe(false);
});

it('a key that names the prototype is refused wherever it stands', () => {
  const text = JSON.stringify(problemWith({})).replace('"horizon"', '"__proto__":{"horizon":1},"horizon"');
  expect(faults(parseProblem(JSON.parse(text)))).toEqual(['name-not-allowed /__proto__']);
  const values = JSON.stringify(problemWith({})).replace('"values":{', '"values":{"__proto__":3,');
  expect(faults(parseProblem(JSON.parse(values))).length).toBeGreaterThan(0);
});
