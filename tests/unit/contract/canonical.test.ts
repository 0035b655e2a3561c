import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/contract/canonical.ts';

it('the order of keys does not matter, the order of lists does', () => {
  expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
});

it('what differs from run to run is left out of results, also inside a plan', () => {
  const roster = (seconds: number): object => ({
    kind: 'roster',
    id: `r${seconds}`,
    createdAt: 'now',
    seconds,
    memory: seconds,
    shifts: [],
  });
  expect(canonicalJson({ kind: 'plan-result', roster: roster(1) })).toBe(
    canonicalJson({ kind: 'plan-result', roster: roster(2) }),
  );
});

it('ids and seconds that are content stay', () => {
  const text = canonicalJson({
    kind: 'roster',
    team: { kind: 'team', id: 't' },
    shifts: [{ id: 's' }],
    notes: [{ facts: { seconds: 3 } }],
  });
  expect(text).toContain('"id":"t"');
  expect(text).toContain('"id":"s"');
  expect(text).toContain('"seconds":3');
});

it('absent and undefined are the same', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});
