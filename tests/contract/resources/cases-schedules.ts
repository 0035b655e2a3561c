import { scheduleOperations as operations } from '../../../src/contract/resources/schedules.ts';
import type { Arrange, Case, Sent } from './case.ts';
import { madeDraft, type MadeDraft, published } from './drafting.ts';

const afterPublishing = (sent: (draft: MadeDraft) => Sent): Arrange => {
  return async (service) => {
    const draft = await madeDraft(service);
    await published(service, draft.roster);
    return sent(draft);
  };
};

export const scheduleCases: readonly Case[] = [
  { operation: operations.getSchedule, good: afterPublishing(({ team }) => ({ query: { team } })) },
  {
    operation: operations.exportSchedule,
    good: afterPublishing(({ team }) => ({ query: { team, from: '2026-03-01', to: '2026-03-31' } })),
  },
  { operation: operations.getScheduleChanges, good: afterPublishing(({ team }) => ({ query: { team } })) },
  {
    operation: operations.getEmployeeCalendar,
    good: afterPublishing(({ anna }) => ({ parameters: { employee: anna } })),
  },
];
