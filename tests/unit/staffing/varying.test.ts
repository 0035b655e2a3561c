import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequirementParameters, ShrinkagePart } from '../../../src/domain/requirement.ts';
import { withPlacedParts } from '../../../src/planning/placed-shrinkage.ts';
import { crewProficiency } from '../../../src/domain/crew.ts';
import { buildRequirement } from '../../../src/staffing/requirement.ts';
import { type ArrivingInterval, offeredLoads } from '../../../src/staffing/varying-load.ts';

const MONDAY = Date.parse('2026-03-02T08:00:00Z') / 1000;

function intervalsOf(contacts: readonly number[], ahtSeconds: number, length = 1800): readonly ArrivingInterval[] {
  return contacts.map((count, index) => ({
    start: MONDAY + index * length,
    end: MONDAY + (index + 1) * length,
    contacts: count,
    ahtSeconds,
  }));
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, one) => all + one, 0);

describe('the load of an interval whose neighbours differ', () => {
  const counts = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 2, maxLength: 30 });

  it('is none of the work lost: with an empty end every method adds up to contacts x AHT', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 30, max: 2400, noNaN: true }), (drawn, aht) => {
        const intervals = intervalsOf([0, ...drawn, ...Array.from({ length: 60 }, () => 0)], aht);
        const work = sum(drawn) * aht;
        for (const method of ['stationary', 'lagged', 'modified-offered-load'] as const) {
          expect(Math.abs(sum(offeredLoads(intervals, method)) * 1800 - work)).toBeLessThan(1e-9 * work + 1e-9);
        }
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it('carried over is the solution of m = rate - m / AHT, found by small steps', () => {
    const intervals = intervalsOf([40, 90, 140, 60, 0, 0, 20], 700);
    // Seven contacts a step of one second would be too coarse for what is compared; a midpoint step of 0.5 s is not.
    let m = 0;
    const means = intervals.map(({ contacts }) => {
      let area = 0;
      for (let step = 0; step < 3600; step += 1) {
        const half = m + 0.25 * (contacts / 1800 - m / 700);
        area += half * 0.5;
        m += 0.5 * (contacts / 1800 - half / 700);
      }
      return area / 1800;
    });
    offeredLoads(intervals, 'modified-offered-load').forEach((load, index) => {
      expect(load).toBeCloseTo(means[index] ?? Number.NaN, 5);
    });
  });

  it('lagged is that of one handle time before, across a gap and before the start', () => {
    const [first, second, later] = intervalsOf([10, 30, 50], 900);
    const gap = 7200;
    const apart = [first, second, { ...later, start: (later?.start ?? 0) + gap, end: (later?.end ?? 0) + gap }];
    // Of the first interval half lies before the start, of the last one half in the gap: nobody called then.
    expect([...offeredLoads(apart as readonly ArrivingInterval[], 'lagged')]).toEqual([2.5, 10, 12.5]);
    // Without a gap or an empty interval it was before as in the first.
    expect([...offeredLoads(intervalsOf([10, 30, 50], 900), 'lagged')]).toEqual([5, 10, 20]);
  });

  it('is the same for all methods where nothing changes', () => {
    const intervals = intervalsOf([25, 25, 25], 400);
    const [stationary, lagged, modified] = (['stationary', 'lagged', 'modified-offered-load'] as const).map(
      (method) => [...offeredLoads(intervals, method)],
    );
    lagged?.forEach((load, index) => expect(load).toBeCloseTo(stationary?.[index] ?? Number.NaN, 12));
    modified?.forEach((load, index) => expect(load).toBeCloseTo(stationary?.[index] ?? Number.NaN, 12));
  });
});

const part = (given: Partial<ShrinkagePart>): ShrinkagePart => ({
  id: 'other',
  kind: 'other',
  share: 0,
  of: 'attended',
  planned: true,
  placedByRoster: false,
  windows: [],
  ...given,
});

const PARTS: readonly ShrinkagePart[] = [
  part({ id: 'leave', kind: 'leave', of: 'paid', share: 0.1 }),
  part({
    id: 'sickness',
    kind: 'sickness',
    of: 'paid',
    share: 0.05,
    planned: false,
    windows: [{ days: ['mon'], share: 0.08 }],
  }),
  part({ id: 'breaks', kind: 'breaks', share: 0.06, placedByRoster: true }),
  part({ id: 'huddle', kind: 'meetings', share: 0.02, windows: [{ from: '09:00', to: '09:30', share: 0.5 }] }),
];

function built(parameters: Partial<RequirementParameters>, contacts: readonly number[] = [60, 80, 100, 90]) {
  const points = intervalsOf(contacts, 180).map(({ start, end, contacts: expected }) => {
    const range = { lower80: expected, upper80: expected, lower95: expected, upper95: expected };
    return { start, end, open: true, expected, ...range };
  });
  const target = { kind: 'asa', asaSeconds: 30 } as const;
  return buildRequirement({ zone: 'Europe/Berlin', points }, { target, ahtSeconds: 180, shrinkage: 0, ...parameters });
}

function intervals(parameters: Partial<RequirementParameters>) {
  const outcome = built(parameters);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

describe('shrinkage by part', () => {
  it('adds up: positions and the counted parts are the people to schedule, all parts those with what the roster places', () => {
    const { intervals: rows, summary } = intervals({ shrinkageParts: PARTS });
    for (const { positions, toScheduleExact, withPlacedExact = 0, shrinkageParts = [] } of rows) {
      const counted = shrinkageParts.filter(({ part: id }) => id !== 'breaks');
      expect(positions + sum(counted.map(({ people }) => people))).toBeCloseTo(toScheduleExact, 9);
      expect(positions + sum(shrinkageParts.map(({ people }) => people))).toBeCloseTo(withPlacedExact, 9);
    }
    const hours = summary.shrinkageParts?.map(({ hours: own }) => own) ?? [];
    expect(hours.every((own) => own > 0)).toBe(true);
  });

  it('multiplies what is of paid time with what is of attended time, by weekday and time of day', () => {
    const [first, , third] = intervals({ shrinkageParts: PARTS }).intervals;
    // Berlin is an hour ahead: the first interval begins at 9:00 on a Monday.
    expect(first?.toScheduleExact).toBeCloseTo((first?.positions ?? 0) / ((1 - 0.18) * (1 - 0.5)), 9);
    expect(third?.toScheduleExact).toBeCloseTo((third?.positions ?? 0) / ((1 - 0.18) * (1 - 0.02)), 9);
    expect(third?.withPlacedExact).toBeCloseTo((third?.positions ?? 0) / ((1 - 0.18) * (1 - 0.08)), 9);
  });

  it('is refused where it leaves no time, with the first such interval', () => {
    const outcome = built({
      shrinkageParts: [...PARTS, part({ id: 'strike', of: 'paid', windows: [{ from: '09:30', share: 0.82 }] })],
    });
    expect(outcome.ok ? [] : outcome.issues).toMatchObject([
      { code: 'shrinkage-leaves-nothing', facts: { causeStart: '2026-03-02T09:30:00+01:00' } },
    ]);
  });

  it("is not counted twice in a plan: breaks of templates, leave of employees and activities are the roster's", () => {
    const template = { id: 'day', start: '09:00', length: 480, meal: { lengthMinutes: 30, paid: false } };
    const employee = { id: 'anna', contract: 'c', skills: [], leave: [{ from: '2026-03-02', to: '2026-03-03' }] };
    const own = PARTS.map((each) => ({ ...each, placedByRoster: false }));
    type Team = Parameters<typeof withPlacedParts>[1];
    type Activities = Parameters<typeof withPlacedParts>[2];
    const placed = (team: object, activities: object) =>
      withPlacedParts(own, team as Team, activities as Activities).flatMap(({ id, placedByRoster }) =>
        placedByRoster ? [id] : [],
      );
    expect(placed({ employees: [employee], shiftTemplates: [template] }, [{ id: 'huddle' }])).toEqual([
      'leave',
      'breaks',
      'huddle',
    ]);
    expect(
      placed({ employees: [{ ...employee, leave: [] }], shiftTemplates: [{ ...template, meal: undefined }] }, []),
    ).toEqual([]);
  });
});

describe('a crew', () => {
  const ramp = [
    { fromDay: 0, value: 0.4 },
    { fromDay: 10, value: 0.8 },
  ];

  it('does the mean of what those who are there do, by days of tenure', () => {
    const crew = [
      { count: 3, proficiency: 1 },
      { count: 1, proficiency: 1, startedOn: '2026-03-02', ramp },
    ];
    expect(crewProficiency(crew, '2026-03-01')).toBe(1);
    expect(crewProficiency(crew, '2026-03-11')).toBeCloseTo(3.4 / 4, 12);
    expect(crewProficiency(crew, '2026-03-12')).toBeCloseTo(3.8 / 4, 12);
  });

  it('has handle times longer by what it does less, and is refused where nobody is there', () => {
    const crew = [{ count: 2, proficiency: 0.8 }];
    const slow = intervals({ crew });
    const same = intervals({ ahtSeconds: 225 });
    expect(slow.intervals.map(({ positions, loadErlang }) => [positions, loadErlang])).toEqual(
      same.intervals.map(({ positions, loadErlang }) => [positions, loadErlang]),
    );
    const late = built({ crew: [{ count: 1, proficiency: 1, startedOn: '2026-03-03' }] });
    expect(late.ok ? [] : late.issues.map(({ code }) => code)).toEqual(['crew-absent']);
  });
});

describe('a requirement with several targets and a load that is carried over', () => {
  it('meets all of them and says which asks for most', () => {
    const level = { kind: 'service-level', share: 0.9, thresholdSeconds: 5, base: 'offered' } as const;
    const { intervals: rows } = intervals({ furtherTargets: [level] });
    expect(rows.map(({ boundTarget }) => boundTarget)).toEqual([1, 1, 1, 1]);
    const alone = intervals({ target: level });
    expect(rows.map(({ positions }) => positions)).toEqual(alone.intervals.map(({ positions }) => positions));
  });

  it('staffs the first interval for less and tells the work that is left behind closing time', () => {
    const target = { kind: 'asa', asaSeconds: 30 } as const;
    const points = intervalsOf([0, 60, 80, 0], 600).map(({ start, end, contacts: expected }, index) => {
      const range = { lower80: expected, upper80: expected, lower95: expected, upper95: expected };
      return { start, end, open: index < 3, expected, ...range };
    });
    const load = 'modified-offered-load' as const;
    const outcome = buildRequirement({ zone: 'UTC', points }, { target, ahtSeconds: 600, shrinkage: 0, load });
    if (!outcome.ok) throw new Error('it can be built');
    const [, second] = outcome.value.intervals;
    expect(second?.loadErlang).toBeLessThan(20);
    expect(outcome.value.notes.map(({ code }) => code)).toContain('work-after-closing');
  });
});
