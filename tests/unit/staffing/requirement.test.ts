import { describe, expect, it } from 'vitest';
import type { ForecastPoint } from '../../../src/domain/forecast.ts';
import type { Requirement, RequirementParameters } from '../../../src/domain/requirement.ts';
import { buildRequirement, grossUp } from '../../../src/staffing/requirement.ts';

const VOICE = { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' } as const;
const PARAMETERS: RequirementParameters = { target: VOICE, ahtSeconds: 180, shrinkage: 0.3 };

/** Half-hour intervals one after the other with these contacts. */
function points(...contacts: readonly number[]): ForecastPoint[] {
  return contacts.map((expected, index) => {
    const range = { lower80: expected, upper80: expected, lower95: expected, upper95: expected };
    return { start: index * 1800, end: (index + 1) * 1800, open: true, expected, ...range };
  });
}

function build(forecastPoints: readonly ForecastPoint[], parameters: RequirementParameters): Requirement {
  const outcome = buildRequirement({ zone: 'Europe/Berlin', points: forecastPoints }, parameters);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

function first(requirement: Requirement): Requirement['intervals'][number] {
  const interval = requirement.intervals[0];
  if (interval === undefined) throw new Error('no interval');
  return interval;
}

function note(requirement: Requirement, code: string): Readonly<Record<string, string | number>> | undefined {
  return requirement.notes.find((candidate) => candidate.code === code)?.facts;
}

/** Every number in a document, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('buildRequirement with Erlang C', () => {
  it('gives the textbook answer: 100 contacts in 30 min, 180 s, 80/20, 30 % shrinkage', () => {
    const requirement = build(points(100), PARAMETERS);
    const interval = first(requirement);
    expect(requirement.model).toBe('erlang-c');
    expect(interval).toMatchObject({
      loadErlang: 10,
      positions: 14,
      toSchedule: 20,
      toScheduleExact: 20,
      boundBy: 'target',
    });
    expect(interval.serviceLevel).toBeCloseTo(0.8883500191794669, 12);
    expect(interval.serviceLevelOffered).toBe(interval.serviceLevel);
    expect(interval.asaSeconds).toBeCloseTo(7.835937011777, 9);
    expect(interval.occupancy).toBeCloseTo(10 / 14, 12);
    expect(interval.abandonment).toBeNull();
    expect(requirement.summary.abandonment).toBeNull();
    expect(requirement.notes).toEqual([]);
  });

  it('rounds a fraction to schedule up once and keeps it beside the whole number', () => {
    const parameters = { ...PARAMETERS, ahtSeconds: 540 };
    const interval = first(build(points(25), parameters));
    expect(interval.loadErlang).toBeCloseTo(7.5, 12);
    expect(interval.toScheduleExact).toBeCloseTo(interval.positions / 0.7, 12);
    expect(interval.toSchedule).toBe(Math.ceil(interval.positions / 0.7));
    expect(Number.isInteger(interval.toScheduleExact)).toBe(false);
  });

  it('prefers the handle time of the point to that of the parameters', () => {
    const [point] = points(100);
    if (point === undefined) throw new Error('no point');
    const interval = first(build([{ ...point, ahtSeconds: 360 }], PARAMETERS));
    expect(interval).toMatchObject({ ahtSeconds: 360, loadErlang: 20 });
  });

  it('meets an average speed of answer, and shows the service level in 20 s with a note that says so', () => {
    const requirement = build(points(100), { ...PARAMETERS, target: { kind: 'asa', asaSeconds: 20 } });
    const interval = first(requirement);
    expect(interval.positions).toBe(13);
    expect(interval.asaSeconds).toBeCloseTo(17.116, 3);
    expect(interval.serviceLevel).toBeCloseTo(0.7955947884177831, 12);
    expect(note(requirement, 'service-level-threshold-assumed')).toEqual({ thresholdSeconds: 20 });
  });

  it('shows a ceiling at or below the load as an unstable queue, without an infinite number', () => {
    const requirement = build(points(100, 20), { ...PARAMETERS, ceiling: 10 });
    const interval = first(requirement);
    expect(interval).toMatchObject({
      positions: 10,
      boundBy: 'ceiling',
      serviceLevel: 0,
      asaSeconds: null,
      occupancy: 1,
    });
    expect(note(requirement, 'queue-unstable')).toMatchObject({
      intervals: 1,
      worstLoadErlang: 10,
      worstPositions: 10,
    });
    expect(requirement.summary.asaSeconds).toBeNull();
    expect(requirement.summary.serviceLevel).toBeLessThan(0.2);
    expect(numbersIn(requirement).every(Number.isFinite)).toBe(true);
  });
});

describe('buildRequirement with Erlang A', () => {
  const PATIENT: RequirementParameters = { ...PARAMETERS, patienceSeconds: 120 };

  it('needs no more positions than Erlang C and says what hangs up', () => {
    const requirement = build(points(100), PATIENT);
    expect(requirement.model).toBe('erlang-a');
    expect(first(requirement).positions).toBeLessThanOrEqual(14);
    expect(first(requirement).abandonment).toBeGreaterThan(0);
    expect(first(requirement).serviceLevel).toBeGreaterThanOrEqual(0.8);
  });

  it('points out positions below the load and abandonment above 5 %, with the worst interval', () => {
    const requirement = build(points(500, 2000), { ...PATIENT, patienceSeconds: 30 });
    const worst = requirement.intervals[1];
    expect(worst?.positions).toBeLessThan(200);
    expect(note(requirement, 'positions-below-load')).toMatchObject({ worstStart: 1800, worstLoadErlang: 200 });
    const facts = note(requirement, 'abandonment-high');
    expect(facts).toMatchObject({ limit: 0.05, intervals: 2, overallAbandonment: requirement.summary.abandonment });
    expect(facts?.['abandonedContacts']).toBeCloseTo(2500 * (requirement.summary.abandonment ?? 0), 9);
  });

  it('gives no warning where few hang up and positions exceed the load', () => {
    const parameters = { ...PATIENT, target: { ...VOICE, share: 0.95, thresholdSeconds: 5 } };
    expect(build(points(100, 0), parameters).notes).toEqual([]);
  });

  it('keeps the three definitions of the service level apart', () => {
    const levels = (['offered', 'answered', 'patient'] as const).map((base) => {
      const requirement = build(points(100), { ...PATIENT, target: { ...VOICE, base }, ceiling: 10, floor: 10 });
      expect(requirement.summary.serviceLevel).toBeCloseTo(first(requirement).serviceLevel ?? 0, 12);
      expect(requirement.summary.serviceLevelOffered).toBeCloseTo(first(requirement).serviceLevelOffered ?? 0, 12);
      return first(requirement).serviceLevel ?? 0;
    });
    expect(new Set(levels).size).toBe(3);
    expect(Math.min(...levels)).toBe(levels[0]);
  });

  it('meets an abandonment target', () => {
    const requirement = build(points(100), { ...PATIENT, target: { kind: 'abandonment', share: 0.02 } });
    expect(first(requirement).abandonment).toBeLessThanOrEqual(0.02);
    const fewer = { ...PATIENT, target: VOICE, ceiling: first(requirement).positions - 1, floor: 0 };
    expect(first(build(points(100), fewer)).abandonment).toBeGreaterThan(0.02);
  });

  it('says that nobody is answered where the ceiling leaves no position', () => {
    const requirement = build(points(100), { ...PATIENT, ceiling: 0 });
    expect(first(requirement)).toMatchObject({
      positions: 0,
      serviceLevel: 0,
      abandonment: 1,
      asaSeconds: null,
      occupancy: null,
    });
    expect(requirement.summary).toMatchObject({ serviceLevel: 0, abandonment: 1, asaSeconds: null, occupancy: null });
    expect(numbersIn(requirement).every(Number.isFinite)).toBe(true);
  });
});

describe('limits', () => {
  it('has no occupancy cap unless one is asked for, and says when the cap decides', () => {
    const without = first(build(points(2000), PARAMETERS));
    expect(without.occupancy).toBeGreaterThan(0.9);
    const capped = first(build(points(2000), { ...PARAMETERS, maxOccupancy: 0.85 }));
    // 200 erlang / 0.85 = 235.3
    expect(capped).toMatchObject({ positions: 236, boundBy: 'occupancy' });
    expect(capped.occupancy).toBeLessThanOrEqual(0.85);
  });

  it('keeps a cap that the load meets exactly, in spite of rounding', () => {
    // 85 contacts x 180 s / 1800 s = 8.5 erlang on 10 positions.
    const interval = first(build(points(85), { ...PARAMETERS, target: { ...VOICE, share: 0.01 }, maxOccupancy: 0.85 }));
    expect(interval.positions).toBe(10);
    const stable = first(build(points(100), { ...PARAMETERS, target: { ...VOICE, share: 0.0001 }, maxOccupancy: 1 }));
    expect(stable.positions).toBe(11);
  });

  it('raises quiet open intervals to the floor and leaves closed ones at 0', () => {
    const [quiet, closed] = points(0, 0);
    if (quiet === undefined || closed === undefined) throw new Error('no points');
    const requirement = build([quiet, { ...closed, open: false }], { ...PARAMETERS, floor: 2 });
    expect(first(requirement)).toMatchObject({
      positions: 2,
      boundBy: 'floor',
      serviceLevel: 1,
      asaSeconds: 0,
      occupancy: 0,
    });
    expect(requirement.intervals[1]).toMatchObject({
      positions: 0,
      toSchedule: 0,
      boundBy: 'closed',
      serviceLevel: null,
    });
  });

  it('needs nobody for an open interval without contacts', () => {
    const requirement = build(points(0), PARAMETERS);
    expect(first(requirement)).toMatchObject({
      positions: 0,
      toSchedule: 0,
      serviceLevel: 1,
      asaSeconds: 0,
      occupancy: null,
    });
    expect(requirement.summary).toMatchObject({ contacts: 0, serviceLevel: null, asaSeconds: null, scheduledHours: 0 });
  });

  it('says when the ceiling binds and what service level results', () => {
    const requirement = build(points(100, 10), { ...PARAMETERS, ceiling: 11 });
    expect(first(requirement)).toMatchObject({ positions: 11, boundBy: 'ceiling' });
    expect(first(requirement).serviceLevel).toBeCloseTo(0.3896138, 7);
    expect(note(requirement, 'ceiling-binds')).toMatchObject({ ceiling: 11, intervals: 1, worstStart: 0 });
    expect(note(requirement, 'ceiling-binds')?.['worstServiceLevel']).toBeCloseTo(0.3896138, 7);
  });

  it('ignores contacts outside opening hours and says so', () => {
    const [point] = points(40);
    if (point === undefined) throw new Error('no point');
    const requirement = build([{ ...point, open: false }], { ...PARAMETERS, floor: 3 });
    expect(first(requirement)).toMatchObject({ contacts: 0, positions: 0 });
    expect(note(requirement, 'contacts-while-closed')).toEqual({ intervals: 1, contacts: 40, firstStart: 0 });
  });

  it('says what rounding up in each interval adds where it is much', () => {
    // One position at a shrinkage of 10 % is 1.11 people, so two are scheduled.
    const small = build(points(1, 1), { ...PARAMETERS, target: { kind: 'asa', asaSeconds: 600 }, shrinkage: 0.1 });
    expect(small.summary).toMatchObject({ positionHours: 1, scheduledHours: 2 });
    const facts = note(small, 'shrinkage-rounded');
    expect(facts).toMatchObject({ positionHours: 1, scheduledHours: 2, shrinkage: 0.1 });
    expect(facts?.['exactHours']).toBeCloseTo(1 / 0.9, 12);
    expect(facts?.['addedShare']).toBeCloseTo(0.8, 12);
    expect(note(build(points(100), PARAMETERS), 'shrinkage-rounded')).toBeUndefined();
    expect(note(build(points(1), { ...PARAMETERS, shrinkage: 0 }), 'shrinkage-rounded')).toBeUndefined();
  });

  it('points out handle times that look like minutes', () => {
    const short = build(points(100, 0, 20), { ...PARAMETERS, ahtSeconds: 4 });
    expect(note(short, 'aht-short')).toEqual({ intervals: 2, ahtSeconds: 4, worstStart: 0, asMinutes: 240 });
    expect(note(build(points(100), PARAMETERS), 'aht-short')).toBeUndefined();
  });

  it('frees the people to schedule from floating noise only', () => {
    expect(21 / (1 - 0.3)).toBeGreaterThan(30);
    expect(grossUp(14, 0.3)).toBe(20);
    expect(grossUp(21, 0.3)).toBe(30);
    expect(grossUp(11, 0.3)).toBeCloseTo(15.714285714, 9);
    expect(grossUp(0, 0.3)).toBe(0);
    expect(grossUp(7, 0)).toBe(7);
  });
});

describe('the summary', () => {
  it('weighs service by contacts, occupancy by staffed time and counts hours of the rounded heads', () => {
    const requirement = build(points(100, 20), PARAMETERS);
    const [busy, quiet] = requirement.intervals;
    if (busy === undefined || quiet === undefined) throw new Error('no intervals');
    const { summary } = requirement;
    expect(summary.contacts).toBe(120);
    expect(summary.peakPositions).toBe(14);
    expect(summary.peakToSchedule).toBe(20);
    expect(summary.positionHours).toBe((14 + quiet.positions) / 2);
    expect(summary.scheduledHours).toBe((20 + quiet.toSchedule) / 2);
    const weighted = (100 * (busy.serviceLevel ?? 0) + 20 * (quiet.serviceLevel ?? 0)) / 120;
    expect(summary.serviceLevel).toBeCloseTo(weighted, 12);
    expect(summary.asaSeconds).toBeCloseTo((100 * (busy.asaSeconds ?? 0) + 20 * (quiet.asaSeconds ?? 0)) / 120, 12);
    expect(summary.occupancy).toBeCloseTo(12 / (14 + quiet.positions), 12);
  });

  it('divides by answered contacts where the definition does', () => {
    const target = { ...VOICE, base: 'answered' } as const;
    const requirement = build(points(100, 20), { ...PARAMETERS, target, patienceSeconds: 60 });
    let inTime = 0;
    let answered = 0;
    for (const { contacts, serviceLevelOffered, abandonment } of requirement.intervals) {
      inTime += contacts * (serviceLevelOffered ?? 0);
      answered += contacts * (1 - (abandonment ?? 0));
    }
    expect(requirement.summary.serviceLevel).toBeCloseTo(inTime / answered, 12);
  });
});

describe('extreme loads', () => {
  it('staffs a hundredth of an erlang and a million', () => {
    const [tiny, huge] = build(points(0.1, 1e7), { ...PARAMETERS, patienceSeconds: 120 }).intervals;
    expect(tiny).toMatchObject({ positions: 1, loadErlang: 0.01 });
    expect(huge?.loadErlang).toBe(1e6);
    expect(huge?.serviceLevel).toBeGreaterThanOrEqual(0.8);
    expect(huge?.positions).toBeLessThan(1e6);
    const delayed = build(points(1e7), PARAMETERS);
    expect(first(delayed).positions).toBeGreaterThan(1e6);
    expect(first(delayed).positions).toBeLessThan(1.001e6);
  });
});

describe('bad input', () => {
  it('comes back with every issue at once, each with its place and a hint', () => {
    const [good, bad] = points(10, -1);
    if (good === undefined || bad === undefined) throw new Error('no points');
    const parameters: RequirementParameters = {
      target: { kind: 'abandonment', share: 1 },
      ahtSeconds: 0,
      shrinkage: 1,
      maxOccupancy: 1.2,
      floor: 5,
      ceiling: 2.5,
    };
    const outcome = buildRequirement(
      {
        zone: 'UTC',
        points: [
          { ...good, end: good.start },
          { ...bad, ahtSeconds: -3 },
        ],
      },
      parameters,
    );
    if (outcome.ok) throw new Error('accepted');
    expect(outcome.issues.map((issue) => `${issue.code} ${issue.path}`)).toEqual([
      'share-out-of-range /parameters/target/share',
      'patience-required /parameters/patienceSeconds',
      'seconds-out-of-range /parameters/ahtSeconds',
      'share-out-of-range /parameters/shrinkage',
      'share-out-of-range /parameters/maxOccupancy',
      'positions-not-a-count /parameters/ceiling',
      'floor-above-ceiling /parameters/floor',
      'interval-empty /forecast/points/0',
      'contacts-not-a-count /forecast/points/1/expected',
      'seconds-out-of-range /forecast/points/1/ahtSeconds',
    ]);
    for (const issue of outcome.issues) expect(issue.hint.length).toBeGreaterThan(10);
  });

  it('refuses a load beyond the range of the formulas, a patience of 0 and a threshold below 0', () => {
    const parameters = { ...PARAMETERS, patienceSeconds: 0, target: { ...VOICE, thresholdSeconds: -1 } };
    const outcome = buildRequirement({ zone: 'UTC', points: points(1e9) }, parameters);
    if (outcome.ok) throw new Error('accepted');
    expect(outcome.issues.map((issue) => issue.code)).toEqual([
      'seconds-out-of-range',
      'seconds-out-of-range',
      'load-too-large',
    ]);
    const asa = buildRequirement(
      { zone: 'UTC', points: [] },
      { ...PARAMETERS, target: { kind: 'asa', asaSeconds: 0 } },
    );
    expect(asa).toMatchObject({
      ok: false,
      issues: [{ code: 'seconds-out-of-range', path: '/parameters/target/asaSeconds' }],
    });
  });

  it('refuses numbers that are none', () => {
    const outcome = buildRequirement(
      { zone: 'UTC', points: points(Number.NaN, Infinity) },
      { ...PARAMETERS, shrinkage: Number.NaN },
    );
    if (outcome.ok) throw new Error('accepted');
    expect(outcome.issues.map((issue) => issue.code)).toEqual([
      'share-out-of-range',
      'contacts-not-a-count',
      'contacts-not-a-count',
    ]);
  });
});
