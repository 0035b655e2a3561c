import type { Migration } from 'kysely/migration';
import { teams } from './0001-teams.ts';
import { histories } from './0002-histories.ts';
import { drafts } from './0003-drafts.ts';
import { schedules } from './0004-schedules.ts';
import { people } from './0005-people.ts';
import { jobs } from './0006-jobs.ts';
import { removedHistories } from './0007-removed-histories.ts';
import { removals } from './0008-removals.ts';
import { clearedJobs } from './0009-cleared-jobs.ts';
import { access } from './0010-access.ts';
import { trail } from './0013-trail.ts';
import { erasures } from './0014-erasures.ts';
import { attendances } from './0016-attendances.ts';
import { jobShares } from './0018-job-shares.ts';
import { trailPending } from './0023-trail-pending.ts';
import { sealedDocuments } from './0025-sealed-documents.ts';
import { marksAndNames } from './0026-marks-and-names.ts';
import { webhooks } from './0015-webhooks.ts';
import { users } from './0019-users.ts';
import { retention } from './0020-retention.ts';
import { sealedReasons } from './0021-sealed-reasons.ts';
import { traces } from './0022-traces.ts';
import { workInParts } from './0022-work-in-parts.ts';
import { accessCounts } from './0024-access-counts.ts';
import { usersByClaims } from './0024-users-by-claims.ts';
import { results } from './0027-results.ts';
import { planBatches } from './0028-plan-batches.ts';
import { sealedResults } from './0029-sealed-results.ts';

/** All steps from nothing to the present tables, by name, in order. Forward only: a released step is never changed, a new one is added. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-teams': teams,
  '0002-histories': histories,
  '0003-drafts': drafts,
  '0004-schedules': schedules,
  '0005-people': people,
  '0006-jobs': jobs,
  '0007-removed-histories': removedHistories,
  '0008-removals': removals,
  '0009-cleared-jobs': clearedJobs,
  '0010-access': access,
  '0013-trail': trail,
  '0014-erasures': erasures,
  '0015-webhooks': webhooks,
  '0016-attendances': attendances,
  '0018-job-shares': jobShares,
  '0019-users': users,
  '0020-retention': retention,
  '0021-sealed-reasons': sealedReasons,
  '0022-traces': traces,
  '0022-work-in-parts': workInParts,
  '0023-trail-pending': trailPending,
  '0024-access-counts': accessCounts,
  '0024-users-by-claims': usersByClaims,
  '0025-sealed-documents': sealedDocuments,
  '0026-marks-and-names': marksAndNames,
  '0027-results': results,
  '0028-plan-batches': planBatches,
  '0029-sealed-results': sealedResults,
};
