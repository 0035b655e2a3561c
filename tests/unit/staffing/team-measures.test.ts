import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmployeeResult, MeasuresRequest, TeamMeasure } from '../../../src/domain/team-measures.ts';
import { teamMeasures } from '../../../src/staffing/team-measures.ts';

const measures = (rows: readonly EmployeeResult[], more: Partial<MeasuresRequest> = {}) =>
  teamMeasures({
    rows,
    seasons: [],
    uplift: 0.05,
    leastCases: 20,
    priorCases: 50,
    leastProficiency: 0.5,
    mostProficiency: 1.5,
    ...more,
  });

const row = (employeeId: string, date: string, counts: Partial<EmployeeResult> = {}): EmployeeResult => ({
  ...counts,
  employeeId,
  date,
});

const valueIn = <T extends { readonly measure: TeamMeasure }>(values: readonly T[] | undefined, measure: TeamMeasure) =>
  values?.find((one) => one.measure === measure);

describe('measures of a team', () => {
  it('are ratios of sums over the rows that know both counts', () => {
    const rows = [
      row('anna', '2026-06-01', {
        enquiries: 100,
        converted: 20,
        convertedIn7Days: 30,
        replied: 10,
        responseSeconds: 400,
      }),
      row('anna', '2026-06-02', { enquiries: 300, converted: 90, orders: 0, successfulOrders: 0 }),
      row('bo', '2026-06-01', { enquiries: 100, converted: 10, convertedIn7Days: 10, planned: 10, completed: 12 }),
    ];
    const [all] = measures(rows).seasons;
    expect(valueIn(all?.team, 'enquiry-conversion')).toMatchObject({ numerator: 120, denominator: 500, value: 0.24 });
    // The second date is not known yet: its enquiries do not count.
    expect(valueIn(all?.team, 'seven-day-conversion')).toMatchObject({ numerator: 40, denominator: 200, value: 0.2 });
    expect(valueIn(all?.team, 'order-success')).toMatchObject({ denominator: 0, value: null });
    expect(valueIn(all?.team, 'plan-completion')?.value).toBe(1.2);
    expect(valueIn(all?.employees[0]?.values, 'average-response-time')?.value).toBe(40);
  });

  it('propose the best and a share more by season, less for times, at most all of a share, and not from few cases', () => {
    const seasons = [
      { season: 'peak', from: '2026-06-10', to: '2026-06-20' },
      { season: 'slack', from: '2026-07-01', to: '2026-07-31' },
    ] as const;
    const rows = [
      row('anna', '2026-06-10', { received: 100, replied: 98, responseSeconds: 2940, enquiries: 100, converted: 40 }),
      row('bo', '2026-06-20', { received: 100, replied: 90, responseSeconds: 1800, enquiries: 10, converted: 9 }),
      row('anna', '2026-07-01', { enquiries: 100, converted: 20 }),
      row('bo', '2026-08-01', { enquiries: 100, converted: 10 }),
    ];
    const { seasons: told } = measures(rows, { seasons });
    expect(told.map(({ season, days }) => [season, days])).toEqual([
      ['all', 4],
      ['peak', 2],
      ['slack', 1],
      ['other', 1],
    ]);
    const target = (index: number, measure: TeamMeasure) => valueIn(told[index]?.targets, measure);
    expect(target(1, 'enquiry-conversion')).toMatchObject({ best: 'anna', bestValue: 0.4, target: 0.4 * 1.05 });
    expect(target(2, 'enquiry-conversion')?.target).toBeCloseTo(0.21, 12);
    expect(target(1, 'reply-rate')).toMatchObject({ best: 'anna', target: 1 });
    expect(target(1, 'average-response-time')).toMatchObject({ best: 'bo', bestValue: 20, target: 19 });
    expect(target(1, 'average-order-value')).toMatchObject({ best: null, bestValue: null, target: null });
  });
});

describe('measured proficiency', () => {
  it('draws few cases to the mean, keeps the bounds, and is 1 for whoever handled nothing', () => {
    const rows = [
      row('anna', '2026-06-01', { handled: 950, handleSeconds: 95_000 }),
      row('bo', '2026-06-01', { handled: 50, handleSeconds: 55_000 }),
      row('chen', '2026-06-01'),
    ];
    const { proficiency } = measures(rows);
    expect(proficiency?.basis).toBe('handle-time');
    // The mean is 150 s: 1.5 and 0.136 as measured.
    expect(proficiency?.employees).toMatchObject([
      { employeeId: 'anna', cases: 950, measured: 1.5, weight: 0.95, proficiency: 1.475, bounded: false },
      { employeeId: 'bo', cases: 50, weight: 0.5, proficiency: 0.5682, bounded: false },
      { employeeId: 'chen', cases: 0, measured: null, weight: 0, proficiency: 1 },
    ]);
    expect(measures(rows, { leastProficiency: 0.6 }).proficiency?.crew[1]).toEqual({
      employee: 'bo',
      count: 1,
      proficiency: 0.6,
    });
  });

  it('compares each season with its own mean, and takes hours where no handle time is told', () => {
    const seasons = [{ season: 'peak', from: '2026-06-10', to: '2026-06-20' }] as const;
    const rows = [
      row('anna', '2026-06-11', { handled: 160, hours: 8 }),
      row('bo', '2026-06-11', { handled: 160, hours: 8 }),
      row('chen', '2026-06-01', { handled: 80, hours: 8 }),
    ];
    const { proficiency } = measures(rows, { seasons });
    expect(proficiency?.basis).toBe('handled-per-hour');
    expect(proficiency?.employees.map(({ measured }) => measured)).toEqual([1, 1, 1]);
    expect(measures([row('anna', '2026-06-01', { hours: 8 })]).proficiency).toBeUndefined();
    const idle = row('dora', '2026-06-01', { handled: 0, hours: 8 });
    expect(measures([...rows, idle], { priorCases: 0 }).proficiency?.employees.at(-1)?.proficiency).toBe(1);
  });

  it('has the mean 1 over employees by their time, as measured', () => {
    const count = fc.integer({ min: 1, max: 500 });
    const result = fc.record({
      employeeId: fc.constantFrom('anna', 'bo', 'chen'),
      handled: count,
      handleSeconds: count,
    });
    fc.assert(
      fc.property(fc.array(result, { minLength: 1, maxLength: 20 }), (results) => {
        const rows = results.map((one) => ({ ...one, date: '2026-06-01' }));
        const seconds = (id?: string): number =>
          rows.reduce((sum, one) => sum + (id === undefined || one.employeeId === id ? one.handleSeconds : 0), 0);
        const told = measures(rows).proficiency?.employees ?? [];
        const mean = told.reduce((sum, one) => sum + (one.measured ?? 0) * seconds(one.employeeId), 0) / seconds();
        expect(mean).toBeCloseTo(1, 9);
      }),
    );
  });
});
