import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Beats, beating } from '../../../src/jobs/beat.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** Beats each second; what they were, and when, in milliseconds. */
function heard(): { readonly beats: Beats; readonly all: (readonly [number, boolean])[] } {
  const all: (readonly [number, boolean])[] = [];
  const from = performance.now();
  const beat = (asked: boolean): Promise<void> => {
    all.push([Math.round(performance.now() - from), asked]);
    return Promise.resolve();
  };
  return { beats: beating({ seconds: 1, beat, failed: () => undefined }), all };
}

it('whoever asks after a quiet time is heard at once, and after that not more often than five times a second', async () => {
  const { beats, all } = heard();
  await vi.advanceTimersByTimeAsync(700);
  beats.soon();
  await vi.advanceTimersByTimeAsync(10);
  beats.soon();
  beats.soon();
  await vi.advanceTimersByTimeAsync(1300);
  expect(all).toEqual([
    [0, false],
    [700, true],
    [900, true],
    [1900, false],
  ]);
  await beats.end();
});

it('news are told with the next beat, also where a beat was asked for besides', async () => {
  const { beats, all } = heard();
  await vi.advanceTimersByTimeAsync(100);
  beats.tell();
  beats.soon();
  await vi.advanceTimersByTimeAsync(150);
  beats.tell();
  await vi.advanceTimersByTimeAsync(200);
  expect(all).toEqual([
    [0, false],
    [200, false],
    [400, false],
  ]);
  await beats.end();
});
