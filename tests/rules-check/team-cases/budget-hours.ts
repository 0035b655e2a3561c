import { drawChosen, drawWhen, type TeamCheck } from '../team-check.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/team/budget.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const { values, meant } = drawChosen(draw);
    const { days } = drawWhen(draw).setting;
    const when = days === undefined ? {} : { days };
    const number = draw.pick([0, 10, 24.5]);
    const isWeekly = draw.below(2) === 0;
    const weekdays = days === undefined ? {} : { weekdays: days.map((day) => WEEKDAYS.indexOf(day)) };
    return {
      setting: { ...when, values: { ...values, maximumHours: number, period: isWeekly ? 'week' : 'horizon' } },
      said: {
        ...weekdays,
        ...(isWeekly ? { weekStart: 0 } : {}),
        measure: 'paid',
        number,
        group: meant,
        names: [],
        anybody: false,
      },
    };
  },
  mutants: [
    {
      name: 'a week has the budget of all days',
      file,
      from: "values['period'] === 'week' ? weekStartOf(date, context.weekStart) : 'horizon'",
      to: "'horizon'",
    },
    {
      name: 'an hour counts by the fewest of two',
      file,
      from: "numberOf(values, 'maximumHours'), () => 1)",
      to: "numberOf(values, 'maximumHours'), () => 0.5)",
    },
    {
      name: 'half hours of the budget are cut off',
      file,
      from: "numberOf(values, 'maximumHours'),",
      to: "Math.floor(numberOf(values, 'maximumHours')),",
    },
    {
      name: 'unpaid breaks are paid',
      file: 'src/audit/team-rules.ts',
      from: '+ workSeconds(shift))',
      to: '+ shift.end - shift.start)',
    },
  ],
};
