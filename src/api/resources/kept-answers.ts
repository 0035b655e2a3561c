import type { Request } from 'express';
import type { OperationDescription } from '../../contract/operations.ts';
import { type Access, scopeOf } from '../../planning/access.ts';
import type { Store } from '../../planning/store.ts';
import type { Answer } from './handler.ts';
import { sharedReadsOf } from './shared-reads.ts';

/**
 * Answers that are kept for whoever asks the same again. One is given only where the store says, asked after the request came, that what it rests on is as
 * it was: so nobody is told what was so before he asked, whoever changed it and by which process. All who ask at the same time ask the store once.
 */
export type KeptAnswers = {
  /** The answer that was given to the same question, where it still holds. */
  readonly find: (operation: OperationDescription, request: Request, access: Access) => Promise<Answer | undefined>;
  /** Keeps an answer that says what it rests on, in the language that it was given in. Gives it as it is kept. */
  readonly keep: (operation: OperationDescription, request: Request, access: Access, answer: Answer) => Answer;
};

/** Bytes of bodies that are kept, and of one of them, at most. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_BODY_BYTES = 4 * 1024 * 1024;
const MOST_ANSWERS = 10_000;

type Kept = {
  readonly answer: Answer & { readonly body: Buffer };
  readonly rests: NonNullable<Answer['rests']>;
  /** Of the question what it rests on. */
  readonly name: string;
};

/** Whose answer it is: all of who asks that an answer may depend on. */
function whoseOf(access: Access): string {
  const { organisation, sight } = scopeOf(access);
  return sight === undefined ? organisation : JSON.stringify([organisation, access.role, sight]);
}

/** All of a request that its answer depends on. */
function questionOf({ operationId }: OperationDescription, { originalUrl, headers }: Request, whose: string): string {
  return `${operationId}\n${whose}\n${headers.accept ?? ''}\n${headers['accept-language'] ?? ''}\n${originalUrl}`;
}

export function openKeptAnswers(store: Store): KeptAnswers {
  const shared = sharedReadsOf(store);
  const answers = new Map<string, Kept>();
  let bytes = 0;

  const drop = (question: string): void => {
    bytes -= answers.get(question)?.answer.body.length ?? 0;
    answers.delete(question);
  };

  return {
    find: async (operation, request, access) => {
      const question = questionOf(operation, request, whoseOf(access));
      const kept = answers.get(question);
      if (kept === undefined) return undefined;
      const { rests } = kept;
      const state = await shared(kept.name, () => store.scheduleState(scopeOf(access), rests.on));
      if (state !== rests.state) return undefined;
      // The one that was asked for last goes last.
      if (answers.delete(question)) answers.set(question, kept);
      return kept.answer;
    },
    keep: (operation, request, access, answer) => {
      const { rests, body } = answer;
      if (rests === undefined || body === undefined || body instanceof Uint8Array) return answer;
      const written = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
      const type = answer.type ?? 'application/json; charset=utf-8';
      const kept = { ...answer, body: written, type };
      if (written.length > MOST_BODY_BYTES) return kept;
      const whose = whoseOf(access);
      const question = questionOf(operation, request, whose);
      drop(question);
      answers.set(question, { answer: kept, rests, name: `state\n${whose}\n${JSON.stringify(rests.on)}` });
      bytes += written.length;
      for (const oldest of answers.keys()) {
        if (bytes <= MOST_BYTES && answers.size <= MOST_ANSWERS) break;
        drop(oldest);
      }
      return kept;
    },
  };
}
