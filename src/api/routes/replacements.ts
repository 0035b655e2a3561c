import {
  fromReplacements,
  parseReplacementsBody,
  type ReplacementsRequest,
} from '../../contract/changed-rosters-mapping.ts';
import { findReplacements } from '../../planning/changes/replacements.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/replacements: vacated shifts to who could work them. */
export const replacements: Operation<ReplacementsRequest> = {
  read: parseReplacementsBody,
  make: (request) => ({ ok: true, value: fromReplacements(request.problem, findReplacements(request)) }),
};
