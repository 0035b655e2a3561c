import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf } from '../../../src/audit/cover.ts';
import { coverChart, templateCover } from '../../../src/cli/text/cover-chart.ts';
import { cover } from '../../../src/cli/text/cover-pieces.ts';
import { instantOf } from '../../../src/cli/text/local-time.ts';
import type { RosterDocument } from '../../../src/contract/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';

type Charted = Parameters<typeof coverChart>[0];
type WireShift = RosterDocument['shifts'][number];

const at = (minutes: number): string =>
  `2026-03-02T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00+08:00`;

const shift = (from: number, to: number, rest: Partial<WireShift> = {}): WireShift => ({
  employee: 'anna',
  start: at(from * 60),
  end: at(to * 60),
  activity: 'work',
  breaks: [],
  ...rest,
});

const demand = (from: number, to: number, target: number, rest: { floor?: number; skill?: string } = {}) => ({
  start: at(from * 60),
  end: at(to * 60),
  floor: 0,
  target,
  ...rest,
});

const charted = (shifts: readonly WireShift[], intervals: Charted['demands']['intervals']): Charted => ({
  shifts: [...shifts],
  past: [],
  future: null,
  horizon: { from: '2026-03-02', days: 1 },
  team: { zone: 'Asia/Shanghai' },
  demands: { intervals: [...intervals], templates: [] },
});

const rowOf = (chart: string, label: string): readonly number[] | undefined =>
  chart
    .split('\n')
    .find((line) => line.startsWith(label.padEnd(8)))
    ?.slice(8)
    .trim()
    .split(/\s+/)
    .map(Number);

describe('the chart of cover', () => {
  it('shows need and people of every hour, and marks who is missing and who is over', () => {
    const chart = coverChart(charted([shift(9, 12), shift(9, 10), shift(11, 13)], [demand(9, 13, 2)]));
    expect(rowOf(chart, 'need')).toEqual([2, 2, 2, 2]);
    expect(rowOf(chart, 'people')).toEqual([2, 1, 2, 1]);
    expect(chart).toContain('     2  ██ !! ██ !!');
    expect(chart).toContain('     1  ██ ██ ██ ██');
    expect(chart.split('\n').find((line) => line.startsWith('short'))).toBe('short       1     1');
  });

  it.each([
    ['2026-03-29T00:00:00+01:00', '2026-03-29T06:00:00+02:00', 'hour    00 01 03 04 05'],
    ['2026-10-25T00:00:00+02:00', '2026-10-25T04:00:00+01:00', 'hour    00 01 02 02 03'],
  ])('labels the hours that the wall clock shows on the day of a clock change, %s', (start, end, hours) => {
    const roster = {
      ...charted([], [{ start, end, floor: 0, target: 1 }]),
      horizon: { from: start.slice(0, 10), days: 1 },
      team: { zone: 'Europe/Berlin' },
    };
    expect(coverChart(roster).split('\n')).toContain(hours);
  });

  it('shows people above need apart from those wanted', () => {
    const chart = coverChart(charted([shift(9, 10), shift(9, 10)], [demand(9, 10, 1)]));
    expect(chart).toContain('     2  ▒▒');
    expect(chart).not.toContain('short');
  });

  it('takes people on a break, in another skill or in another activity out of the cover', () => {
    const pause = { start: at(600), end: at(660), paid: false };
    const shifts = [
      shift(9, 12, { skill: 'sales', breaks: [pause] }),
      shift(9, 12, { skill: 'service' }),
      shift(9, 12, { skill: 'sales', activity: 'training' }),
    ];
    const chart = coverChart(charted(shifts, [demand(9, 12, 1, { skill: 'sales' })]));
    expect(chart).toContain('Mon 03-02  sales');
    expect(rowOf(chart, 'people')).toEqual([1, 0, 1]);
  });

  it('shows the worst moment of a column where people change within it', () => {
    const intervals = Array.from({ length: 96 }, (_, index) =>
      demand(index / 4, (index + 1) / 4, index === 33 ? 9 : 2),
    );
    const chart = coverChart(charted([shift(0, 24), shift(0, 24)], intervals));
    expect(rowOf(chart, 'need')?.[8]).toBe(9);
    expect(rowOf(chart, 'people')?.every((people) => people === 2)).toBe(true);
  });

  it('is empty without demand by time of day', () => {
    expect(coverChart(charted([shift(9, 12)], []))).toBe('');
    expect(coverChart(charted([], [demand(9, 12, 0)]))).toBe('');
  });

  const quarter = fc.integer({ min: 0, max: 95 });
  const anyShift = fc
    .tuple(quarter, quarter, fc.boolean())
    .map(([a, b, paused]) =>
      shift(
        Math.min(a, b) / 4,
        (Math.max(a, b) + 1) / 4,
        paused ? { breaks: [{ start: at(Math.min(a, b) * 15), end: at(Math.min(a, b) * 15 + 15), paid: true }] } : {},
      ),
    );

  it('stays within 100 columns whatever the day looks like', () => {
    fc.assert(
      fc.property(fc.array(anyShift, { maxLength: 130 }), fc.integer({ min: 0, max: 1200 }), (shifts, target) => {
        const chart = coverChart(charted(shifts, [demand(0, 12, target), demand(12, 24, 3)]));
        expect(chart.split('\n').every((line) => line.length <= 100)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('counts the same people as the audit does', () => {
    fc.assert(
      fc.property(fc.array(anyShift, { maxLength: 12 }), (shifts) => {
        const demands = Array.from({ length: 12 }, (_, index) => demand(index * 2, index * 2 + 2, 4));
        const pieces = cover(demands, shifts, undefined);
        const inside: readonly Shift[] = shifts.map((each, index) => ({
          id: String(index),
          employeeId: each.employee,
          start: instantOf(each.start),
          end: instantOf(each.end),
          activity: each.activity,
          breaks: each.breaks.map((pause) => ({
            start: instantOf(pause.start),
            end: instantOf(pause.end),
            paid: pause.paid,
          })),
        }));
        const team = {
          id: 't',
          zone: 'Asia/Shanghai',
          weekStart: 'mon',
          skills: [],
          contracts: [],
          employees: [],
          shiftTemplates: [],
          rules: [],
          packs: [],
          holidays: [],
        } as const;
        const intervalDemands = demands.map(({ start, end, ...levels }) => ({
          start: instantOf(start),
          end: instantOf(end),
          ...levels,
        }));
        const audited = coverOf({ team, intervalDemands, templateDemands: [], past: [], future: [] }, inside);
        const charts = intervalDemands.map(({ start, end }) =>
          Math.min(...pieces.filter((piece) => piece.start < end && piece.end > start).map(({ people }) => people)),
        );
        expect(charts).toEqual(audited.map(({ least }) => least));
      }),
      { numRuns: 100 },
    );
  });
});

describe('cover of shift templates', () => {
  it('counts who attends by date and skill, and marks what is short', () => {
    const roster: Charted = {
      ...charted([shift(9, 18, { template: 'day', skill: 'sales' }), shift(9, 18, { template: 'day' })], []),
      horizon: { from: '2026-03-02', days: 2 },
    };
    const templates = ['2026-03-02', '2026-03-03'].map((date) => ({
      date,
      template: 'day',
      skill: 'sales',
      floor: 0,
      target: 1,
    }));
    expect(templateCover({ ...roster, demands: { intervals: [], templates } })).toEqual([
      ['day', 'sales', '1/1', '0/1!'],
    ]);
  });
});
