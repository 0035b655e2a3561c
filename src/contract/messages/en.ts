import type { Catalog } from './catalog.ts';
import { issuesEn } from './issues-en.ts';
import { reasonsEn } from './reasons-en.ts';
import { queuesEn } from './queues-en.ts';
import { resultsEn } from './results-en.ts';
import { staffingEn } from './staffing-en.ts';
import { trackingEn } from './tracking-texts.ts';
import { hoursEn } from './hours-texts.ts';
import { simulationEn } from './simulation-texts.ts';
import { teamRulesEn } from './team-rules.ts';
import { serviceIssuesEn } from './service-en.ts';
import { rosterServiceIssuesEn } from './service-rosters-en.ts';
import { workbookEn } from './workbook-texts.ts';

/** English texts. */
export const en: Catalog = {
  ...resultsEn,
  notes: {
    ...resultsEn.notes,
    ...reasonsEn,
    ...staffingEn.notes,
    ...queuesEn.notes,
    ...simulationEn.notes,
    ...trackingEn.notes,
  },
  breaches: { ...resultsEn.breaches, ...teamRulesEn.breaches },
  words: { ...resultsEn.words, ...staffingEn.words, ...queuesEn.words, ...teamRulesEn.words },
  issues: {
    ...teamRulesEn.issues,
    ...issuesEn,
    ...serviceIssuesEn,
    ...rosterServiceIssuesEn,
    ...staffingEn.issues,
    ...queuesEn.issues,
    ...simulationEn.issues,
    ...trackingEn.issues,
    ...workbookEn,
    ...hoursEn.issues,
  },
};
