import type { Shift } from './shift.ts';
import type { LocalDate } from './units.ts';

/** What a change costs from so many days ahead on: the nearest step that a change falls within holds. */
export type NoticeStep = {
  /** The step holds where the day begins at most this many days after `asOf`. */
  readonly withinDays: number;
  /** The points of the change, this many times. */
  readonly factor: number;
  /** Money that is owed for each change so late, by law or agreement; it counts at the price of labour cost. */
  readonly premium?: number | undefined;
};

/** Points of one change of a published shift, on a day that no step of notice reaches. */
export type ChangePrices = {
  /** Other times on the same day. */
  readonly moved: number;
  /** For each hour that start and end move, both together, besides `moved`. */
  readonly perHourMoved: number;
  /** A shift where none was published. */
  readonly added: number;
  /** A published shift that is not worked. */
  readonly removed: number;
  /** The same times in another skill or template. */
  readonly otherWork: number;
  /** Each published break of a shift that is otherwise kept which is not where it was; absent: nothing. */
  readonly movedBreak?: number | undefined;
  readonly notice: readonly NoticeStep[];
};

/** What employees were told that they work, and what it costs to tell them something else. */
export type Baseline = {
  readonly shifts: readonly Shift[];
  /** The day on which changes are told: notice is counted in local dates from it. */
  readonly asOf: LocalDate;
  readonly prices: ChangePrices;
};

/** What became of one employee's published shift of one day. */
export type BaselineChange = {
  readonly kind: 'kept' | 'breaks' | 'moved' | 'other-work' | 'added' | 'removed';
  readonly employeeId: string;
  readonly date: LocalDate;
  /** The published shift; absent where one was added. */
  readonly from?: Shift | undefined;
  /** The shift of the roster; absent where one was removed. */
  readonly to?: Shift | undefined;
  readonly points: number;
  /** Premium money, in the team's currency. */
  readonly premium: number;
};
