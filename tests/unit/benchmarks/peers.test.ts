import { describe, expect, it } from 'vitest';
import { rPeers } from '../../benchmarks/forecasts/r-peers.ts';
import { regularDays } from '../../benchmarks/forecasts/regular-days.ts';
import { agree, pythonPeer } from '../../benchmarks/simulation/python-peer.ts';
import type { DayMatrix } from '../../../src/forecasting/day-matrix.ts';

/** Ten weeks from a Monday on, Saturdays and Sundays closed, four slots a day of which the first is never open. */
function officeWeeks(count: (day: number, slot: number) => number): DayMatrix {
  const days = 70;
  const counts = Float64Array.from({ length: days * 4 }, (_, cell) => {
    const day = Math.floor(cell / 4);
    return day % 7 > 4 || cell % 4 === 0 ? Number.NaN : count(day, cell % 4);
  });
  // 1970-01-05 was a Monday.
  return {
    firstDay: 4,
    days,
    slots: 4,
    counts,
    open: Uint8Array.from(counts, (value) => (Number.isNaN(value) ? 0 : 1)),
  };
}

const QUEUE = {
  agents: 10,
  loadErlang: 9,
  ahtSeconds: 180,
  coefficientOfVariation: 1,
  patienceSeconds: 180,
  thresholdSeconds: 20,
  hours: 1,
  replications: 2,
  seed: 1,
};

describe('days without gaps for models of fixed seasons', () => {
  it('leave out what is closed, and put a forecast back where the days are open', () => {
    const { values, day, week, ahead, lay } = regularDays(
      officeWeeks((at, slot) => 10 * at + slot),
      7,
      14,
    );
    expect([day, week, ahead]).toEqual([3, 15, 15]);
    expect(values).toHaveLength(30);
    expect(values.slice(0, 4)).toEqual([561, 562, 563, 571]);
    const laid = lay(Array.from({ length: ahead }, (_, index) => index + 1));
    expect([...laid.subarray(0, 8)]).toEqual([0, 1, 2, 3, 0, 4, 5, 6]);
    expect([...laid.subarray(20)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(Math.min(...lay(values.map(() => -1)))).toBe(0);
  });

  it('hold in a gap the mean of the same weekday and slot over the four weeks before', () => {
    const matrix = officeWeeks((at) => at);
    matrix.counts[63 * 4 + 1] = Number.NaN;
    expect(regularDays(matrix, 7, 7).values.slice(0, 2)).toEqual([(56 + 49 + 42 + 35) / 4, 63]);
  });
});

describe('peers in other programs', () => {
  it('are said to be missing where the program is', () => {
    const r = rPeers('./no-such-program');
    expect(r.kind === 'missing' ? r.why : '').toContain('ENOENT');
    const python = pythonPeer(QUEUE, ['./no-such-program', './nor-this']);
    expect(python.kind === 'missing' ? python.why : '').toContain('nor-this');
  });

  it('fail loudly where the program runs and answers nothing', () => {
    expect(() => pythonPeer(QUEUE, ['false'])).toThrow('false ended with 1');
  });

  const r = rPeers();
  it.runIf(r.kind === 'found')('by R forecast a week that repeats itself', { timeout: 120_000 }, () => {
    if (r.kind !== 'found') throw new Error(r.why);
    const level = (day: number, slot: number) => 100 + 20 * (day % 7) + 10 * slot + ((day * 7 + slot * 3) % 5);
    const matrix = officeWeeks(level);
    for (const { name, forecasts } of r.peers) {
      const { made, elsewhereSeconds } = forecasts([matrix, matrix], 7, new Map());
      expect(elsewhereSeconds, name).toBeGreaterThan(0);
      expect(made).toHaveLength(2);
      for (const { expected, lower80, upper80 } of made) {
        for (let day = 0; day < 7; day += 1) {
          for (let slot = 0; slot < 4; slot += 1) {
            const cell = day * 4 + slot;
            const open = day < 5 && slot > 0;
            expect(
              Math.abs((expected[cell] ?? 0) - (open ? level(70 + day, slot) : 0)),
              `${name} ${cell}`,
            ).toBeLessThan(12);
            expect((upper80?.[cell] ?? 0) > (lower80?.[cell] ?? 0), `${name} ${cell}`).toBe(open);
          }
        }
      }
    }
  });

  const python = pythonPeer(QUEUE, ['python3', '/usr/bin/python3']);
  it.runIf(python.kind === 'ran')('by Python count what came, and lose some of it', () => {
    if (python.kind !== 'ran') throw new Error(python.why);
    expect(python.contacts).toBeGreaterThan(200);
    const { serviceLevel, abandonment } = python.measures;
    expect(serviceLevel.value).toBeGreaterThan(0.3);
    expect((serviceLevel.value ?? 1) + (abandonment.value ?? 1)).toBeLessThanOrEqual(1);
  });
});

describe('two measures', () => {
  it('agree within the interval of their difference and no further', () => {
    const one = { value: 0.8, halfWidth: 0.03 };
    expect(agree(one, { value: 0.849, halfWidth: 0.04 })).toBe(true);
    expect(agree(one, { value: 0.851, halfWidth: 0.04 })).toBe(false);
    expect(agree(one, { value: 0.8, halfWidth: null })).toBe(false);
  });
});
