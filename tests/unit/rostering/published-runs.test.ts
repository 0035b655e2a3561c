import { expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const shiftOn = (date: string) => ({
  employee: 'ana',
  start: `2026-03-${date}T09:00:00+01:00`,
  end: `2026-03-${date}T12:00:00+01:00`,
});

function problemOf(past: readonly string[], future: readonly string[]) {
  const read = parseProblem({
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'c' }],
      employees: [{ id: 'ana', contract: 'c' }],
      shiftTemplates: [{ id: 'day', start: '09:00', length: 180 }],
      rules: [{ rule: 'maximum-consecutive-days', values: { maximumDays: 3 } }],
    },
    horizon: { from: '2026-03-09', days: 4 },
    cover: { templates: [{ template: 'day', target: 1 }] },
    past: past.map(shiftOn),
    future: future.map(shiftOn),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };

it.each(['highs', 'lines'] as const)(
  '%s leaves the day beside a published run free that is longer than allowed already',
  async (engine) => {
    const engines = await rosterEngines();
    for (const [past, future, worked] of [
      [['05', '06', '07', '08'], [], ['10', '11', '12']],
      [['04', '05', '06', '07', '08'], [], ['10', '11', '12']],
      [[], ['13', '14', '15', '16', '17'], ['09', '10', '11']],
      [
        ['05', '06', '07', '08'],
        ['13', '14', '15', '16'],
        ['10', '11'],
      ],
    ] as const) {
      const made = await makeRoster(problemOf(past, future), { engine, iterations: 200, seed: 1 }, control, engines);
      if (!made.ok) throw new Error(JSON.stringify(made.issues));
      expect(made.value).toMatchObject({ status: 'optimal', breaches: [] });
      expect(made.value.shifts.map(({ id }) => id)).toEqual(worked.map((date) => `ana/2026-03-${date}`));
    }
  },
);
