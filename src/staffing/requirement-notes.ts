import type { ForecastPoint, Note } from '../domain/forecast.ts';
import type { RequirementInterval, RequirementParameters, RequirementSummary } from '../domain/requirement.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import { REPORTED_THRESHOLD_SECONDS } from './service-expectation.ts';

/** Expected abandonment above this share is pointed out: the target is then met partly by callers who give up. */
const ABANDONMENT_WARNING_SHARE = 0.05;

/** Rounding up in each interval that adds more than this share to the hours to schedule is pointed out: small teams pay it dearly. */
const ROUNDING_WARNING_SHARE = 0.05;

/** Handle times below this are minutes that were written as seconds more often than not. */
const SHORT_AHT_SECONDS = 20;

/**
 * What the reader of a requirement should know before using it, one note a kind with the number of intervals and the worst
 * of them.
 *
 * Codes: `abandonment-high` and `positions-below-load` (Erlang A can reach a service level by letting callers hang up),
 * `ceiling-binds`, `queue-unstable` (Erlang C with no more positions than load), `contacts-while-closed`,
 * `work-after-closing` (a load method that carries contacts over finds some in handling while closed), `shrinkage-rounded` (whole people in each interval are many more than the shrinkage asks for), `aht-short`,
 * `service-level-threshold-assumed` (a target without a threshold). Facts: shares 0-1, instants in epoch seconds.
 */
export function requirementNotes(
  points: readonly ForecastPoint[],
  intervals: readonly RequirementInterval[],
  summary: RequirementSummary,
  parameters: RequirementParameters,
  loads: ArrayLike<number>,
): readonly Note[] {
  const notes: Note[] = [];
  if (parameters.target.kind !== 'service-level') {
    notes.push({ code: 'service-level-threshold-assumed', facts: { thresholdSeconds: REPORTED_THRESHOLD_SECONDS } });
  }
  notes.push(...closedContactsNotes(points), ...ceilingNotes(intervals, parameters));
  notes.push(...roundingNotes(summary, intervals, parameters), ...shortHandleTimeNotes(intervals));
  notes.push(...afterClosingNotes(points, loads), ...placedNotes(parameters));
  if (parameters.patienceSeconds === undefined) {
    notes.push(...unstableNotes(intervals));
  } else {
    notes.push(...abandonmentNotes(intervals, summary), ...belowLoadNotes(intervals));
  }
  return notes;
}

function roundingNotes(
  { positionHours, scheduledHours }: RequirementSummary,
  intervals: readonly RequirementInterval[],
  { shrinkage: share, shrinkageParts }: RequirementParameters,
): Note[] {
  const exactHours = intervals.reduce(
    (sum, { start, end, toScheduleExact }) => sum + (toScheduleExact * (end - start)) / SECONDS_PER_HOUR,
    0,
  );
  if (positionHours === scheduledHours || scheduledHours <= exactHours * (1 + ROUNDING_WARNING_SHARE)) return [];
  const shrinkage = shrinkageParts === undefined ? share : 1 - positionHours / exactHours;
  const addedShare = scheduledHours / exactHours - 1;
  return [{ code: 'shrinkage-rounded', facts: { positionHours, shrinkage, exactHours, scheduledHours, addedShare } }];
}

function placedNotes({ shrinkageParts = [] }: RequirementParameters): Note[] {
  const placed = shrinkageParts.filter(({ placedByRoster }) => placedByRoster).map(({ id }) => id);
  return placed.length === 0 ? [] : [{ code: 'shrinkage-placed', facts: { parts: placed.join(', ') } }];
}

/** Contacts that came before closing time and are still being handled behind it: nobody is required for them. */
function afterClosingNotes(points: readonly ForecastPoint[], loads: ArrayLike<number>): Note[] {
  let intervals = 0;
  let hours = 0;
  points.forEach(({ start, end, open }, index) => {
    const load = loads[index] as number;
    if (open || load * (end - start) < 1) return;
    intervals += 1;
    hours += (load * (end - start)) / SECONDS_PER_HOUR;
  });
  return intervals === 0 ? [] : [{ code: 'work-after-closing', facts: { intervals, hours } }];
}

function shortHandleTimeNotes(intervals: readonly RequirementInterval[]): Note[] {
  const short = intervals.filter(({ contacts, ahtSeconds }) => contacts > 0 && ahtSeconds < SHORT_AHT_SECONDS);
  const least = worstBy(short, ({ ahtSeconds }) => -ahtSeconds);
  if (least === undefined) return [];
  const { ahtSeconds, start } = least;
  return [
    {
      code: 'aht-short',
      facts: { intervals: short.length, ahtSeconds, worstStart: start, asMinutes: ahtSeconds * 60 },
    },
  ];
}

function abandonmentNotes(intervals: readonly RequirementInterval[], summary: RequirementSummary): Note[] {
  const high = intervals.filter((interval) => (interval.abandonment ?? 0) > ABANDONMENT_WARNING_SHARE);
  const worst = worstBy(high, (interval) => interval.abandonment ?? 0);
  // The whole is a contact-weighted mean of its intervals, so it can be above the limit only where one of them is.
  if (worst === undefined) return [];
  return [
    {
      code: 'abandonment-high',
      facts: {
        limit: ABANDONMENT_WARNING_SHARE,
        overallAbandonment: summary.abandonment ?? 0,
        abandonedContacts: summary.contacts * (summary.abandonment ?? 0),
        intervals: high.length,
        worstStart: worst.start,
        worstAbandonment: worst.abandonment ?? 0,
        worstPositions: worst.positions,
        worstLoadErlang: worst.loadErlang,
      },
    },
  ];
}

function belowLoadNotes(intervals: readonly RequirementInterval[]): Note[] {
  const below = intervals.filter((interval) => interval.positions < interval.loadErlang);
  const worst = worstBy(below, (interval) => interval.loadErlang - interval.positions);
  if (worst === undefined) return [];
  return [
    {
      code: 'positions-below-load',
      facts: {
        intervals: below.length,
        worstStart: worst.start,
        worstPositions: worst.positions,
        worstLoadErlang: worst.loadErlang,
        worstAbandonment: worst.abandonment ?? 0,
      },
    },
  ];
}

function ceilingNotes(intervals: readonly RequirementInterval[], parameters: RequirementParameters): Note[] {
  const bound = intervals.filter((interval) => interval.boundBy === 'ceiling');
  const worst = worstBy(bound, (interval) => 1 - (interval.serviceLevel ?? 0));
  if (worst === undefined || parameters.ceiling === undefined) return [];
  return [
    {
      code: 'ceiling-binds',
      facts: {
        ceiling: parameters.ceiling,
        intervals: bound.length,
        worstStart: worst.start,
        worstLoadErlang: worst.loadErlang,
        worstServiceLevel: worst.serviceLevel ?? 0,
      },
    },
  ];
}

function unstableNotes(intervals: readonly RequirementInterval[]): Note[] {
  const unstable = intervals.filter((interval) => interval.contacts > 0 && interval.loadErlang >= interval.positions);
  const worst = worstBy(unstable, (interval) => interval.loadErlang - interval.positions);
  if (worst === undefined) return [];
  return [
    {
      code: 'queue-unstable',
      facts: {
        intervals: unstable.length,
        worstStart: worst.start,
        worstPositions: worst.positions,
        worstLoadErlang: worst.loadErlang,
      },
    },
  ];
}

function closedContactsNotes(points: readonly ForecastPoint[]): Note[] {
  const closed = points.filter((point) => !point.open && point.expected > 0);
  const first = closed[0];
  if (first === undefined) return [];
  const contacts = closed.reduce((sum, point) => sum + point.expected, 0);
  return [{ code: 'contacts-while-closed', facts: { intervals: closed.length, contacts, firstStart: first.start } }];
}

/** The first interval with the largest badness, or undefined of none. */
function worstBy(
  intervals: readonly RequirementInterval[],
  badness: (interval: RequirementInterval) => number,
): RequirementInterval | undefined {
  let worst: RequirementInterval | undefined;
  for (const interval of intervals) {
    if (worst === undefined || badness(interval) > badness(worst)) worst = interval;
  }
  return worst;
}
