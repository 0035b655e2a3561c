import { expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';

/** The run that pricing keeps for Ana, who has one of two skills, where at most three days in a row may be worked. */
function runOf(contract: object, days: readonly string[], past: readonly string[]): number | undefined {
  const read = parseProblem({
    team: {
      zone: 'Europe/Berlin',
      skills: [{ id: 'desk' }, { id: 'phone' }],
      contracts: [{ id: 'c', ...contract }],
      employees: [{ id: 'ana', contract: 'c', skills: ['desk'] }],
      shiftTemplates: [{ id: 'day', start: '09:00', length: 180, days }],
      rules: [{ rule: 'maximum-consecutive-days', values: { maximumDays: 3 } }],
    },
    horizon: { from: '2026-03-09', days: 7 },
    cover: {
      intervals: [
        { from: '09:00', to: '12:00', skill: 'desk', target: 1 },
        { from: '09:00', to: '12:00', skill: 'phone', target: 1 },
      ],
    },
    past: past.map((date) => ({
      employee: 'ana',
      start: `2026-03-${date}T09:00:00+01:00`,
      end: `2026-03-${date}T12:00:00+01:00`,
    })),
    future: [],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return compileInstance(read.value).kinds[0]?.model.run.maximum;
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

it('prices without a run where days, or a count of them, leave none that is too long', () => {
  expect(runOf({}, week, [])).toBe(3);
  expect(runOf({ maxDaysPerWeek: 4 }, week, [])).toBe(3);
  // Shapes of the skill that she lacks say nothing of how many days she may work.
  expect(runOf({ maxDaysPerWeek: 3 }, week, [])).toBe(0);
  expect(runOf({ maxHoursPerWeek: 9 }, week, [])).toBe(0);
  expect(runOf({}, ['mon', 'tue', 'wed', 'fri', 'sat', 'sun'], [])).toBe(0);
  expect(runOf({}, ['mon', 'tue', 'wed', 'thu', 'sat'], [])).toBe(3);
});

it('keeps the run where one from before the horizon makes it too long', () => {
  expect(runOf({ maxDaysPerWeek: 3 }, week, ['08'])).toBe(3);
  expect(runOf({}, ['mon', 'tue', 'wed', 'fri'], ['08'])).toBe(3);
  expect(runOf({}, ['tue', 'wed', 'thu', 'sat'], ['08'])).toBe(0);
});
