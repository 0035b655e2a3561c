import type { Request, RequestHandler } from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import { CSV_TYPE, XLSX_TYPE } from '../contract/sheet.ts';
import type { ApiDependencies } from './dependencies.ts';
import { mediaTypeOf } from './json-body.ts';
import { ProblemError } from './problem.ts';
import { refusalOf } from './thread-refusal.ts';
import { type RequestAnswer, tableOf } from './request-work.ts';

/** Workbooks up to this are read where they are: some 50 ms, in which nothing else is answered. */
const READ_HERE_BYTES = 24 * 1024;

function csvText(bytes: Uint8Array): RequestAnswer {
  try {
    return { ok: true, text: JSON.stringify({ csv: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, kind: 'malformed-body', detail: 'The body is not UTF-8.' };
  }
}

async function workbookText(
  { threads, settings: { requestSeconds } }: ApiDependencies,
  body: Uint8Array,
): Promise<RequestAnswer> {
  if (body.length <= READ_HERE_BYTES) return tableOf(body);
  const signal = AbortSignal.timeout(requestSeconds * 1000);
  const work = { operation: 'workbook-csv', body, requestSeconds } as const;
  return threads.run('request', work, { signal }).catch((error: unknown) => {
    throw refusalOf(error);
  });
}

/**
 * Makes of a body that is a CSV or a workbook the one that says the same in JSON, `{"csv": TEXT}`; whoever comes after knows no other. A
 * workbook must not grow beyond what a body may have.
 */
export function tableBody(service: ApiDependencies): RequestHandler {
  return async (request: Request, _response, next) => {
    const type = mediaTypeOf(request);
    const body: unknown = request.body;
    if ((type !== CSV_TYPE && type !== XLSX_TYPE) || !(body instanceof Uint8Array)) {
      next();
      return;
    }
    const read = type === CSV_TYPE ? csvText(body) : await workbookText(service, body);
    if (!read.ok)
      throw new ProblemError(read.kind, read.detail, read.issues === undefined ? {} : { issues: read.issues });
    const { maxBodyBytes } = service.settings;
    const bytes = Buffer.from(read.text);
    if (bytes.length > maxBodyBytes)
      throw new ProblemError('too-large', detail('body-too-large', { maximum: maxBodyBytes }));
    request.body = bytes;
    next();
  };
}
