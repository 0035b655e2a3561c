import type { ScheduledShift } from '../../../src/domain/schedule.ts';
import type { StoredService } from './stored-service.ts';

export const SCOPE = { organisation: 'default', actor: 'tests' };

/** Puts shifts into the schedule of a team as one publication, without judging them. */
export async function publishShifts(
  { store }: Pick<StoredService, 'store'>,
  team: string,
  shifts: readonly ScheduledShift[],
): Promise<void> {
  const dates = shifts.map(({ date }) => date).toSorted();
  await store.write(SCOPE, async (tables) => {
    await tables.publications.lock();
    await tables.publications.create(
      {
        team,
        from: dates[0] ?? '2026-03-02',
        to: dates.at(-1) ?? '2026-03-02',
        draft: 'none',
        draftVersion: 1,
        shifts: shifts.length,
        teamVersion: 1,
        gate: { breaches: [], unknowns: [], notChecked: [] },
        difference: { added: shifts.map(({ id }) => id), changed: [], removed: [], unchanged: 0 },
        published: shifts,
      },
      shifts,
    );
  });
}
