import { drawChosen, drawWhen, type TeamCheck } from '../team-check.ts';

const file = 'src/rules/team/minimum-of.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const { values, meant } = drawChosen(draw);
    const when = drawWhen(draw);
    const anybody = draw.below(2) === 0;
    const number = anybody ? 1 : 1 + draw.below(2);
    const measure = draw.pick(['working', 'present', 'template', 'day']);
    const templates = draw.pick([undefined, ['early', 'night']]);
    const only = templates === undefined ? {} : { templates };
    return {
      setting: {
        ...when.setting,
        values: { ...values, ...only, minimum: number, measure, when: anybody ? 'anybody' : 'always' },
      },
      said: { ...when.said, ...only, measure, number, group: meant, names: [], anybody },
    };
  },
  mutants: [
    {
      name: 'one is always enough',
      file,
      from: 'const least = isAlways ? minimum : 0;',
      to: 'const least = isAlways ? 1 : 0;',
    },
    { name: 'one of the group does for one other alone', file, from: '[id, others.length]', to: '[id, 1]' },
    {
      name: 'those who have not the skill count',
      file: 'src/rules/team/people.ts',
      from: 'one.skills.includes(String(skill))',
      to: 'one.skills.length > 0',
    },
    {
      name: 'a meal counts as work',
      file: 'src/audit/team-rules.ts',
      from: "measure.kind === 'working' ? workStretches(shift)",
      to: "measure.kind === 'template' ? workStretches(shift)",
    },
    {
      name: 'published shifts before the horizon are not there',
      file: 'src/audit/team-rules.ts',
      from: '[...past, ...shifts, ...future]',
      to: '[...shifts, ...future]',
    },
  ],
};
