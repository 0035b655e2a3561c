import type { CalendarLinkTable, LinkedCalendar } from './calendar-links.ts';
import type { WebhookTable } from './webhook-store.ts';
import type { DraftCause, DraftDays, DraftFrame, DraftSolve, ShiftChanges } from '../domain/draft.ts';
import type { DateSpan, RecordedWaiver } from '../domain/hours.ts';
import type { Absence, Agreement, PublicationDifference, PublicationGate, ScheduledShift } from '../domain/schedule.ts';
import type { Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { Interval, LocalDate } from '../domain/units.ts';
import type { ClaimedJob, JobEnding, JobMark, JobProgress, JobTable, PartsAsked } from './job-store.ts';
import type { AccessCounts, KeyTable, Organisations } from './access-store.ts';
import type { AttendanceTable } from './attendance-store.ts';
import type { ResultsTable } from './results-store.ts';
import type { PeopleTable } from './people-store.ts';
import type { RetentionTable, RetentionWork } from './retention-store.ts';
import type { Among, Page, PageRequest, Scope, Versioned, WriteOutcome, Written } from './stored.ts';
import type { TrailTable } from './trail-store.ts';
import type { Sessions, UserTable } from './user-store.ts';

/**
 * What is stored, as the use cases see it. Every call carries a scope: nothing of another organisation is ever read or written, and every
 * write says who did it. Points in time of the store itself (`createdAt`) are ISO 8601 in UTC with milliseconds.
 */

export type TeamSummary = Versioned & {
  readonly id: string;
  readonly name: string | undefined;
  readonly site: string | undefined;
  readonly zone: string;
  readonly employees: number;
};

export type StoredTeam = Versioned & { readonly team: Team };

/** An external id that already belongs to another employee. */
export type ExternalIdClash = {
  readonly system: string;
  readonly externalId: string;
  readonly employee: string;
  readonly other: string;
};

export type TeamTable = {
  /** False where there is a team of that id (also a removed one). Employees' external ids are entered with it. */
  readonly create: (team: Team) => Promise<StoredTeam | 'exists'>;
  readonly get: (id: string) => Promise<StoredTeam | undefined>;
  readonly list: (
    filter: {
      readonly site?: string | undefined;
      readonly employee?: string | undefined;
      readonly text?: string | undefined;
    } & Among,
    page: PageRequest,
  ) => Promise<Page<TeamSummary>>;
  readonly replace: (team: Team, version: number) => Promise<WriteOutcome<StoredTeam>>;
  /** The caller has seen to it that nothing published is left behind. */
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
  /** External ids of the team's employees that other employees of the organisation have. */
  readonly externalIdClashes: (team: Team) => Promise<readonly ExternalIdClash[]>;
  /** Our id of the employee with an external id. */
  readonly employeeByExternalId: (system: string, externalId: string) => Promise<string | undefined>;
};

/** How a stored history is to be read; the words of the HISTORY document. */
export type HistoryReadingOptions = {
  readonly zone: string;
  readonly interval?: string | undefined;
  readonly absent?: string | undefined;
  readonly doubled?: string | undefined;
};

export type StoredRow = {
  /** As given: local or with offset. */
  readonly timestamp: string;
  /** Start of its interval, and whether it is the second of a repeated local time: rows are told apart by it. */
  readonly start: number;
  readonly date: LocalDate;
  readonly count: number;
  readonly ahtSeconds: number | undefined;
};

export type HistoryHead = Versioned & {
  readonly id: string;
  readonly name: string | undefined;
  readonly team: string | undefined;
  readonly skill: string | undefined;
  readonly options: HistoryReadingOptions;
  readonly rows: number;
  readonly firstDate: LocalDate | undefined;
  readonly lastDate: LocalDate | undefined;
  /** Who removed it, and when: nothing more is made of it, and forecasts that were made from it still name it. */
  readonly removed?: Written | undefined;
};

export type HistoryDay = {
  readonly date: LocalDate;
  readonly rows: number;
  readonly count: number;
  /** Weighted by count; undefined where no row has one. */
  readonly ahtSeconds: number | undefined;
};

export type NewHistory = Pick<HistoryHead, 'name' | 'team' | 'skill' | 'options'> & {
  readonly id?: string | undefined;
  readonly rows: readonly StoredRow[];
};

export type HistoryTable = {
  /** 'exists' where there is a history of that id, also a removed one: forecasts name histories by it. */
  readonly create: (history: NewHistory) => Promise<HistoryHead | 'exists'>;
  /** Removed ones too, as their rows; lists have the others alone. */
  readonly get: (id: string) => Promise<HistoryHead | undefined>;
  readonly list: (
    filter: { readonly team?: string | undefined } & Among,
    page: PageRequest,
  ) => Promise<Page<HistoryHead>>;
  /** All rows in order of time, or those of the local dates from `from` to the day before `end`. */
  readonly rows: (
    id: string,
    span?: { readonly from?: LocalDate | undefined; readonly end?: LocalDate | undefined },
  ) => Promise<readonly StoredRow[]>;
  readonly days: (
    id: string,
    span: { readonly from?: LocalDate | undefined; readonly end?: LocalDate | undefined },
    page: PageRequest,
  ) => Promise<Page<HistoryDay>>;
  /**
   * Enters rows. With `correct` a row of the same start is replaced, and what it was is kept with who replaced it; without, rows that are there
   * already with another value are given back and nothing is written. Equal rows are passed over. Version undefined: whatever it is.
   */
  readonly enter: (
    id: string,
    rows: readonly StoredRow[],
    how: { readonly correct: boolean; readonly version?: number | undefined },
  ) => Promise<
    WriteOutcome<
      | {
          readonly ok: true;
          readonly head: HistoryHead;
          readonly added: number;
          readonly corrected: number;
          readonly same: number;
        }
      | { readonly ok: false; readonly differing: readonly StoredRow[] }
    >
  >;
  /** Takes the history away from all that is read here; its id stays taken and its rows stay stored. */
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
};

/** Forecasts, requirements and audits: stored whole, never changed. */
export type DocumentKind = 'forecast' | 'requirement' | 'audit';

export type DocumentHead = {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly team: string | undefined;
  readonly created: Written;
  /** First and last local date that it speaks of. */
  readonly from: LocalDate | undefined;
  readonly to: LocalDate | undefined;
  /** Ids (and versions) of what it was made from, by their kind, such as { history: id, historyVersion: 3 }. */
  readonly inputs: Readonly<Record<string, string | number>>;
  /** Parameters as asked for. */
  readonly parameters: object;
  /** Version of the product that made it. */
  readonly engine: string;
};

export type DocumentTable = {
  readonly create: (
    head: Omit<DocumentHead, 'id' | 'created'>,
    /** The document as JSON text, kept as it is. */
    text: string,
  ) => Promise<DocumentHead>;
  readonly get: (
    kind: DocumentKind,
    id: string,
  ) => Promise<{ readonly head: DocumentHead; readonly text: string } | undefined>;
  readonly list: (
    kind: DocumentKind,
    filter: {
      readonly team?: string | undefined;
      /** Documents made from this input, for example ['history', id]. */
      readonly input?: readonly [kind: string, id: string] | undefined;
    } & Among,
    page: PageRequest,
  ) => Promise<Page<DocumentHead>>;
};

export type DraftHead = Versioned &
  DraftDays & {
    readonly id: string;
    readonly team: string;
    readonly name: string | undefined;
    readonly shifts: number;
    /** The solve whose result is the newest solved version, and which version that is. */
    readonly solve: (DraftSolve & { readonly version: number }) | undefined;
  };

export type DraftVersion = {
  readonly version: number;
  readonly written: Written;
  readonly cause: DraftCause;
  readonly shifts: number;
};

export type DraftTable = {
  readonly create: (draft: {
    readonly team: string;
    readonly name: string | undefined;
    readonly days: DraftDays;
    readonly frame: DraftFrame;
    readonly shifts: readonly Shift[];
    readonly cause: DraftCause;
  }) => Promise<DraftHead>;
  readonly get: (id: string) => Promise<DraftHead | undefined>;
  /** Fixed when the draft was made, so that it can be kept in memory. */
  readonly frame: (id: string) => Promise<DraftFrame | undefined>;
  readonly list: (
    filter: {
      readonly team?: string | undefined;
      readonly from?: LocalDate | undefined;
      readonly to?: LocalDate | undefined;
    } & Among,
    page: PageRequest,
  ) => Promise<Page<DraftHead>>;
  /** Shifts of a version (default the newest) in order of start; `employees`: only theirs. Undefined: there is no such version. */
  readonly shifts: (
    id: string,
    which?: { readonly version?: number | undefined; readonly employees?: readonly string[] | undefined },
  ) => Promise<readonly Shift[] | undefined>;
  readonly versions: (id: string, page: PageRequest) => Promise<Page<DraftVersion>>;
  /** Makes the next version out of `version`; concurrent changes of one draft wait for each other. */
  readonly change: (
    id: string,
    version: number,
    changes: ShiftChanges,
    cause: DraftCause,
  ) => Promise<WriteOutcome<DraftHead>>;
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
};

/** A publication replaces the team's shifts that start on its dates, whatever date they were first published for, and no others. */
export type PublicationHead = {
  readonly id: string;
  readonly team: string;
  /** 1, 2, 3 ... of the team. */
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly draft: string;
  readonly draftVersion: number;
  readonly shifts: number;
  readonly created: Written;
};

export type Publication = PublicationHead & {
  /** The team's version that was judged. */
  readonly teamVersion: number;
  readonly gate: PublicationGate;
  readonly difference: PublicationDifference;
  /** As published, in order of start. */
  readonly published: readonly ScheduledShift[];
};

export type PublicationTable = {
  /** Until the end of the transaction nobody else publishes in the organisation, or changes what is judged: what is read after this is what is. */
  readonly lock: () => Promise<void>;
  /** Writes the publication and the schedule that it leads to: `shifts` are all that changed, removed ones as cancelled. */
  readonly create: (
    publication: Omit<Publication, 'id' | 'number' | 'created'>,
    shifts: readonly ScheduledShift[],
  ) => Promise<Publication>;
  readonly nextNumber: (team: string) => Promise<number>;
  /** Waivers that publications of a team on some dates were let through by, each with the dates of its publication, by its id. */
  readonly waivers: (team: string, dates: DateSpan) => Promise<readonly RecordedWaiver[]>;
  readonly get: (id: string) => Promise<Publication | undefined>;
  readonly list: (
    filter: {
      readonly team?: string | undefined;
      readonly from?: LocalDate | undefined;
      readonly to?: LocalDate | undefined;
    } & Among,
    page: PageRequest,
  ) => Promise<Page<PublicationHead>>;
};

export type ScheduleFilter = Among & {
  readonly site?: string | undefined;
  readonly team?: string | undefined;
  readonly employees?: readonly string[] | undefined;
  /** Of a list: only shifts of other teams than this one. */
  readonly notTeam?: string | undefined;
  /** Shifts that overlap this span. */
  readonly span?: Interval | undefined;
  /** Cancelled shifts too. */
  readonly cancelled?: boolean | undefined;
};

export type ScheduleChanges = {
  readonly shifts: readonly ScheduledShift[];
  /** Position behind the last of them; the same as was asked where there is none. */
  readonly position: string;
  readonly more: boolean;
};

export type ScheduleTable = {
  readonly list: (filter: ScheduleFilter, page?: PageRequest) => Promise<Page<ScheduledShift>>;
  /** Names what is published within the filter's teams and employees, for an ETag: another name wherever any of it is another. */
  readonly state: (filter: ScheduleFilter) => Promise<string>;
  /** What changed after a position, in order of change, each shift once in its newest state; without position: from the beginning. */
  readonly changes: (
    filter: Pick<ScheduleFilter, 'site' | 'team' | 'employees' | 'among'>,
    after: string | undefined,
    limit: number,
  ) => Promise<ScheduleChanges>;
  /** Shifts by id, cancelled ones too, of any team; ids that no shift has are passed over. */
  readonly named: (ids: readonly string[]) => Promise<readonly ScheduledShift[]>;
  /**
   * Shifts of the employees, of any team and cancelled ones too, whose `date` (of the first publication, whatever they were moved to since) lies
   * from `from` to `to`, both included: which ordinals are taken.
   */
  readonly firstPublished: (
    employees: readonly string[],
    from: LocalDate,
    to: LocalDate,
  ) => Promise<readonly ScheduledShift[]>;
  /** Spans of local dates, both ends included, for which a team has published and which touch the dates from `from` to `to`. */
  readonly publishedSpans: (
    team: string,
    from: LocalDate,
    to: LocalDate,
  ) => Promise<readonly { readonly from: LocalDate; readonly to: LocalDate }[]>;
};

export type AbsenceRecord = Versioned & Absence;

export type AbsenceTable = {
  readonly create: (absence: Omit<Absence, 'id'>) => Promise<AbsenceRecord>;
  readonly get: (id: string) => Promise<AbsenceRecord | undefined>;
  readonly replace: (absence: Absence, version: number) => Promise<WriteOutcome<AbsenceRecord>>;
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
  /** Overlapping [from, to] in any zone, give or take a day: the caller cuts exactly. */
  readonly list: (
    filter: {
      readonly employees?: readonly string[] | undefined;
      readonly from?: LocalDate | undefined;
      readonly to?: LocalDate | undefined;
    },
    page: PageRequest,
  ) => Promise<Page<AbsenceRecord>>;
};

export type AgreementRecord = Versioned &
  Agreement & {
    /** Who removed it, and when: it lifts nothing any more, and what was published under it still names it. */
    readonly removed?: Written | undefined;
  };

export type AgreementTable = {
  readonly create: (agreement: Omit<Agreement, 'id'>) => Promise<AgreementRecord>;
  /** Removed ones too; lists have those that hold alone. */
  readonly get: (id: string) => Promise<AgreementRecord | undefined>;
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
  readonly list: (
    filter: {
      readonly team?: string | undefined;
      readonly from?: LocalDate | undefined;
      readonly to?: LocalDate | undefined;
    } & Among,
    page: PageRequest,
  ) => Promise<Page<AgreementRecord>>;
};

/** An answer kept for the repetition of its request. */
export type KeptAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Whether a key is free, has its answer, or belongs to another request. */
export type KeyState =
  | { readonly state: 'new' }
  | { readonly state: 'kept'; readonly answer: KeptAnswer }
  | { readonly state: 'other' };

export type IdempotencyTable = {
  /** What `take` would say now, without taking the key. */
  readonly peek: (key: string, fingerprint: string) => Promise<KeyState>;
  /**
   * Takes a key for a request of this fingerprint: `new` where nobody used it within 24 hours; `kept` with the answer; `other` where its
   * request was another one. A second request with the key waits until the transaction of the first one ends.
   */
  readonly take: (key: string, fingerprint: string) => Promise<KeyState>;
  readonly keep: (key: string, answer: KeptAnswer) => Promise<void>;
};

export type Tables = {
  readonly teams: TeamTable;
  readonly histories: HistoryTable;
  readonly documents: DocumentTable;
  readonly drafts: DraftTable;
  readonly publications: PublicationTable;
  readonly schedules: ScheduleTable;
  readonly absences: AbsenceTable;
  readonly agreements: AgreementTable;
  readonly jobs: JobTable;
  readonly idempotency: IdempotencyTable;
  readonly keys: KeyTable;
  readonly users: UserTable;
  readonly trail: TrailTable;
  readonly people: PeopleTable;
  readonly webhooks: WebhookTable;
  readonly calendarLinks: CalendarLinkTable;
  readonly attendances: AttendanceTable;
  readonly results: ResultsTable;
  readonly retention: RetentionTable;
};

/** The store is not to be reached, full, or closing: nothing of the transaction is written. */
export type StoreRefusal = 'unreachable' | 'full' | 'closing';

export type StoreFigures = {
  /** Jobs by state, every state. */
  readonly jobs: Readonly<Record<string, number>>;
  readonly oldestQueuedSeconds: number;
  /** Messages of webhooks by state, every state. */
  readonly messages: Readonly<Record<string, number>>;
};

export type Store = {
  /** Reads, all at one state of the store. */
  readonly read: <T>(scope: Scope, work: (tables: Tables) => Promise<T>) => Promise<T>;
  /**
   * One transaction: all of the work's writes or, where it throws, none. It is run again where the database had to abort it for another
   * one, so it must not have effects elsewhere. Rejects with an error whose `refusal` says why the store could not serve. With `locksSchedule`
   * the organisation's publications are locked before anything is read, and whoever waits for that needs nothing that others need.
   */
  readonly write: <T>(
    scope: Scope,
    work: (tables: Tables) => Promise<T>,
    how?: { readonly locksSchedule?: boolean | undefined },
  ) => Promise<T>;
  /** `state` of the schedule by itself, in one turn: whoever keeps an answer asks it each time. */
  readonly scheduleState: (scope: Scope, filter: ScheduleFilter) => Promise<string>;
  readonly organisations: Organisations;
  readonly retention: RetentionWork;
  readonly sessions: Sessions;
  readonly accessCounts: AccessCounts;
  /** Calls back with a job's id when something happened to it, in whatever process, and whether that is a wish to stop; returns how to end that. */
  readonly onJob: (listener: (jobId: string, isStopWish: boolean) => void) => () => void;
  /** Answers a query at present. */
  readonly ready: () => Promise<boolean>;
  /** The link of a token, of whatever organisation; undefined where there is none, or it was removed. */
  readonly calendarLink: (token: string) => Promise<LinkedCalendar | undefined>;
  /** Solver processes that are connected at present. */
  readonly solvers: () => Promise<number>;
  /** Counts of all organisations together, for whoever watches over the service. */
  readonly figures: () => Promise<StoreFigures>;
  readonly close: () => Promise<void>;
};

/** What a solver process needs of the store. */
export type JobLedger = {
  /** Fetches jobs from the queue until it is stopped, at most `concurrency` at a time; `run` settles when the job has ended or was given back. */
  readonly work: (
    concurrency: number,
    run: (job: ClaimedJob) => Promise<void>,
  ) => Promise<{ readonly stop: () => Promise<void> }>;
  /** Says that the job is alive and how far it is. `stop`: somebody wants it to end; `lost`: it is no longer ours, its work is void. */
  readonly beat: (
    job: JobMark,
    progress: JobProgress | undefined,
  ) => Promise<{ readonly stop: boolean; readonly lost: boolean }>;
  /** Keeps the best roster so far, for whoever takes the job up when this process dies. */
  readonly keepBest: (job: JobMark, best: string) => Promise<void>;
  /** Ends the job once: false where it is no longer ours. `apply` writes in the same transaction what the result leads to. */
  readonly end: (
    job: JobMark,
    ending: JobEnding,
    apply?: (tables: Tables) => Promise<{ readonly id: string; readonly version: number } | undefined>,
  ) => Promise<boolean>;
  /** The job waits, in no process, until parts of it are solved that others take; then it is queued again. False where it is no longer ours. */
  readonly divide: (job: JobMark, asked: PartsAsked, progress: JobProgress | undefined) => Promise<boolean>;
  /** Gives a job back to the queue, as when the process is told to end. */
  readonly release: (job: JobMark) => Promise<void>;
  /** Gives back a job whose process is known to have died; after too many of them it fails. */
  readonly lose: (job: JobMark) => Promise<void>;
  /** Gives back to the queue what processes hold that have not been heard of for some seconds; after too many attempts a job fails. */
  readonly reclaim: () => Promise<number>;
};
