import type { PlanSummary } from '../domain/plan-batch.ts';
import type { SimulationProgress, SolveProgress } from './ports.ts';
import type { Among, Page, PageRequest, Scope, Written } from './stored.ts';

/** Jobs as the use cases and the solver processes see them. */

export type JobState = 'queued' | 'running' | 'succeeded' | 'stopped' | 'failed';

/** Stateless operations that may become jobs, and the kind of job that each becomes. */
export const JOB_KINDS = {
  forecasts: 'forecast',
  'queue-forecasts': 'queue-forecasts',
  rosters: 'roster',
  plans: 'plan',
  simulations: 'simulation',
  'skill-staffings': 'skill-staffing',
  'risk-requirements': 'risk-requirement',
  'outbound-plans': 'outbound-plan',
  'workload-plans': 'workload-plan',
} as const;

export type JobOperation = keyof typeof JOB_KINDS;

/** A part of another job: one site of a roster that falls apart into several. Nobody asks for one. */
export const PART = 'part';

/** Several plans that are asked for together: each is a part, and the batch ends with the last of them. */
export const BATCH = 'plan-batch';

/** What a job does: a stateless operation on a body, whose roster becomes a version of a draft where one is named. */
export type JobRequest = {
  readonly operation: JobOperation | typeof PART | typeof BATCH;
  /** The body as JSON text. */
  readonly body: string;
  readonly draft?: { readonly id: string; readonly version: number } | undefined;
};

export type SolveJobProgress = SolveProgress & {
  /** Seconds from the start of the attempt to its first roster. */
  readonly firstFeasibleSeconds: number | null;
};

export type JobProgress = SolveJobProgress | SimulationProgress;

/** What a job asks of others before it can go on. */
export type PartsAsked = {
  /** Request of each part. */
  readonly bodies: readonly string[];
  /** Points of the roster that are in no part. */
  readonly points: number;
  /** Whether the sum of the bounds of the parts is a bound of the whole. */
  readonly addsUp: boolean;
  /** Where the clock of the job stood. */
  readonly seconds: number;
};

/** Parts that a job asked for and that have all ended. */
export type JobRound = {
  readonly seconds: number;
  readonly parts: readonly {
    readonly state: JobState;
    readonly result?: string | undefined;
    readonly problem?: JobProblem | undefined;
  }[];
};

/** Why a job has no result: a kind of problem of the contract, with a text, and issues where the input was at fault. */
export type JobProblem = {
  readonly kind: string;
  readonly detail: string;
  readonly issues?: readonly object[] | undefined;
};

export type Job = {
  readonly id: string;
  readonly kind: (typeof JOB_KINDS)[JobOperation] | 'draft' | typeof PART | typeof BATCH;
  readonly state: JobState;
  readonly team: string | undefined;
  readonly draft: { readonly id: string; readonly version: number } | undefined;
  /** The draft that holds the result: the one asked for, or a new one where that had moved on. */
  readonly resultDraft: { readonly id: string; readonly version: number } | undefined;
  readonly asked: Written;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** 1 from the first start; grows when a process that ran it died. */
  readonly attempt: number;
  readonly seed: number;
  /** How soon it is to run among those of its organisation: 0 before all others, 7 behind them. */
  readonly urgency: number;
  readonly stopRequested: Written | undefined;
  readonly progress: JobProgress | undefined;
  readonly problem: JobProblem | undefined;
  readonly hasResult: boolean;
  /** Of a part: the job that it is of, which time that asked for parts, and which of them it is, both from 1 on. */
  readonly part?: { readonly of: string; readonly round: number; readonly number: number } | undefined;
  /** Of a job that was solved in parts: those that it asked for last. */
  readonly parts?: { readonly round: number; readonly all: number; readonly ended: number } | undefined;
  /** Of a plan of a batch: its name there. */
  readonly label?: string | undefined;
  /** Of a plan of a batch that has ended: what it came to. */
  readonly summary?: PlanSummary | undefined;
  /** When its request and its result were removed, as those of every job are some time after its end. */
  readonly clearedAt?: string | undefined;
};

/** Something that happened to a job; `sequence` grows within the job. */
export type JobEvent = {
  readonly sequence: number;
  readonly type: 'queued' | 'started' | 'progress' | 'stopping' | 'lost' | 'ended';
  readonly at: string;
  readonly job: Job;
};

/** A plan of a batch: the body of its request as JSON text, under a name that no other plan of the batch has. */
export type NewBatchedPlan = {
  readonly label: string;
  readonly team: string | undefined;
  readonly seed: number;
  readonly body: string;
};

/** Part of a filter: jobs of some teams, and those of no team that an actor asked for. */
export type JobLook = Among & { readonly orAskedBy?: string | undefined };

export type JobTable = {
  /** Writes the job and hands it to the queue, both or neither. */
  readonly create: (job: {
    readonly kind: Job['kind'];
    readonly team: string | undefined;
    readonly seed: number;
    readonly request: JobRequest;
    /** Default 3, as of RFC 9218. */
    readonly urgency?: number | undefined;
  }) => Promise<Job>;
  /** Writes a batch with a job for each of its plans and hands those to the queue, all or none; gives the batch, which waits for them. */
  readonly createBatch: (batch: {
    readonly plans: readonly NewBatchedPlan[];
    readonly urgency?: number | undefined;
  }) => Promise<Job>;
  /** A new job with the request of an old one; undefined where there is none such, or its request was removed. */
  readonly repeat: (id: string) => Promise<Job | undefined>;
  readonly get: (id: string) => Promise<Job | undefined>;
  /** The result as JSON text. */
  readonly result: (id: string) => Promise<string | undefined>;
  readonly list: (
    filter: {
      readonly team?: string | undefined;
      readonly state?: JobState | undefined;
      /** Parts of this job; absent: jobs that are no parts. */
      readonly partsOf?: string | undefined;
      /** Kind of the problem that a job failed with. */
      readonly problem?: string | undefined;
    } & JobLook,
    page: PageRequest,
  ) => Promise<Page<Job>>;
  /** Asks a job to end with its best so far; one that waits ends at once, one that has ended stays as it is. */
  readonly stop: (id: string) => Promise<Job | undefined>;
  readonly events: (id: string, after: number, limit: number) => Promise<readonly JobEvent[]>;
};

/** A job in the hands of a solver process. All calls are fenced by the attempt: one that was given to another process since has no effect. */
export type ClaimedJob = {
  readonly id: string;
  readonly attempt: number;
  readonly scope: Scope;
  readonly kind: Job['kind'];
  readonly request: JobRequest;
  /** The span that asked for it, and since when it waited. */
  readonly trace?: { readonly traceparent: string | undefined; readonly queuedAt: Date } | undefined;
  /** The best roster of an attempt before this one, whose process died: shifts as JSON text. */
  readonly best?: string | undefined;
  /** Parts that it had asked for, round by round, when it is to go on with their answers. */
  readonly rounds?: readonly JobRound[] | undefined;
  /** Of a part: the job that it is of. */
  readonly partOf?: string | undefined;
};

/** A claimed job as far as its beats and its end need it: what another process must know to end it in the stead of one that was killed. */
export type JobMark = Pick<ClaimedJob, 'id' | 'attempt' | 'scope' | 'partOf'>;

export type JobEnding = {
  readonly state: 'succeeded' | 'stopped' | 'failed';
  readonly result?: string | undefined;
  readonly problem?: JobProblem | undefined;
  readonly progress?: JobProgress | undefined;
  /** Of a plan of a batch. */
  readonly summary?: PlanSummary | undefined;
};
