import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { fromRoster } from '../../../src/contract/roster-mapping.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };
const DATES = ['2026-06-01', '2026-06-02', '2026-06-03'];

const at = (date: string, hours: readonly [number, number]) => ({
  start: `${date}T${String(hours[0]).padStart(2, '0')}:00`,
  end: `${date}T${String(hours[1]).padStart(2, '0')}:00`,
});

/** A shift from 9 to 17 with its meal at an hour. */
const worked = (employee: string, date: string, meal: number, more: object = {}) => ({
  id: `${employee}/${date}`,
  employee,
  template: 'day',
  ...at(date, [9, 17]),
  breaks: [at(date, [meal, meal + 1])],
  ...more,
});

async function repaired(more: {
  readonly shifts: readonly object[];
  readonly asOf: string;
  readonly anna?: object;
  readonly intervals?: readonly object[];
  readonly prices?: object;
  readonly locks?: readonly object[];
}) {
  const { shifts, asOf, anna = {}, intervals = [], prices = {}, locks = [] } = more;
  const problem = parseProblem({
    kind: 'problem',
    team: {
      zone: 'Asia/Shanghai',
      contracts: [{ id: 'full' }],
      employees: [
        { id: 'anna', contract: 'full', ...anna },
        { id: 'bo', contract: 'full' },
      ],
      shiftTemplates: [
        {
          id: 'day',
          start: '09:00',
          length: 480,
          meal: { lengthMinutes: 60, notBeforeMinutes: 120, notInLastMinutes: 120, stepMinutes: 60 },
        },
      ],
      rules: [{ rule: 'maximum-hours-day', values: { maximumHours: 10 } }],
    },
    horizon: { from: '2026-06-01', days: 3 },
    cover: { templates: [{ template: 'day', target: 1 }], intervals },
    baseline: { shifts, asOf, prices },
    locks,
    past: [],
    future: [],
  });
  if (!problem.ok) throw new Error(JSON.stringify(problem.issues));
  const limits = { seed: 1, iterations: 20, engine: 'highs' } as const;
  const made = await makeRoster(problem.value, limits, control, await rosterEngines());
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  const roster = fromRoster(made.value);
  const lines = roster.shifts.map(({ employee, start, breaks }) => [
    employee,
    start.slice(0, 10),
    ...breaks.map((pause) => pause.start.slice(11, 13)),
  ]);
  return { ...roster, lines, codes: roster.notes.map(({ code }) => code) };
}

describe('a repair of what was published', () => {
  const shifts = DATES.map((date) => worked('anna', date, 12));

  it('keeps the days before the one on which changes are told, and adds nothing there', async () => {
    // On the first day one is wanted and none was published: it is over.
    const roster = await repaired({ shifts: shifts.slice(1), asOf: '2026-06-03', prices: { added: 0, removed: 0 } });
    expect(roster.lines.filter(([, date]) => date !== '2026-06-03')).toEqual([['anna', '2026-06-02', '12']]);
    expect(roster.codes).toContain('kept-before');
    expect(roster.shifts[0]?.locked).toBe(true);
    const ahead = await repaired({ shifts: shifts.slice(1), asOf: '2026-06-01', prices: { added: 0, removed: 0 } });
    expect(ahead.lines.map(([, date]) => date)).toEqual(DATES);
    expect(ahead.codes).not.toContain('kept-before');
  });

  it('lets absences and locks of those days say what was worked instead', async () => {
    const off = await repaired({ shifts, asOf: '2026-06-03', anna: { daysOff: ['2026-06-01'] } });
    expect(off.lines.map(([, date]) => date)).toEqual(['2026-06-02', '2026-06-03']);
    const locks = [worked('anna', '2026-06-01', 13, { id: 'really' })];
    const really = await repaired({ shifts, asOf: '2026-06-03', locks });
    expect(really.lines).toContainEqual(['anna', '2026-06-01', '13']);
    expect(really.lines).toHaveLength(3);
  });

  it('keeps what was worked against the rules, and says so', async () => {
    const long = { ...worked('anna', '2026-06-01', 12), ...at('2026-06-01', [7, 22]), template: undefined };
    const roster = await repaired({ shifts: [long], asOf: '2026-06-02' });
    expect(roster.codes).toEqual(expect.arrayContaining(['kept-before', 'kept-as-locked']));
    expect(roster.shifts.find(({ locked }) => locked === true)?.start).toContain('2026-06-01T07:00');
  });

  it('leaves breaks of kept shifts where they were, unless moving them gains more than it costs', async () => {
    for (const meal of [11, 12, 13, 14]) {
      const told = DATES.map((date) => worked('anna', date, meal));
      const roster = await repaired({ shifts: told, asOf: '2026-05-31' });
      expect(roster.lines).toEqual(DATES.map((date) => ['anna', date, String(meal)]));
      expect(roster.changes).toEqual({ kept: 3, list: [] });
    }
    const noon = [{ dates: ['2026-06-02'], from: '12:00', to: '13:00', target: 1 }];
    const moved = await repaired({ shifts, asOf: '2026-05-31', intervals: noon });
    expect(moved.changes?.list).toMatchObject([{ kind: 'breaks', employee: 'anna', date: '2026-06-02', points: 2 }]);
    expect(moved.objectiveParts).toContainEqual({ part: 'changes', unit: 'changes', count: 1, points: 2 });
    const dear = await repaired({
      shifts,
      asOf: '2026-05-31',
      intervals: noon,
      prices: { movedBreak: 1e5, added: 1e5 },
    });
    expect(dear.changes?.list).toEqual([]);
    expect(dear.objective).toBeGreaterThanOrEqual(dear.bound ?? Number.NaN);
  });
});
