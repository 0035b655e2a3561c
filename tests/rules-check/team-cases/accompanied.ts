import { drawWhen, type TeamCheck } from '../team-check.ts';

const file = 'src/rules/team/accompanied.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const when = drawWhen(draw);
    const measure = draw.pick(['present', 'working', 'template', 'day']);
    const { values: named, meant } = draw.pick([
      { values: { coachGroup: 'g' }, meant: { group: 'g' } },
      { values: { coaches: ['b', 'd'] }, meant: { names: ['b', 'd'] } },
    ]);
    return {
      setting: { ...when.setting, values: { trainees: ['a', 'b'], ...named, measure } },
      said: { ...when.said, measure, number: 1, group: meant, names: ['a', 'b'], anybody: false },
    };
  },
  mutants: [
    { name: 'a coach needs a trainee', file, from: 'least: 0,', to: 'least: 0, most: 0,' },
    {
      name: 'trainees coach each other',
      file,
      from: "under(values, 'coachGroup', 'coaches')",
      to: "under(values, 'coachGroup', 'trainees')",
    },
    { name: 'one trainee alone may be without', file, from: 'least: 0,', to: 'least: -1,' },
    {
      name: 'only the first trainee is looked at',
      file,
      from: 'return trainees.flatMap(',
      to: 'return trainees.slice(0, 1).flatMap(',
    },
  ],
};
