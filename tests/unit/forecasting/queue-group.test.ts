import { describe, expect, test } from 'vitest';
import { addDays } from '../../../src/domain/calendar.ts';
import type { QueueForecasts } from '../../../src/domain/queue-forecasts.ts';
import { learnCorrelation, type PastErrors } from '../../../src/forecasting/queue-correlation.ts';
import { forecastQueues, type QueueGroupOptions, type QueueOfGroup } from '../../../src/forecasting/queue-group.ts';
import { sumHistories } from '../../../src/forecasting/sum-histories.ts';
import { historyCsv, historyOf, noise, office } from '../../fixtures/weekly-history.ts';

const ZONE = 'UTC';
const FIRST = '2026-01-05';
const DAYS = 82;

/** A queue with a part of an office's contacts, shared days and noise of its own. */
function queue(id: string, channel: string, part: number, stream: number, days = DAYS): QueueOfGroup {
  const csv = historyCsv(addDays(FIRST, DAYS - days), days, 60, (day, minutes, weekday) => {
    const at = DAYS - days + day;
    const whole = office(at, minutes, weekday);
    if (whole === null) return null;
    return Math.max(
      0,
      Math.round(part * whole * (1 + 0.1 * noise(at, 3)) * (1 + 0.2 * noise(at + 1000 * stream, minutes))),
    );
  });
  return { id, channel, history: historyOf(csv, { zone: ZONE }) };
}

const QUEUES = [queue('a', 'voice', 0.6, 1), queue('b', 'voice', 0.3, 2), queue('c', 'chat', 0.05, 3)];

function made(queues: readonly QueueOfGroup[], options: Partial<QueueGroupOptions> = {}): QueueForecasts {
  const found = forecastQueues(queues, { days: 7, method: 'mint', ...options });
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found.value;
}

describe('forecasts of several queues', () => {
  const found = made(QUEUES, { samplePaths: { paths: 40, seed: 3 } });
  const [voice, chat] = found.channels;

  test('ask models from elsewhere for each queue and each sum', () => {
    const flat = {
      name: 'flat',
      leastDays: 21,
      mostDays: 364,
      forecast: (_: unknown, days: readonly number[]) => days.map(() => 5),
    };
    const { queues, channels, total } = made(QUEUES, { outside: [flat] });
    for (const { forecast } of [...queues, ...channels, total])
      expect(forecast.models.map(({ model }) => model)).toContain('flat');
  });

  test('add up in every interval, day and path, and are never negative', () => {
    found.total.forecast.points.forEach((point, index) => {
      const sum = found.queues.reduce((all, { forecast }) => all + (forecast.points[index]?.expected ?? 0), 0);
      expect(point.expected).toBeCloseTo(sum, 9);
      const channels = found.channels.reduce((all, { forecast }) => all + (forecast.points[index]?.expected ?? 0), 0);
      expect(point.expected).toBeCloseTo(channels, 9);
      expect(point.lower80).toBeLessThanOrEqual(point.expected);
      expect(point.upper95).toBeGreaterThanOrEqual(point.upper80);
      for (const { forecast } of found.queues) expect(forecast.points[index]?.expected).toBeGreaterThanOrEqual(0);
    });
    found.total.forecast.dayRanges?.forEach(({ expected }, day) => {
      const sum = found.queues.reduce((all, { forecast }) => all + (forecast.dayRanges?.[day]?.expected ?? 0), 0);
      expect(expected).toBeCloseTo(sum, 6);
    });
    const counts = found.total.forecast.samplePaths?.counts ?? new Float64Array();
    expect(counts).toHaveLength(40 * 7 * 24);
    counts.forEach((count, cell) => {
      expect(count).toBe(
        found.queues.reduce((all, { forecast }) => all + (forecast.samplePaths?.counts[cell] ?? Number.NaN), 0),
      );
    });
  });

  test('have ranges of sums that are narrower than the sums of ranges', () => {
    const width = (of: QueueForecasts['total']) =>
      of.forecast.points.reduce((sum, { lower80, upper80 }) => sum + upper80 - lower80, 0);
    expect(width(found.total)).toBeLessThan(0.95 * found.queues.reduce((sum, each) => sum + width(each), 0));
    expect(width(found.total)).toBeGreaterThan(width(found.queues[0] as QueueForecasts['total']));
  });

  test('tell channels by their queues, and errors alone and together', () => {
    expect([voice?.id, chat?.id]).toEqual(['voice', 'chat']);
    expect(chat?.forecast.points).toEqual(found.queues[2]?.forecast.points);
    for (const { wapeAlone, wapeTogether } of [found.total, ...found.channels, ...found.queues]) {
      expect(wapeAlone).toBeGreaterThan(0);
      expect(wapeTogether).toBeLessThan(1.1 * (wapeAlone ?? 0));
    }
    expect(found.shrunk).toBeGreaterThan(0);
    expect(found.shrunk).toBeLessThanOrEqual(1);
  });

  test('are the same for queues in another order, but for the draw', () => {
    const turned = made(QUEUES.toReversed());
    turned.total.forecast.points.forEach(({ expected }, index) => {
      expect(expected).toBeCloseTo(found.total.forecast.points[index]?.expected ?? Number.NaN, 6);
    });
  });

  test('bottom-up are those of the queues alone, and one queue is its own total', () => {
    const alone = made(QUEUES, { method: 'bottom-up' });
    const [one] = made([QUEUES[0] as QueueOfGroup]).queues;
    expect(alone.queues[0]?.forecast.points).toEqual(one?.forecast.points);
    const single = made([QUEUES[0] as QueueOfGroup]);
    expect(single.total.forecast.points).toEqual(single.queues[0]?.forecast.points);
    expect(single.channels.map(({ id }) => id)).toEqual(['voice']);
    expect(alone.total.wapeAlone).toBeNull();
  });

  test('add up where a queue is new, and say that the sum has too few days of its own', () => {
    const late = { ...queue('new', 'voice', 0.2, 4, 12), like: (QUEUES[0] as QueueOfGroup).history };
    const grown = made([...QUEUES, late]);
    expect(grown.notes.map(({ code, facts }) => `${code} ${facts['id']}`)).toEqual([
      'sum-of-parts voice',
      'sum-of-parts total',
    ]);
    grown.total.forecast.points.forEach(({ expected }, index) => {
      const sum = grown.queues.reduce((all, { forecast }) => all + (forecast.points[index]?.expected ?? 0), 0);
      expect(expected).toBeCloseTo(sum, 9);
    });
  });

  test('tell at which queue something is wrong', () => {
    const short = queue('short', 'voice', 0.2, 5, 5);
    const away = { ...queue('away', 'voice', 0.2, 6), history: { ...QUEUES[0]!.history, zone: 'Asia/Tokyo' } };
    const refused = forecastQueues([...QUEUES, short, away], {
      days: 7,
      method: 'mint',
      samplePaths: { paths: 99_999, seed: 1 },
    });
    expect(refused.ok ? [] : refused.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'history-too-short /queues/3/history',
      'queues-in-zones /queues/4/history/zone',
      'sample-paths-out-of-range /samplePaths/paths',
    ]);
  });
});

describe('the sum of histories', () => {
  test('has the contacts of all over their common days, and misses what one misses', () => {
    const [one, , three] = QUEUES;
    const late = queue('late', 'voice', 0.5, 7, 30);
    const sum = sumHistories([one!.history, three!.history, late.history]);
    expect(sum?.firstDate).toBe(late.history.firstDate);
    const at = (of: QueueOfGroup, start: number) => of.history.intervals.find((each) => each.start === start);
    for (const { start, count, state } of sum?.intervals ?? []) {
      const parts = [one!, three!, late].map((of) => at(of, start));
      const isClosed = parts.every((part) => part?.state === 'closed');
      const contacts = parts.reduce((all, part) => all + (part?.count ?? 0), 0);
      expect([state === 'closed', count]).toEqual([isClosed, isClosed ? null : contacts]);
    }
    expect(sumHistories([])).toBeUndefined();
    const before = { ...one!.history, endDate: FIRST };
    expect(sumHistories([before, late.history])).toBeUndefined();
  });
});

describe('correlations of errors', () => {
  const size = 60 * 24;
  const errors = (of: (day: number, hour: number) => number): PastErrors => ({
    slots: 24,
    places: Float64Array.from({ length: size }, (_, index) => 20_000 * 24 + index),
    ahead: new Uint8Array(size),
    expected: new Float64Array(size).fill(400),
    actual: Float64Array.from({ length: size }, (_, index) => (20 + of(Math.floor(index / 24), index % 24)) ** 2),
  });

  test('are told of days and of what is within them', () => {
    const ofDay = (day: number) => noise(day, 1);
    const one = errors((day, hour) => ofDay(day) + noise(day, hour + 100));
    const two = errors((day, hour) => ofDay(day) + noise(day, hour + 200));
    const three = errors((day, hour) => noise(day, 5) + noise(day, hour + 100));
    const { whole, days, within, shrunk } = learnCorrelation([one, two, three]);
    expect(shrunk).toBeLessThan(0.3);
    expect(days[1]).toBeGreaterThan(0.7);
    expect(Math.abs(days[2] as number)).toBeLessThan(0.3);
    expect(Math.abs(within[1] as number)).toBeLessThan(0.15);
    expect(within[2]).toBeGreaterThan(0.7);
    expect(whole[1]).toBeGreaterThan(0.3);
    expect([whole[0], days[4], within[8]]).toEqual([1, 1, 1]);
    expect(whole[1]).toBe(whole[3]);
  });

  test('are none where nothing is known', () => {
    const none = {
      slots: 24,
      places: new Float64Array(),
      ahead: new Uint8Array(),
      expected: new Float64Array(),
      actual: new Float64Array(),
    };
    expect([...learnCorrelation([none, none]).whole]).toEqual([1, 0, 0, 1]);
  });
});
