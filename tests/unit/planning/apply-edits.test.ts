import { describe, expect, it } from 'vitest';
import { isoOf } from '../../../src/domain/calendar.ts';
import type { Edit, ShiftChanges } from '../../../src/domain/draft.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { applyEdits } from '../../../src/planning/drafts/apply-edits.ts';
import { AUTUMN, local, shiftOf, smallTeam, SPRING, ZONE } from './drafts.ts';

const team = smallTeam();
const monday = shiftOf('ana', '2026-03-23T08:00', '2026-03-23T16:00', {
  pause: ['2026-03-23T12:00', '2026-03-23T12:30'],
});
const locked: Shift = { ...shiftOf('ben', '2026-03-24T08:00', '2026-03-24T16:00'), locked: true };
const night = shiftOf('cem', '2026-03-27T23:00', '2026-03-28T07:30', {
  pause: ['2026-03-28T03:00', '2026-03-28T03:45'],
});
const shifts = [monday, locked, night];

const given = (edits: readonly Edit[], days = SPRING, before: readonly Shift[] = shifts) =>
  applyEdits({ team, days, shifts: before }, edits);

function changes(edits: readonly Edit[], days = SPRING, before: readonly Shift[] = shifts): ShiftChanges {
  const applied = given(edits, days, before);
  if (!applied.ok) throw new Error(JSON.stringify(applied.issues));
  return applied.value;
}

function codes(edits: readonly Edit[]): readonly string[] {
  const applied = given(edits);
  return applied.ok ? [] : applied.issues.map(({ code, path }) => `${code} ${path}`);
}

const clock = ({ start, end, breaks }: Shift): readonly string[] =>
  [start, end, ...breaks.flatMap((pause) => [pause.start, pause.end])].map((instant) =>
    isoOf(ZONE, instant).slice(5, 16),
  );

const free = { employeeId: 'ben', activity: 'work', breaks: [] };

describe('edits of a draft', () => {
  it('are made in their order', () => {
    const made = changes([
      { op: 'add', shift: { ...free, id: 'new', start: local('2026-03-25T08:00'), end: local('2026-03-25T16:00') } },
      { op: 'reassign', shiftId: 'new', employeeId: 'cem' },
      { op: 'resize', shiftId: 'new', end: local('2026-03-25T14:00') },
      { op: 'lock', shiftId: 'new', locked: true },
      { op: 'remove', shiftId: monday.id },
    ]);
    expect(made.removed).toEqual([monday.id]);
    expect(made.put).toEqual([
      {
        ...free,
        id: 'new',
        employeeId: 'cem',
        start: local('2026-03-25T08:00'),
        end: local('2026-03-25T14:00'),
        locked: true,
      },
    ]);
  });

  it('change nothing where the state in the end is the one of the beginning', () => {
    expect(
      changes([
        { op: 'move', shiftId: monday.id, start: local('2026-03-24T09:00') },
        { op: 'move', shiftId: monday.id, start: monday.start },
        { op: 'lock', shiftId: night.id, locked: false },
      ]),
    ).toEqual({ put: [], removed: [] });
  });

  it('make an id that no other shift has', () => {
    const one = { ...free, start: local('2026-03-25T08:00'), end: local('2026-03-25T16:00') };
    const made = changes([
      { op: 'add', shift: one },
      { op: 'add', shift: one },
    ]);
    expect(made.put.map(({ id }) => id)).toEqual(['ben@2026-03-25T08:00:00+01:00', 'ben@2026-03-25T08:00:00+01:00#2']);
  });

  it('leave a locked shift alone until it is unlocked', () => {
    const move: Edit = { op: 'move', shiftId: locked.id, start: local('2026-03-24T09:00') };
    expect(codes([move])).toEqual(['shift-locked /edits/0/shift']);
    expect(codes([{ op: 'remove', shiftId: locked.id }])).toEqual(['shift-locked /edits/0/shift']);
    expect(changes([{ op: 'lock', shiftId: locked.id, locked: false }, move]).put).toHaveLength(1);
  });

  it('are all refused with every mistake at its place', () => {
    const start = local('2026-03-25T08:00');
    const pause = (from: string, to: string) => ({ start: local(from), end: local(to), paid: false });
    expect(
      codes([
        { op: 'remove', shiftId: 'nobody' },
        { op: 'reassign', shiftId: monday.id, employeeId: 'eve' },
        { op: 'add', shift: { ...free, employeeId: 'eve', template: 'late', skill: 'fax', start, end: start } },
        {
          op: 'add',
          shift: {
            ...free,
            id: monday.id,
            start: local('2026-03-30T08:00'),
            end: local('2026-03-31T08:01'),
            breaks: [pause('2026-03-30T07:00', '2026-03-30T08:30')],
          },
        },
        {
          op: 'add',
          shift: {
            ...free,
            start,
            end: start + 8 * 3600,
            breaks: [pause('2026-03-25T10:00', '2026-03-25T11:00'), pause('2026-03-25T10:30', '2026-03-25T11:30')],
          },
        },
        { op: 'resize', shiftId: night.id, end: local('2026-03-28T03:30') },
        { op: 'move', shiftId: night.id, start: local('2026-03-22T23:00') },
        { op: 'add', shift: { ...free, start: start + 1, end: start + 3600 } },
      ]),
    ).toEqual([
      'unknown-shift /edits/0/shift',
      'unknown-employee /edits/1/employee',
      'unknown-employee /edits/2/shift/employee',
      'unknown-template /edits/2/shift/template',
      'unknown-skill /edits/2/shift/skill',
      'span-not-positive /edits/2/shift/end',
      'duplicate-id /edits/3/shift/id',
      'outside-horizon /edits/3/shift/start',
      'shift-too-long /edits/3/shift/end',
      'break-outside-shift /edits/3/shift/breaks/0',
      'breaks-overlap /edits/4/shift/breaks/1',
      'outside-horizon /edits/6/start',
      'not-on-minute /edits/7/shift/start',
    ]);
  });

  it('look at breaks when all are made, so that a shift is shortened past its break', () => {
    const end = local('2026-03-23T12:00');
    const resize: Edit = { op: 'resize', shiftId: monday.id, end };
    const pause = { start: local('2026-03-23T10:00'), end: local('2026-03-23T10:15'), paid: true };
    const breaks: Edit = { op: 'breaks', shiftId: monday.id, breaks: [pause] };
    expect(codes([resize])).toEqual(['break-outside-shift /edits/0/breaks/0']);
    const short = { ...monday, end, breaks: [pause] };
    expect(changes([resize, breaks]).put).toEqual([short]);
    expect(changes([breaks, resize]).put).toEqual([short]);
    expect(changes([resize, { ...breaks, breaks: [] }]).put).toEqual([{ ...short, breaks: [] }]);
    expect(codes([resize, { op: 'remove', shiftId: monday.id }])).toEqual([]);
  });

  it('give breaks in any order, and are refused where they are wrong', () => {
    const pause = (from: string, to: string) => ({
      start: local(`2026-03-23T${from}`),
      end: local(`2026-03-23T${to}`),
      paid: false,
    });
    const [early, late] = [pause('10:00', '10:30'), pause('13:00', '13:15')];
    const breaks = (...given: (typeof early)[]): Edit => ({ op: 'breaks', shiftId: monday.id, breaks: given });
    expect(changes([breaks(late, early)]).put).toEqual([{ ...monday, breaks: [early, late] }]);
    expect(
      codes([
        { op: 'resize', shiftId: monday.id, end: local('2026-03-23T15:00') },
        breaks(late, pause('15:00', '15:30')),
      ]),
    ).toEqual(['break-outside-shift /edits/1/breaks/1']);
    expect(codes([breaks(early, pause('10:15', '10:45'))])).toEqual(['breaks-overlap /edits/0/breaks/1']);
    expect(codes([{ op: 'breaks', shiftId: locked.id, breaks: [] }])).toEqual(['shift-locked /edits/0/shift']);
  });

  it('take two shifts of a person at once: that is a breach', () => {
    const one = { ...free, employeeId: 'ana', start: monday.start, end: monday.end };
    expect(changes([{ op: 'add', shift: one }]).put).toHaveLength(1);
  });
});

describe('a shift that is moved', () => {
  const movedTo = (shift: Shift, start: number, days: typeof SPRING): Shift => {
    const [moved] = changes([{ op: 'move', shiftId: shift.id, start }], days, [shift]).put;
    if (moved === undefined) throw new Error('nothing moved');
    return moved;
  };

  it('takes its breaks along', () => {
    expect(clock(movedTo(monday, local('2026-03-26T09:30'), SPRING))).toEqual([
      '03-26T09:30',
      '03-26T17:30',
      '03-26T13:30',
      '03-26T14:00',
    ]);
  });

  it('shows the same times on the wall in the night that is an hour shorter, with breaks as long as before', () => {
    const moved = movedTo(night, local('2026-03-28T23:00'), SPRING);
    expect(clock(moved)).toEqual(['03-28T23:00', '03-29T07:30', '03-29T03:00', '03-29T03:45']);
    expect(moved.end - moved.start).toBe(7.5 * 3600);
  });

  it('shows the same times on the wall in the night that is an hour longer', () => {
    const before = shiftOf('cem', '2026-10-22T23:00', '2026-10-23T07:30');
    const moved = movedTo(before, local('2026-10-24T23:00'), AUTUMN);
    expect(clock(moved)).toEqual(['10-24T23:00', '10-25T07:30']);
    expect(moved.end - moved.start).toBe(9.5 * 3600);
    expect(movedTo(moved, before.start, AUTUMN)).toEqual(before);
  });

  it('keeps a break in the skipped hour, behind the change', () => {
    const before = shiftOf('cem', '2026-03-27T23:00', '2026-03-28T07:00', {
      pause: ['2026-03-28T02:15', '2026-03-28T02:30'],
    });
    const moved = movedTo(before, local('2026-03-28T23:00'), SPRING);
    expect(clock(moved)).toEqual(['03-28T23:00', '03-29T07:00', '03-29T03:00', '03-29T03:15']);
  });

  it('ends after its start where it starts in the second of two equal hours', () => {
    const second = local('2026-10-25T02:30') + 3600;
    const before = shiftOf('cem', '2026-10-23T02:30', '2026-10-23T02:45', {
      pause: ['2026-10-23T02:35', '2026-10-23T02:40'],
    });
    expect(movedTo(before, second, AUTUMN)).toMatchObject({
      start: second,
      end: second + 900,
      breaks: [{ start: second + 300, end: second + 600 }],
    });
  });

  it('keeps its elapsed time where the wall clock ran backwards over it', () => {
    const first = local('2026-10-25T02:50');
    const before: Shift = { ...shiftOf('cem', '2026-10-25T02:50', '2026-10-25T04:00'), end: first + 1200 };
    const moved = movedTo(before, local('2026-10-22T08:00'), AUTUMN);
    expect(moved.end - moved.start).toBe(1200);
  });
});

describe('pieces of a draft', () => {
  const meeting = { start: local('2026-03-23T10:00'), end: local('2026-03-23T10:30'), activity: 'meeting' };

  it('are given anew, in order, and move along with their shift by the wall clock', () => {
    const later = { start: local('2026-03-23T14:00'), end: local('2026-03-23T15:00'), activity: 'training' };
    const [put] = changes([{ op: 'pieces', shiftId: monday.id, pieces: [later, meeting] }]).put;
    expect(put?.pieces).toEqual([meeting, later]);
    const [moved] = changes([
      { op: 'pieces', shiftId: monday.id, pieces: [meeting] },
      { op: 'move', shiftId: monday.id, start: local('2026-03-24T09:00') },
    ]).put;
    expect(moved?.pieces).toEqual([
      { start: local('2026-03-24T11:00'), end: local('2026-03-24T11:30'), activity: 'meeting' },
    ]);
  });

  it('outside the shift, over a break or in no known skill are refused', () => {
    const over = { start: local('2026-03-23T12:15'), end: local('2026-03-23T13:00'), activity: 'meeting' };
    const outside = { start: local('2026-03-23T15:45'), end: local('2026-03-23T16:15'), skill: 'no-such' };
    expect(codes([{ op: 'pieces', shiftId: monday.id, pieces: [over, outside] }])).toEqual([
      'unknown-skill /edits/0/pieces/1/skill',
      'pieces-overlap /edits/0/pieces/0',
      'piece-outside-shift /edits/0/pieces/1',
    ]);
    expect(
      codes([
        { op: 'pieces', shiftId: monday.id, pieces: [meeting] },
        { op: 'resize', shiftId: monday.id, start: local('2026-03-23T10:15') },
      ]),
    ).toEqual(['piece-outside-shift /edits/0/pieces/0']);
  });
});
