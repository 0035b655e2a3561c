import { beforeAll, describe, expect, it } from 'vitest';
import { longProblem } from '../../fixtures/seven-weeks.ts';
import type { BoundProof, ProofCheck } from '../../../src/domain/bound-proof.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { checkProof } from '../../../src/planning/verify.ts';

const DAYS = 126;
const problem = longProblem(1, DAYS, 2);
let roster: Roster & { readonly proof: BoundProof };

const checked = (changed: Partial<BoundProof>, of: Problem = problem): ProofCheck =>
  checkProof(of, { ...roster, proof: { ...roster.proof, ...changed } }, { seconds: 60, clock: () => 0 });
const perturbed = (lines: BoundProof['lines'], by: number): Partial<BoundProof> => {
  const [first, ...rest] = lines;
  if (first === undefined) throw new Error('no lines');
  const moved = first.employees.length * by;
  return {
    lines: [{ ...first, least: first.least + by }, ...rest],
    certified: roster.proof.certified + moved,
  };
};

beforeAll(async () => {
  // Each look at the clock takes as long: what is done within the seconds depends on no machine.
  let now = 0;
  const made = await makeRoster(
    problem,
    { seed: 1, seconds: 20, engine: 'lines', proof: true },
    { clock: () => (now += 0.012), stopRequested: () => false, report: () => undefined },
    await rosterEngines(),
  );
  if (!made.ok || made.value.proof === undefined) throw new Error('no certificate');
  roster = { ...made.value, proof: made.value.proof };
});

describe('the certificate of a bound of stitched values', () => {
  it('holds as it is, and certifies the whole bound by the values alone', () => {
    expect(roster).toMatchObject({ boundKind: 'relaxed-pricing', proof: { kind: 'relaxed-pricing', rests: 'values' } });
    expect(roster.bound ?? 0).toBeGreaterThan(0.9 * (roster.objective ?? 0));
    const check = checked({});
    expect(check).toMatchObject({ holds: true, verified: 2, searched: 0, differences: [] });
    expect(check.certified).toBeCloseTo(roster.bound ?? Number.NaN, 6);
  });

  it.each([1, -1])('fails where a value is another by %d', (by) => {
    const { templates } = roster.proof;
    expect(templates.length).toBeGreaterThan(20);
    const index = Math.floor(templates.length / (3 + by));
    const other = templates.map((one, at) => (at === index ? { ...one, value: one.value + by } : one));
    expect(checked({ templates: other }).holds).toBe(false);
  });

  it('fails where a least is higher, though all sums are right', () => {
    const check = checked(perturbed(roster.proof.lines, 40));
    expect(check.holds).toBe(false);
    expect(check.differences.map(({ what }) => what)).toContain('line');
  });

  it('claims no more than a least that is lower, which holds and does not reach the bound', () => {
    expect(checked(perturbed(roster.proof.lines, -40)).differences.map(({ what }) => what)).toEqual(['bound']);
  });

  it('fails where wishes have another price', () => {
    const [first, ...rest] = problem.team.employees;
    if (first === undefined) throw new Error('nobody');
    const requests = (first.requests ?? []).map((one) => ({ ...one, weight: 0 }));
    const other = { ...problem, team: { ...problem.team, employees: [{ ...first, requests }, ...rest] } };
    const check = checked({}, other);
    expect(check.holds).toBe(false);
    expect(check.differences.map(({ of }) => of)).toContain(first.id);
  });
});
