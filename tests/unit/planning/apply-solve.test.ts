import { expect, it } from 'vitest';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { SolvedRoster } from '../../../src/domain/draft.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { applySolve } from '../../../src/planning/drafts/apply-solve.ts';
import { FRAME, memoryDrafts, type MemoryDrafts } from '../../fixtures/memory-drafts.ts';

const ZONE = 'Europe/Berlin';

function shift(id: string, employeeId: string, date: string, hour: number, changes: Partial<Shift> = {}): Shift {
  const at = (clock: number): number => plannedInstant(ZONE, date, clock * 60);
  return { id, employeeId, start: at(hour), end: at(hour + 8), activity: 'work', breaks: [], ...changes };
}

function solved(shifts: readonly Shift[], changes: Partial<SolvedRoster> = {}): SolvedRoster {
  return {
    zone: ZONE,
    days: { from: '2026-03-02', days: 7 },
    solve: {
      status: 'feasible',
      endedBy: 'time',
      objective: 4,
      bound: 3,
      boundKind: 'lp',
      gap: 0.25,
      seconds: 2,
      iterations: 10,
      engine: 'lines',
      seed: 1,
    },
    shifts,
    ...changes,
  };
}

async function draftOf(shifts: readonly Shift[]): Promise<MemoryDrafts> {
  const drafts = memoryDrafts();
  const days = { from: '2026-03-02', days: 7 };
  await drafts.create({ team: 't', name: 'March', days, frame: FRAME, shifts, cause: { kind: 'created' } });
  return drafts;
}

const asked = { id: 'draft-1', version: 1 };

const idsOf = async (drafts: MemoryDrafts, id: string): Promise<readonly string[]> =>
  ((await drafts.shifts(id)) ?? []).map((one) => one.id).sort();

it('replaces what the solve left out, and keeps the names of shifts that begin as before', async () => {
  const drafts = await draftOf([shift('mine', 'anna', '2026-03-02', 8), shift('other', 'ben', '2026-03-02', 8)]);
  const roster = solved([
    shift('anna/2026-03-02', 'anna', '2026-03-02', 8),
    shift('ben/2026-03-03', 'ben', '2026-03-03', 9),
  ]);
  expect(await applySolve({ drafts } as never, 'job-1', asked, roster)).toEqual({ id: 'draft-1', version: 2 });
  expect(await idsOf(drafts, 'draft-1')).toEqual(['ben/2026-03-03', 'mine']);
  expect(drafts.causes('draft-1').at(-1)).toEqual({ kind: 'solved', job: 'job-1', solve: roster.solve });
});

it('keeps a locked shift and its name, and gives no other shift that name', async () => {
  const moved = shift('anna/2026-03-02', 'anna', '2026-03-03', 8, { locked: true });
  const drafts = await draftOf([moved]);
  const roster = solved([shift('anna/2026-03-02', 'anna', '2026-03-02', 8), moved]);
  await applySolve({ drafts } as never, 'job-1', asked, roster);
  const shifts = (await drafts.shifts('draft-1')) ?? [];
  expect(shifts.find(({ locked }) => locked)).toEqual(moved);
  expect(shifts.map(({ id }) => id).sort()).toEqual(['anna/2026-03-02', 'anna/2026-03-02#2']);
});

it('leaves shifts of days that were not solved as they are', async () => {
  const before = shift('early', 'anna', '2026-03-01', 20);
  const behind = shift('late', 'anna', '2026-03-09', 8);
  const drafts = await draftOf([before, behind, shift('in', 'anna', '2026-03-04', 8)]);
  await applySolve({ drafts } as never, 'job-1', asked, solved([]));
  expect(await idsOf(drafts, 'draft-1')).toEqual(['early', 'late']);
});

it('makes a new draft with the frame of the old one where that has moved on', async () => {
  const drafts = await draftOf([shift('mine', 'anna', '2026-03-02', 8)]);
  await drafts.change(
    'draft-1',
    1,
    { put: [], removed: ['mine'] },
    { kind: 'edited', edits: ['remove'], employees: ['anna'] },
  );
  const roster = solved([shift('anna/2026-03-04', 'anna', '2026-03-04', 8)]);
  expect(await applySolve({ drafts } as never, 'job-1', asked, roster)).toEqual({ id: 'draft-2', version: 1 });
  expect(await idsOf(drafts, 'draft-1')).toEqual([]);
  expect(await idsOf(drafts, 'draft-2')).toEqual(['anna/2026-03-04']);
  expect(await drafts.frame('draft-2')).toEqual(FRAME);
  expect(await drafts.get('draft-2')).toMatchObject({ team: 't', name: 'March', from: '2026-03-02', days: 7 });
  expect(drafts.causes('draft-2')).toMatchObject([{ kind: 'solved', job: 'job-1' }]);
});

it('makes a new draft too where somebody moves the draft on in the same moment', async () => {
  const drafts = await draftOf([]);
  const change: MemoryDrafts['change'] = () => Promise.resolve({ ok: false, reason: 'stale', version: 2 });
  const roster = solved([shift('anna/2026-03-04', 'anna', '2026-03-04', 8)]);
  const made = await applySolve({ drafts: { ...drafts, change } } as never, 'job-1', asked, roster);
  expect(made).toEqual({ id: 'draft-2', version: 1 });
});

it.each(['without a roster', 'after the draft was removed'])('changes nothing %s', async (when) => {
  const drafts = await draftOf([shift('mine', 'anna', '2026-03-02', 8)]);
  const whole = solved([]);
  const roster = when === 'without a roster' ? { ...whole, solve: { ...whole.solve, objective: null } } : whole;
  if (roster === whole) await drafts.remove('draft-1', 1);
  expect(await applySolve({ drafts } as never, 'job-1', asked, roster)).toBeUndefined();
  expect(drafts.causes('draft-1')).toHaveLength(roster === whole ? 0 : 1);
});

it('a draft without the version that was solved from is a defect', async () => {
  const drafts = await draftOf([]);
  const ahead = { id: 'draft-1', version: 9 };
  await expect(applySolve({ drafts } as never, 'job-1', ahead, solved([]))).rejects.toThrow('draft-1 has no version 9');
});
