import { drawWhen, type TeamCheck } from '../team-check.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/team/together.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const { days } = drawWhen(draw).setting;
    const when = days === undefined ? {} : { days };
    const weekdays = days === undefined ? {} : { weekdays: days.map((day) => WEEKDAYS.indexOf(day)) };
    const names = draw.pick([
      ['a', 'b'],
      ['c', 'a', 'd'],
    ]);
    const measure = draw.pick(['template', 'day']);
    return {
      setting: { ...when, values: { employees: names, measure } },
      said: { ...weekdays, measure, number: 0, group: {}, names, anybody: false },
    };
  },
  mutants: [
    { name: 'the first may be there alone', file, from: 'most: 0,', to: 'most: 1,' },
    { name: 'the other may be there alone', file, from: 'least: 0,', to: 'least: -1,' },
    {
      name: 'the third is held to nobody',
      file,
      from: 'return others.flatMap(',
      to: 'return others.slice(0, 1).flatMap(',
    },
    {
      name: 'the same date is enough',
      file: 'src/audit/team-rules.ts',
      from: '(template === undefined || shift.template === template) &&',
      to: '',
    },
  ],
};
