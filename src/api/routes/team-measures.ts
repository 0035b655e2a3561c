import { fromTeamMeasures, type MeasuresQuestion, parseTeamMeasures } from '../../contract/team-measures.ts';
import { makeTeamMeasures } from '../../planning/team-measures.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/team-measures: results of employees to the measures of their team. */
export const teamMeasures: Operation<MeasuresQuestion> = {
  read: parseTeamMeasures,
  make: (request) => ({ ok: true, value: fromTeamMeasures(makeTeamMeasures(request)) }),
};
