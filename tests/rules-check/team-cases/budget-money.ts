import { drawChosen, drawWhen, type TeamCheck } from '../team-check.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/team/budget.ts';

export const check: TeamCheck = {
  oracle: 'tests/oracle/rules/team-rules.ts',
  settings: (draw) => {
    const { values, meant } = drawChosen(draw);
    const { days } = drawWhen(draw).setting;
    const when = days === undefined ? {} : { days };
    const number = draw.pick([0, 100, 300.5]);
    const isWeekly = draw.below(2) === 0;
    const weekdays = days === undefined ? {} : { weekdays: days.map((day) => WEEKDAYS.indexOf(day)) };
    return {
      setting: { ...when, values: { ...values, maximumMoney: number, period: isWeekly ? 'week' : 'horizon' } },
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
      name: 'the contract has the last word on the cost',
      file,
      from: 'costPerHour ?? costs.get(contract) ?? 0',
      to: 'costs.get(contract) ?? costPerHour ?? 0',
    },
    {
      name: 'who has no cost of her own is free',
      file,
      from: 'costPerHour ?? costs.get(contract) ?? 0',
      to: 'costPerHour ?? 0',
    },
    {
      name: 'all dates count, not only those of the setting',
      file: 'src/audit/team-rules.ts',
      from: ' || !dates.includes(shiftDate(zone, shift))',
      to: '',
    },
  ],
};
