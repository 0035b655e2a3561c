import { fromScore, parseScoreBody, type ScoreRequest } from '../../contract/changed-rosters-mapping.ts';
import { scoreAnyRoster } from '../../planning/changes/score.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/scores: any roster to what it is worth. */
export const scores: Operation<ScoreRequest> = {
  read: parseScoreBody,
  make: (request) => ({ ok: true, value: fromScore(request.problem.team.zone, scoreAnyRoster(request)) }),
};
