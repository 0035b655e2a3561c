/** What of the store other services may be told of, as it happens: the names in messages and subscriptions. */
export const WEBHOOK_EVENTS = [
  'schedule.published',
  'job.ended',
  'absence.recorded',
  'absence.changed',
  'absence.removed',
  'agreement.recorded',
  'agreement.removed',
  'draft.created',
  'draft.changed',
  'draft.removed',
  'team.created',
  'team.changed',
  'team.removed',
  'history.created',
  'history.changed',
  'history.removed',
  'forecast.created',
  'requirement.created',
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
