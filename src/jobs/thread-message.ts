import type { MessagePort } from 'node:worker_threads';
import type { TaskProgress } from '../planning/ports.ts';

/** What a thread gets: the task's name and input, the flag that asks it to stop, and where progress goes. */
export type ThreadMessage = {
  readonly task: string;
  readonly input: unknown;
  /** One 32-bit flag: not 0 asks the task to end with what it has. */
  readonly stop: SharedArrayBuffer;
  readonly progress?: MessagePort | undefined;
  /** Whether it is to tell its phases with its answer. */
  readonly phases?: boolean | undefined;
};

/** What a thread tells while it works: how far it is, or the best roster so far for whoever keeps it. */
export type ThreadNews = TaskProgress | { readonly best: string };

/** A phase of a task, and when it began, in milliseconds since 1970. */
export type ThreadPhase = { readonly name: string; readonly at: number };

/** What a thread answers. A defect is an answer too, so that a promise that rejects means a thread that was lost. */
export type ThreadAnswer =
  | { readonly ok: true; readonly output: unknown; readonly phases?: readonly ThreadPhase[] | undefined }
  | { readonly ok: false; readonly name: string; readonly message: string; readonly stack: string };

/** Name under which an idle thread answers at once: it is sent to each when the pool starts. */
export const WARM_UP = 'warm-up';
