import { intervalMinutes } from '../domain/history-grid.ts';
import type { IntervalLength } from '../domain/history.ts';
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from '../domain/units.ts';
import type { IssueList } from './history-issues.ts';
import { WHOLE } from './history-issues.ts';
import type { PlaceOf, WrittenRow } from './history-rows.ts';

/** Lengths of interval that a history may have, in minutes; 1440 stands for local days. */
const HISTORY_MINUTES: readonly number[] = [5, 6, 10, 15, 30, 60, 1440];

/** So many neighbouring steps of another allowed length are no gap but another interval: fewer can be chance. */
const FINER_RUN = 4;
const COARSER_RUN = 12;

/** Wall-clock seconds of a row since 1970-01-01, as if every day had 24 hours: neighbours differ by whole intervals. */
function wallOf(row: WrittenRow): number {
  return row.day * SECONDS_PER_DAY + row.secondOfDay;
}

/**
 * The interval of a history: the step between neighbouring rows on the wall clock that occurs most often, the shorter of two
 * that occur equally often. Rows must begin on its grid, counted from local midnight. Where at least 4 steps in a row are another,
 * shorter length of those allowed, or 12 a longer one, the intervals are mixed and the history is refused at the first of them.
 * Only the steps between the `deciding` rows count; all rows are held to the interval that they give.
 */
export function detectInterval(
  rows: readonly WrittenRow[],
  deciding: readonly WrittenRow[],
  issues: IssueList,
  placeOf: PlaceOf,
): IntervalLength | undefined {
  const dated = rows.find((row) => row.dateOnly);
  const timed = rows.find((row) => !row.dateOnly);
  if (dated !== undefined && timed !== undefined) {
    const line = Math.max(dated.line, timed.line);
    const facts = { dateLine: dated.line, timeLine: timed.line };
    const hint = 'Write dates alone, one a day, or a time of day in every row.';
    issues.add(
      'mixed-intervals',
      placeOf(line, 'timestamp'),
      'Some rows have a time of day and some none.',
      facts,
      hint,
    );
    return undefined;
  }
  const steps = stepsOf(rows);
  const seconds =
    commonest(deciding === rows ? steps : stepsOf(deciding)) ?? (dated === undefined ? undefined : SECONDS_PER_DAY);
  if (seconds === undefined) {
    if (issues.size() > 0) return undefined;
    const hint = 'Give at least two rows at different times.';
    issues.add('interval-unknown', WHOLE, 'The interval cannot be told from one row.', { rows: deciding.length }, hint);
    return undefined;
  }
  if (!HISTORY_MINUTES.includes(seconds / SECONDS_PER_MINUTE)) {
    const facts = { minutes: seconds / SECONDS_PER_MINUTE, allowed: HISTORY_MINUTES.join(' ') };
    const hint = 'Give counts per 5, 6, 10, 15, 30 or 60 minutes, or per day.';
    const message = `Rows are mostly ${facts.minutes} minutes apart, which is no interval.`;
    issues.add('interval-unsupported', WHOLE, message, facts, hint);
    return undefined;
  }
  checkGrid(rows, steps, seconds, issues, placeOf);
  return seconds === SECONDS_PER_DAY ? 'day' : seconds;
}

/** Steps from the row before to each row, in order of wall time; 0 for the first and for repeated times. */
type Steps = { readonly order: readonly WrittenRow[]; readonly seconds: Float64Array };

function stepsOf(rows: readonly WrittenRow[]): Steps {
  const sorted = rows.every((row, index) => index === 0 || wallOf(rows[index - 1] as WrittenRow) <= wallOf(row));
  const order = sorted ? rows : [...rows].sort((a, b) => wallOf(a) - wallOf(b));
  const seconds = new Float64Array(order.length);
  for (let index = 1; index < order.length; index += 1) {
    seconds[index] = wallOf(order[index] as WrittenRow) - wallOf(order[index - 1] as WrittenRow);
  }
  return { order, seconds };
}

function commonest(steps: Steps): number | undefined {
  const counts = new Map<number, number>();
  for (const step of steps.seconds) if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  let best: number | undefined;
  for (const [step, count] of counts) {
    const known = best === undefined ? 0 : (counts.get(best) as number);
    if (count > known || (count === known && best !== undefined && step < best)) best = step;
  }
  return best;
}

function checkGrid(
  rows: readonly WrittenRow[],
  steps: Steps,
  interval: number,
  issues: IssueList,
  placeOf: PlaceOf,
): void {
  const mixed = mixedRun(steps, interval);
  if (mixed !== undefined) {
    const facts = { minutes: interval / 60, otherMinutes: mixed.step / 60, rows: mixed.rows };
    const message = `From here rows are ${facts.otherMinutes} minutes apart, elsewhere ${facts.minutes}.`;
    const hint = 'Give one length of interval in a file, or split it.';
    issues.add('mixed-intervals', placeOf(mixed.line, 'timestamp'), message, facts, hint);
    // The rows of the other interval lie off this grid by nature: one issue says it, not one for each.
    if (mixed.step < interval) return;
  }
  for (const row of rows) {
    if (row.secondOfDay % interval === 0) continue;
    const facts = { value: row.timestamp, minutes: interval / 60 };
    const message = `${row.timestamp} is not the start of an interval of ${facts.minutes} minutes.`;
    const hint = 'Begin every interval at a multiple of its length from local midnight.';
    issues.add('timestamp-off-grid', placeOf(row.line, 'timestamp'), message, facts, hint);
  }
}

function mixedRun(
  steps: Steps,
  interval: number,
): { readonly line: number; readonly step: number; readonly rows: number } | undefined {
  let run = 0;
  let found: { line: number; step: number; rows: number } | undefined;
  for (let index = 1; index <= steps.seconds.length; index += 1) {
    const step = steps.seconds[index] ?? -1;
    const before = steps.seconds[index - 1] ?? -1;
    if (index > 1 && step !== before) {
      const other = before !== interval && HISTORY_MINUTES.includes(before / SECONDS_PER_MINUTE);
      // A row a day is how a site that opens for one interval looks, so whole days are not a coarser interval here.
      const long = before < interval ? run >= FINER_RUN : before < SECONDS_PER_DAY && run >= COARSER_RUN;
      if (other && long) {
        const line = (steps.order[index - run - 1] as WrittenRow).line;
        if (found === undefined || line < found.line) found = { line, step: before, rows: run + 1 };
      }
      run = 0;
    }
    run += 1;
  }
  return found;
}

/** Whether a history of one interval can be read at another: a multiple of it that divides the day, and one of those allowed. */
export function canReadAs(from: IntervalLength, minutes: number): boolean {
  return HISTORY_MINUTES.includes(minutes) && minutes % intervalMinutes(from) === 0;
}
