import { describe, expect, it } from 'vitest';
import type { RiskPromise } from '../../../src/domain/risk-requirement.ts';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { hoursOf, keptPaths, riskModel, staffPeriod } from '../../../src/staffing/risk-requirement.ts';

const HOUR = 3600;
const AHT = 300;
const PATIENCE = 120;
const SHARE = 0.8;
const THRESHOLD = 20;

/** Whole numbers by a linear congruence: the same in every run. */
function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

type Case = {
  readonly counts: readonly (readonly number[])[];
  readonly lengths: readonly number[];
  readonly promise: RiskPromise;
};

function randomCase(seed: number): Case {
  const random = randoms(seed);
  const intervals = 2 + random(3);
  const paths = 10 + random(20);
  const means = Array.from({ length: intervals }, () => 4 + random(30));
  const counts = Array.from({ length: paths }, () => {
    const shared = 0.6 + random(80) / 100;
    return means.map((mean) => Math.round(mean * shared * (0.8 + random(40) / 100)));
  });
  const lengths = means.map(() => (random(3) === 0 ? 2 * HOUR : HOUR));
  const floors = random(2) === 0 ? [] : [{ scope: 'interval' as const, share: 0.4 + random(30) / 100 }];
  return { counts, lengths, promise: { period: 'horizon', chance: 0.7 + random(4) / 10, floors } };
}

/** In-time share by path, interval and positions. */
function levels({ counts, lengths }: Case, most: number): readonly (readonly (readonly number[])[])[] {
  return counts.map((path) =>
    path.map((contacts, at) =>
      Array.from({ length: most + 1 }, (_, agents) => {
        const loadErlang = (contacts * AHT) / (lengths[at] ?? HOUR);
        if (loadErlang === 0) return 1;
        if (agents === 0) return 0;
        const asked = { loadErlang, ahtSeconds: AHT, agents, patienceSeconds: PATIENCE, thresholdSeconds: THRESHOLD };
        return erlangA(asked).serviceLevelOffered;
      }),
    ),
  );
}

function isKept(one: Case, table: ReturnType<typeof levels>, positions: readonly number[]): boolean {
  const { counts, promise } = one;
  const kept = counts.filter((path, index) => {
    const service = positions.map((agents, at) => table[index]?.[at]?.[agents] ?? 0);
    const inTime = service.reduce((sum, level, at) => sum + level * (path[at] ?? 0), 0);
    const offered = path.reduce((sum, contacts) => sum + contacts, 0);
    const isLevel = inTime >= SHARE * offered - 1e-7;
    const isAbove = promise.floors.every(({ share }) =>
      service.every((level, at) => (level - share) * (path[at] ?? 0) >= -1e-7),
    );
    return isLevel && isAbove;
  });
  return kept.length >= promise.chance * counts.length - 1e-9;
}

/** The least hours of all positions up to `most`, by trying every one of them. */
function bestHours(one: Case, most: number): number {
  const table = levels(one, most);
  let best = Infinity;
  const positions: number[] = [];
  const visit = (hours: number): void => {
    if (hours >= best) return;
    const at = positions.length;
    if (at === one.lengths.length) {
      if (isKept(one, table, positions)) best = hours;
      return;
    }
    for (let agents = 0; agents <= most; agents += 1) {
      positions.push(agents);
      visit(hours + (agents * (one.lengths[at] ?? HOUR)) / HOUR);
      positions.pop();
    }
  };
  visit(0);
  return best;
}

function solve({ counts, lengths, promise }: Case) {
  let end = 0;
  const points = lengths.map((length, at) => {
    const start = end;
    end += length;
    const expected = counts.reduce((sum, path) => sum + (path[at] ?? 0), 0) / counts.length;
    return { start, end, open: true, expected, lower80: 0, upper80: 1e9, lower95: 0, upper95: 1e9 };
  });
  const samplePaths = {
    paths: counts.length,
    intervals: points.length,
    counts: Float64Array.from(counts.flat()),
    seed: 1,
  };
  const target = { kind: 'service-level', share: SHARE, thresholdSeconds: THRESHOLD, base: 'offered' } as const;
  const parameters = { target, ahtSeconds: AHT, patienceSeconds: PATIENCE, shrinkage: 0 };
  const model = riskModel({ zone: 'UTC', points, samplePaths }, { parameters, promise, weekStart: 'mon' });
  const [period] = model.periods;
  if (period === undefined) throw new Error('there is no period');
  const { positions, isMet } = staffPeriod(model, period, SHARE);
  return { positions: [...positions], isMet, hours: hoursOf(model, positions).positionHours, model, period };
}

describe('staff for a promise over futures', () => {
  it('is the best of all staff, tried one by one, in nearly all small cases, and within a tenth in the others', () => {
    const cases = Array.from({ length: 60 }, (_, seed) => randomCase(seed + 1));
    const gaps = cases.map((one) => {
      const found = solve(one);
      const most = Math.max(...found.positions) + 3;
      expect(isKept(one, levels(one, most), found.positions)).toBe(true);
      expect(found.isMet).toBe(true);
      return found.hours / bestHours(one, most) - 1;
    });
    expect(Math.min(...gaps)).toBeGreaterThan(-1e-9);
    expect(Math.max(...gaps)).toBeLessThan(0.1);
    expect(gaps.filter((gap) => gap < 1e-9).length).toBeGreaterThanOrEqual(50);
  });

  it('counts the paths that keep it as each path told by itself', () => {
    const one = randomCase(7);
    const { model, period, positions } = solve(one);
    const table = levels(one, Math.max(...positions));
    const kept = one.counts.filter((_, index) =>
      isKept({ ...one, counts: [one.counts[index] ?? []] }, [table[index] ?? []], positions),
    );
    expect(keptPaths(model, period, positions, SHARE).all).toBe(kept.length);
  });
});
