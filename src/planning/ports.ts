import type { OutsideMember } from '../domain/forecast.ts';
import type { SpecialDay } from '../domain/history.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Shift } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';
import type { SeriesModel } from '../forecasting/series-model.ts';

/** What the use cases need from outside; adapters implement these, `main` wires them. */

/** Public holidays of a country and region on local dates from `from` to the day before `end`. */
export type HolidayCalendar = (
  country: string,
  region: string | undefined,
  from: LocalDate,
  end: LocalDate,
) => Outcome<readonly SpecialDay[]>;

/** Models from elsewhere, ready to be fitted. What is loaded once stays. */
export type SeriesModels = (members: readonly OutsideMember[]) => Promise<readonly SeriesModel[]>;

/** Where a running solve stands; null where nothing is known yet. */
export type SolveProgress = {
  readonly seconds: number;
  readonly iterations: number;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
  /** Where the solve is one of several, such as the rounds of a trial: which one, from 1 on, and of how many at most. */
  readonly round?: number | undefined;
  readonly rounds?: number | undefined;
};

/** Where a running simulation stands. */
export type SimulationProgress = {
  readonly seconds: number;
  /** Replications done; of two rosters those of both. */
  readonly replications: number;
  /** Widest half-width of the service level of a queue over the horizon until now; null: not known yet. */
  readonly halfWidth: number | null;
};

/** Where a task stands: solves tell of their best roster, simulations of their replications. */
export type TaskProgress = SolveProgress | SimulationProgress;

/** How a solve hears that it should stop, tells how far it is, and reads the time. */
export type SolveControl = {
  /** Seconds from an arbitrary start, never going back. */
  readonly clock: () => number;
  readonly stopRequested: () => boolean;
  readonly report: (progress: SolveProgress) => void;
  /** Hears of the best roster of a solve, now and then; absent where nobody keeps it. */
  readonly keep?: ((shifts: readonly Shift[]) => void) | undefined;
  /** Hears which phase begins; absent where nobody asks. */
  readonly phase?: TellPhase | undefined;
};

/** Parts of a task whose time is told one by one in traces. */
export type TellPhase = (
  name: 'read body' | 'forecast' | 'requirement' | 'prepare' | 'search' | 'check' | 'compute' | 'write answer',
) => void;

/** Input and output of each kind of work by its name. */
export type TaskTable = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

/** How whoever asked for work stops it and hears of it. An aborted task ends with what it has. */
export type TaskControl = {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
  /** Hears of the best roster of a solve, now and then: its shifts as the JSON text of a problem's `start`. */
  readonly onBest?: ((best: string) => void) | undefined;
  /** Hears at the end which phases the task had, and when each began (milliseconds since 1970); one ended where the next began. */
  readonly onPhase?: ((phase: string, at: number) => void) | undefined;
};

/** Why a task was not taken, or gave no answer: too many wait, its thread died, or the pool is closing. */
export type TaskRefusal = 'queue-full' | 'thread-lost' | 'closing';

/** Work on other threads. A task that is refused or lost rejects with an error whose `refusal` says why; a defect with its own. */
export type Threads<Tasks extends TaskTable> = {
  readonly run: <T extends keyof Tasks & string>(
    task: T,
    input: Tasks[T]['input'],
    control: TaskControl,
  ) => Promise<Tasks[T]['output']>;
  /** Threads are started and have room. */
  readonly ready: () => boolean;
  /** Lets running tasks end and stops the threads. */
  readonly close: () => Promise<void>;
};
