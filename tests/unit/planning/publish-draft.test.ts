import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryTables, memoryTables } from '../../fixtures/memory-tables.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Waiver } from '../../../src/domain/schedule.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Team } from '../../../src/domain/team.ts';
import { type PublishRequest, publishDraft } from '../../../src/planning/publications/publish-draft.ts';
import type { Publication } from '../../../src/planning/store.ts';
import { local, shiftOf, smallTeam, SPRING } from './drafts.ts';

const NOW = local('2026-03-20T12:00');
const MORE = {
  intervalDemands: [],
  templateDemands: [],
  past: 'published',
  future: 'published',
  requirements: [],
} as const;
const PRICES = {
  belowFloorHour: 1,
  belowTargetHour: 1,
  aboveTargetHour: 1,
  aboveCeilingHour: 1,
  belowFloorPerson: 1,
  belowTargetPerson: 1,
  aboveTargetPerson: 1,
  aboveCeilingPerson: 1,
  paidHour: 0,
  labourCost: 0,
  hoursSpread: 0,
};

let tables: MemoryTables;

async function draftOf(shifts: readonly Shift[], team = 'desk', days = SPRING): Promise<string> {
  const frame = { ...MORE, prices: PRICES };
  const made = await tables.drafts.create({ team, name: undefined, days, frame, shifts, cause: { kind: 'created' } });
  return made.id;
}

const asked = (draft: string, more: Partial<PublishRequest> = {}): PublishRequest => ({
  draft,
  version: 1,
  waivers: [],
  at: NOW,
  ...more,
});

async function published(
  shifts: readonly Shift[],
  more: Partial<PublishRequest> = {},
  team = 'desk',
): Promise<Publication> {
  const answer = await publishDraft(tables, asked(await draftOf(shifts, team), more));
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

async function refused(shifts: readonly Shift[], more: Partial<PublishRequest> = {}, team = 'desk') {
  const before = tables.everyShift();
  const answer = await publishDraft(tables, asked(await draftOf(shifts, team), more));
  if (answer.ok || answer.reason !== 'refused') throw new Error(`not refused: ${JSON.stringify(answer)}`);
  expect(tables.everyShift()).toEqual(before);
  return answer.issues;
}

const codes = (issues: readonly { readonly code: string; readonly path: string }[]): readonly string[] =>
  issues.map(({ code, path }) => `${code} ${path}`);

const monday = shiftOf('ana', '2026-03-23T08:00', '2026-03-23T16:00', { template: 'early', skill: 'voice' });
const tuesday = shiftOf('ana', '2026-03-24T08:00', '2026-03-24T16:00');
const bens = shiftOf('ben', '2026-03-23T08:00', '2026-03-23T16:00');

/** A second team in which Ana works too; its templates and skills are its own. */
const phones = (more: Partial<Team> = {}): Team =>
  smallTeam({
    id: 'phones',
    skills: [{ id: 'fax' }],
    employees: [{ id: 'ana', contract: 'full', skills: ['fax'] }],
    shiftTemplates: [{ id: 'late', start: '14:00', length: 480 }],
    ...more,
  });

beforeEach(() => {
  tables = memoryTables();
  tables.setTeam(smallTeam());
});

describe('the first publication', () => {
  it('names its shifts by employee, date and ordinal', async () => {
    const evening = shiftOf('ana', '2026-03-23T18:00', '2026-03-23T20:00');
    const waivers = [
      { rule: 'one-shift-a-day', reason: 'split duty', name: 'Eva' },
      { rule: 'minimum-rest', reason: 'split duty', name: 'Eva' },
    ];
    const made = await published([evening, monday, bens], { waivers });
    expect(made).toMatchObject({ number: 1, from: '2026-03-23', to: '2026-03-29', shifts: 3, teamVersion: 1 });
    expect(made.published.map(({ id }) => id)).toEqual(['ana@2026-03-23#1', 'ben@2026-03-23#1', 'ana@2026-03-23#2']);
    expect(made.difference).toEqual({
      added: ['ana@2026-03-23#1', 'ana@2026-03-23#2', 'ben@2026-03-23#1'],
      changed: [],
      removed: [],
      unchanged: 0,
    });
    expect(made.published[0]).toMatchObject({
      teamId: 'desk',
      site: 'Berlin',
      zone: 'Europe/Berlin',
      date: '2026-03-23',
      ordinal: 1,
      status: 'published',
      sequence: 0,
      publication: 1,
      changedAt: NOW,
      employeeName: 'Ana',
      templateName: 'Early',
      skillName: 'Voice',
    });
    expect(tables.everyShift()).toHaveLength(3);
    expect(tables.locks()).toBe(1);
  });

  it('says what it does not know of the days around', async () => {
    const late = shiftOf('ana', '2026-03-29T15:00', '2026-03-29T23:00');
    const { gate } = await published([monday, late]);
    expect(gate.unknowns.map(({ ruleId, reason }) => `${ruleId} ${reason}`)).toEqual([
      'one-shift-a-day past-missing',
      'minimum-rest past-missing',
      'minimum-rest future-missing',
    ]);
  });

  it('is of days of the draft, and belongs to the day on which a shift starts', async () => {
    const night = shiftOf('ben', '2026-03-23T23:00', '2026-03-24T07:00');
    const made = await published([monday, tuesday, night], { from: '2026-03-23', to: '2026-03-23' });
    expect(made.published.map(({ id }) => id)).toEqual(['ana@2026-03-23#1', 'ben@2026-03-23#1']);
    expect(codes(await refused([monday], { from: '2026-03-22', to: '2026-03-30' }))).toEqual([
      'outside-horizon /from',
      'outside-horizon /to',
    ]);
    expect(codes(await refused([monday], { from: '2026-03-25', to: '2026-03-24' }))).toEqual(['window-empty /to']);
  });

  it('is of the newest version of a draft that is there', async () => {
    const id = await draftOf([monday]);
    expect(await publishDraft(tables, asked(id, { version: 2 }))).toEqual({ ok: false, reason: 'stale', version: 1 });
    await tables.drafts.change(id, 1, { put: [], removed: [] }, { kind: 'undone', to: 1 });
    expect(await publishDraft(tables, asked(id))).toEqual({ ok: false, reason: 'stale', version: 2 });
    expect(await publishDraft(tables, asked('nothing'))).toEqual({ ok: false, reason: 'absent' });
    tables.removeTeam('desk');
    expect(await publishDraft(tables, asked(id, { version: 2 }))).toEqual({ ok: false, reason: 'absent' });
  });
});

describe('a later publication', () => {
  it('of the same changes nothing', async () => {
    await published([monday, bens]);
    const before = tables.everyShift();
    const made = await published([monday, bens], { at: NOW + 60 });
    expect(made).toMatchObject({ number: 2, difference: { added: [], changed: [], removed: [], unchanged: 2 } });
    expect(made.published.map(({ publication }) => publication)).toEqual([1, 1]);
    expect(tables.everyShift()).toEqual(before);
  });

  it('keeps the id of a shift that is moved, and cancels what is gone', async () => {
    await published([monday, tuesday, bens]);
    const moved = { ...monday, start: monday.start + 3600, end: monday.end + 3600 };
    const made = await published([moved, tuesday], { at: NOW + 60 });
    expect(made.difference).toEqual({
      added: [],
      changed: ['ana@2026-03-23#1'],
      removed: ['ben@2026-03-23#1'],
      unchanged: 1,
    });
    expect(tables.everyShift().map((one) => [one.id, one.status, one.sequence, one.publication])).toEqual([
      ['ana@2026-03-23#1', 'published', 1, 2],
      ['ana@2026-03-24#1', 'published', 0, 1],
      ['ben@2026-03-23#1', 'cancelled', 1, 2],
    ]);
    expect(made.published.map(({ id }) => id)).toEqual(['ana@2026-03-23#1', 'ana@2026-03-24#1']);
  });

  it('moves a shift that carries its published id to another date under that id', async () => {
    await published([monday]);
    const id = 'ana@2026-03-23#1';
    const moved = { ...shiftOf('ana', '2026-03-25T08:00', '2026-03-25T16:00'), id };
    const made = await published([moved]);
    expect(made.published.map((one) => [one.id, one.date, one.start])).toEqual([[id, '2026-03-23', moved.start]]);
    // Another one on the first date may not take its name.
    const again = await published([moved, monday]);
    expect(again.published.map((one) => [one.id, one.start])).toEqual([
      ['ana@2026-03-23#2', monday.start],
      [id, moved.start],
    ]);
  });

  it('takes a shift given to somebody else from the one and adds it to the other', async () => {
    const [first] = (await published([monday])).published;
    if (first === undefined) throw new Error('nothing published');
    const made = await published([{ ...monday, id: first.id, employeeId: 'ben' }]);
    expect(made.difference).toMatchObject({ added: ['ben@2026-03-23#1'], removed: ['ana@2026-03-23#1'] });
  });

  it('brings a cancelled shift back under its id, with a higher sequence', async () => {
    await published([monday]);
    await published([]);
    const made = await published([monday]);
    expect(made.difference).toMatchObject({ added: ['ana@2026-03-23#1'], changed: [], unchanged: 0 });
    expect(made.published[0]).toMatchObject({
      id: 'ana@2026-03-23#1',
      status: 'published',
      sequence: 2,
      publication: 3,
    });
  });

  it('changes nothing the second time, though a draft names a shift by the date that it was moved from', async () => {
    await published([monday]);
    const moved = shiftOf('ana', '2026-03-31T08:00', '2026-03-31T16:00', { id: 'ana@2026-03-23#1' });
    const draft = await draftOf([moved], 'desk', { from: '2026-03-23', days: 14 });
    const second = { from: '2026-03-30', to: '2026-04-05' };
    const differences = [];
    for (const dates of [second, { from: '2026-03-23', to: '2026-03-29' }, second]) {
      const answer = await publishDraft(tables, asked(draft, dates));
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      differences.push(answer.value.difference);
    }
    expect(differences).toMatchObject([
      { added: ['ana@2026-03-31#1'], removed: [] },
      { added: [], removed: ['ana@2026-03-23#1'] },
      { added: [], changed: [], removed: [], unchanged: 1 },
    ]);
  });

  it('leaves all other days alone, also a shift that was moved out of the days since', async () => {
    await published([monday, tuesday]);
    const id = 'ana@2026-03-23#1';
    // To Wednesday, which a publication of Monday does not replace.
    await published([{ ...shiftOf('ana', '2026-03-25T08:00', '2026-03-25T16:00'), id }, tuesday]);
    const before = tables.everyShift();
    const made = await published([], { from: '2026-03-23', to: '2026-03-23' });
    expect(made.difference).toEqual({ added: [], changed: [], removed: [], unchanged: 0 });
    expect(tables.everyShift()).toEqual(before);
  });

  it('takes the shifts of somebody who left out of its days, and no other', async () => {
    await published([monday, bens, shiftOf('ben', '2026-03-26T08:00', '2026-03-26T16:00')]);
    const team = smallTeam();
    tables.setTeam({ ...team, employees: team.employees.filter(({ id }) => id !== 'ben') });
    expect(codes(await refused([monday, bens]))).toEqual(['unknown-employee /draft']);
    const made = await published([monday], { from: '2026-03-23', to: '2026-03-24' });
    expect(made.difference).toEqual({ added: [], changed: [], removed: ['ben@2026-03-23#1'], unchanged: 1 });
    expect(tables.everyShift().find(({ id }) => id === 'ben@2026-03-26#1')?.status).toBe('published');
  });

  it('changes a shift whose place or names the team has changed', async () => {
    await published([monday, bens]);
    tables.setTeam(smallTeam({ site: 'Hamburg' }));
    const made = await published([monday, bens]);
    expect(made.difference).toMatchObject({ changed: ['ana@2026-03-23#1', 'ben@2026-03-23#1'] });
    expect(made.published[0]).toMatchObject({ site: 'Hamburg', sequence: 1 });
  });
});

describe('the gate', () => {
  const early = shiftOf('ana', '2026-03-24T02:00', '2026-03-24T06:00');
  const waiver: Waiver = { rule: 'minimum-rest', employee: 'ana', reason: 'storm', name: 'Eva' };

  it('lets a forbidden breach through with a waiver that fits alone', async () => {
    const [issue, ...more] = await refused([monday, early]);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      code: 'breach-not-waived',
      path: '/waivers',
      facts: { rule: 'minimum-rest', employee: 'ana', severity: 'block', measured: '10 h', limit: '11 h' },
    });
    // The ids that the draft has, not those that nobody has seen yet.
    expect(issue?.facts['shifts']).toBe(`${monday.id}, ${early.id}`);
    expect(issue?.hint).toContain('"rule":"minimum-rest"');
    const made = await published([monday, early], { waivers: [{ ...waiver, date: '2026-03-24' }] });
    expect(made.gate.breaches).toMatchObject([{ passes: 'waived', waiver: { name: 'Eva' }, severity: 'block' }]);
    expect(made.gate.breaches[0]?.breach.shiftIds).toEqual(['ana@2026-03-23#1', 'ana@2026-03-24#1']);
  });

  it('tells a waiver that nothing needs, and one without reason or name', async () => {
    const issues = await refused([monday, early], {
      waivers: [
        { ...waiver, employee: 'ben' },
        { ...waiver, date: '2026-03-26' },
        { ...waiver, reason: ' ', name: '' },
      ],
    });
    expect(codes(issues)).toEqual([
      'text-empty /waivers/2/reason',
      'text-empty /waivers/2/name',
      'waiver-unused /waivers/0',
      'waiver-unused /waivers/1',
    ]);
  });

  it('asks for an agreement on record that covers rule, team, employee and date', async () => {
    tables.setTeam(
      smallTeam({ rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 }, severity: 'agreement' }] }),
    );
    const agreement = {
      id: 'a1',
      team: 'desk',
      employee: undefined,
      rule: 'minimum-rest',
      from: '2026-03-01',
      to: '2026-03-31',
      reference: 'drawer 3',
      signedOn: '2026-02-01',
    };
    tables.setAgreements([
      { ...agreement, id: 'a2', employee: 'ben' },
      { ...agreement, id: 'a3', rule: 'maximum-hours-day' },
      { ...agreement, id: 'a4', to: '2026-03-23' },
    ]);
    expect(codes(await refused([monday, early]))).toEqual(['agreement-missing ']);
    // A waiver is no agreement.
    expect(codes(await refused([monday, early], { waivers: [waiver] }))).toEqual([
      'waiver-unused /waivers/0',
      'agreement-missing ',
    ]);
    // Two papers that follow each other lift what spans both; a day between them is left over.
    const [first, last] = [
      { ...agreement, to: '2026-03-23' },
      { ...agreement, id: 'a5', from: '2026-03-24', employee: 'ana' },
    ];
    tables.setAgreements([last, { ...first, to: '2026-03-22' }]);
    expect(codes(await refused([monday, early]))).toEqual(['agreement-missing ']);
    tables.setAgreements([last, first]);
    const passed = { passes: 'agreed', severity: 'agreement' };
    expect((await published([monday, early])).gate.breaches).toMatchObject([
      { ...passed, agreement: 'a5', agreements: ['a5', 'a1'] },
    ]);
    tables.setAgreements([agreement]);
    const [gated] = (await published([monday, early])).gate.breaches;
    expect(gated).toMatchObject({ ...passed, agreement: 'a1' });
    expect(gated).not.toHaveProperty('agreements');
  });

  it('lists what costs money or is frowned on', async () => {
    tables.setTeam(
      smallTeam({
        rules: [
          { rule: 'minimum-rest', values: { minimumHours: 11 }, severity: 'warn' },
          { rule: 'maximum-nights', values: { maximumNights: 0, countsFromMinutes: 1 }, severity: 'info' },
        ],
        packs: ['cn'],
      }),
    );
    const { gate } = await published([monday, early]);
    expect(gate.breaches).toMatchObject([
      { passes: 'listed', severity: 'warn' },
      { passes: 'listed', severity: 'info' },
    ]);
    expect(gate.notChecked.length).toBeGreaterThan(0);
  });

  it('keeps people who are away from work, and tells nobody why', async () => {
    tables.setAbsences([
      {
        id: 'x',
        employee: 'ana',
        when: { kind: 'dates', from: '2026-03-23', to: '2026-03-23' },
        reason: 'hospital',
        creditHoursPerDay: 8,
      },
    ]);
    const issues = await refused([monday]);
    expect(codes(issues)).toEqual(['breach-not-waived /waivers']);
    const made = await published([monday], {
      waivers: [{ rule: 'availability', reason: 'agreed by phone', name: 'Eva' }],
    });
    expect(JSON.stringify([issues, made])).not.toContain('hospital');
  });

  it('looks at what was published around the days', async () => {
    await published([shiftOf('ana', '2026-03-29T14:00', '2026-03-29T23:00')]);
    const next = { from: addDays(SPRING.from, 7), days: 7 };
    const id = await draftOf([shiftOf('ana', '2026-03-30T06:00', '2026-03-30T14:00')], 'desk', next);
    const answer = await publishDraft(tables, asked(id));
    if (answer.ok || answer.reason !== 'refused') throw new Error('not refused');
    expect(answer.issues).toMatchObject([
      { code: 'breach-not-waived', facts: { measured: '7 h', date: '2026-03-30' } },
    ]);
  });
});

describe('an employee of two teams', () => {
  beforeEach(() => tables.setTeam(phones()));

  it('is checked for overlap, rest and hours across both', async () => {
    await published([monday]);
    const late = shiftOf('ana', '2026-03-23T14:00', '2026-03-23T20:00');
    expect((await refused([late], {}, 'phones')).map(({ facts }) => [facts['rule'], facts['otherTeam']])).toEqual([
      ['one-shift-a-day', 'desk'],
      ['minimum-rest', 'desk'],
    ]);
    const night = shiftOf('ana', '2026-03-22T22:00', '2026-03-23T09:00');
    const id = await draftOf([night], 'phones', { from: '2026-03-22', days: 1 });
    const answer = await publishDraft(tables, asked(id));
    if (answer.ok || answer.reason !== 'refused') throw new Error('not refused');
    expect(answer.issues.map(({ facts }) => [facts['rule'], facts['measured']])).toEqual([
      ['one-shift-a-day', '1 h'],
      ['minimum-rest', '-1 h'],
    ]);
  });

  it('has the hours of both in her week', async () => {
    await published([monday, tuesday, shiftOf('ana', '2026-03-25T08:00', '2026-03-25T16:00')]);
    const more = [
      shiftOf('ana', '2026-03-26T08:00', '2026-03-26T17:00'),
      shiftOf('ana', '2026-03-27T08:00', '2026-03-27T17:00'),
    ];
    expect(await refused(more, {}, 'phones')).toMatchObject([
      { code: 'breach-not-waived', facts: { rule: 'maximum-hours-week', measured: '42 h', otherTeam: 'desk' } },
    ]);
  });

  it('is told what the rules of the other team say of it', async () => {
    // The desk allows 40 hours a week and asks for rest; the phones ask for nothing.
    tables.setTeam({ ...phones(), contracts: [{ id: 'full' }], rules: [] });
    const days = ['23', '24', '25', '26', '27'];
    await published(days.map((day) => shiftOf('ana', `2026-03-${day}T08:00`, `2026-03-${day}T16:00`)));
    const early = shiftOf('ana', '2026-03-28T01:00', '2026-03-28T02:00');
    // The one day alone: the desk's week lies before it.
    const day = { from: '2026-03-28', to: '2026-03-28' };
    const { gate } = await published([early], day, 'phones');
    expect(gate.breaches.map(({ breach, passes, otherTeam }) => [breach.ruleId, passes, otherTeam])).toStrictEqual([
      ['maximum-hours-week', 'listed', 'desk'],
      ['minimum-rest', 'listed', 'desk'],
    ]);
    expect(gate.breaches[0]?.breach).toMatchObject({
      measured: 41 * 3600,
      limit: 40 * 3600,
      facts: { rulesOf: 'desk' },
    });
    // Who has no shifts of hers around is none of the desk's affair.
    const bens = {
      ...phones(),
      employees: [{ id: 'ben', contract: 'full', skills: ['fax'] }],
      contracts: [{ id: 'full' }],
    };
    tables.setTeam(bens);
    expect((await published([{ ...early, employeeId: 'ben' }], {}, 'phones')).gate.breaches).toEqual([]);
  });

  it('gets ordinals that no team has used', async () => {
    const waivers = [
      { rule: 'one-shift-a-day', reason: 'split duty', name: 'Eva' },
      { rule: 'minimum-rest', reason: 'split duty', name: 'Eva' },
    ];
    await published([monday]);
    const late = shiftOf('ana', '2026-03-23T18:00', '2026-03-23T20:00');
    const made = await published([late], { waivers }, 'phones');
    expect(made.published.map(({ id }) => id)).toEqual(['ana@2026-03-23#2']);
    await published([]);
    // Cancelled, but the other team's.
    const day = shiftOf('ana', '2026-03-23T08:00', '2026-03-23T16:00');
    const again = await published([late, day], { waivers }, 'phones');
    expect(again.published.map(({ id, start }) => [id, start])).toEqual([
      ['ana@2026-03-23#3', day.start],
      ['ana@2026-03-23#2', late.start],
    ]);
  });

  it('is not judged by the one team for what the other team alone has done', async () => {
    await published([monday, shiftOf('ana', '2026-03-24T02:00', '2026-03-24T06:00')], {
      waivers: [{ rule: 'minimum-rest', reason: 'storm', name: 'Eva' }],
    });
    const { gate } = await published([shiftOf('ana', '2026-03-26T08:00', '2026-03-26T12:00')], {}, 'phones');
    expect(gate.breaches).toEqual([]);
  });

  it('has templates there that mean nothing here, though they may have the same name', async () => {
    const rules = [{ rule: 'forbidden-succession', values: { pairs: ['late>early'] } }];
    tables.setTeam(smallTeam({ rules }));
    const late = shiftOf('ana', '2026-03-23T14:00', '2026-03-23T22:00', { template: 'late', skill: 'fax' });
    await published([late], {}, 'phones');
    const early = { ...tuesday, template: 'early' };
    const { gate } = await published([early]);
    // 10 hours of rest: by the rules of the phones, which are told, and not by this team's.
    expect(gate.breaches.map(({ breach, passes }) => [breach.ruleId, passes])).toEqual([['minimum-rest', 'listed']]);
    expect(gate.unknowns.map(({ ruleId, reason }) => `${ruleId} ${reason}`)).toContain(
      'forbidden-succession template-missing',
    );
  });
});
