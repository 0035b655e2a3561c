import { z } from 'zod';
import { readDocument } from './documents.ts';

/** Documents that an operator keeps beside the backups. */

const headsSchema = z.strictObject({
  kind: z.literal('trail-heads'),
  heads: z.array(
    z.strictObject({
      organisation: z.string(),
      number: z.int().min(0),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

const erasuresSchema = z.strictObject({
  kind: z.literal('erasures'),
  erasures: z.array(
    z.strictObject({
      organisation: z.string(),
      mark: z.string().regex(/^[0-9a-f]{64}$/),
      pseudonym: z.string().min(1),
      at: z.iso.datetime(),
    }),
  ),
});

/** Reads the heads of trails as `shiftcast trail head` wrote them. */
export function parseTrailHeads(document: unknown) {
  return readDocument(headsSchema, document, []);
}

/** Reads erasures as `shiftcast erasures` wrote them. */
export function parseErasures(document: unknown) {
  return readDocument(erasuresSchema, document, []);
}
