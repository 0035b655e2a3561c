import type { Express } from 'express';
import { jobOperations } from '../../contract/resources/jobs.ts';
import { scheduleOperations } from '../../contract/resources/schedules.ts';
import type { Store } from '../../planning/store.ts';
import { admit } from '../access.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { onlyMethods } from '../guards.ts';
import { OPERATION_NAMES } from '../request-work.ts';
import { absences } from './absences.ts';
import { agreements } from './agreements.ts';
import { apiKeys } from './api-keys.ts';
import { audits } from './audits.ts';
import { changes } from './changes.ts';
import { forecasts } from './forecasts.ts';
import type { Bound } from './handler.ts';
import { histories } from './histories.ts';
import { hours } from './hours.ts';
import { watchJob } from './job-events.ts';
import { exportSchedule } from './schedule-export.ts';
import { jobs } from './jobs.ts';
import { mountOperations } from './mount.ts';
import { packs } from './packs.ts';
import { people } from './people.ts';
import { planBatches } from './plan-batches.ts';
import { publications } from './publications.ts';
import { results } from './results.ts';
import { rosters } from './rosters.ts';
import { schedules } from './schedules.ts';
import { sessions } from './sessions.ts';
import { requirements } from './requirements.ts';
import { teams } from './teams.ts';
import { retention } from './retention.ts';
import { trail } from './trail.ts';
import { users } from './users.ts';
import { calendarLinks } from './calendar-links.ts';
import { webhooks } from './webhooks.ts';

/** Every operation on what is stored, with what it does. Streams of events stand apart: they have no end to keep or to repeat. */
const RESOURCES: readonly Bound[] = [
  // Asked for most of all: paths are tried in this order.
  ...schedules,
  ...teams,
  ...histories,
  ...forecasts,
  ...requirements,
  ...absences,
  ...agreements,
  ...packs,
  ...audits,
  ...rosters,
  ...changes,
  ...publications,
  ...hours,
  ...results,
  ...jobs,
  ...planBatches,
  ...apiKeys,
  ...users,
  ...sessions,
  ...trail,
  ...people,
  ...retention,
  ...webhooks,
  ...calendarLinks,
];

/** Mounts the operations on what is stored. */
export function mountResources(app: Express, service: ApiDependencies, store: Store): void {
  app
    .route('/v1/jobs/:job/events')
    .get(admit(jobOperations.watchJob), watchJob(service, store))
    .all(onlyMethods('GET', 'HEAD'));
  app
    .route('/v1/schedules/export')
    .get(admit(scheduleOperations.exportSchedule), exportSchedule(service, store))
    .all(onlyMethods('GET', 'HEAD'));
  const stateless = OPERATION_NAMES.map((name) => `/v1/${name}`);
  mountOperations(app, RESOURCES, service, store, stateless);
}
