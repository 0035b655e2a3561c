import type { MeasuresRequest, TeamMeasuresReport } from '../domain/team-measures.ts';
import { teamMeasures } from '../staffing/team-measures.ts';

/** Imported results of employees, to the measures of their team. */
export function makeTeamMeasures(request: MeasuresRequest): TeamMeasuresReport {
  return teamMeasures(request);
}
