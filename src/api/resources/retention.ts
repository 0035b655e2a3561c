import { createHash } from 'node:crypto';
import { detail } from '../../contract/messages/problem-texts.ts';
import { fromRetention, shortPeriodIssue } from '../../contract/resources/retention-mapping.ts';
import { retentionOperations } from '../../contract/resources/retention.ts';
import type { RetentionRun } from '../../planning/retention-store.ts';
import { previewRetention, retentionView, runRetention, shortPeriods } from '../../planning/retention.ts';
import type { Tables } from '../../planning/store.ts';
import { ProblemError } from '../problem.ts';
import { type Answer, type Bound, computing, type Context, reading, writing } from './handler.ts';
import { changed, invalid, versionFrom } from './refusals.ts';
import { storeOf } from './thread-text.ts';

/** Seconds after which a run is told to end; the next one goes on. */
const SECONDS = 30;

async function answerOf(tables: Tables): Promise<Answer> {
  const view = await retentionView(tables);
  const body = fromRetention(view);
  // Laws follow the teams, whatever version the periods have.
  const state = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 12);
  return { status: 200, etag: `${view.version}.${state}`, body };
}

async function runOf(context: Context<typeof retentionOperations.runRetention>): Promise<RetentionRun | 'busy'> {
  const store = storeOf(context);
  const { scope, signal } = context;
  if (context.body.dryRun) return { lines: await previewRetention(store, scope), complete: true };
  return runRetention(store, scope, { signal: AbortSignal.any([signal, AbortSignal.timeout(SECONDS * 1000)]) });
}

export const retention: readonly Bound[] = [
  reading(retentionOperations.getRetention, answerOf),
  writing(retentionOperations.replaceRetention, async (tables, { body: given, ifMatch }) => {
    const present = await retentionView(tables);
    const version = versionFrom(ifMatch, present, 'retention', 'periods');
    const short = shortPeriods(given, present.laws);
    if (short.length > 0) throw invalid(short.map((one) => shortPeriodIssue(`/${one.kind}`, one)));
    changed(await tables.retention.replace(given, version), 'retention', 'periods');
    return answerOf(tables);
  }),
  computing(
    retentionOperations.runRetention,
    runOf,
    (_tables, { body: { dryRun } }, run) => {
      if (run === 'busy') throw new ProblemError('conflict', detail('retention-running', {}));
      return Promise.resolve({ status: 201, body: { dryRun, complete: run.complete, lines: run.lines } });
    },
    {},
  ),
];
