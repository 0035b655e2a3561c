import { beforeEach, describe, expect, it } from 'vitest';
import { PRICES } from '../../fixtures/small-problems.ts';
import { type MemoryTables, memoryTables } from '../../fixtures/memory-tables.ts';
import type { DraftFrame } from '../../../src/domain/draft.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { TeamRuleSetting } from '../../../src/domain/team.ts';
import { scoreDraft } from '../../../src/planning/drafts/score-draft.ts';
import { type PublishRequest, publishDraft } from '../../../src/planning/publications/publish-draft.ts';
import { local, shiftOf, smallTeam, SPRING } from './drafts.ts';

const WAIVER = { reason: 'nobody else is there', name: 'Eva' } as const;
const APART: TeamRuleSetting = { rule: 'apart', values: { employees: ['ana', 'ben'], measure: 'day' }, hard: true };

const day = (who: string, date: string): Shift => shiftOf(who, `${date}T08:00`, `${date}T16:00`, { template: 'early' });
const monday = [day('ana', '2026-03-23'), day('ben', '2026-03-23')];

let tables: MemoryTables;

async function publish(
  shifts: readonly Shift[],
  more: Partial<PublishRequest> = {},
  demands: Partial<DraftFrame> = {},
) {
  const frame = {
    intervalDemands: [],
    templateDemands: [],
    past: 'published',
    future: 'published',
    requirements: [],
    prices: PRICES,
    ...demands,
  } as const;
  const draft = { team: 'desk', name: undefined, days: SPRING, frame, shifts, cause: { kind: 'created' } } as const;
  const { id } = await tables.drafts.create(draft);
  const request = { draft: id, version: 1, waivers: [], at: local('2026-03-20T12:00'), ...more };
  const answer = await publishDraft(tables, request);
  if (answer.ok) return { gate: answer.value.gate, codes: [] };
  if (answer.reason !== 'refused') throw new Error(answer.reason);
  return { codes: answer.issues.map(({ code, facts }) => `${code} ${facts['date'] ?? facts['rule']}`) };
}

const withRules = (...teamRules: readonly TeamRuleSetting[]): void => tables.setTeam(smallTeam({ teamRules }));

beforeEach(() => {
  tables = memoryTables();
});

describe('a publication keeps the rules of the team as a whole', () => {
  it('and is refused where a hard one is broken, unless a waiver lets it through', async () => {
    withRules(APART);
    expect((await publish(monday)).codes).toEqual(['team-breach-not-waived 2026-03-23']);
    const { gate } = await publish(monday, { waivers: [{ rule: 'apart', date: '2026-03-23', ...WAIVER }] });
    expect(gate?.teamBreaches).toMatchObject([{ passes: 'waived', waiver: WAIVER, breach: { ruleId: 'apart' } }]);
  });

  it('and a waiver of another date, or of one employee, lets nothing through', async () => {
    withRules(APART);
    const waivers = [
      { rule: 'apart', date: '2026-03-24', ...WAIVER },
      { rule: 'apart', employee: 'ana', ...WAIVER },
    ];
    expect((await publish(monday, { waivers })).codes).toEqual([
      'waiver-unused 2026-03-24',
      'waiver-unused apart',
      'team-breach-not-waived 2026-03-23',
    ]);
  });

  it('and lists one that has a weight', async () => {
    const { hard: _hard, ...soft } = APART;
    withRules({ ...soft, weight: 3 });
    const { gate, codes } = await publish(monday);
    expect(codes).toEqual([]);
    expect(gate?.teamBreaches).toMatchObject([{ passes: 'listed' }]);
  });

  it('on its dates, with what else is published counted towards a budget of all days', async () => {
    withRules({ rule: 'budget-hours', values: { maximumHours: 20 }, hard: true });
    const dates = (date: string) => ({ from: date, to: date });
    expect((await publish(monday, dates('2026-03-23'))).codes).toEqual([]);
    const tuesday = day('cem', '2026-03-24');
    // The draft's own Monday is not what is published now.
    expect((await publish([tuesday], dates('2026-03-24'))).codes).toEqual(['team-breach-not-waived 2026-03-24']);
    // The same Monday again replaces it.
    expect((await publish(monday, dates('2026-03-23'))).codes).toEqual([]);
    withRules(APART);
    expect((await publish([tuesday], dates('2026-03-24'))).codes).toEqual([]);
  });
});

describe('a publication meets the floors that must be met', () => {
  const floor = { floor: 2, target: 2, hard: true } as const;
  const demands = {
    intervalDemands: [{ start: local('2026-03-23T08:00'), end: local('2026-03-24T12:00'), ...floor }],
    templateDemands: [{ date: '2026-03-25', template: 'early', ...floor, floor: 1 }],
  };

  it('or is refused stretch by stretch, on its dates alone', async () => {
    tables.setTeam(smallTeam());
    expect((await publish(monday, { to: '2026-03-23' }, demands)).codes).toEqual(['hard-cover-not-waived 2026-03-23']);
    expect((await publish(monday, { from: '2026-03-24' }, demands)).codes).toEqual([
      'hard-cover-not-waived 2026-03-24',
      'hard-cover-not-waived 2026-03-25',
    ]);
  });

  it('or has a waiver', async () => {
    tables.setTeam(smallTeam());
    const { gate } = await publish(monday, { waivers: [{ rule: 'hard-cover', ...WAIVER }] }, demands);
    expect(gate?.shortages?.map(({ passes, shortage: { fewest } }) => `${passes} ${fewest}`)).toEqual([
      'waived 0',
      'waived 0',
    ]);
    expect((await publish([], { waivers: [{ rule: 'hard-cover', ...WAIVER }] })).codes).toEqual([
      'waiver-unused hard-cover',
    ]);
  });
});

describe('a draft is told', () => {
  it('which rules of the team and which floors it leaves', () => {
    const problem = {
      team: smallTeam({ teamRules: [APART] }),
      ...SPRING,
      intervalDemands: [],
      templateDemands: [{ date: '2026-03-23', template: 'early', floor: 3, target: 3, hard: true }] as const,
      prices: PRICES,
      locks: [],
      past: undefined,
      future: undefined,
    };
    const score = scoreDraft(problem, monday);
    expect(score.teamBreaches).toMatchObject([{ ruleId: 'apart', employeeIds: ['ana', 'ben'] }]);
    expect(score.shortages).toMatchObject([{ template: 'early', floor: 3, fewest: 2 }]);
    const plain = scoreDraft({ ...problem, team: smallTeam(), templateDemands: [] }, monday);
    expect([plain.teamBreaches, plain.shortages]).toEqual([undefined, undefined]);
  });
});
