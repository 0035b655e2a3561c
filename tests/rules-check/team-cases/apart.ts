import { drawWhen, type TeamCheck } from '../team-check.ts';

const file = 'src/rules/team/apart.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const when = drawWhen(draw);
    const names = draw.pick([
      ['a', 'b'],
      ['a', 'b', 'd'],
    ]);
    const measure = draw.pick(['present', 'working', 'template', 'day']);
    return {
      setting: { ...when.setting, values: { employees: names, measure } },
      said: { ...when.said, measure, number: 1, group: {}, names, anybody: false },
    };
  },
  mutants: [
    { name: 'all but one may be there', file, from: 'most: 1,', to: 'most: names.length - 1,' },
    {
      name: 'the last is not looked at',
      file,
      from: 'names.map((id) => [id, 1]',
      to: 'names.slice(0, 2).map((id) => [id, 1]',
    },
    {
      name: 'a meeting of two ends with the first day',
      file: 'src/audit/team-rules.ts',
      from: '[Math.max(start, span.start), Math.min(end, span.end)]',
      to: '[Math.max(start, span.start), Math.min(end, start + 14_400, span.end)]',
    },
    {
      name: 'weekdays are not looked at',
      file: 'src/rules/team/binding.ts',
      from: 'days?.includes(weekdayOf(date))',
      to: 'undefined',
    },
  ],
};
