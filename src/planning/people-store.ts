import type { Team } from '../domain/team.ts';
import type { TrailEntry } from './trail-store.ts';

/** What is held about a person, and how it is taken away. */

/** All that the store holds about an employee, as it is stored. */
export type HeldOfPerson = {
  readonly employee: string;
  /** As each team has her, removed teams too. */
  readonly teams: readonly { readonly team: string; readonly employee: Team['employees'][number] }[];
  /** Rows that name her, by table. */
  readonly records: Readonly<Record<string, readonly object[]>>;
  /** What the trail says of her. */
  readonly trail: readonly Pick<TrailEntry, 'number' | 'at' | 'actor' | 'action' | 'kind' | 'thing' | 'changes'>[];
};

export type Erased = {
  /** What stands for her in the hours that must be kept; the service does not keep whose it was. */
  readonly pseudonym: string;
  /** Rows that were removed, and rows in which the pseudonym took her place, by table. */
  readonly removed: Readonly<Record<string, number>>;
  readonly pseudonymised: Readonly<Record<string, number>>;
};

export type ErasureOutcome =
  | { readonly ok: true; readonly value: Erased }
  /** Nobody has that id; shifts of hers are published that are not over; a job under way was given her data. */
  | { readonly ok: false; readonly reason: 'absent' | 'scheduled' | 'in-jobs' };

export type PeopleTable = {
  /** All that is held about an employee; the trail says that somebody asked. */
  readonly exported: (employee: string) => Promise<HeldOfPerson | undefined>;
  /**
   * Erases an employee: destroys her key, so that nobody can read what the trail says of her, removes her from teams, drafts, absences, requests and jobs,
   * and puts a pseudonym in the place of her id in what was published and what was audited.
   */
  readonly erase: (employee: string) => Promise<ErasureOutcome>;
};
