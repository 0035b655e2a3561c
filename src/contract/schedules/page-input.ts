import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Holiday } from '../../domain/team.ts';
import type { Instant, Interval, LocalDate, Zone } from '../../domain/units.ts';
import type { Language } from '../messages/catalog.ts';

/** Somebody with a row of the page, with shifts or without. */
export type PageEmployee = {
  readonly id: string;
  readonly name?: string | undefined;
  /** Weekly hours of the contract; compared with the hours of the page where its days are whole weeks and nothing is credited beside the work. */
  readonly minHoursPerWeek?: number | undefined;
  readonly maxHoursPerWeek?: number | undefined;
  /** Dates of leave and the like; the page says that somebody is away and never why. */
  readonly awayDates?: readonly LocalDate[] | undefined;
};

/** People on the work, and wanted, throughout a span. */
export type CoverInterval = Interval & { readonly people: number; readonly target: number };

/** Cover of one skill, or of all where it has no name. Spans in any order that do not overlap; between them nobody is wanted. */
export type CoverSeries = { readonly name?: string | undefined; readonly intervals: readonly CoverInterval[] };

export type SchedulePageInput = {
  readonly language: Language;
  readonly team: { readonly id: string; readonly name?: string | undefined; readonly site?: string | undefined };
  readonly zone: Zone;
  /** The columns: `days` local dates from `from` on. */
  readonly from: LocalDate;
  readonly days: number;
  /** Rows in this order. Who has shifts and is not among them follows behind. */
  readonly employees: readonly PageEmployee[];
  /** Published shifts that overlap the days; cancelled ones are passed over. */
  readonly shifts: readonly ScheduledShift[];
  readonly holidays?: readonly Holiday[] | undefined;
  readonly cover?: readonly CoverSeries[] | undefined;
  /** The newest publication that the page shows, with the numbers of all that its days come from. */
  readonly publication?:
    | {
        readonly number: number;
        readonly at: Instant;
        readonly by: string;
        readonly all?: readonly number[] | undefined;
      }
    | undefined;
  /** When anything that the page shows last changed. */
  readonly changedAt: Instant;
  /** Default: A4 up to a week, A3 beyond. */
  readonly paper?: 'A4' | 'A3' | undefined;
};
