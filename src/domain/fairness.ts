import type { LocalDate, LocalTime } from './units.ts';

/** What is shared out, and how it is counted. */
export type FairnessMeasure =
  /** Shifts with at least so many minutes in the night; default 22:00 to 06:00, and 180. */
  | {
      readonly measure: 'nights';
      readonly nightFrom?: LocalTime | undefined;
      readonly nightTo?: LocalTime | undefined;
      readonly countsFromMinutes?: number | undefined;
    }
  /** Weekends of Saturday and Sunday with a shift that starts on one of these. */
  | { readonly measure: 'weekends' }
  /** Paid hours. */
  | { readonly measure: 'hours' }
  | { readonly measure: 'shifts-of'; readonly templates: readonly string[] }
  /** Shifts that start from `startFrom` up to, not including, `startBefore`: early or late ones. */
  | { readonly measure: 'starts'; readonly startFrom: LocalTime; readonly startBefore: LocalTime }
  /** Requests that are not granted. */
  | { readonly measure: 'requests' };

/** Something that employees are to have equal shares of. */
export type FairnessSetting = FairnessMeasure & {
  readonly id: string;
  /** Points by which each unit of an employee is dearer than the one before it. */
  readonly weight: number;
  /** First date from which past shifts count; absent: all that are known. */
  readonly since?: LocalDate | undefined;
  /** Among whom: the employees of these contracts, of any of these groups and of these names; absent: all. */
  readonly contracts?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly employees?: readonly string[] | undefined;
};

/** Shares of a group in one state. */
export type ShareSpread = { readonly most: number; readonly least: number; readonly deviation: number };

/** How something is shared, by the past alone and with the roster. */
export type FairnessSpread = {
  readonly id: string;
  readonly measure: FairnessMeasure['measure'];
  readonly before: ShareSpread;
  readonly after: ShareSpread;
  readonly employees: readonly { readonly employeeId: string; readonly before: number; readonly after: number }[];
};
