import type { Interval, Seconds } from '../domain/units.ts';

/** The same points of time as disjoint spans in order; spans that overlap or touch become one, empty ones vanish. */
export function mergeSpans(spans: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const span of spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}

/** Seconds of [start, end) that lie in disjoint spans. */
export function overlapSeconds(spans: readonly Interval[], { start, end }: Interval): Seconds {
  let seconds = 0;
  for (const span of spans) {
    const common = Math.min(end, span.end) - Math.max(start, span.start);
    if (common > 0) seconds += common;
  }
  return seconds;
}
