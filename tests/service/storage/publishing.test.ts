import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MONDAY, newDraft, openTestStore, shiftOf, teamOf, type TestStore } from '../../fixtures/stores.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { editDraft, undoDraft } from '../../../src/planning/drafts/change-draft.ts';
import { type PublishAnswer, publishDraft } from '../../../src/planning/publications/publish-draft.ts';

let at: TestStore;
const rules = [{ rule: 'minimum-rest', values: { minimumHours: 11 } }];
beforeAll(async () => {
  at = await openTestStore();
  for (const [id, people] of [
    ['north', ['anna', 'bo']],
    ['south', ['bo']],
    ['east', ['cleo']],
    ['west', ['cleo']],
    ['small', ['dora', 'eli']],
  ] as const)
    await at.write(({ teams }) => teams.create(teamOf(id, people, { rules })));
});
afterAll(() => at.close());

async function draftOf(team: string, shifts: readonly Shift[]): Promise<string> {
  return (await at.write(({ drafts }) => drafts.create(newDraft(team, shifts)))).id;
}

const publish = (draft: string): Promise<PublishAnswer> =>
  at.write((tables) => publishDraft(tables, { draft, version: 1, waivers: [], at: MONDAY }));

it('what is published again as it is in the store stays as it is', async () => {
  const shifts = [
    { ...shiftOf('a', 'anna'), skill: 'phone', breaks: [{ start: MONDAY + 3600, end: MONDAY + 5400, paid: false }] },
    shiftOf('b', 'bo', 1),
  ];
  expect(await publish(await draftOf('north', shifts))).toMatchObject({
    ok: true,
    value: { number: 1, difference: { added: ['anna@2026-03-02#1', 'bo@2026-03-03#1'] } },
  });
  const before = await at.read(({ schedules }) => schedules.list({ team: 'north', cancelled: true }));
  expect(await publish(await draftOf('north', shifts))).toMatchObject({
    ok: true,
    value: { number: 2, shifts: 2, difference: { added: [], changed: [], removed: [], unchanged: 2 } },
  });
  expect(await at.read(({ schedules }) => schedules.list({ team: 'north', cancelled: true }))).toEqual(before);
  const later = { ...shiftOf('b', 'bo', 1), end: MONDAY + 86_400 + 9 * 3600 };
  expect(await publish(await draftOf('north', [later]))).toMatchObject({
    ok: true,
    value: { difference: { changed: ['bo@2026-03-03#1'], removed: ['anna@2026-03-02#1'] } },
  });
  // Bo works in the south too, where that is known.
  expect(await publish(await draftOf('south', [shiftOf('c', 'bo', 1)]))).toMatchObject({
    ok: false,
    reason: 'refused',
    issues: [{ facts: { rule: 'one-shift-a-day', otherTeam: 'north' } }, { facts: { rule: 'minimum-rest' } }],
  });
});

it('of two teams that publish one person at one time at once, one is refused', async () => {
  const drafts = [await draftOf('east', [shiftOf('e', 'cleo')]), await draftOf('west', [shiftOf('w', 'cleo')])];
  const [first = '', second = ''] = drafts;
  // The second begins when the first is through with everything but its end, and must not be judged before that.
  let other: Promise<PublishAnswer> | undefined;
  const answer = await at.write(async (tables) => {
    const made = await publishDraft(tables, { draft: first, version: 1, waivers: [], at: MONDAY });
    other ??= publish(second);
    await Promise.race([other, setTimeout(200)]);
    return made;
  });
  expect(answer.ok).toBe(true);
  expect(await other).toMatchObject({ ok: false, issues: [{ facts: { otherTeam: 'east' } }, {}] });
  expect((await at.read(({ schedules }) => schedules.list({ employees: ['cleo'] }))).items).toHaveLength(1);
});

it('publications of one team at once are numbered one after the other, and lead to the last of them', async () => {
  const ids = await Promise.all([0, 1, 2, 3].map((day) => draftOf('small', [shiftOf('s', 'dora', day)])));
  const answers = await Promise.all(ids.map(publish));
  const made = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  const last = made.find(({ number }) => number === 4);
  expect((await at.read(({ schedules }) => schedules.list({ team: 'small' }))).items).toEqual(last?.published);
  const every = await at.read(({ schedules }) => schedules.list({ team: 'small', cancelled: true }));
  expect(every.items.filter(({ status }) => status === 'cancelled')).toHaveLength(3);
});

it('an edit and its undoing lead back to the shifts that there were', async () => {
  const shifts = [shiftOf('a', 'dora'), shiftOf('b', 'eli', 2)];
  const draft = await draftOf('small', shifts);
  const edits = [
    { op: 'move', shiftId: 'a', start: MONDAY + 86_400 },
    { op: 'reassign', shiftId: 'b', employeeId: 'dora' },
  ] as const;
  const edited = await at.write((tables) => editDraft(tables, { draft, version: 1, edits }));
  expect(edited).toMatchObject({
    ok: true,
    value: { head: { version: 2 }, difference: { employees: ['dora', 'eli'] } },
  });
  const undone = await at.write((tables) => undoDraft(tables, { draft, version: 2, to: 1 }));
  expect(undone).toMatchObject({ ok: true, value: { head: { version: 3 } } });
  expect(await at.read(({ drafts }) => drafts.shifts(draft))).toEqual(shifts);
  const stale = await at.write((tables) => editDraft(tables, { draft, version: 2, edits }));
  expect(stale).toEqual({ ok: false, reason: 'stale', version: 3 });
});

it('waivers are told with the dates of their publication, where it touches the dates that are asked for', async () => {
  const tired = [
    shiftOf('t', 'dora'),
    { ...shiftOf('u', 'dora', 1), start: MONDAY + 12 * 3600, end: MONDAY + 20 * 3600 },
  ];
  const draft = await draftOf('small', tired);
  const waivers = ['minimum-rest', 'one-shift-a-day'].map((rule) => ({ rule, reason: 'agreed', name: 'Maria' }));
  const published = await at.write((tables) => publishDraft(tables, { draft, version: 1, waivers, at: MONDAY }));
  expect(published).toMatchObject({ ok: true });
  const told = (from: string, to: string) => at.read(({ publications }) => publications.waivers('small', { from, to }));
  const publication = published.ok ? published.value.id : '';
  const all = await told('2026-03-08', '2026-03-20');
  expect(all.map(({ rule }) => rule).toSorted()).toEqual(['minimum-rest', 'one-shift-a-day']);
  for (const waiver of all)
    expect(waiver).toMatchObject({
      reason: 'agreed',
      name: 'Maria',
      from: '2026-03-02',
      to: '2026-03-08',
      publication,
    });
  expect(await told('2026-03-09', '2026-03-20')).toEqual([]);
  expect(
    await at.read(({ publications }) => publications.waivers('north', { from: '2026-01-01', to: '2026-12-31' })),
  ).toEqual([]);
});
