import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { fromRoster } from '../../../src/contract/roster-mapping.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { auditTaskOf, makeAudit } from '../../../src/planning/audit.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };

async function solved(team: object, more: object = {}): Promise<Roster> {
  const problem = parseProblem({
    kind: 'problem',
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'full' }],
      employees: ['anna', 'ben', 'cai'].map((id) => ({ id, contract: 'full' })),
      ...team,
    },
    horizon: { from: '2026-06-01', days: 7 },
    cover: { templates: [{ template: 'day', floor: 1, target: 2 }] },
    past: [],
    future: [],
    ...more,
  });
  if (!problem.ok) throw new Error(JSON.stringify(problem.issues));
  const made = await makeRoster(problem.value, { seed: 1, iterations: 30 }, control, await rosterEngines());
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

const meal = (lengthMinutes: number): object => ({
  lengthMinutes,
  paid: false,
  notBeforeMinutes: 180,
  notInLastMinutes: 120,
});
const rest = (lengthMinutes: number, count: number): object => ({
  kind: 'rest',
  lengthMinutes,
  count,
  paid: true,
  notBeforeMinutes: 60,
  notInLastMinutes: 60,
});

/** What is worked under each pack: a day shift whose breaks suit the law. */
const DAYS: Readonly<Record<string, object>> = {
  cn: { length: 540, meal: meal(60) },
  'cn-comprehensive-month': { length: 660, meal: meal(60) },
  'cn-part-time': { length: 240 },
  eu: { length: 510, meal: meal(30) },
  uk: { length: 510, meal: meal(30) },
  de: { length: 510, meal: meal(30) },
  fr: { length: 450, meal: meal(30) },
  jp: { length: 540, meal: meal(60) },
  us: { length: 510, meal: meal(30) },
  'us-ca': { length: 510, meal: meal(30), breaks: [rest(10, 2)] },
  'es-contact-centre': {
    length: 450,
    meal: meal(30),
    breaks: [{ ...rest(5, 1), count: undefined, everyMinutes: 60, stepMinutes: 5 }],
  },
  'br-contact-centre': {
    length: 360,
    meal: { ...meal(20), notBeforeMinutes: 60, notInLastMinutes: 60 },
    breaks: [rest(10, 2)],
  },
  'au-contact-centre': { length: 480, meal: meal(30) },
};

describe('a week under a pack', () => {
  it.each(Object.entries(DAYS))('%s is clean', async (pack, template) => {
    const roster = await solved({ shiftTemplates: [{ id: 'day', start: '08:00', ...template }], packs: [pack] });
    const audit = makeAudit(auditTaskOf(roster));
    if (!audit.ok) throw new Error('not audited');
    expect(audit.value.packs.map(({ id }) => id)).toEqual([pack]);
    expect(roster.shifts.filter(({ template: id }) => id === 'day')).toHaveLength(14);
    expect(roster.notes).toEqual([]);
    expect(audit.value.clean).toBe(true);
  });
});

describe('a template that the law allows to nobody', () => {
  const codes = ({ notes }: Roster): readonly unknown[] =>
    notes.filter(({ code }) => code === 'template-never-allowed').map(({ facts }) => facts);
  const day = { id: 'day', start: '08:00', length: 510 };

  it.each([
    ['de', 'breaks'],
    ['us-ca', 'breaks'],
    ['br-contact-centre', 'maximum-hours-day, breaks'],
  ])('is told of with its rules: %s', async (pack, rules) => {
    const roster = await solved({ shiftTemplates: [day], packs: [pack] });
    expect(roster.shifts).toEqual([]);
    expect(codes(roster)).toEqual([{ template: 'day', rules }]);
    const { notes } = fromRoster(roster);
    expect(notes.find(({ code }) => code === 'template-never-allowed')?.message).toContain(`(${rules})`);
  });

  it('is told of by the variant that is nearest, and not where one can be worked', async () => {
    const range = { minMinutes: 480, maxMinutes: 720, stepMinutes: 120 };
    const long = { ...day, length: { ...range, minMinutes: 600 }, meal: meal(15) };
    expect(codes(await solved({ shiftTemplates: [long], packs: ['de'] }))).toEqual([
      { template: 'day', rules: 'breaks' },
    ]);
    const some = { ...day, length: range, meal: meal(30) };
    expect(codes(await solved({ shiftTemplates: [some], packs: ['de'] }))).toEqual([]);
  });

  it('is none for want of demand, of days or of skills, nor where some contract may work it', async () => {
    const other = { id: 'other', start: '09:00', length: 240 };
    const sunday = { id: 'late', start: '09:00', length: 720, days: ['sun'] };
    const few = { horizon: { from: '2026-06-01', days: 5 } };
    const team = { shiftTemplates: [{ ...day, meal: meal(30) }, other, sunday], packs: ['de'] };
    expect(codes(await solved(team, few))).toEqual([]);
    const contracts = [{ id: 'full' }, { id: 'free', packs: [] }];
    const employees = [
      { id: 'anna', contract: 'full' },
      { id: 'ben', contract: 'free', daysOff: ['2026-06-01'] },
    ];
    expect(codes(await solved({ shiftTemplates: [day], packs: ['de'], contracts, employees }))).toEqual([]);
  });

  it('names no rule that protects somebody', async () => {
    const employees = [{ id: 'anna', contract: 'full', protected: [{ kind: 'pregnant', from: '2026-01-01' }] }];
    const night = { id: 'day', start: '22:00', length: 480 };
    const roster = await solved({ shiftTemplates: [night], employees, packs: ['cn'] });
    expect(codes(roster)).toEqual([{ template: 'day', rules: 'protected-rule' }]);
  });

  it('is told of though an agreement could lift the rule, until one does', async () => {
    const team = { shiftTemplates: [{ ...day, length: 600, meal: meal(60) }], packs: ['jp'] };
    expect(codes(await solved(team))).toEqual([{ template: 'day', rules: 'maximum-hours-day' }]);
    const agreements = [{ rule: 'maximum-hours-day', from: '2026-06-01', to: '2026-06-07' }];
    expect((await solved(team, { agreements })).shifts.length).toBeGreaterThan(0);
  });
});

describe('a pack of which another version comes into force within the week', () => {
  const version = (name: string, validFrom: string, maximumHours: number, multiplier: number): object => ({
    id: 'house',
    version: name,
    name: 'House',
    validFrom,
    checkedOn: '2026-01-01',
    pay: { tiers: [{ id: 'long', basis: 'day', fromHours: 6, multiplier }] },
    rules: [{ rule: 'maximum-hours-day', values: { maximumHours }, severity: 'block', source: name }],
  });
  const team = {
    contracts: [{ id: 'full', costPerHour: 10 }],
    employees: [{ id: 'anna', contract: 'full' }],
    shiftTemplates: [
      { id: 'day', start: '08:00', length: 480 },
      { id: 'short', start: '08:00', length: 420 },
    ],
    ownPacks: [version('old', '2026-01-01', 8, 1.5), version('new', '2026-06-04', 7, 2)],
    packs: ['house'],
  };
  const cover = { intervals: [{ from: '08:00', to: '16:00', target: 1 }] };

  it('is kept on the dates of each, by the solver and in the audit', async () => {
    const roster = await solved(team, { cover });
    expect(roster.shifts.map(({ template }) => template)).toEqual([
      'day',
      'day',
      'day',
      'short',
      'short',
      'short',
      'short',
    ]);
    const task = auditTaskOf(roster);
    const audit = makeAudit(task);
    expect(audit).toMatchObject({ ok: true, value: { clean: true } });
    // With the old week's shift on each day the new version alone is broken, and its source says which it is.
    const shifts = task.shifts.map((shift) => ({ ...shift, template: 'day', end: shift.start + 8 * 3600 }));
    const long = makeAudit({ ...task, shifts });
    if (!long.ok) throw new Error('not audited');
    expect(long.value.breaches.map(({ source, shiftIds }) => [source, ...shiftIds])).toEqual(
      shifts.slice(3).map(({ id }) => ['house: new', id]),
    );
    expect(long.value.packs).toMatchObject([
      { version: 'old', validTo: '2026-06-03' },
      { version: 'new', validFrom: '2026-06-04' },
    ]);
  });

  it('pays each day by the version of its date, unless the contract says how', async () => {
    const task = auditTaskOf(await solved(team, { cover }));
    const paid = makeAudit(task);
    if (!paid.ok) throw new Error('not audited');
    // Three days of two hours at 1.5 and four of one hour at 2.
    expect(paid.value.pay).toMatchObject([
      {
        tiers: [
          { id: 'long', seconds: 6 * 3600, multiplier: 1.5, premiumHours: 3 },
          { id: 'long', seconds: 4 * 3600, multiplier: 2, premiumHours: 4 },
        ],
        ordinarySeconds: 42 * 3600,
        premiumHours: 3 + 4,
        totalMoney: 590,
      },
    ]);
    const contracts = task.team.contracts.map((contract) => ({
      ...contract,
      pay: { tiers: [{ id: 'own', basis: 'week', fromHours: 40, multiplier: 3 } as const] },
    }));
    const own = makeAudit({ ...task, team: { ...task.team, contracts } });
    if (!own.ok) throw new Error('not audited');
    expect(own.value.pay).toMatchObject([{ tiers: [{ id: 'own', seconds: 12 * 3600 }], premiumHours: 24 }]);
  });
});
