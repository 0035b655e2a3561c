import {
  type ColumnType,
  DummyDriver,
  type Generated,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Role } from '../domain/access.ts';
import type { RetentionDays } from '../domain/retention.ts';
import type { DraftCause, DraftFrame, DraftSolve } from '../domain/draft.ts';
import type { Absence, PublicationDifference, PublicationGate, ScheduledShift } from '../domain/schedule.ts';
import type { Shift } from '../domain/shift.ts';
import type { PlanSummary } from '../domain/plan-batch.ts';
import type { Team } from '../domain/team.ts';
import type { MeasureSettings } from '../domain/team-measures.ts';
import type { Job, JobProblem, JobProgress, JobRequest, JobState } from '../planning/job-store.ts';
import type { CalendarWhose } from '../planning/calendar-links.ts';
import type { DocumentKind, HistoryReadingOptions } from '../planning/store.ts';
import type { TrailEntry } from '../planning/trail-store.ts';
import type { UserGiven, UserScope } from '../planning/user-store.ts';
import type { DeliveryState, WebhookState } from '../planning/webhook-store.ts';

/** The tables as their rows are read and written. Made by `migrations`; JSON is written as text and read as its value. */

type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, string | undefined, string>;

type Owned = { readonly organisation: string };

/** What an entry of the trail says, whether it has its place in the chain or not. */
type TrailColumns = Omit<TrailEntry, 'number' | 'at' | 'changes' | 'hash'> & {
  readonly at: Time;
  readonly content: Buffer;
};

type Written = { readonly created_at: Time; readonly created_by: string };

type Versioned = Written & {
  readonly version: Generated<number>;
  readonly updated_at: Time;
  readonly updated_by: string;
};

/** Who was best at a measure, and what follows for the others. */
export type TargetFigures = {
  readonly employee: string;
  readonly bestValue: number;
  readonly proposed: number;
  /** What was accepted, which may be another value than the proposed one. */
  readonly target: number | null;
};

export type Database = {
  readonly organisations: Owned & Written & { readonly name: string | null };
  readonly api_keys: Owned &
    Written & {
      readonly id: string;
      readonly name: string;
      readonly hash: string;
      readonly role: Role;
      readonly teams: Json<readonly string[]> | null;
      readonly employee: string | null;
      readonly operations: Json<readonly string[]> | null;
      readonly expires_at: Date;
      readonly last_used_at: Date | null;
      readonly revoked_at: Date | null;
      readonly revoked_by: string | null;
    };
  readonly teams: Owned &
    Versioned & {
      readonly id: string;
      readonly name: string | null;
      readonly site: string | null;
      readonly zone: string;
      readonly employees: number;
      readonly document: Json<Team> | null;
      readonly sealed: Buffer | null;
      readonly removed_at: Date | null;
    };
  readonly team_members: Owned & { readonly team: string; readonly employee: string };
  readonly external_ids: Owned & {
    readonly system: string;
    /** A mark of it, unless it was written before there were marks. */
    readonly external_id: string;
    readonly employee: string;
    readonly marked: boolean;
  };
  readonly histories: Owned &
    Versioned & {
      readonly id: string;
      readonly name: string | null;
      readonly team: string | null;
      readonly skill: string | null;
      readonly options: Json<HistoryReadingOptions>;
      readonly rows: number;
      readonly first_date: string | null;
      readonly last_date: string | null;
      readonly removed_at: Date | null;
    };
  readonly documents: Owned &
    Written & {
      readonly id: Generated<string>;
      readonly kind: DocumentKind;
      readonly team: string | null;
      readonly first_date: string | null;
      readonly last_date: string | null;
      readonly inputs: Json<Readonly<Record<string, string | number>>>;
      /** These two: of before they were sealed. */
      readonly parameters: Json<object> | null;
      readonly engine: string;
      readonly text: string | null;
      readonly sealed: Buffer | null;
      readonly sealed_parameters: Buffer | null;
    };
  readonly document_inputs: Owned & { readonly document: string; readonly kind: string; readonly input: string };
  readonly drafts: Owned &
    Versioned & {
      readonly id: Generated<string>;
      readonly team: string;
      readonly name: string | null;
      readonly first_date: string;
      readonly last_date: string;
      readonly days: number;
      readonly frame: Json<DraftFrame>;
      readonly shifts: number;
      readonly solve: Json<DraftSolve> | null;
      readonly solve_version: number | null;
      readonly removed_at: Date | null;
    };
  readonly draft_versions: Owned & {
    readonly draft: string;
    readonly version: number;
    readonly cause: Json<DraftCause>;
    readonly shifts: number;
    readonly written_at: Time;
    readonly written_by: string;
  };
  readonly draft_shifts: Owned & {
    readonly draft: string;
    readonly shift_id: string;
    readonly from_version: number;
    readonly to_version: number | null;
    readonly employee: string;
    readonly data: Json<Shift>;
  };
  readonly schedule_counters: Owned & {
    readonly change: number;
    readonly longest_seconds: number;
    readonly cleared: Generated<number>;
  };
  readonly publications: Owned &
    Written & {
      readonly id: Generated<string>;
      readonly team: string;
      readonly number: number;
      readonly first_date: string;
      readonly last_date: string;
      readonly draft: string;
      readonly draft_version: number;
      readonly team_version: number;
      readonly shifts: number;
      readonly gate: Json<PublicationGate> | null;
      readonly difference: Json<PublicationDifference>;
      readonly published: Json<readonly ScheduledShift[]> | null;
      readonly sealed_gate: Buffer | null;
      readonly sealed_published: Buffer | null;
    };
  readonly scheduled_shifts: Owned & {
    readonly shift_id: string;
    readonly team: string;
    readonly site: string | null;
    readonly employee: string;
    readonly date: string;
    readonly start_at: number;
    readonly end_at: number;
    readonly cancelled: boolean;
    readonly change: number;
    readonly data: Json<ScheduledShift>;
  };
  readonly absences: Owned &
    Versioned & {
      readonly id: Generated<string>;
      readonly employee: string;
      readonly period: Json<Absence['when']>;
      readonly first_date: string;
      readonly last_date: string;
      /** Of before reasons were sealed, until a service has sealed it. */
      readonly reason: string | null;
      readonly sealed_reason: Buffer | null;
      readonly credit_hours_per_day: number | null;
      readonly removed_at: Date | null;
    };
  readonly agreements: Owned &
    Versioned & {
      readonly id: Generated<string>;
      readonly team: string;
      readonly employee: string | null;
      readonly rule: string;
      readonly first_date: string;
      readonly last_date: string;
      readonly reference: string;
      readonly signed_on: string;
      readonly removed_at: Date | null;
    };
  readonly jobs: Owned &
    Versioned & {
      readonly id: Generated<string>;
      readonly kind: Job['kind'];
      readonly state: Generated<JobState | 'waiting'>;
      readonly team: string | null;
      readonly draft: string | null;
      readonly draft_version: number | null;
      readonly result_draft: string | null;
      readonly result_draft_version: number | null;
      readonly seed: number;
      readonly urgency: Generated<number>;
      readonly attempt: Generated<number>;
      readonly losses: Generated<number>;
      readonly events: Generated<number>;
      readonly started_at: Date | null;
      readonly ended_at: Date | null;
      readonly stop_at: Date | null;
      readonly stop_by: string | null;
      readonly progress: Json<JobProgress> | null;
      /** Of before problems were sealed. */
      readonly problem: Json<JobProblem> | null;
      readonly problem_kind: string | null;
      readonly sealed_problem: Buffer | null;
      readonly has_result: Generated<boolean>;
      readonly worker: string | null;
      readonly heartbeat_at: Date | null;
      readonly queued_at: Time;
      readonly cleared_at: Date | null;
      readonly ticket: string;
      readonly traceparent: string | null;
      readonly part_of: string | null;
      readonly part_round: number | null;
      readonly part: number | null;
      readonly rounds: Generated<number>;
      readonly parts: number | null;
      readonly parts_ended: number | null;
      readonly label: string | null;
      readonly summary: Json<PlanSummary> | null;
    };
  readonly job_contents: Owned & {
    readonly job: string;
    readonly operation: JobRequest['operation'];
    /** These three: of before they were sealed. */
    readonly body: string | null;
    readonly result: string | null;
    readonly best: string | null;
    readonly sealed_body: Buffer | null;
    readonly sealed_result: Buffer | null;
    readonly sealed_best: Buffer | null;
  };
  readonly trail: Owned &
    TrailColumns & {
      readonly number: number;
      readonly previous: Buffer;
      readonly hash: Buffer;
    };
  readonly trail_pending: Owned &
    TrailColumns & {
      readonly id: Generated<string>;
      readonly mac: Buffer;
    };
  readonly users: Owned &
    Versioned & {
      readonly id: string;
      readonly role: UserScope['role'];
      readonly teams: Json<readonly string[]> | null;
      readonly employee: string | null;
      readonly state: UserGiven['state'];
      readonly sealed: Buffer;
      readonly subject_mark: string | null;
      readonly email_mark: string | null;
      readonly from_claims: Generated<boolean>;
      readonly last_sign_in_at: Date | null;
    };
  readonly sessions: Owned &
    Written & {
      readonly id: Generated<string>;
      readonly user_id: string;
      readonly token_hash: Buffer;
      readonly idle_seconds: number;
      readonly seen_at: Time;
      readonly expires_at: Date;
    };
  readonly webhooks: Owned &
    Versioned & {
      readonly id: Generated<string>;
      readonly url: string;
      readonly events: readonly string[] | null;
      readonly description: string | null;
      readonly state: WebhookState;
      readonly secret: Buffer;
      readonly secret_before: Buffer | null;
      readonly secret_before_until: Date | null;
      readonly removed_at: Date | null;
    };
  readonly webhook_deliveries: Owned &
    Written & {
      readonly id: Generated<string>;
      readonly webhook: string;
      readonly message: string;
      readonly event: string;
      readonly body: string;
      readonly state: DeliveryState;
      readonly attempts: number;
      readonly next_at: Time;
      readonly last_status: number | null;
      readonly last_error: string | null;
      readonly ended_at: Date | null;
      readonly traceparent: string | null;
    };
  readonly calendar_links: Owned &
    Written & {
      readonly id: Generated<string>;
      readonly token_hash: Buffer;
      readonly whose: CalendarWhose;
      readonly thing: string;
      readonly names: boolean;
      readonly language: 'en' | 'zh';
      readonly removed_at: Date | null;
      readonly removed_by: string | null;
    };
  readonly job_events: Owned & {
    readonly job: string;
    readonly sequence: number;
    readonly type: string;
    readonly at: Time;
    readonly state: Json<Job>;
  };
  readonly attendances: Owned & { readonly id: Generated<string>; readonly team: string; readonly employee: string };
  readonly attendance_spans: Owned & { readonly id: Generated<string>; readonly team: string };
  readonly results: Owned & { readonly team: string; readonly employee: string; readonly date: string };
  readonly result_settings: Owned & Versioned & { readonly team: string; readonly settings: Json<MeasureSettings> };
  readonly result_targets: Owned &
    Written & {
      readonly id: Generated<string>;
      readonly team: string;
      readonly season: string;
      readonly measure: string;
      readonly first_date: string;
      readonly last_date: string;
      /** Of before they were sealed. */
      readonly figures: Json<TargetFigures> | null;
      readonly sealed_figures: Buffer | null;
      readonly accepted_at: Date | null;
      readonly accepted_by: string | null;
      readonly replaced_at: Date | null;
      readonly replaced_by: string | null;
    };
  readonly retention: Owned & Versioned & { readonly days: Json<Partial<RetentionDays>>; readonly ran_at: Date | null };
};

/** Builds queries and runs none: they run in a session, which sees to their organisation. */
export const builder = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
