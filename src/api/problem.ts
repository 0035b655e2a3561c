import type { Request, Response } from 'express';
import type { Language } from '../contract/messages/catalog.ts';
import { type Detail, detail as detailOf, detailText, PROBLEM_TITLES_ZH } from '../contract/messages/problem-texts.ts';
import { translateIssue } from '../contract/messages/render.ts';
import type { ProblemKind } from '../contract/problem-details.ts';
import { problemDetails } from '../contract/problem-details.ts';
import { pageWanted, sendPage } from './problem-page.ts';

/** One thing wrong with the input. */
export type Issue = Parameters<typeof translateIssue>[1];

/** A refusal on its way to the client; the last handler turns it into a problem. What is thrown otherwise is a defect. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  /** What is said in the client's language; the message says it in English. */
  readonly detail: Detail | string;
  readonly issues: readonly Issue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: Detail | string,
    more: { readonly issues?: readonly Issue[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detailText('en', detail));
    this.name = 'ProblemError';
    this.kind = kind;
    this.detail = detail;
    this.issues = more.issues;
    this.headers = more.headers ?? {};
  }
}

/** The language that a client prefers. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('en', 'zh') === 'zh' ? 'zh' : 'en';
}

/** The detail in a language; one that came as text from a thread is told from the issues that came with it. */
function detailIn(language: Language, { kind, detail, issues }: ProblemError): string {
  if (typeof detail !== 'string' || issues === undefined) return detailText(language, detail);
  if (kind === 'invalid-input') return detailText(language, detailOf('mistakes', { count: issues.length }));
  const same = issues.find(({ message }) => message === detail);
  return same === undefined ? detailText(language, detail) : translateIssue(language, same).message;
}

/** Answers with a problem in the language of the client; to a browser at a door for browsers as a page. */
export function sendProblem(request: Request, response: Response, problem: ProblemError, requestId: string): void {
  const language = languageOf(request);
  const issues = problem.issues?.map((issue) => (language === 'en' ? issue : translateIssue(language, issue)));
  const title = language === 'zh' ? PROBLEM_TITLES_ZH[problem.kind] : undefined;
  const body = problemDetails(problem.kind, detailIn(language, problem), requestId, issues, title);
  response.status(body.status).set(problem.headers);
  response.set('Content-Language', language);
  const again = pageWanted(request, response);
  if (again !== undefined) {
    sendPage(response, { language, title: body.title, detail: body.detail, requestId, again });
    return;
  }
  response.type('application/problem+json').send(JSON.stringify(body));
}
