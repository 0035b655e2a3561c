import type { Catalog } from './catalog.ts';
import { issuesEn } from './issues-en.ts';
import { reasonsEn } from './reasons-en.ts';
import { resultsEn } from './results-en.ts';
import { serviceIssuesEn } from './service-en.ts';
import { rosterServiceIssuesEn } from './service-rosters-en.ts';

/** English texts. */
export const en: Catalog = {
  ...resultsEn,
  notes: { ...resultsEn.notes, ...reasonsEn },
  issues: { ...issuesEn, ...serviceIssuesEn, ...rosterServiceIssuesEn },
};
