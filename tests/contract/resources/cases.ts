import type { Case } from './case.ts';
import { accessCases } from './cases-access.ts';
import { batchCases } from './cases-batches.ts';
import { changeCases } from './cases-changes.ts';
import { historyCases } from './cases-histories.ts';
import { hoursCases } from './cases-hours.ts';
import { jobCases } from './cases-jobs.ts';
import { peopleCases } from './cases-people.ts';
import { peopleDataCases } from './cases-people-data.ts';
import { publicationCases } from './cases-publications.ts';
import { retentionCases } from './cases-retention.ts';
import { resultCases } from './cases-results.ts';
import { rosterCases } from './cases-rosters.ts';
import { scheduleCases } from './cases-schedules.ts';
import { teamCases } from './cases-teams.ts';
import { webhookCases } from './cases-webhooks.ts';
import { trailCases } from './cases-trail.ts';

/** A good request to each operation on what is stored, and what else leads to its answers. */
export const CASES: readonly Case[] = [
  ...teamCases,
  ...historyCases,
  ...jobCases,
  ...batchCases,
  ...peopleCases,
  ...rosterCases,
  ...changeCases,
  ...publicationCases,
  ...scheduleCases,
  ...webhookCases,
  ...accessCases,
  ...trailCases,
  ...peopleDataCases,
  ...retentionCases,
  ...hoursCases,
  ...resultCases,
];
