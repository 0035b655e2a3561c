import type { Note } from '../../domain/forecast.ts';
import type { Draft } from './changed-problem.ts';

/** One way in which a member gives way, with its price; steps of a member come in rising order of both. */
export type Step = { readonly price: number; readonly note: Note; readonly make: (draft: Draft) => void };

/** Something that a roster must keep and that can be taken out of the problem. */
export type Member = {
  /** Whose it is; undefined for a demand. */
  readonly employeeId: string | undefined;
  readonly note: Note;
  /** Takes it out; undefined for what is only a way of repair, such as one more employee. */
  readonly drop: ((draft: Draft) => void) | undefined;
  /** How it may be changed for a repair; empty where it must stay. */
  readonly steps: readonly Step[];
};
