import { expect, test, vi } from 'vitest';
import { exchangeForm, exchangeMemory, exchangeOver, placeCode } from '../../../src/rostering/exchange.ts';
import { type CodedLine, compileInstance } from '../../../src/rostering/instance.ts';
import { pointsOf } from '../../../src/rostering/run-engine.ts';
import { breaksAt, type Shape } from '../../../src/rostering/shapes.ts';
import { siteProblem } from '../../fixtures/site-problems.ts';

const line = (...shapes: number[]): CodedLine => ({
  shapes: Int32Array.from(shapes),
  meals: Int32Array.from(shapes, (shape) => shape + 10),
});

const form = (employees: number, days: number, rows: number) => {
  return { employees, days, rows, places: placeCode({ byDay: [] }) };
};

test('an exchange keeps the best roster and the best bound of all who share its memory', () => {
  const memory = exchangeMemory(form(2, 3, 2));
  const [one, other] = [exchangeOver(memory, form(2, 3, 2)), exchangeOver(memory, form(2, 3, 2))];
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

test('breaks lie where they lay, whatever placements the other thread has asked for before', () => {
  const given = siteProblem(4, 2);
  const [template, ...others] = given.team.shiftTemplates;
  if (template === undefined) throw new Error('no template');
  const breaks = [{ kind: 'rest' as const, lengthMinutes: 15, paid: true, everyMinutes: 240, stepMinutes: 15 }];
  const problem = { ...given, team: { ...given.team, shiftTemplates: [{ ...template, breaks }, ...others] } };
  const [here, there] = [compileInstance(problem), compileInstance(problem)];
  const shapesOf = ({ set }: typeof here): readonly Shape[] => set.byDay[1] ?? [];
  const shape = shapesOf(here).findIndex(({ plan }) => plan !== undefined);
  const [own, other] = [shapesOf(here)[shape] as Shape, shapesOf(there)[shape] as Shape];
  const optionCost = (from: number) => Float64Array.from(own.plan?.options ?? [], ({ start }) => from * start);
  const place = own.plan?.choose(optionCost(1)) ?? 0;
  expect(place).toBe(1);
  // The other thread has asked for the latest placement first, which so has this number there.
  expect(other.plan?.choose(optionCost(-1))).toBe(place);
  const off = { shapes: new Int32Array(given.days).fill(-1), meals: new Int32Array(given.days) };
  const lines = here.kindOf.reduce<CodedLine[]>((all) => [...all, off], []);
  lines[0] = { shapes: off.shapes.with(1, shape), meals: off.meals.with(1, place) };

  const memory = exchangeMemory(exchangeForm(here));
  exchangeOver(memory, exchangeForm(here)).offer(lines, pointsOf(here, lines));
  const read = exchangeOver(memory, exchangeForm(there)).better(Number.POSITIVE_INFINITY);

  const found = read?.lines[0]?.meals[1] ?? -1;
  expect(found).not.toBe(place);
  expect(breaksAt(other, found)).toEqual(breaksAt(own, place));
  expect(pointsOf(there, read?.lines)).toBe(read?.points);
});

test('whoever holds the lock and is gone holds nobody up', () => {
  const memory = exchangeMemory(form(1, 1, 0));
  const exchange = exchangeOver(memory, form(1, 1, 0));
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
