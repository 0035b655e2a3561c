import { expect, it } from 'vitest';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { emptyValuation, valueShapes } from '../../../src/rostering/valuation.ts';
import { siteProblem } from '../../fixtures/site-problems.ts';

const REST = { kind: 'rest', lengthMinutes: 15, paid: true, everyMinutes: 240, stepMinutes: 15 } as const;

it('shapes are worth the same after others were valued as in a first valuation, whichever days and skills were asked for', () => {
  const random = randomFrom(5);
  const seen = { plans: 0, windows: 0, skills: 0 };
  for (let seed = 0; seed < 6; seed++) {
    const given = siteProblem(seed, 2, { days: 3, more: 1 });
    const shiftTemplates = given.team.shiftTemplates.map((template) => ({ ...template, breaks: [REST] }));
    // Every other problem counts people by template too.
    const templateDemands = seed % 2 === 0 ? [] : given.templateDemands;
    const { table, set } = compileInstance({ ...given, templateDemands, team: { ...given.team, shiftTemplates } });
    seen.plans += set.byDay.flat().filter(({ plan }) => plan !== undefined).length;
    const draw = (): number => random.below(4000) / 1024;
    const values = new Float64Array(table.rows).map(draw);
    const again = emptyValuation(table, set);
    for (let turn = 0; turn < 40; turn++) {
      for (let change = 0; change < 3; change++) values[random.below(table.rows)] = draw();
      const firstDay = random.below(given.days);
      const endDay = firstDay + 1 + random.below(given.days - firstDay);
      const skills = Uint8Array.from(set.skills, () => random.below(2));
      if (endDay - firstDay < given.days) seen.windows++;
      if (skills.includes(0)) seen.skills++;
      const first = emptyValuation(table, set);
      for (const into of [again, first]) valueShapes(table, set, values, into, 0, firstDay, endDay, skills);
      for (let day = firstDay; day < endDay; day++) {
        const isAsked = (skill: number): boolean => skill < 0 || skills[skill] === 1;
        const asked = (row: Float64Array | undefined): number[] =>
          [...(row ?? [])].filter((_, index) => isAsked(set.byDay[day]?.[index]?.skill ?? -1));
        expect(asked(again.value[day])).toEqual(asked(first.value[day]));
      }
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
