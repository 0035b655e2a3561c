import { beforeAll, describe, expect, it } from 'vitest';
import type { BoundProof, ProofCheck } from '../../../src/domain/bound-proof.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { checkProof } from '../../../src/planning/verify.ts';
import { PRICES } from '../../fixtures/small-problems.ts';

const ZONE = 'Europe/Berlin';
const FROM = '2026-03-02';
const clock = (): number => performance.now() / 1000;

/** Three people, four days, a person wanted on each at a counter and one on the phone from 9 to 13; everybody would like the second day off. */
function problemOf(weights: readonly number[] = [3, 5, 8]): Problem {
  const dates = Array.from({ length: 4 }, (_, day) => addDays(FROM, day));
  return {
    team: {
      id: 'three',
      zone: ZONE,
      weekStart: 'mon',
      skills: [{ id: 'phone' }],
      contracts: [{ id: 'c' }],
      employees: weights.map((weight, index) => ({
        id: `e${index}`,
        contract: 'c',
        skills: index === 0 ? [] : ['phone'],
        requests: [{ kind: 'day-off', date: dates[1] as string, weight }],
      })),
      shiftTemplates: [{ id: 'day', start: '08:00', length: 480, meal: { lengthMinutes: 30, paid: false } }],
      rules: [{ rule: 'maximum-consecutive-days', values: { maximumDays: 3 } }],
      teamRules: [{ rule: 'maximum-of', values: { maximum: 2, measure: 'day' }, weight: 40 }],
      packs: [],
      holidays: [],
    },
    from: FROM,
    days: 4,
    intervalDemands: dates.map((date) => ({
      start: plannedInstant(ZONE, date, 9 * 60),
      end: plannedInstant(ZONE, date, 13 * 60),
      skill: 'phone',
      floor: 0,
      target: 1,
    })),
    templateDemands: dates.map((date) => ({ date, template: 'day', floor: 0, target: 1 })),
    prices: { ...PRICES, paidHour: 1 },
    past: [],
    future: [],
    locks: [],
  };
}

const problem = problemOf();
let roster: Roster & { readonly proof: BoundProof };

function checked(changed: Partial<Roster> = {}, of: Problem = problem, seconds = 60): ProofCheck {
  const given = { ...roster, ...changed };
  return checkProof(of, { ...given, proof: given.proof ?? roster.proof }, { seconds, clock });
}

const changed = (change: Partial<BoundProof>): Partial<Roster> => ({ proof: { ...roster.proof, ...change } });
const differing = ({ holds, differences }: ProofCheck) => [holds, ...differences.map(({ what, of }) => [what, of])];

beforeAll(async () => {
  const control = { clock, stopRequested: () => false, report: () => undefined };
  const made = await makeRoster(
    problem,
    { seed: 1, iterations: 50, engine: 'lines', proof: true },
    control,
    await rosterEngines(),
  );
  if (!made.ok || made.value.proof === undefined) throw new Error('no certificate');
  roster = { ...made.value, proof: made.value.proof };
});

describe('the certificate of a bound', () => {
  it('holds as it is, and certifies the bound and the points of the roster', () => {
    const check = checked();
    expect(check).toMatchObject({ holds: true, employees: 3, verified: 3, searched: 0, differences: [] });
    expect(check.certified).toBeCloseTo(roster.bound ?? Number.NaN, 6);
    expect(check.objective).toBeCloseTo(roster.objective ?? Number.NaN, 6);
    expect(check.gap).toBeLessThan(0.05);
    expect(roster.proof.cover.length).toBeGreaterThan(0);
  });

  it.each([1, -1])('fails where any value is another by %d', (by) => {
    const { cover } = roster.proof;
    for (const index of cover.keys()) {
      const other = cover.map((one, at) => (at === index ? { ...one, value: one.value + by } : one));
      const check = checked(changed({ cover: other }));
      expect(check.holds, `value ${index}`).toBe(false);
      expect(check.certified ?? 0).toBeLessThan((roster.bound ?? 0) + 1e-6);
    }
  });

  it('fails where a value is left out, or is of no demand', () => {
    expect(checked(changed({ cover: roster.proof.cover.slice(1) })).holds).toBe(false);
    const stray = { date: FROM, template: 'night', value: 5 };
    expect(differing(checked(changed({ templates: [...roster.proof.templates, stray] })))).toEqual([
      false,
      ['value', `night ${FROM}`],
    ]);
    const ofNobody = { setting: 7, count: 1, who: 'nobody', value: 5 };
    expect(differing(checked(changed({ teamRules: [...roster.proof.teamRules, ofNobody] })))).toEqual([
      false,
      ['value', '7 nobody'],
    ]);
  });

  it('fails where a value is worth more than any number of people costs', () => {
    const [first, ...rest] = roster.proof.cover;
    if (first === undefined) throw new Error('no value');
    const check = checked(changed({ cover: [{ ...first, value: -1000 }, ...rest] }));
    expect(check).toMatchObject({ holds: false, certified: null });
    expect(check.differences[0]).toMatchObject({ what: 'value', of: 'phone' });
  });

  it('names the employee whose least line is another', () => {
    const lines = roster.proof.lines.map((one) =>
      one.employees.includes('e1') ? { ...one, least: one.least + 1 } : one,
    );
    const count = roster.proof.lines.find(({ employees }) => employees.includes('e1'))?.employees.length ?? 0;
    const more = changed({ lines, certified: roster.proof.certified + count });
    expect(differing(checked(more))).toContainEqual(['line', 'e1']);
    expect(differing(checked(changed({ lines })))).toContainEqual(['sum', undefined]);
  });

  it('names whoever the price of a wish is another for', () => {
    const named = [0, 1, 2].map((index) => {
      const weights = [3, 5, 8].map((weight, at) => (at === index ? weight - 3 : weight));
      const { holds, differences } = checked({}, problemOf(weights));
      const lines = differences.filter(({ what }) => what === 'line').map(({ of }) => of);
      expect(lines.filter((of) => of !== `e${index}`)).toEqual([]);
      expect(holds).toBe(differences.length === 0);
      return lines;
    });
    // The day must be worked by somebody: at least of those who do, the wish is in a least line.
    expect(named.flat().length).toBeGreaterThan(0);
  });

  it('fails where the bound or the points of the roster are another', () => {
    expect(differing(checked({ bound: (roster.bound ?? 0) + 1 }))).toContainEqual(['bound', undefined]);
    expect(differing(checked({ objective: (roster.objective ?? 0) + 1 }))).toEqual([false, ['objective', undefined]]);
    expect(differing(checked(changed({ constant: roster.proof.constant + 1 })))).toContainEqual([
      'constant',
      undefined,
    ]);
  });

  it('fails where employees are left out, unknown, there twice, or wrongly held by locks', () => {
    const [first, ...rest] = roster.proof.lines;
    if (first === undefined) throw new Error('no lines');
    expect(differing(checked(changed({ lines: rest })))).toContainEqual(['employees', first.employees[0]]);
    const stranger = { employees: ['zoe'], least: 0 };
    expect(differing(checked(changed({ lines: [...roster.proof.lines, stranger] })))).toContainEqual([
      'employees',
      'zoe',
    ]);
    expect(differing(checked(changed({ lines: [...roster.proof.lines, first] })))).toContainEqual([
      'employees',
      undefined,
    ]);
    expect(differing(checked(changed({ asLocked: ['e2'] })))).toContainEqual(['locks', 'e2']);
  });

  it('says what rests on a search, and does not call it certain', () => {
    const bound = (roster.bound ?? 0) + 10;
    const { objective } = checked({ shifts: [] });
    const searched = { ...changed({ rests: 'search-tree' }), shifts: [], objective, bound };
    expect(objective).toBeGreaterThan(bound);
    expect(checked(searched)).toMatchObject({ holds: true, claimed: bound, searched: 10 });
    expect(checked(searched).certified).toBeCloseTo(bound - 10, 6);
    expect(differing(checked({ ...searched, ...changed({ rests: 'values' }) }))).toEqual([false, ['bound', undefined]]);
  });

  it('is not lifted to steps of points that are none', () => {
    // A rule of the team has a price, of which no step is known.
    expect(differing(checked(changed({ step: 1 })))).toEqual([false, ['step', undefined]]);
    const teamRules: BoundProof['teamRules'] = [];
    const plain = { ...problem, team: { ...problem.team, teamRules: undefined } };
    // Shifts of seven and a half hours at a point each.
    const whole = checked(changed({ step: 0.5, teamRules }), plain).differences.map(({ what }) => what);
    expect(whole).not.toContain('step');
    const dear = { ...plain, prices: { ...plain.prices, paidHour: 0.3 } };
    expect(checked(changed({ step: 0.5, teamRules }), dear).differences.map(({ what }) => what)).toContain('step');
  });

  it('tells how far it came where time is up', () => {
    expect(checked({}, problem, -1)).toMatchObject({ holds: undefined, verified: 0, certified: null });
  });
});

describe('an answer without a certificate', () => {
  it('is what is asked for by default, and proven optima by branch and bound carry what the values prove', async () => {
    const engines = await rosterEngines();
    const control = { clock, stopRequested: () => false, report: () => undefined };
    const plain = await makeRoster(problem, { seed: 1, iterations: 50 }, control, engines);
    expect(plain.ok && plain.value.proof).toBe(undefined);
    const made = await makeRoster(
      problem,
      { seed: 1, iterations: 400, engine: 'highs', proof: true },
      control,
      engines,
    );
    if (!made.ok || made.value.proof === undefined) throw new Error('no certificate');
    const { proof, bound } = made.value;
    expect(made.value.status).toBe('optimal');
    const check = checkProof(problem, { ...made.value, proof }, { seconds: 60, clock });
    expect(check.holds).toBe(true);
    expect((check.certified ?? 0) + (check.searched ?? 0)).toBeCloseTo(bound ?? Number.NaN, 3);
  });
});
