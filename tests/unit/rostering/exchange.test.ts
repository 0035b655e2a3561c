import { expect, test, vi } from 'vitest';
import { exchangeMemory, exchangeOver } from '../../../src/rostering/exchange.ts';
import type { CodedLine } from '../../../src/rostering/instance.ts';

const line = (...shapes: number[]): CodedLine => ({
  shapes: Int32Array.from(shapes),
  meals: Int32Array.from(shapes, (shape) => shape + 10),
});

test('an exchange keeps the best roster and the best bound of all who share its memory', () => {
  const memory = exchangeMemory(2, 3, 2);
  const [one, other] = [exchangeOver(memory, 2, 3, 2), exchangeOver(memory, 2, 3, 2)];
  expect(one.better(Number.POSITIVE_INFINITY)).toBeUndefined();
  const first = [line(1, -1, 2), line(-1, 0, 4)];
  one.offer(first, 7);
  expect(other.better(8)).toEqual({ lines: first, points: 7 });
  expect(other.better(7)).toBeUndefined();
  one.offer([line(0, 0, 0), line(0, 0, 0)], 7.5);
  expect(other.better(100)?.lines).toEqual(first);
  const second = [line(3, 3, 3), line(-1, -1, -1)];
  other.offer(second, 6);
  expect(one.better(7)).toEqual({ lines: second, points: 6 });
  one.raise(4);
  other.raise(3);
  expect(other.bound()).toBe(4);
  expect(other.newValues()).toBeUndefined();
  one.tellValues(Float64Array.of(2, -0.5));
  expect(one.newValues()).toBeUndefined();
  expect(other.newValues()).toEqual(Float64Array.of(2, -0.5));
  expect(other.newValues()).toBeUndefined();
  expect(one.better(7)?.lines).toEqual(second);
});

test('whoever holds the lock and is gone holds nobody up', () => {
  const memory = exchangeMemory(1, 1, 0);
  const exchange = exchangeOver(memory, 1, 1, 0);
  exchange.offer([line(5)], 3);
  new Int32Array(memory, 0, 1)[0] = 1;
  const waits = vi.spyOn(Atomics, 'wait');
  expect(exchange.better(9)).toBeUndefined();
  const once = waits.mock.calls.length;
  expect(once).toBeGreaterThan(0);
  // Who waited in vain does not wait again.
  exchange.offer([line(6)], 1);
  expect(exchange.newValues()).toBeUndefined();
  expect(waits).toHaveBeenCalledTimes(once);
  new Int32Array(memory, 0, 1)[0] = 0;
  expect(exchange.better(9)).toEqual({ lines: [line(5)], points: 3 });
});
