import type { Catalog } from './catalog.ts';
import { coreIssuesZh } from './core-issues-zh.ts';
import { issuesZh } from './issues-zh.ts';
import { reasonsZh } from './reasons-zh.ts';
import { queuesZh } from './queues-zh.ts';
import { resultsZh } from './results-zh.ts';
import { rosterServiceIssuesZh } from './service-rosters-zh.ts';
import { trackingZh } from './tracking-texts.ts';
import { hoursZh } from './hours-texts.ts';
import { simulationZh } from './simulation-texts.ts';
import { staffingZh } from './staffing-zh.ts';
import { teamRulesZh } from './team-rules.ts';
import { serviceIssuesZh } from './service-zh.ts';
import { workbookZh } from './workbook-texts.ts';

/** Chinese texts. */
export const zh: Catalog = {
  ...resultsZh,
  notes: {
    ...resultsZh.notes,
    ...reasonsZh,
    ...staffingZh.notes,
    ...queuesZh.notes,
    ...simulationZh.notes,
    ...trackingZh.notes,
  },
  breaches: { ...resultsZh.breaches, ...teamRulesZh.breaches },
  words: { ...resultsZh.words, ...staffingZh.words, ...queuesZh.words, ...teamRulesZh.words },
  issues: {
    ...teamRulesZh.issues,
    ...coreIssuesZh,
    ...issuesZh,
    ...serviceIssuesZh,
    ...rosterServiceIssuesZh,
    ...staffingZh.issues,
    ...queuesZh.issues,
    ...simulationZh.issues,
    ...trackingZh.issues,
    ...workbookZh,
    ...hoursZh.issues,
  },
};
