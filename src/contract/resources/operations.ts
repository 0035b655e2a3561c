import type { OperationDescription } from '../operations.ts';
import { absenceOperations } from './absences.ts';
import { agreementOperations } from './agreements.ts';
import { apiKeyOperations } from './api-keys.ts';
import { auditOperations } from './audits.ts';
import { calendarLinkOperations } from './calendar-links.ts';
import { webhookOperations } from './webhooks.ts';
import { changeOperations } from './changes.ts';
import { forecastOperations } from './forecasts.ts';
import { historyOperations } from './histories.ts';
import { hoursOperations } from './hours.ts';
import { jobOperations } from './jobs.ts';
import { packOperations } from './packs.ts';
import { peopleOperations } from './people.ts';
import { publicationOperations } from './publications.ts';
import { planBatchOperations } from './plan-batches.ts';
import { resultOperations } from './results.ts';
import { rosterOperations } from './rosters.ts';
import { scheduleOperations } from './schedules.ts';
import { sessionOperations } from './sessions.ts';
import { requirementOperations } from './requirements.ts';
import { teamOperations } from './teams.ts';
import { retentionOperations } from './retention.ts';
import { trailOperations } from './trail.ts';
import { userOperations } from './users.ts';

/** All operations on what is stored, in the order of the document. */
export const RESOURCE_OPERATIONS: readonly OperationDescription[] = [
  ...Object.values(teamOperations),
  ...Object.values(historyOperations),
  ...Object.values(forecastOperations),
  ...Object.values(requirementOperations),
  ...Object.values(absenceOperations),
  ...Object.values(agreementOperations),
  ...Object.values(packOperations),
  ...Object.values(auditOperations),
  ...Object.values(rosterOperations),
  ...Object.values(changeOperations),
  ...Object.values(publicationOperations),
  ...Object.values(scheduleOperations),
  ...Object.values(hoursOperations),
  ...Object.values(resultOperations),
  ...Object.values(jobOperations),
  ...Object.values(planBatchOperations),
  ...Object.values(apiKeyOperations),
  ...Object.values(userOperations),
  ...Object.values(sessionOperations),
  ...Object.values(trailOperations),
  ...Object.values(peopleOperations),
  ...Object.values(retentionOperations),
  ...Object.values(webhookOperations),
  ...Object.values(calendarLinkOperations),
];
