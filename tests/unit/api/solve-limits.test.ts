import { expect, it } from 'vitest';
import { clipSeconds } from '../../../src/api/solve-limits.ts';

it('a solve without a limit gets a minute, or what the request has', () => {
  expect(clipSeconds({ seed: 1 }, 120).limits.seconds).toBe(60);
  expect(clipSeconds({ seed: 1 }, 10).limits.seconds).toBe(9);
});

it('seconds within the request stay, without a note', () => {
  expect(clipSeconds({ seed: 1, seconds: 108 }, 120)).toEqual({ limits: { seed: 1, seconds: 108 }, notes: [] });
});

it('seconds beyond the request are cut, and a note says from what to what', () => {
  expect(clipSeconds({ seed: 1, seconds: 109 }, 120)).toEqual({
    limits: { seed: 1, seconds: 108 },
    notes: [{ code: 'seconds-clipped', facts: { asked: 109, maximum: 108 } }],
  });
});

it('a limit in iterations gets no clock beside it', () => {
  expect(clipSeconds({ seed: 1, iterations: 5 }, 120)).toEqual({ limits: { seed: 1, iterations: 5 }, notes: [] });
});
