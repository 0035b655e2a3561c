import { AsyncResource } from 'node:async_hooks';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import { ProblemError } from './problem.ts';

const KINDS: Readonly<Record<string, 'too-large' | 'wrong-type' | 'malformed-body'>> = {
  'entity.too.large': 'too-large',
  'encoding.unsupported': 'wrong-type',
  'charset.unsupported': 'wrong-type',
};

/** Whether zlib could not decompress a body. Express passes its errors on as they are, without the status of a client's mistake. */
function isBadCompression(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(?:Z_|ERR__|ERR_BROTLI|ZSTD_)/.test(String(error.code));
}

/** What the reader of bodies reports, as far as it is a client's mistake. */
function refusalOf(error: unknown, maxBytes: number, encoding: string | undefined): unknown {
  if (isBadCompression(error)) {
    // After a body that was not read to its end the connection cannot be used again.
    return new ProblemError('malformed-body', detail('body-encoding', { encoding: encoding ?? '?' }), {
      headers: { Connection: 'close' },
    });
  }
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return error;
  if (typeof error.status !== 'number' || error.status >= 500) return error;
  const kind = KINDS[String(error.type)] ?? 'malformed-body';
  // After a body that was not read to its end the connection cannot be used again.
  if (kind === 'too-large')
    return new ProblemError(kind, detail('body-too-large', { maximum: maxBytes }), {
      headers: { Connection: 'close' },
    });
  return new ProblemError(kind, error.message);
}

/** The media type of a body, where it is in UTF-8 as all text must be. */
export function mediaTypeOf(request: Request): string | undefined {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  return charset === undefined || /^charset="?utf-8"?$/.test(charset) ? type?.trim() : undefined;
}

/**
 * Takes the bytes of a body that is sent as JSON in UTF-8, or as another type that the operation names, up to a number of them after
 * decompression. Forms and plain text are refused: a foreign page can send those without asking first.
 */
export function jsonBody(maxBytes: number, others: readonly string[] = []): RequestHandler {
  const read = express.raw({ type: () => true, limit: maxBytes });
  const types = ['application/json', ...others];
  return (request: Request, response: Response, next: NextFunction) => {
    if (!types.includes(mediaTypeOf(request) ?? '')) {
      next(
        new ProblemError('wrong-type', `Send Content-Type: ${types.join(', or ')}, in UTF-8.`, {
          headers: { 'Accept-Post': types.join(', ') },
        }),
      );
      return;
    }
    const done = (error: unknown): void => {
      if (error === undefined) next();
      else next(refusalOf(error, maxBytes, request.headers['content-encoding']));
    };
    // The last bytes come from the socket, which knows nothing of the request's span.
    read(request, response, AsyncResource.bind(done));
  };
}
