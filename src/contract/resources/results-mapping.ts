import type { Issue } from '../../domain/issue.ts';
import type { EmployeeResult, MeasureSettings, TargetSeason } from '../../domain/team-measures.ts';
import { issue } from '../messages/render.ts';
import { fromResults, type TeamMeasuresDocument } from '../team-measures.ts';

/** Rows and settings as the body of a question for measures. */
export function measuresBodyOf(rows: readonly EmployeeResult[], settings: MeasureSettings): object {
  return { ...settings, rows: fromResults(rows) };
}

/** Rows that an import refuses, by their places. */
export function resultIssues(
  rows: readonly EmployeeResult[],
  { unknown, outside }: { readonly unknown: readonly number[]; readonly outside: readonly number[] },
  dates: { readonly from: string; readonly to: string },
  placeOf: (index: number) => string,
): readonly Issue[] {
  return [
    ...unknown.map((index) => issue('unknown-employee', placeOf(index), { id: rows[index]?.employeeId ?? '' })),
    ...outside.map((index) => issue('result-elsewhere', placeOf(index), { ...dates, date: rows[index]?.date ?? '' })),
  ];
}

/** Why targets were not accepted. */
export function acceptanceIssues(
  wrong: readonly { readonly index: number; readonly reason: 'absent' | 'accepted' | 'replaced' | 'twice' }[],
  idOf: (index: number) => string,
  placeOf: (index: number) => string,
): readonly Issue[] {
  return wrong.map(({ index, reason }) => {
    const id = idOf(index);
    if (reason === 'absent') return issue('unknown-target', placeOf(index), { id });
    if (reason === 'twice') return issue('target-twice', placeOf(index), { id });
    return issue('target-settled', placeOf(index), { id, state: reason });
  });
}

type Seasons = readonly {
  readonly season: TargetSeason;
  readonly team: TeamMeasuresDocument['seasons'][number]['team'];
}[];

/** The seasons of measures with the values of the whole team. */
export function seasonsOf(measures: TeamMeasuresDocument | null): Seasons {
  return measures?.seasons ?? [];
}

/** Measures in which of the employees only one is told. */
export function ofEmployee(measures: TeamMeasuresDocument, employee: string | undefined): TeamMeasuresDocument {
  if (employee === undefined) return measures;
  const isHers = (one: { readonly employee?: string | undefined }): boolean => one.employee === employee;
  const { proficiency } = measures;
  const crew = proficiency?.crew.filter(isHers) ?? [];
  return {
    ...measures,
    seasons: measures.seasons.map((season) => ({ ...season, employees: season.employees.filter(isHers) })),
    // She may have no rows, though others have some.
    proficiency:
      proficiency === null || crew.length === 0
        ? null
        : { ...proficiency, employees: proficiency.employees.filter(isHers), crew },
  };
}
