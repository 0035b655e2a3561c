import {
  type EmployeeResult,
  MEASURE_FORMULAS,
  type MeasuresRequest,
  type MeasureTarget,
  type MeasureValue,
  type SeasonMeasures,
  type SeasonSpan,
  TEAM_MEASURES,
  type TeamMeasure,
  type TeamMeasuresReport,
} from '../domain/team-measures.ts';
import { measureProficiency } from './measured-proficiency.ts';

/** The season of a date: that of the span that holds it, or `other`. */
function seasonOn(seasons: readonly SeasonSpan[], date: string): 'peak' | 'slack' | 'other' {
  return seasons.find(({ from, to }) => from <= date && date <= to)?.season ?? 'other';
}

/** A measure of some rows: sums of the rows that know both counts, and one over the other. */
function valueOf(measure: TeamMeasure, rows: readonly EmployeeResult[]): MeasureValue {
  const formula = MEASURE_FORMULAS[measure];
  let [numerator, denominator] = [0, 0];
  for (const row of rows) {
    const [above, below] = [row[formula.numerator], row[formula.denominator]];
    if (above === undefined || below === undefined) continue;
    numerator += above;
    denominator += below;
  }
  return { measure, numerator, denominator, value: denominator > 0 ? numerator / denominator : null };
}

type EmployeeValues = SeasonMeasures['employees'][number];

/** The best of the team and what is a share better than that; a share of a whole is at most 1. */
function targetOf(
  measure: TeamMeasure,
  employees: readonly EmployeeValues[],
  { uplift, leastCases }: Pick<MeasuresRequest, 'uplift' | 'leastCases'>,
): MeasureTarget {
  const { unit, better } = MEASURE_FORMULAS[measure];
  const sign = better === 'higher' ? 1 : -1;
  let [best, bestValue]: [string | null, number | null] = [null, null];
  for (const { employeeId, values } of employees) {
    const own = values.find((one) => one.measure === measure);
    const value = own?.value ?? null;
    if (own === undefined || value === null || own.denominator < leastCases) continue;
    if (bestValue !== null && sign * (value - bestValue) <= 0) continue;
    [best, bestValue] = [employeeId, value];
  }
  if (bestValue === null) return { measure, best, bestValue, target: null };
  const raised = bestValue * (1 + sign * uplift);
  return { measure, best, bestValue, target: unit === 'share' ? Math.min(1, raised) : raised };
}

function measuresOf(
  season: SeasonMeasures['season'],
  rows: readonly EmployeeResult[],
  request: MeasuresRequest,
): SeasonMeasures {
  const measured = (some: readonly EmployeeResult[]) => TEAM_MEASURES.map((measure) => valueOf(measure, some));
  const employees = [...Map.groupBy(rows, ({ employeeId }) => employeeId)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([employeeId, own]) => ({ employeeId, values: measured(own) }));
  return {
    season,
    days: new Set(rows.map(({ date }) => date)).size,
    team: measured(rows),
    employees,
    targets: TEAM_MEASURES.map((measure) => targetOf(measure, employees, request)),
  };
}

/**
 * The measures of a team and of each employee over all dates and by season, the next target of each, and proficiency for a requirement.
 *
 * Measures are ratios of sums, never means of daily ratios, so that those of the employees weighted by their denominators are that of the team.
 */
export function teamMeasures(request: MeasuresRequest): TeamMeasuresReport {
  const { rows, seasons } = request;
  const dates = rows.map(({ date }) => date).toSorted();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) throw new Error('measures of no rows');
  const bySeason = Map.groupBy(rows, ({ date }) => seasonOn(seasons, date));
  const named = seasons.length === 0 ? [] : (['peak', 'slack', 'other'] as const);
  return {
    from,
    to,
    seasons: [
      measuresOf('all', rows, request),
      ...named.flatMap((season) => {
        const own = bySeason.get(season);
        return own === undefined ? [] : [measuresOf(season, own, request)];
      }),
    ],
    proficiency: measureProficiency([...bySeason.values()], request),
  };
}
