import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Entry,
  type EntryOptions,
  type EntryRow,
  type GivenRows,
  readEntry,
  readNewEntry,
} from '../../../src/contract/history-entry.ts';
import { instantOfIso, instantsOf, isoOf, timeOfMinutes } from '../../../src/domain/calendar.ts';
import type { Outcome } from '../../../src/domain/issue.ts';

const BERLIN: EntryOptions = { zone: 'Europe/Berlin' };

type Row = { readonly timestamp: string; readonly count: number; readonly ahtSeconds?: number };

const rowsOf = (...rows: readonly (readonly [string, number])[]): { readonly rows: readonly Row[] } => ({
  rows: rows.map(([timestamp, count]) => ({ timestamp, count })),
});

function value(outcome: Outcome<Entry>): Entry {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

const places = (outcome: Outcome<Entry>): readonly string[] =>
  outcome.ok ? [] : outcome.issues.map(({ code, path }) => `${code} ${path}`);

const starts = ({ rows }: Pick<Entry, 'rows'>): readonly string[] =>
  rows.map(({ start }) => isoOf('Europe/Berlin', start));

/** The stored rows after an entry, in order of time. */
function after(stored: readonly EntryRow[], { rows }: Entry): readonly EntryRow[] {
  const byStart = new Map([...stored, ...rows].map((row) => [row.start, row]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

const created = (given: GivenRows, options = BERLIN): readonly EntryRow[] =>
  value(readNewEntry(options, given, '/history')).rows;

const HALF_HOURS = rowsOf(['2026-03-02T09:00', 10], ['2026-03-02T09:30', 12], ['2026-03-02T10:00', 14]);

describe('rows of a new history', () => {
  it('carry the starts of their intervals, in order of time, whatever they are written in', () => {
    const rows = created(rowsOf(['2026-03-02T10:00', 3], ['2026-03-02T08:00Z', 1], ['2026-03-02 09:30', 2]));
    expect(rows.map(({ timestamp, count, date }) => [timestamp, count, date])).toEqual([
      ['2026-03-02T08:00Z', 1, '2026-03-02'],
      ['2026-03-02 09:30', 2, '2026-03-02'],
      ['2026-03-02T10:00', 3, '2026-03-02'],
    ]);
    expect(starts({ rows })).toEqual([
      '2026-03-02T09:00:00+01:00',
      '2026-03-02T09:30:00+01:00',
      '2026-03-02T10:00:00+01:00',
    ]);
  });

  it('tell both passes of a repeated hour apart', () => {
    const rows = created(
      rowsOf(['2026-10-25T02:00', 1], ['2026-10-25T02:30', 2], ['2026-10-25T02:00', 3], ['2026-10-25T02:30', 4]),
    );
    expect(starts({ rows })).toEqual([
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T02:00:00+01:00',
      '2026-10-25T02:30:00+01:00',
    ]);
    expect(rows.map(({ count }) => count)).toEqual([1, 2, 3, 4]);
  });

  it('hold a repeated hour that is given once under its first pass, with the whole of its count', () => {
    const rows = created(rowsOf(['2026-10-25T01:00', 1], ['2026-10-25T02:00', 8], ['2026-10-25T03:00', 3]));
    expect(rows.map(({ start, count }) => [isoOf('Europe/Berlin', start), count])).toContainEqual([
      '2026-10-25T02:00:00+02:00',
      8,
    ]);
  });

  it('are refused at an interval that they cannot be read at, in rows and in CSV', () => {
    expect(places(readNewEntry(BERLIN, HALF_HOURS, '/history', 15))[0]).toMatch(/^interval-not-readable/);
    const csv = { csv: 'timestamp,count\n2026-03-02T09:00,1\n2026-03-02T09:07,x\n' };
    expect(places(readNewEntry(BERLIN, csv, '/history'))).toContain('count-not-a-number /history/csv line 3, column 2');
    expect(value(readNewEntry(BERLIN, HALF_HOURS, '/history', 60)).rows).toHaveLength(3);
  });
});

describe('appended rows', () => {
  const stored = created(HALF_HOURS);
  const append = (given: GivenRows, rows = stored) => readEntry(BERLIN, rows, given, false);

  it('are entered where they are new and passed over where they are the same', () => {
    const entry = value(append(rowsOf(['2026-03-02T10:00', 14], ['2026-03-02T10:30', 16])));
    expect([entry.rows.map(({ timestamp }) => timestamp), entry.same]).toEqual([['2026-03-02T10:30'], 1]);
  });

  it('are the same when they say the same instant otherwise', () => {
    expect(value(append(rowsOf(['2026-03-02T09:00:00Z', 14])))).toMatchObject({ rows: [], same: 1 });
  });

  it('are refused with each row that differs, with both values and what to do', () => {
    const outcome = append({
      rows: [
        { timestamp: '2026-03-02T09:00', count: 11 },
        { timestamp: '2026-03-02T09:30', count: 12, ahtSeconds: 200 },
        { timestamp: '2026-03-02T11:00', count: 1 },
      ],
    });
    expect(places(outcome)).toEqual(['row-differs /rows/0', 'row-differs /rows/1']);
    expect(outcome).toMatchObject({
      issues: [
        { facts: { stored: 'count 10', given: 'count 11' }, hint: 'Correct the stored row by PATCH.' },
        { facts: { stored: 'count 12', given: 'count 12, AHT 200 s' } },
      ],
    });
  });

  it('are refused with the place of the line where they are CSV', () => {
    const csv = 'timestamp;count\n2026-03-02T10:30;16,5\n2026-03-02T09:00;11\n2026-03-02T09:07;2\n';
    expect(places(append({ csv })).toSorted()).toEqual([
      'row-differs /csv line 3, column 1',
      'timestamp-off-grid /csv line 4, column 1',
    ]);
    expect(places(append({ csv: 'timestamp,count\n' }))).toEqual(['history-empty /csv']);
    expect(places(append({ csv: 'time,count\n2026-03-02T11:00,2\n' }))[0]).toMatch(
      /^header-column-missing \/csv line 1/,
    );
  });

  it.each([
    ['off the grid', [['2026-03-02T10:45', 1]], ['timestamp-off-grid /rows/0/timestamp']],
    ['at a time that the clocks skip', [['2026-03-29T02:00', 3]], ['time-does-not-exist /rows/0/timestamp']],
    ['with a wrong count', [['2026-03-02T11:00', -1]], ['count-negative /rows/0/count']],
    ['at no time', [['tomorrow', 1]], ['timestamp-invalid /rows/0/timestamp']],
    ['of whole days', [['2026-03-03', 1]], ['mixed-intervals /rows/0/timestamp']],
    [
      'twice',
      [
        ['2026-03-02T11:00', 1],
        ['2026-03-02T11:00', 1],
      ],
      ['timestamp-duplicate /rows/1/timestamp'],
    ],
    ['a lifetime away', [['2066-03-02T11:00', 1]], ['span-too-long ']],
  ] as const)('%s are refused', (_what, rows, expected) => {
    expect(places(append(rowsOf(...rows)))).toEqual(expected);
  });

  it('at another step than the stored ones are refused, however many they are', () => {
    const quarters = Array.from({ length: 40 }, (_, index) => {
      const time = timeOfMinutes(8 * 60 + 15 * index);
      return [`2026-03-03T${time}`, 1] as const;
    });
    expect(places(append(rowsOf(...quarters)))).toEqual(['mixed-intervals /rows/0/timestamp']);
    const hours = Array.from({ length: 20 }, (_, index) => [`2026-03-03T${timeOfMinutes(60 * index)}`, 1] as const);
    expect(places(append(rowsOf(...hours)))).toEqual(['mixed-intervals /rows/0/timestamp']);
    // Two rows a day hide in no run of theirs, and yet they would change the step of all.
    const pairs = Array.from({ length: 20 }, (_, index) => {
      const date = `2026-04-${String(index + 1).padStart(2, '0')}`;
      return [[`${date}T09:00`, 1] as const, [`${date}T10:00`, 1] as const];
    });
    expect(places(append(rowsOf(...pairs.flat())))).toEqual(['history-step-differs ']);
  });

  it('with count 0 at a skipped time are dropped with a note', () => {
    const entry = value(append(rowsOf(['2026-03-29T02:00', 0], ['2026-03-29T03:00', 5])));
    expect(entry.rows.map(({ timestamp }) => timestamp)).toEqual(['2026-03-29T03:00']);
    expect(entry.notes.map(({ code }) => code)).toContain('skipped-time-dropped');
  });

  it('tell nothing again of rows that were stored before', () => {
    const doubled = created(rowsOf(['2026-10-25T01:00', 1], ['2026-10-25T02:00', 8], ['2026-10-25T03:00', 3]));
    const entry = value(append(rowsOf(['2026-10-25T04:00', 3]), doubled));
    expect(entry.notes.map(({ code }) => code)).not.toContain('doubled-time-given-once');
  });
});

describe('appended rows of a repeated hour', () => {
  const night = created(rowsOf(['2026-10-25T01:00', 1], ['2026-10-25T02:00', 8], ['2026-10-25T03:00', 3]));
  const append = (given: GivenRows, rows = night) => readEntry(BERLIN, rows, given, false);

  it('meet the row that was given once when they come again', () => {
    expect(value(append(rowsOf(['2026-10-25T02:00', 8])))).toMatchObject({ rows: [], same: 1 });
  });

  it('are for the second pass where the first stands before them', () => {
    const entry = value(append(rowsOf(['2026-10-25T02:00', 8], ['2026-10-25T02:00', 5])));
    expect([starts(entry), entry.same]).toEqual([['2026-10-25T02:00:00+01:00'], 1]);
  });

  it('say how to mean the second pass where one alone differs', () => {
    const outcome = append(rowsOf(['2026-10-25T02:00', 5]));
    expect(outcome).toMatchObject({
      issues: [{ code: 'row-differs', facts: { second: '2026-10-25T02:00:00+01:00' } }],
    });
    expect(starts(value(append(rowsOf(['2026-10-25T02:00:00+01:00', 5]))))).toEqual(['2026-10-25T02:00:00+01:00']);
  });

  it('are refused as a third', () => {
    const twice = after(night, value(append(rowsOf(['2026-10-25T02:00+01:00', 5]))));
    const given = rowsOf(['2026-10-25T02:00', 8], ['2026-10-25T02:00', 5], ['2026-10-25T02:00', 5]);
    expect(places(append(given, twice))).toEqual(['timestamp-duplicate /rows/2/timestamp']);
  });
});

describe('corrected rows', () => {
  const stored = created(HALF_HOURS);
  const correct = (given: GivenRows) => readEntry(BERLIN, stored, given, true);

  it('replace what is there, and pass over what is the same', () => {
    const entry = value(correct(rowsOf(['2026-03-02T09:00', 99], ['2026-03-02T09:30', 12])));
    expect([entry.rows.map(({ count }) => count), entry.same]).toEqual([[99], 1]);
  });

  it('must be there', () => {
    expect(places(correct(rowsOf(['2026-03-02T09:00', 9], ['2026-03-02T08:30', 9], ['2026-03-02T10:30', 9])))).toEqual([
      'row-absent /rows/1',
      'row-absent /rows/2',
    ]);
  });
});

describe('a history that comes in parts', () => {
  /** Hours of a night with a clock change, as many times as the clocks show each, with an offset or without. */
  const night = fc.record({
    date: fc.constantFrom('2026-10-25', '2026-03-29', '2026-06-01'),
    counts: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 24, maxLength: 24 }),
    offsets: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    cuts: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
  });

  it('holds the same rows as one that comes whole, wherever it is cut between two local times', () => {
    fc.assert(
      fc.property(night, ({ date, counts, offsets, cuts }) => {
        const hours = Array.from({ length: 24 }, (_, hour) =>
          instantsOf('Europe/Berlin', date, hour * 60).map((instant) => ({ hour, instant })),
        );
        const rows = hours.flat().map(({ hour, instant }, index) => {
          const iso = isoOf('Europe/Berlin', instant);
          const withOffset = offsets[index] === true;
          return { timestamp: withOffset ? iso : iso.slice(0, 16), count: (counts[hour] ?? 0) + index, hour };
        });
        const given = (part: typeof rows) => ({ rows: part.map(({ timestamp, count }) => ({ timestamp, count })) });
        const whole = created(given(rows));
        const bounds = [0, 3, ...cuts.filter((cut) => cut > 3), 31].sort((a, b) => a - b);
        let stored: readonly EntryRow[] = created(given(rows.filter(({ hour }) => hour < 2 || hour > 3)));
        for (const [index, from] of bounds.slice(0, -1).entries()) {
          const to = bounds[index + 1] ?? 31;
          const part = rows.filter(({ hour }) => hour >= from && hour < to);
          if (part.length > 0) stored = after(stored, value(readEntry(BERLIN, stored, given(part), false)));
        }
        expect(stored).toEqual(whole);
        expect(value(readEntry(BERLIN, stored, given(rows), false))).toMatchObject({ rows: [], same: whole.length });
        expect(whole.map(({ start }) => start)).toEqual(hours.flat().map(({ instant }) => instant));
        expect(instantOfIso(isoOf('Europe/Berlin', whole[0]?.start ?? 0))).toBe(whole[0]?.start);
      }),
      { numRuns: 60 },
    );
  });
});
