import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryTables, memoryTables } from '../../fixtures/memory-tables.ts';
import { PRICES } from '../../fixtures/small-problems.ts';
import type { DraftFrame } from '../../../src/domain/draft.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { auditTaskOf, makeAudit } from '../../../src/planning/audit.ts';
import {
  compareStoredDrafts,
  editDraft,
  scoreStoredDraft,
  undoDraft,
} from '../../../src/planning/drafts/change-draft.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { scoreDraft } from '../../../src/planning/drafts/score-draft.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { problemOfStored, readDraft } from '../../../src/planning/drafts/stored-draft.ts';
import { publishDraft } from '../../../src/planning/publications/publish-draft.ts';
import { local, shiftOf, smallTeam, SPRING } from './drafts.ts';

const FRAME: DraftFrame = {
  intervalDemands: [
    { start: local('2026-03-23T08:00'), end: local('2026-03-23T12:00'), floor: 0, target: 2 },
    { start: local('2026-03-23T12:00'), end: local('2026-03-23T16:00'), floor: 1, target: 1 },
  ],
  templateDemands: [{ date: '2026-03-24', template: 'early', floor: 0, target: 1 }],
  prices: PRICES,
  past: 'published',
  future: 'published',
  requirements: [],
};

const monday = shiftOf('ana', '2026-03-23T08:00', '2026-03-23T16:00');
const tuesday = shiftOf('ben', '2026-03-24T06:00', '2026-03-24T14:00', { template: 'early' });

let tables: MemoryTables;

async function draftOf(shifts: readonly Shift[], days = SPRING, team = 'desk'): Promise<string> {
  return (await tables.drafts.create({ team, name: undefined, days, frame: FRAME, shifts, cause: { kind: 'created' } }))
    .id;
}

async function publish(shifts: readonly Shift[], days: typeof SPRING, team = 'desk'): Promise<void> {
  const draft = await draftOf(shifts, days, team);
  const answer = await publishDraft(tables, { draft, version: 1, waivers: [], at: local('2026-03-01T00:00') });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
}

beforeEach(() => {
  tables = memoryTables();
  tables.setTeam(smallTeam());
});

describe('an edit of a stored draft', () => {
  it('makes the next version and tells what it changes', async () => {
    const draft = await draftOf([monday, tuesday]);
    const answer = await editDraft(tables, {
      draft,
      version: 1,
      edits: [
        { op: 'resize', shiftId: monday.id, end: local('2026-03-24T00:00') },
        { op: 'reassign', shiftId: tuesday.id, employeeId: 'ana' },
      ],
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    const { head, difference } = answer.value;
    expect(head.version).toBe(2);
    expect(difference.employees).toEqual(['ana', 'ben']);
    expect(difference.shifts.map(({ kind }) => kind)).toEqual(['resized', 'reassigned']);
    expect(difference.audit.breaches.added.map(({ ruleId, employeeId }) => `${ruleId} ${employeeId}`)).toEqual([
      'minimum-rest ana',
    ]);
    expect(difference.cover).toEqual([]);
    expect(difference.objective.after).toBe(difference.objective.before);
  });

  it('tells a breach that grows or shrinks as the same one', async () => {
    const days = ['23', '24', '25', '26', '27'].map((day) =>
      shiftOf('cem', `2026-03-${day}T08:00`, `2026-03-${day}T17:00`),
    );
    const draft = await draftOf(days);
    const [first] = days;
    const edits = [{ op: 'resize', shiftId: first?.id ?? '', end: local('2026-03-23T18:00') }] as const;
    const grown = await editDraft(tables, { draft, version: 1, edits });
    const more = [
      {
        op: 'add',
        shift: {
          employeeId: 'cem',
          activity: 'work',
          breaks: [],
          start: local('2026-03-28T08:00'),
          end: local('2026-03-28T09:00'),
        },
      },
    ] as const;
    const joined = await editDraft(tables, { draft, version: 2, edits: more });
    const seen = [grown, joined].map((answer) => {
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      const { gone, added, changed } = answer.value.difference.audit.breaches;
      return [gone.length, added.length, ...changed.map(({ before, after }) => [before.measured, after.measured])];
    });
    expect(seen).toEqual([
      [0, 0, [45 * 3600, 46 * 3600]],
      [0, 0, [46 * 3600, 47 * 3600]],
    ]);
  });

  it('is refused whole, stale or without a draft, and nothing is written', async () => {
    const draft = await draftOf([monday]);
    const edits = [
      { op: 'remove', shiftId: monday.id },
      { op: 'remove', shiftId: 'nobody' },
    ] as const;
    expect(await editDraft(tables, { draft, version: 1, edits })).toMatchObject({
      reason: 'refused',
      issues: [{ code: 'unknown-shift' }],
    });
    expect(await editDraft(tables, { draft, version: 2, edits })).toEqual({ ok: false, reason: 'stale', version: 1 });
    expect(await editDraft(tables, { draft: 'none', version: 1, edits })).toEqual({ ok: false, reason: 'absent' });
    expect((await tables.drafts.get(draft))?.version).toBe(1);
  });

  it('is undone by a version that is as the older one', async () => {
    const draft = await draftOf([monday, tuesday]);
    await editDraft(tables, { draft, version: 1, edits: [{ op: 'remove', shiftId: monday.id }] });
    const undone = await undoDraft(tables, { draft, version: 2, to: 1 });
    if (!undone.ok) throw new Error(JSON.stringify(undone));
    expect(undone.value.head.version).toBe(3);
    expect(await tables.drafts.shifts(draft)).toEqual([monday, tuesday]);
    expect(undone.value.difference.cover.map(({ before, after, target }) => [before, after, target])).toEqual([
      [0, 1, 2],
      [0, 1, 1],
    ]);
    expect(undone.value.difference.objective.after).toBeLessThan(undone.value.difference.objective.before);
    expect(await undoDraft(tables, { draft, version: 3, to: 9 })).toMatchObject({
      reason: 'refused',
      issues: [{ code: 'unknown-version', facts: { version: 9 } }],
    });
  });
});

describe('a stored draft', () => {
  it('is judged with what is published around it, and knows nothing of days that nobody published', async () => {
    await publish([shiftOf('ana', '2026-03-22T14:00', '2026-03-22T23:30')], { from: '2026-03-16', days: 7 });
    const draft = await draftOf([monday, tuesday]);
    const found = await scoreStoredDraft(tables, draft);
    expect(found?.score.breaches).toMatchObject([{ ruleId: 'minimum-rest', employeeId: 'ana', measured: 8.5 * 3600 }]);
    expect(new Set(found?.score.unknowns.map(({ reason }) => reason))).toEqual(new Set());
    const sunday = await draftOf([shiftOf('ana', '2026-03-29T14:00', '2026-03-29T23:30')]);
    const other = await scoreStoredDraft(tables, sunday);
    expect(other?.score.unknowns.map(({ ruleId, reason }) => `${ruleId} ${reason}`)).toContain(
      'minimum-rest future-missing',
    );
  });

  it('is worth what a full audit and score of it say, also where only some people are judged', async () => {
    await publish([shiftOf('ana', '2026-03-22T14:00', '2026-03-22T23:30')], { from: '2026-03-16', days: 7 });
    const id = await draftOf([monday, tuesday]);
    const draft = await readDraft(tables, id);
    if (draft === undefined) throw new Error('no draft');
    const problem = await problemOfStored(tables, draft);
    const audit = makeAudit(auditTaskOf({ problem, shifts: draft.shifts }));
    if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
    const score = (await scoreStoredDraft(tables, id))?.score;
    expect(score).toMatchObject({
      breaches: audit.value.breaches,
      unknowns: audit.value.unknowns,
      ledger: audit.value.ledger,
    });
    expect(score?.uncovered.map(({ short }) => short)).toEqual([1]);
  });

  it('has the absences of its people as times of no work, and their work for other teams as work', async () => {
    tables.setTeam(smallTeam({ id: 'phones' }));
    await publish([shiftOf('cem', '2026-03-25T08:00', '2026-03-25T16:00')], SPRING, 'phones');
    tables.setAbsences([
      {
        id: 'x',
        employee: 'ana',
        when: { kind: 'dates', from: '2026-03-23', to: '2026-03-23' },
        reason: 'hospital',
        creditHoursPerDay: undefined,
      },
    ]);
    const draft = await draftOf([monday, shiftOf('cem', '2026-03-25T12:00', '2026-03-25T20:00')]);
    const found = await scoreStoredDraft(tables, draft);
    expect(
      found?.score.breaches.map(({ ruleId, employeeId, measured, otherTeam }) => [
        ruleId,
        employeeId,
        measured,
        otherTeam,
      ]),
    ).toEqual([
      ['availability', 'ana', 8 * 3600, undefined],
      ['one-shift-a-day', 'cem', 2, 'phones'],
      ['minimum-rest', 'cem', -4 * 3600, 'phones'],
    ]);
  });

  it('fixes its locked shifts for a solve, and none for an audit', async () => {
    const draft = await readDraft(tables, await draftOf([{ ...monday, locked: true }, tuesday]));
    if (draft === undefined) throw new Error('no draft');
    expect((await problemOfStored(tables, draft, { locked: true })).locks.map(({ id }) => id)).toEqual([monday.id]);
    expect((await problemOfStored(tables, draft)).locks).toEqual([]);
  });

  it('still counts the cover of people who left the team, and says who they are', async () => {
    const id = await draftOf([monday, tuesday]);
    const team = smallTeam();
    tables.setTeam({ ...team, employees: team.employees.filter((one) => one.id !== 'ana') });
    const score = (await scoreStoredDraft(tables, id))?.score;
    expect(score?.strangers).toEqual(['ana']);
    expect(score?.uncovered).toHaveLength(1);
  });

  it('counts the night of the day before that reaches into it', async () => {
    await publish([shiftOf('ben', '2026-03-22T23:00', '2026-03-23T09:00')], { from: '2026-03-16', days: 7 });
    const id = await draftOf([monday]);
    const edits = [
      {
        op: 'add',
        shift: {
          employeeId: 'cem',
          activity: 'work',
          breaks: [],
          start: local('2026-03-23T08:00'),
          end: local('2026-03-23T10:00'),
        },
      },
    ] as const;
    const answer = await editDraft(tables, { draft: id, version: 1, edits });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    expect(answer.value.difference.cover.map(({ start, before, after }) => [start, before, after])).toEqual([
      [local('2026-03-23T08:00'), 2, 3],
      [local('2026-03-23T09:00'), 1, 2],
    ]);
  });
});

describe('a solve from a draft', () => {
  const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

  it('keeps its locked shifts, and is worth as a draft what it is worth as a roster', async () => {
    const locked = {
      ...shiftOf('ben', '2026-03-24T06:00', '2026-03-24T14:00', { template: 'early', skill: 'voice' }),
      locked: true,
    };
    const draft = await readDraft(tables, await draftOf([monday, locked]));
    if (draft === undefined) throw new Error('no draft');
    const problem = await problemOfStored(tables, draft, { locked: true });
    const made = await makeRoster(problem, { seed: 1, iterations: 50 }, control, await rosterEngines());
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    const { shifts, objective, objectiveParts, uncovered, breaches } = made.value;
    expect(shifts.filter((shift) => shift.locked === true)).toEqual([locked]);
    expect(objectiveParts.length).toBeGreaterThan(0);
    expect(scoreDraft(problem, shifts)).toMatchObject({ objective, objectiveParts, uncovered, breaches });
  });
});

describe('two drafts', () => {
  it('are compared employee by employee, with what each is worth', async () => {
    const one = await draftOf([monday, tuesday]);
    const moved = { ...monday, start: monday.start - 3600, end: monday.end - 3600 };
    // The solver calls shifts by other names: known again by employee and date.
    const other = await draftOf([
      moved,
      { ...tuesday, id: 'solved', end: tuesday.end - 3600 },
      shiftOf('cem', '2026-03-23T08:00', '2026-03-23T12:00'),
    ]);
    const found = await compareStoredDrafts(tables, { id: one }, { id: other });
    expect(
      found?.employees.map(({ employeeId, changes, workSecondsBefore, workSecondsAfter }) => [
        employeeId,
        changes.map(({ kind }) => kind).join(),
        workSecondsAfter - workSecondsBefore,
      ]),
    ).toEqual([
      ['ana', 'moved', 0],
      ['ben', 'resized', -3600],
      ['cem', 'added', 4 * 3600],
    ]);
    expect(found?.cover.map(({ start, end, before, after }) => [(end - start) / 3600, before, after])).toEqual([
      [4, 1, 2],
      [1, 1, 0],
    ]);
    expect(found?.before.objective).not.toBe(found?.after.objective);
    expect(found?.breaches).toEqual({ gone: [], added: [], changed: [] });
  });

  it('are not, where one is not there or they are of two teams', async () => {
    tables.setTeam(smallTeam({ id: 'phones' }));
    const [one, other] = [await draftOf([monday]), await draftOf([monday], SPRING, 'phones')];
    expect(await compareStoredDrafts(tables, { id: one }, { id: other })).toBeUndefined();
    expect(await compareStoredDrafts(tables, { id: one, version: 7 }, { id: one })).toBeUndefined();
    expect((await compareStoredDrafts(tables, { id: one }, { id: one, version: 1 }))?.employees).toEqual([]);
  });

  it('tell a shift that was given to another at both of them', async () => {
    const one = await draftOf([monday]);
    const other = await draftOf([{ ...monday, employeeId: 'ben' }]);
    const found = await compareStoredDrafts(tables, { id: one }, { id: other });
    expect(found?.employees.map(({ employeeId, changes }) => [employeeId, changes[0]?.kind])).toEqual([
      ['ana', 'reassigned'],
      ['ben', 'reassigned'],
    ]);
  });
});
