import { describe, expect, it } from 'vitest';
import { isoOf } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { copyWeek } from '../../../src/planning/drafts/copy-week.ts';
import { shiftOf, smallTeam, ZONE } from './drafts.ts';

const clock = ({ start, end, breaks }: Shift): readonly string[] =>
  [start, end, ...breaks.flatMap((pause) => [pause.start, pause.end])].map((instant) =>
    isoOf(ZONE, instant).slice(0, 16),
  );

const WEEK = { from: '2026-03-16', to: '2026-03-23', days: 7 };

describe('a copied week', () => {
  it('has the same times of day over a clock change, breaks too, and ids of its own', () => {
    const shifts: readonly Shift[] = [
      {
        ...shiftOf('ana', '2026-03-21T23:00', '2026-03-22T07:30', { pause: ['2026-03-22T03:00', '2026-03-22T03:45'] }),
        locked: true,
      },
      shiftOf('ana', '2026-03-22T09:00', '2026-03-22T17:00'),
      shiftOf('ben', '2026-03-16T06:00', '2026-03-16T14:00', { template: 'early', skill: 'voice' }),
    ];
    const copied = copyWeek(shifts, smallTeam(), WEEK);
    expect(copied.shifts.map(clock)).toEqual([
      ['2026-03-23T06:00', '2026-03-23T14:00'],
      ['2026-03-28T23:00', '2026-03-29T07:30', '2026-03-29T03:00', '2026-03-29T03:45'],
      ['2026-03-29T09:00', '2026-03-29T17:00'],
    ]);
    expect(copied.shifts.map(({ id }) => id)).toEqual([
      'ben@2026-03-23T06:00:00+01:00',
      'ana@2026-03-28T23:00:00+01:00',
      'ana@2026-03-29T09:00:00+02:00',
    ]);
    expect(copied.shifts[0]).toMatchObject({ template: 'early', skill: 'voice' });
    expect(copied.shifts.filter(({ locked }) => locked === true)).toEqual([]);
    expect(copied.leftOut).toEqual([]);
  });

  it('puts a start in the skipped hour where the clocks jump to', () => {
    const shift = shiftOf('ana', '2026-03-22T02:30', '2026-03-22T10:30');
    expect(copyWeek([shift], smallTeam(), WEEK).shifts.map(clock)).toEqual([['2026-03-29T03:00', '2026-03-29T10:30']]);
  });

  it('is there and back the same', () => {
    const shifts = [
      shiftOf('ana', '2026-10-24T23:00', '2026-10-25T07:30', { pause: ['2026-10-25T03:30', '2026-10-25T04:15'] }),
      shiftOf('ben', '2026-10-25T09:00', '2026-10-25T17:00'),
    ];
    const there = copyWeek(shifts, smallTeam(), { from: '2026-10-19', to: '2026-11-02', days: 7 });
    const back = copyWeek(there.shifts, smallTeam(), { from: '2026-11-02', to: '2026-10-19', days: 7 });
    expect(back.shifts.map(clock)).toEqual(shifts.map(clock));
  });

  it('leaves out other days, and people and names that the team has no more', () => {
    const shifts = [
      shiftOf('eve', '2026-03-16T08:00', '2026-03-16T16:00'),
      shiftOf('eve', '2026-03-17T08:00', '2026-03-17T16:00'),
      shiftOf('ana', '2026-03-15T08:00', '2026-03-15T16:00'),
      shiftOf('ana', '2026-03-23T08:00', '2026-03-23T16:00'),
      shiftOf('ana', '2026-03-18T08:00', '2026-03-18T16:00', { template: 'gone', skill: 'fax' }),
    ];
    const copied = copyWeek(shifts, smallTeam(), WEEK);
    expect(copied.leftOut).toEqual([{ employeeId: 'eve', shifts: 2 }]);
    expect(copied.unnamed).toEqual({ templates: ['gone'], skills: ['fax'] });
    expect(copied.shifts.map(clock)).toEqual([['2026-03-25T08:00', '2026-03-25T16:00']]);
    expect(copied.shifts[0]).not.toHaveProperty('template');
    expect(copied.shifts[0]).not.toHaveProperty('skill');
  });

  it('keeps the ids of shifts that are laid where they were', () => {
    const one = shiftOf('ana', '2026-03-16T08:00', '2026-03-16T16:00', { id: 'ana@2026-03-16#1' });
    const copied = copyWeek([one], smallTeam(), { ...WEEK, to: WEEK.from });
    expect(copied.shifts).toEqual([one]);
  });

  it('tells shifts of one person at one time apart', () => {
    const one = shiftOf('ana', '2026-03-16T08:00', '2026-03-16T16:00');
    const ids = copyWeek([one, { ...one, id: 'other' }], smallTeam(), WEEK).shifts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
});
