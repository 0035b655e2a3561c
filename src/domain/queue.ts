import type { Note } from './forecast.ts';
import type { Outcome } from './issue.ts';
import type { HandlingSpread } from './simulation.ts';
import type { ServiceExpectation, StaffingTarget } from './requirement.ts';

/** One queue in steady state, and what is asked of it. */
export type QueueQuestion = {
  readonly id?: string | undefined;
  /** Offered load: contacts x AHT / interval length. */
  readonly loadErlang: number;
  readonly ahtSeconds: number;
  /** Mean patience; present: Erlang A, absent: Erlang C. */
  readonly patienceSeconds?: number | undefined;
  /** People on the work; absent: as many as the targets need. */
  readonly agents?: number | undefined;
  /** All of them are to be met. */
  readonly targets: readonly StaffingTarget[];
  readonly maxOccupancy?: number | undefined;
  /** Threshold of the service level that is told where the first target names none. */
  readonly thresholdSeconds: number;
};

/** Change of a measure with one agent, one erlang and one second of handle time more: its partial derivatives. */
export type Slopes = {
  /** Load and handle time as they are; agents as a real number. */
  readonly perAgent: number;
  /** Agents and handle time as they are: more contacts. */
  readonly perErlang: number;
  /** Agents and contacts as they are: the load grows with the handle time. */
  readonly perAhtSecond: number;
};

export type QueueSensitivity = {
  readonly serviceLevelOffered: Slopes;
  readonly abandonment: Slopes;
  readonly asaSeconds: Slopes;
  readonly occupancy: Slopes;
};

/** What is to be expected of a queue, and how far its agents reach. */
export type QueueAnswer = ServiceExpectation & {
  readonly id?: string | undefined;
  readonly model: 'erlang-a' | 'erlang-c';
  readonly loadErlang: number;
  readonly agents: number;
  /** Least agents that meet all targets; null without any. */
  readonly neededAgents: number | null;
  /** Share of contacts that find nobody free. */
  readonly waitProbability: number;
  /** Mean number waiting; null where it grows without end. */
  readonly meanQueue: number | null;
  readonly thresholdSeconds: number;
  /** Null where the queue grows without end, or has no agents or no load. */
  readonly sensitivity: QueueSensitivity | null;
  /** Largest load at this handle time with which these agents meet all targets; null without targets, or where no load breaks them. */
  readonly mostErlang: number | null;
};

/** One queue whose contacts and people change, from an empty start on. */
export type TransientQuestion = {
  readonly intervalSeconds: number;
  /** Mean patience, exponential. */
  readonly patienceSeconds: number;
  readonly thresholdSeconds: number;
  readonly handling: Extract<HandlingSpread, { readonly kind: 'exponential' | 'lognormal' }>;
  /** In order, one after the other. */
  readonly intervals: readonly {
    readonly contacts: number;
    readonly agents: number;
    readonly ahtSeconds: number;
  }[];
};

/** What is expected of an interval: followed in time, and as if it had gone on for ever. Shares are null where nobody calls or is there. */
export type TransientState = {
  readonly contacts: number;
  readonly agents: number;
  readonly loadErlang: number;
  /** Share of the contacts that come in the interval. */
  readonly serviceLevelOffered: number | null;
  /** Contacts that hang up within the interval. */
  readonly abandoned: number;
  readonly meanQueue: number;
  readonly queueAtEnd: number;
  readonly occupancy: number | null;
  /** Erlang A with the same load and people. */
  readonly steady: {
    readonly serviceLevelOffered: number | null;
    readonly abandoned: number;
    readonly meanQueue: number;
    readonly occupancy: number | null;
  };
};

export type TransientAnswer = {
  readonly contacts: number;
  /** Over all contacts; null without any. */
  readonly serviceLevelOffered: number | null;
  readonly abandoned: number;
  /** By the steady states of the intervals alone. */
  readonly steadyServiceLevelOffered: number | null;
  readonly intervals: readonly TransientState[];
};

/** What is known of how long callers wait and who hangs up. */
export type PatienceData =
  | {
      readonly kind: 'waits';
      /** Contacts with the same wait and end, `count` of them. */
      readonly waits: readonly { readonly seconds: number; readonly abandoned: boolean; readonly count: number }[];
      /** Waits below it are left out, for those who hang up at once did not wait for an answer. */
      readonly afterSeconds: number;
    }
  | {
      readonly kind: 'totals';
      readonly answered: number;
      readonly abandoned: number;
      /** Mean wait of the answered, and mean time to hang up. */
      readonly asaSeconds: number;
      readonly abandonSeconds: number;
    }
  | {
      readonly kind: 'counts';
      readonly answered: number;
      readonly abandoned: number;
      readonly loadErlang: number;
      readonly ahtSeconds: number;
      readonly agents: number;
    };

export type PatienceEstimate = {
  readonly method: 'censored-waits' | 'erlang-a-inverse';
  readonly contacts: number;
  readonly abandoned: number;
  /** Mean patience. */
  readonly patienceSeconds: number;
  /** Bounds that hold it in 95 of 100 samples; null where the method gives none. */
  readonly lowerSeconds: number | null;
  readonly upperSeconds: number | null;
  /** Shape of a Weibull distribution fitted beside: 1 is exponential, above 1 callers hang up the sooner the longer they wait. */
  readonly shape: number | null;
  /** Chance of a shape at least as far from 1 in a sample of exponential patience. */
  readonly shapeChance: number | null;
  readonly notes: readonly Note[];
};

/** An estimate, or why the data give none. */
export type PatienceOutcome = Outcome<PatienceEstimate>;
