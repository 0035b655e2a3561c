import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverOf } from '../../../src/audit/cover.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { readRosterCsv, writeRosterCsv } from '../../../src/contract/roster-csv.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { scheduleCalendar } from '../../../src/contract/schedules/schedule-calendar.ts';
import { writeScheduleCsv } from '../../../src/contract/schedules/schedule-csv.ts';
import { fromScheduledShift } from '../../../src/contract/schedules/scheduled-shift.ts';
import { fromShift, toShifts } from '../../../src/contract/shift-mapping.ts';
import { shiftSchema } from '../../../src/contract/shift.ts';
import { cover } from '../../../src/cli/text/cover-pieces.ts';
import { instantOfIso, isoOf } from '../../../src/domain/calendar.ts';
import { type Piece, type Shift, workStretches } from '../../../src/domain/shift.ts';
import type { Team } from '../../../src/domain/team.ts';
import { published } from '../../fixtures/published.ts';
import { faults, valueOf } from './documents.ts';

const at = (time: string): number => instantOfIso(`2026-03-02T${time}:00Z`) ?? Number.NaN;
const meeting: Piece = { start: at('10:00'), end: at('10:30'), activity: 'team; meeting' };
const other: Piece = { start: at('15:00'), end: at('17:00'), skill: 'chat' };
const shift: Shift = {
  id: 'anna@2026-03-02T09:00:00+00:00',
  employeeId: 'anna',
  start: at('09:00'),
  end: at('17:00'),
  skill: 'calls',
  activity: 'work',
  breaks: [{ start: at('12:00'), end: at('12:30'), paid: false }],
  pieces: [meeting, other],
};
const team: Team = {
  id: 'desk',
  zone: 'UTC',
  weekStart: 'mon',
  skills: [{ id: 'calls' }, { id: 'chat' }],
  contracts: [{ id: 'full' }],
  employees: [{ id: 'anna', contract: 'full', skills: ['calls', 'chat'] }],
  shiftTemplates: [],
  rules: [],
  packs: [],
  holidays: [],
};
const bare = ({ id: _id, locked: _locked, template: _template, ...rest }: Shift): unknown => rest;

/** A shift of an hour's steps, each a break, a piece or the shift's own work; the own work has the most time. */
const anyShift = fc.array(fc.constantFrom('own', 'pause', 'meeting', 'chat'), { maxLength: 6 }).map((steps): Shift => {
  const spans = steps.map((what, index) => ({
    what,
    start: at('09:00') + index * 1800,
    end: at('09:00') + (index + 1) * 1800,
  }));
  const end = at('09:00') + steps.length * 1800 + 4 * 3600;
  return {
    ...shift,
    end,
    breaks: spans.flatMap(({ what, ...span }) => (what === 'pause' ? [{ ...span, paid: true }] : [])),
    pieces: spans.flatMap(({ what, ...span }): Piece[] =>
      what === 'meeting' ? [{ ...span, activity: 'meeting' }] : what === 'chat' ? [{ ...span, skill: 'chat' }] : [],
    ),
  };
});

describe('pieces of a shift', () => {
  test('come back from JSON and from both forms of CSV', () => {
    const document = shiftSchema.parse(fromShift('UTC', shift));
    expect(toShifts('UTC', [document])).toEqual([shift]);
    const rows = valueOf(readRosterCsv(writeRosterCsv('UTC', [shift]))).shifts.map((one) => shiftSchema.parse(one));
    expect(toShifts('UTC', rows).map(bare)).toEqual([bare(shift)]);
    const schedule = writeScheduleCsv([{ ...published, ...shift, zone: 'UTC' }]);
    expect(schedule).toContain('10:00/10:30 activity:team%3B%20meeting; 15:00/17:00 skill:chat');
    const read = valueOf(readRosterCsv(schedule)).shifts.map((one) => shiftSchema.parse(one));
    expect(toShifts('UTC', read).map(bare)).toEqual([bare(shift)]);
    expect(faults(readRosterCsv(schedule.replace('skill:chat', 'chat')))).toEqual(['csv-pieces line 2, column 16']);
  });

  test('a CSV of rows says of every shift where its people are on the work', () => {
    fc.assert(
      fc.property(anyShift, (given) => {
        const rows = valueOf(readRosterCsv(writeRosterCsv('UTC', [given]))).shifts.map((one) => shiftSchema.parse(one));
        const [back] = toShifts('UTC', rows);
        // Neighbours of one skill are one row or two: what counts is who is where when.
        const seconds = (one: Shift, skill: string): number[] =>
          workStretches(one).flatMap((stretch) =>
            stretch.skill === skill
              ? Array.from({ length: (stretch.end - stretch.start) / 1800 }, (_, index) => stretch.start + index * 1800)
              : [],
          );
        if (back === undefined) throw new Error('no shift came back');
        for (const skill of ['calls', 'chat']) expect(seconds(back, skill)).toEqual(seconds(given, skill));
      }),
    );
  });

  test('stand in a published shift and in its calendar', () => {
    const scheduled = { ...published, ...shift, zone: 'UTC' };
    expect(fromScheduledShift(scheduled).pieces).toEqual([
      { start: isoOf('UTC', meeting.start), end: isoOf('UTC', meeting.end), activity: 'team; meeting' },
      { start: isoOf('UTC', other.start), end: isoOf('UTC', other.end), skill: 'chat' },
    ]);
    const calendar = scheduleCalendar({ organisation: 'o', shifts: [scheduled], name: 'n' }).replaceAll('\r\n ', '');
    expect(calendar).toContain('chat 15:00–17:00');
  });

  test('that a shift cannot hold are refused, each at its place', () => {
    const lock = (pieces: readonly object[]): unknown => ({
      team,
      horizon: { from: '2026-03-02', days: 1 },
      cover: { intervals: [{ from: '09:00', to: '17:00', target: 1 }] },
      locks: [{ ...fromShift('UTC', shift), pieces }],
    });
    const span = (from: string, to: string) => ({ start: `2026-03-02T${from}:00Z`, end: `2026-03-02T${to}:00Z` });
    expect(
      faults(
        parseProblem(
          lock([
            { ...span('08:30', '09:30'), activity: 'meeting' },
            { ...span('12:15', '13:00'), activity: 'meeting' },
            { ...span('14:00', '15:00') },
            { ...span('14:30', '15:30'), activity: 'meeting', skill: 'chat' },
            { ...span('16:00', '17:00'), skill: 'mail' },
            { ...span('15:30', '15:45'), activity: 'work' },
          ]),
        ),
      ),
    ).toEqual([
      'piece-of-work /locks/0/pieces/5/activity',
      'unknown-skill /locks/0/pieces/4/skill',
      'one-needed /locks/0/pieces/2',
      'both-given /locks/0/pieces/3',
      'piece-outside-shift /locks/0/pieces/0',
      'pieces-overlap /locks/0/pieces/1',
      'pieces-overlap /locks/0/pieces/3',
    ]);
  });

  test('leave the cover of their skill, in the audit and in the chart', () => {
    const demand = (skill: string | undefined) => ({
      start: at('09:00'),
      end: at('17:00'),
      skill,
      floor: 0,
      target: 1,
    });
    const input = { team, intervalDemands: [demand('calls'), demand('chat'), demand(undefined)], templateDemands: [] };
    const short = coverOf({ ...input, past: [], future: [] }, [shift]).map(({ belowTarget }) => belowTarget);
    expect(short).toEqual([3, 6, 1]);
    const document = shiftSchema.parse(fromShift('UTC', shift));
    const chart = (skill: string | undefined): number =>
      cover(
        [{ start: isoOf('UTC', at('09:00')), end: isoOf('UTC', at('17:00')), floor: 0, target: 1 }],
        [document],
        skill,
      )
        .map(({ start, end, people }) => (people * (end - start)) / 3600)
        .reduce((sum, hours) => sum + hours, 0);
    expect([chart('calls'), chart('chat'), chart(undefined)]).toEqual([5, 2, 7]);
  });

  test('in a skill that the employee does not have break the rule of skills', () => {
    const audit = (skills: readonly string[]) =>
      auditRoster({
        team: { ...team, employees: [{ id: 'anna', contract: 'full', skills }] },
        from: '2026-03-02',
        days: 1,
        shifts: [shift],
        past: [],
        future: [],
      });
    expect(valueOf(audit(['calls', 'chat'])).breaches).toEqual([]);
    expect(valueOf(audit(['calls'])).breaches).toMatchObject([
      { ruleId: 'skill', facts: { kind: 'not-held', skill: 'chat' } },
    ]);
  });
});
