import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Language } from '../contract/messages/catalog.ts';
import { detail, detailText } from '../contract/messages/problem-texts.ts';
import { html } from '../contract/schedules/page-text.ts';

/** A refusal as a page, for somebody who sits before a browser and cannot read JSON: what went wrong, and a link to try again. */

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color:#1b1b1b;background:#fff}small{color:#555}';

/** Nothing is loaded and no script runs: the one style is known by its digest. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type PageLocals = { again?: string };

/** From now on a refusal of this request is a page, where the client wants one; `again` is the path of its link. */
export function tryAgainAt(response: Response, again: string): void {
  (response.locals as PageLocals).again = again;
}

/** The path to try again, where a refusal is to be a page: the client prefers HTML to JSON, as browsers do and programs do not. */
export function pageWanted(request: Request, response: Response): string | undefined {
  const { again } = response.locals as PageLocals;
  if (again === undefined) return undefined;
  return request.accepts(['application/problem+json', 'application/json', 'text/html']) === 'text/html'
    ? again
    : undefined;
}

export type ProblemPage = {
  readonly language: Language;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  /** Path of this service. */
  readonly again: string;
};

/** Sends the page; its status is set by the caller. */
export function sendPage(response: Response, { language, title, detail: said, requestId, again }: ProblemPage): void {
  const [link, request] = [detail('page-again'), detail('page-request', { id: requestId })].map((text) =>
    html(detailText(language, text)),
  );
  const page = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${html(title)}</h1><p>${html(said)}</p><p><a href="${html(again)}">${link}</a></p><p><small>${request}</small></p></main></body>
</html>
`;
  response.set('Content-Security-Policy', POLICY).type('text/html; charset=utf-8').send(page);
}
