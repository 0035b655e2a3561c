import type { Request, Response } from 'express';
import type { Language } from '../contract/messages/catalog.ts';
import { translateIssue } from '../contract/messages/render.ts';
import type { ProblemKind } from '../contract/problem-details.ts';
import { problemDetails } from '../contract/problem-details.ts';

/** One thing wrong with the input. */
export type Issue = Parameters<typeof translateIssue>[1];

/** A refusal on its way to the client; the last handler turns it into a problem. What is thrown otherwise is a defect. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly issues: readonly Issue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    more: { readonly issues?: readonly Issue[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.kind = kind;
    this.issues = more.issues;
    this.headers = more.headers ?? {};
  }
}

function languageOf(request: Request): Language {
  return request.acceptsLanguages('en', 'zh') === 'zh' ? 'zh' : 'en';
}

/** Answers with a problem, its issues in the language of the client. */
export function sendProblem(request: Request, response: Response, problem: ProblemError, requestId: string): void {
  const language = languageOf(request);
  const issues = problem.issues?.map((issue) => (language === 'en' ? issue : translateIssue(language, issue)));
  const body = problemDetails(problem.kind, problem.message, requestId, issues);
  response.status(body.status).set(problem.headers);
  if (issues !== undefined) response.set('Content-Language', language);
  response.type('application/problem+json').send(JSON.stringify(body));
}
