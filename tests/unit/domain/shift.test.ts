import { describe, expect, test } from 'vitest';
import { linesByEmployee, type Shift } from '../../../src/domain/shift.ts';

function shift(id: string, employeeId: string, start: number, end = start + 8): Shift {
  return { id, employeeId, start, end, activity: 'work', breaks: [] };
}

describe('lines by employee', () => {
  const shifts = [shift('c', 'bo', 20), shift('b', 'ana', 10), shift('a', 'ana', 10), shift('d', 'ana', 5, 9)];

  test('hold each shift once, in order of start, then end, then id', () => {
    const lines = linesByEmployee(shifts);
    expect(lines.get('ana')?.map(({ id }) => id)).toEqual(['d', 'a', 'b']);
    expect(lines.get('bo')?.map(({ id }) => id)).toEqual(['c']);
    expect(lines.size).toBe(2);
  });

  test('do not depend on the order given, and leave it as it is', () => {
    const before = [...shifts];
    expect([...linesByEmployee([...shifts].reverse())]).toEqual([...linesByEmployee(shifts)]);
    expect(shifts).toEqual(before);
  });
});
