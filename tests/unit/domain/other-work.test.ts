import { describe, expect, it } from 'vitest';
import { at, shift, teamWith } from '../rules/line.ts';
import { withOtherWork } from '../../../src/domain/other-work.ts';
import type { Surroundings } from '../../../src/domain/problem.ts';
import type { Team } from '../../../src/domain/team.ts';
import { makeAudit } from '../../../src/planning/audit.ts';

const ZONE = 'Europe/Berlin';
const SPANS = [
  { from: '2026-05-31T08:00', to: '2026-05-31T12:00' },
  { from: '2026-06-02T18:00', to: '2026-06-03T02:00' },
  { from: '2026-06-08T06:00', to: '2026-06-08T08:00' },
];

function around(team: Team, sides: Surroundings = { past: [], future: [] }) {
  return withOtherWork({ team, from: '2026-06-01', days: 7, ...sides });
}

const working = teamWith(ZONE, { employee: { otherWork: SPANS } });

describe('work for another employer', () => {
  it('lies before, within and behind the days, as time worked that covers nothing', () => {
    const { past, elsewhere, future } = around(working);
    expect([past, elsewhere, future].map((list) => (list ?? []).map(({ start, end }) => [start, end]))).toEqual(
      SPANS.map(({ from, to }) => [[at(ZONE, from), at(ZONE, to)]]),
    );
    expect(elsewhere).toMatchObject([
      { id: 'other-employer:ana@2026-06-02T18:00', employeeId: 'ana', activity: 'other-employer', breaks: [] },
    ]);
  });

  it('is not added to what has it already', () => {
    const once = around(working);
    expect(withOtherWork(once)).toBe(once);
  });

  it('does not make known a side that is not', () => {
    expect(around(working, { past: undefined, future: undefined })).toMatchObject({
      pastFrom: '2026-06-01',
      futureTo: '2026-06-07',
    });
    const none = teamWith(ZONE);
    const asked = { team: none, from: '2026-06-01', days: 7, past: undefined, future: undefined };
    expect(withOtherWork(asked)).toBe(asked);
  });

  it('that the clocks skip whole is none', () => {
    const skipped = teamWith(ZONE, { employee: { otherWork: [{ from: '2026-03-29T02:15', to: '2026-03-29T02:45' }] } });
    const asked = { team: skipped, from: '2026-03-29', days: 1, past: [], future: [] };
    expect(withOtherWork(asked)).toBe(asked);
  });

  it('counts for rests and hours', () => {
    const rules = [
      { rule: 'minimum-rest', values: { minimumHours: 11 } },
      { rule: 'maximum-hours-week', values: { maximumHours: 15 } },
    ];
    const shifts = [shift(ZONE, '2026-06-03T08:00', '2026-06-03T16:00')];
    const judged = (team: Team): readonly string[] => {
      const audit = makeAudit({ team, from: '2026-06-01', days: 7, shifts, past: [], future: [] });
      if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
      return audit.value.breaches.map(({ ruleId, measured }) => `${ruleId} ${measured / 3600}`);
    };
    expect(judged(teamWith(ZONE, { rules }))).toEqual([]);
    expect(judged(teamWith(ZONE, { rules, employee: { otherWork: SPANS } }))).toEqual([
      'minimum-rest 6',
      'maximum-hours-week 16',
    ]);
  });
});
