import { drawChosen, drawWhen, type TeamCheck } from '../team-check.ts';

const file = 'src/rules/team/maximum-of.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const { values, meant } = drawChosen(draw);
    const when = drawWhen(draw);
    const number = draw.below(2);
    const measure = draw.pick(['working', 'present', 'template', 'day']);
    const templates = draw.pick([undefined, ['early', 'night']]);
    const only = templates === undefined ? {} : { templates };
    return {
      setting: { ...when.setting, values: { ...values, ...only, maximum: number, measure } },
      said: { ...when.said, ...only, measure, number, group: meant, names: [], anybody: false },
    };
  },
  mutants: [
    {
      name: 'one more is let pass',
      file,
      from: "const most = numberOf(values, 'maximum');",
      to: "const most = numberOf(values, 'maximum') + 1;",
    },
    {
      name: 'one label or contract that fits is enough',
      file: 'src/rules/team/people.ts',
      from: '(contract === undefined || one.contract === contract)',
      to: '(contract === undefined || group !== undefined || one.contract === contract)',
    },
    {
      name: 'a window into the next day ends at midnight',
      file: 'src/rules/team/binding.ts',
      from: 'to > from ? to : to + 1440',
      to: 'to > from ? to : 1440',
    },
    {
      name: 'the templates named are left out',
      file: 'src/rules/team/people.ts',
      from: '!Array.isArray(only) || (only as readonly string[]).includes(id)',
      to: '!Array.isArray(only) || !(only as readonly string[]).includes(id)',
    },
    {
      name: 'a training counts as attendance',
      file: 'src/audit/team-rules.ts',
      from: 'shift.activity === WORK &&',
      to: '',
    },
  ],
};
