import { dayNumber, isLocalDate } from '../domain/calendar.ts';
import type { History, IntervalLength } from '../domain/history.ts';
import { intervalMinutes } from '../domain/history-grid.ts';
import type { Issue } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import type { ForecastOptions } from './forecast-task.ts';
import { MOST_PATH_COUNTS } from './sample-paths.ts';

/** Longest horizon, also counted from the end of the history where `from` lies behind it. */
export const LONGEST_HORIZON_DAYS = 91;
/** Less history than a week says nothing about some weekday. */
export const LEAST_HISTORY_DAYS = 7;

/** All that is wrong with the options of a forecast, at once; paths are `/days`, `/from`, `/intervalLength`, `/samplePaths/paths`. */
export function checkOptions(history: History, options: ForecastOptions, from: LocalDate): readonly Issue[] {
  const issues: Issue[] = [];
  const { days } = options;
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_HORIZON_DAYS) {
    const facts = { days, least: 1, most: LONGEST_HORIZON_DAYS };
    const message = `The horizon is ${days} days.`;
    issues.push({ code: 'horizon-out-of-range', path: '/days', message, facts, hint: 'Ask for 1 to 91 days.' });
  }
  const length = options.intervalLength;
  issues.push(...pathIssues(options, pointLength(options, history)));
  if (length !== undefined && !isMultiple(length, history.intervalLength)) {
    const facts = { intervalMinutes: intervalMinutes(length), historyMinutes: intervalMinutes(history.intervalLength) };
    const message = `A history of ${facts.historyMinutes} minutes cannot be forecast at ${facts.intervalMinutes} minutes.`;
    const hint = 'Ask for the interval of the history or a multiple of it that divides the day.';
    issues.push({ code: 'interval-not-readable', path: '/intervalLength', message, facts, hint });
  }
  if (options.profile !== undefined && (length ?? history.intervalLength) !== 'day') {
    const facts = { intervalMinutes: intervalMinutes(length ?? history.intervalLength) };
    const message = `A profile spreads days; this history is forecast at ${facts.intervalMinutes} minutes.`;
    const hint = 'Ask for an interval of a day, or leave the profile out.';
    issues.push({ code: 'profile-without-days', path: '/profile', message, facts, hint });
  }
  if (!isLocalDate(from)) {
    const facts = { value: from };
    issues.push({
      code: 'date-invalid',
      path: '/from',
      message: `"${from}" is not a date.`,
      facts,
      hint: 'Write 2026-03-02.',
    });
    return issues;
  }
  const end = from < history.endDate ? from : history.endDate;
  const historyDays = dayNumber(end) - dayNumber(history.firstDate);
  const least = options.like === undefined ? LEAST_HISTORY_DAYS : 1;
  if (historyDays < least) issues.push(tooShort(historyDays, from, history));
  const gapDays = dayNumber(from) - dayNumber(history.endDate);
  if (gapDays + days > LONGEST_HORIZON_DAYS && gapDays > 0) {
    const facts = { historyEnd: history.endDate, from, days, most: LONGEST_HORIZON_DAYS };
    const message = `The last day lies ${gapDays + days} days behind the history.`;
    issues.push({
      code: 'from-too-late',
      path: '/from',
      message,
      facts,
      hint: 'Give newer history or an earlier day.',
    });
  }
  return issues;
}

/** Interval of the points: the profile's where days are spread. */
function pointLength({ profile, intervalLength }: ForecastOptions, history: History): IntervalLength {
  if (profile === undefined) return intervalLength ?? history.intervalLength;
  return profile.kind === 'shares' ? profile.intervalLength : profile.history.intervalLength;
}

function pathIssues({ samplePaths: asked, days }: ForecastOptions, length: IntervalLength): readonly Issue[] {
  if (asked === undefined) return [];
  const most = Math.floor(MOST_PATH_COUNTS / ((1440 / intervalMinutes(length)) * Math.max(1, days)));
  if (Number.isInteger(asked.paths) && asked.paths >= 1 && asked.paths <= most) return [];
  const facts = { paths: asked.paths, least: 1, most };
  const message = `${asked.paths} sample paths are asked for.`;
  const hint = `Ask for 1 to ${most} at this horizon and interval.`;
  return [{ code: 'sample-paths-out-of-range', path: '/samplePaths/paths', message, facts, hint }];
}

/** The issue of a history that is too short for any forecast from the date. */
export function tooShort(historyDays: number, from: LocalDate, history: History): Issue {
  const facts = {
    historyDays: Math.max(0, historyDays),
    neededDays: LEAST_HISTORY_DAYS,
    from,
    historyStart: history.firstDate,
  };
  const message = `Only ${facts.historyDays} days of history lie before ${from}.`;
  return {
    code: 'history-too-short',
    path: '/from',
    message,
    facts,
    hint: 'Give at least one week before the first day forecast.',
  };
}

function isMultiple(length: IntervalLength, of: IntervalLength): boolean {
  return intervalMinutes(length) % intervalMinutes(of) === 0 && 1440 % intervalMinutes(length) === 0;
}
