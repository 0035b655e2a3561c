import type { Note } from './forecast.ts';
import type { CrewMember } from './requirement.ts';
import type { Instant, LocalDate, Zone } from './units.ts';
import type { WorkWindow } from './workload.ts';

/** Records to call, alike in where they are and how they answer. */
export type CallList = {
  readonly id: string;
  readonly records: number;
  /** Zone of the people called: calling hours and contact rates are read on its clocks. */
  readonly zone: Zone;
  readonly callingHours: readonly WorkWindow[];
  /** Share of first dials that reach the person, where no window says otherwise. */
  readonly contactRate: number;
  readonly contactRates: readonly (WorkWindow & { readonly rate: number })[];
  /** Contact rate of each further attempt, of that of the one before. */
  readonly attemptDecay: number;
  readonly mostAttempts: number;
  /** Days from one attempt to the next, at least. */
  readonly spacingDays: number;
  /** Successes of a contact, stage by stage. */
  readonly stages: readonly { readonly id: string; readonly share: number }[];
};

/** How dials come to agents. Predictive ones are made ahead, and callers for whom nobody is free are abandoned. */
export type Pacing =
  | { readonly kind: 'preview'; readonly previewSeconds: number }
  | { readonly kind: 'progressive' }
  | { readonly kind: 'predictive'; readonly abandonmentLimit: number };

export type OutboundTask = {
  readonly zone: Zone;
  /** Working dates, in order. */
  readonly dates: readonly LocalDate[];
  /** When agents may work. */
  readonly hours: readonly WorkWindow[];
  readonly lists: readonly CallList[];
  /** Direct: all records to their end. Goal: so many successes. */
  readonly method: { readonly kind: 'direct' } | { readonly kind: 'goal'; readonly successes: number };
  readonly pacing: Pacing;
  readonly ringSeconds: number;
  readonly talkSeconds: number;
  readonly wrapSeconds: number;
  /** After a dial that reaches nobody. */
  readonly noContactSeconds: number;
  readonly agents: {
    readonly hoursPerDay: number;
    readonly shrinkage: number;
    /** Most on one day; absent: as many as it takes. */
    readonly most?: number | undefined;
    readonly crew?: readonly CrewMember[] | undefined;
  };
  /** Hours that one person more on the largest day weighs. */
  readonly peakPrice: number;
};

/** Another case of a task: factors on what it has. */
export type OutboundCase = {
  readonly id: string;
  readonly contactFactor: number;
  readonly conversionFactor: number;
  readonly timeFactor: number;
  readonly recordsFactor: number;
};

export type OutboundTotals = {
  readonly peakHeadCount: number;
  readonly agentHours: number;
  readonly dials: number;
  readonly contacts: number;
  readonly successes: number;
  /** Records without a contact that have attempts left at the end. */
  readonly unfinished: number;
  /** Successes that are missing to the goal. */
  readonly missing: number;
};

export type OutboundDay = {
  readonly date: LocalDate;
  /** People with `hoursPerDay`, and the same before rounding up. */
  readonly headCount: number;
  readonly headCountExact: number;
  readonly agentHours: number;
  readonly dials: number;
  readonly contacts: number;
  readonly successes: number;
  /** Records whose turn has come and that wait, at the end of the day. */
  readonly waiting: number;
};

export type OutboundSlot = {
  readonly start: Instant;
  /** People on the telephone. */
  readonly agents: number;
  readonly dials: number;
  readonly contacts: number;
};

export type OutboundList = {
  readonly id: string;
  readonly records: number;
  readonly dials: number;
  readonly contacts: number;
  readonly successes: number;
  readonly unfinished: number;
  /** Records that no attempt reached. */
  readonly exhausted: number;
  /** What became of contacts, stage by stage. */
  readonly stages: readonly { readonly id: string; readonly count: number }[];
  /** First date at whose end nothing is left to dial; null where there is none. */
  readonly doneOn: LocalDate | null;
};

export type OutboundPlan = {
  readonly zone: Zone;
  readonly status: 'optimal' | 'unknown';
  readonly totals: OutboundTotals | null;
  readonly days: readonly OutboundDay[];
  readonly slots: readonly OutboundSlot[];
  readonly lists: readonly OutboundList[];
  /** Busy share of agents' time at the telephone that predictive dialling reaches within its limit; null otherwise. */
  readonly predictiveOccupancy: number | null;
  readonly cases: readonly { readonly id: string; readonly totals: OutboundTotals | null }[];
  readonly notes: readonly Note[];
};
