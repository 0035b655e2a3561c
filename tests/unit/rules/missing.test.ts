import { describe, expect, test } from 'vitest';
import { judge, type Published, shift, type TeamParts, teamWith } from './line.ts';
import type { Shift } from '../../../src/domain/shift.ts';

const ZONE = 'Asia/Shanghai';
const NOTHING_KNOWN: Published = { past: undefined, future: undefined };

function day(date: string, from = '09:00', to = '17:00', parts = {}): Shift {
  return shift(ZONE, `${date}T${from}`, `${date}T${to}`, parts);
}

/** Rules left open, without the one that always holds unless it is asked for. */
function open(
  parts: TeamParts,
  from: string,
  days: number,
  line: readonly Shift[],
  published = NOTHING_KNOWN,
  rule?: string,
): readonly string[] {
  return judge(teamWith(ZONE, parts), from, days, line, published)
    .unknowns.filter(({ ruleId }) => (rule === undefined ? ruleId !== 'one-shift-a-day' : ruleId === rule))
    .map(({ ruleId, reason }) => `${ruleId} ${reason}`);
}

function rule(id: string, values: Readonly<Record<string, number | string | readonly string[]>>): TeamParts {
  return { rules: [{ rule: id, values }] };
}

// 2026-06-01 is a Monday.
describe('what lies outside the horizon and is not known', () => {
  test('leaves nothing open when it is known to be empty', () => {
    const parts = { rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }], packs: ['cn'] };
    expect(judge(teamWith(ZONE, parts), '2026-06-03', 3, [day('2026-06-03')]).unknowns).toEqual([]);
  });

  test('leaves the rest open for shifts that an unseen one could come near to', () => {
    const rest = rule('minimum-rest', { minimumHours: 11 });
    expect(open(rest, '2026-06-01', 7, [day('2026-06-01')])).toEqual(['minimum-rest past-missing']);
    expect(open(rest, '2026-06-01', 7, [day('2026-06-02', '10:59')])).toEqual(['minimum-rest past-missing']);
    expect(open(rest, '2026-06-01', 7, [day('2026-06-02', '11:00')])).toEqual([]);
    expect(open(rest, '2026-06-01', 7, [day('2026-06-07', '05:00', '13:00')])).toEqual([]);
    expect(open(rest, '2026-06-01', 7, [day('2026-06-07', '05:00', '13:01')])).toEqual(['minimum-rest future-missing']);
    expect(open(rest, '2026-06-01', 7, [])).toEqual([]);
  });

  test('leaves an overlap open for shifts that an unseen one could reach', () => {
    const about = (line: readonly Shift[]): readonly string[] =>
      open({}, '2026-06-01', 7, line, NOTHING_KNOWN, 'one-shift-a-day');
    expect(about([day('2026-06-01')])).toEqual(['one-shift-a-day past-missing']);
    expect(about([day('2026-06-02')])).toEqual([]);
    expect(about([shift(ZONE, '2026-06-07T22:00', '2026-06-08T06:00')])).toEqual(['one-shift-a-day future-missing']);
  });

  test('leaves a run of days open only where the run touches the edge and is not too long already', () => {
    const run = rule('maximum-consecutive-days', { maximumDays: 3 });
    const days = (...dates: readonly number[]): readonly Shift[] => dates.map((date) => day(`2026-06-0${date}`));
    expect(open(run, '2026-06-01', 7, days(1, 2))).toEqual(['maximum-consecutive-days past-missing']);
    expect(open(run, '2026-06-01', 7, days(6, 7))).toEqual(['maximum-consecutive-days future-missing']);
    expect(open(run, '2026-06-01', 7, days(2, 3, 4, 6))).toEqual([]);
    expect(open(run, '2026-06-01', 7, days(1, 2, 3, 4))).toEqual([]);
  });

  test('leaves a week open only where its unseen days could decide', () => {
    const off = rule('days-off-week', { minimumDays: 2 });
    const line = [day('2026-06-03'), day('2026-06-04'), day('2026-06-05')];
    expect(open(off, '2026-06-01', 7, line)).toEqual([]);
    expect(open(off, '2026-06-03', 5, [...line, day('2026-06-06')])).toEqual(['days-off-week past-missing']);
    expect(open(off, '2026-06-03', 5, line)).toEqual([]);
    expect(open(off, '2026-06-03', 3, line)).toEqual(['days-off-week past-missing', 'days-off-week future-missing']);
    const known = { past: [], future: undefined };
    expect(open(off, '2026-06-03', 3, line, known)).toEqual([]);
    const hours = rule('maximum-hours-week', { maximumHours: 30 });
    expect(open(hours, '2026-06-03', 5, line)).toEqual(['maximum-hours-week past-missing']);
    expect(open(hours, '2026-06-03', 5, [...line, day('2026-06-06')])).toEqual([]);
    expect(open(hours, '2026-06-03', 5, [])).toEqual([]);
  });

  test('leaves the minimum of a week open instead of calling it short, unless it is reached already', () => {
    const minimum = rule('minimum-hours-week', { minimumHours: 16 });
    expect(open(minimum, '2026-06-03', 5, [day('2026-06-03')])).toEqual(['minimum-hours-week past-missing']);
    expect(open(minimum, '2026-06-03', 5, [day('2026-06-03'), day('2026-06-04')])).toEqual([]);
    expect(judge(teamWith(ZONE, minimum), '2026-06-03', 5, [], NOTHING_KNOWN).breaches).toEqual([]);
    const [breach] = judge(teamWith(ZONE, minimum), '2026-06-03', 5, []).breaches;
    expect(breach).toMatchObject({ ruleId: 'minimum-hours-week', measured: 0, limit: 16 * 3600, shiftIds: [] });
  });

  test('leaves a succession open for templates that stand in a pair', () => {
    const pairs = rule('forbidden-succession', { pairs: ['late>early'] });
    const on = (date: string, template: string): Shift => day(date, '09:00', '17:00', { template });
    expect(open(pairs, '2026-06-01', 7, [on('2026-06-01', 'early')])).toEqual(['forbidden-succession past-missing']);
    expect(open(pairs, '2026-06-01', 7, [on('2026-06-01', 'late')])).toEqual([]);
    expect(open(pairs, '2026-06-01', 7, [on('2026-06-07', 'late')])).toEqual(['forbidden-succession future-missing']);
    expect(open(pairs, '2026-06-01', 7, [on('2026-06-07', 'early')])).toEqual([]);
  });

  test('leaves a succession open where shifts that might be of a pair name no template', () => {
    const pairs = rule('forbidden-succession', { pairs: ['late>early'] });
    const on = (date: string, template?: string): Shift =>
      day(date, '09:00', '17:00', template === undefined ? {} : { template });
    const about = (...line: readonly Shift[]) =>
      open(pairs, '2026-06-01', 7, line, { past: [], future: [] }, 'forbidden-succession');
    const lacking = ['forbidden-succession template-missing'];
    expect(about(on('2026-06-02'), on('2026-06-03'))).toEqual(lacking);
    expect(about(on('2026-06-02', 'late'), on('2026-06-03'))).toEqual(lacking);
    expect(about(on('2026-06-02'), on('2026-06-03', 'early'))).toEqual(lacking);
    expect(about(on('2026-06-02', 'early'), on('2026-06-03'))).toEqual([]);
    expect(about(on('2026-06-02'), on('2026-06-03', 'late'))).toEqual([]);
    expect(about(on('2026-06-02'), on('2026-06-04'))).toEqual([]);
    expect(
      open(rule('forbidden-succession', { pairs: [] }), '2026-06-01', 7, [on('2026-06-02'), on('2026-06-03')]),
    ).toEqual([]);
  });

  test('leaves the overtime of a month open where planned shifts have a part in it', () => {
    const overtime = rule('maximum-overtime-month', { maximumHours: 36 });
    const long = [day('2026-06-08', '08:00', '18:00')];
    expect(open(overtime, '2026-06-08', 7, long)).toEqual([
      'maximum-overtime-month past-missing',
      'maximum-overtime-month future-missing',
    ]);
    expect(open(overtime, '2026-06-08', 7, [day('2026-06-08')])).toEqual([]);
    // Normal hours in a week with unseen days may be what fills it.
    expect(open(overtime, '2026-06-10', 5, [day('2026-06-10')])).toContain('maximum-overtime-month past-missing');
    const beyond = ['08', '09', '10', '11', '12'].map((date) => day(`2026-06-${date}`, '00:00', '23:00'));
    expect(open(overtime, '2026-06-08', 7, beyond)).toEqual([]);
  });

  test('counts two nights, or two shifts until the end of the next, for a date that nobody has seen', () => {
    const nights = rule('maximum-nights', { maximumNights: 4 });
    const night = [shift(ZONE, '2026-06-04T22:00', '2026-06-05T06:00')];
    expect(open(nights, '2026-06-03', 5, night)).toEqual(['maximum-nights past-missing']);
    expect(open(nights, '2026-06-02', 6, night)).toEqual([]);
    const hours = rule('maximum-hours-week', { maximumHours: 50 });
    expect(open(hours, '2026-06-02', 6, [day('2026-06-04')])).toEqual(['maximum-hours-week past-missing']);
  });

  test('leaves a month open that is past its overtime without the horizon, as long as its week may get a part', () => {
    const parts = { ...rule('maximum-overtime-month', { maximumHours: 5 }) };
    const future = [day('2026-06-15', '08:00', '23:00')];
    const one = [day('2026-06-11')];
    expect(open(parts, '2026-06-11', 1, one, { past: undefined, future })).toEqual([
      'maximum-overtime-month past-missing',
    ]);
    expect(open(parts, '2026-06-11', 1, one, { past: [], future })).toEqual([]);
    expect(open(parts, '2026-06-08', 7, one, { past: undefined, future })).toEqual([]);
  });

  test('names the days that would have to be known', () => {
    const { unknowns } = judge(
      teamWith(ZONE, rule('maximum-consecutive-days', { maximumDays: 3 })),
      '2026-06-08',
      7,
      [day('2026-06-08', '23:00', '23:30')],
      { past: undefined },
    );
    const edges = unknowns.map(({ span }) => [span.start, span.end].map((at) => new Date(at * 1000).toISOString()));
    expect(edges.at(-1)).toEqual(['2026-06-04T16:00:00.000Z', '2026-06-07T16:00:00.000Z']);
  });
});

describe('breaches that are not the horizon’s affair', () => {
  test('are left out: too little rest and too long a run before it', () => {
    const parts = {
      rules: [
        { rule: 'minimum-rest', values: { minimumHours: 11 } },
        { rule: 'maximum-consecutive-days', values: { maximumDays: 2 } },
      ],
    };
    const past = [day('2026-05-27'), day('2026-05-28'), day('2026-05-29'), day('2026-05-29', '18:00', '20:00')];
    expect(judge(teamWith(ZONE, parts), '2026-06-01', 7, [day('2026-06-02')], { past }).breaches).toEqual([]);
  });

  test('are told once a planned shift has a part in them', () => {
    const parts = { rules: [{ rule: 'maximum-consecutive-days', values: { maximumDays: 2 } }] };
    const past = [day('2026-05-30'), day('2026-05-31')];
    const [breach] = judge(teamWith(ZONE, parts), '2026-06-01', 7, [day('2026-06-01')], { past }).breaches;
    expect(breach).toMatchObject({
      measured: 3,
      shiftIds: ['2026-05-30T09:00', '2026-05-31T09:00', '2026-06-01T09:00'],
    });
  });

  test('rest is measured from the long shift in which a short one is nested', () => {
    const parts = { rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }] };
    const line = [day('2026-06-01', '08:00', '22:00'), day('2026-06-01', '10:00', '12:00'), day('2026-06-02', '07:00')];
    const rests = judge(teamWith(ZONE, parts), '2026-06-01', 7, line).breaches.filter(
      ({ ruleId }) => ruleId === 'minimum-rest',
    );
    expect(rests.map(({ shiftIds, measured }) => [...shiftIds, measured / 3600])).toEqual([
      ['2026-06-01T08:00', '2026-06-01T10:00', -12],
      ['2026-06-01T08:00', '2026-06-02T07:00', 9],
    ]);
  });
});
