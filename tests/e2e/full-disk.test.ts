import { expect, it } from 'vitest';
import { canMount, runFullDisk } from '../faults/full-disk.ts';

/** Needs root: a disk that is small enough to be full is a file system of its own. */
it.runIf(canMount())(
  'refuses with 507 what a full disk has no room for, leaves nothing of it, and goes on when there is room',
  async () => {
    const { wrong, statuses } = await runFullDisk(() => undefined);
    expect(wrong).toEqual([]);
    expect(statuses[507]).toBeGreaterThan(0);
  },
  120_000,
);
