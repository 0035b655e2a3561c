import { changeOperations as operations } from '../../../src/contract/resources/changes.ts';
import type { Case } from './case.ts';
import { madeDraft, MONDAY, ofDraft, published, shiftOn } from './drafting.ts';
import type { Json } from './documents.ts';
import type { StoredService } from './stored-service.ts';

const two = (anna: string, ben: string): Json => ({
  shifts: [shiftOn(anna, 2, { id: 'one' }), shiftOn(ben, 3, { id: 'two' })],
});

const ofSchedule =
  (body: (anna: string, ben: string) => Json) =>
  async (service: StoredService): Promise<{ parameters: { team: string }; body: Json }> => {
    const { team, anna, ben, roster } = await madeDraft(service, two);
    await published(service, roster);
    return { parameters: { team }, body: { from: MONDAY, days: 7, ...body(anna, ben) } };
  };

export const changeCases: readonly Case[] = [
  { operation: operations.draftReplacements, good: ofDraft(() => ({ body: { vacated: ['one'] } })) },
  { operation: operations.draftSwap, good: ofDraft(() => ({ body: { give: 'one', take: 'two' } }), two) },
  {
    operation: operations.teamReplacements,
    good: ofSchedule((anna) => ({ vacated: [`${anna}@2026-03-02#1`] })),
  },
  {
    operation: operations.teamSwap,
    good: ofSchedule((anna, ben) => ({ give: `${anna}@2026-03-02#1`, take: `${ben}@2026-03-03#1` })),
  },
];
