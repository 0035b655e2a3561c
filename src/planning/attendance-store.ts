import type { Attendance } from '../domain/attendance.ts';
import type { DateSpan } from '../domain/hours.ts';
import type { Interval } from '../domain/units.ts';

/** What was worked, as attendance systems told it. */

export type AttendanceTable = {
  /** Rows in force of some employees that begin within a span of time, in order of employee and start. */
  readonly rows: (filter: {
    readonly employees: readonly string[];
    readonly span: Interval;
  }) => Promise<readonly Attendance[]>;
  /** Spans of dates of which a team has said that its attendance is whole, as far as they touch the dates, in order. */
  readonly spans: (team: string, dates: DateSpan) => Promise<readonly DateSpan[]>;
  /** Enters rows in place of others, which stay stored with who replaced them, and says that the dates are whole. */
  readonly enter: (
    team: string,
    dates: DateSpan,
    rows: { readonly added: readonly Attendance[]; readonly replaced: readonly Attendance[] },
  ) => Promise<void>;
};
