import { parseJson } from '../contract/json-text.ts';
import { csvOfWorkbook } from '../workbook/workbook-csv.ts';
import type { Operation, ReadingOperation, RequestSteps } from './operation.ts';
import type { Issue } from './problem.ts';
import { planBatch } from './resources/batch-reading.ts';
import { historyRows, newHistory } from './resources/history-reading.ts';
import { adherence } from './routes/adherence.ts';
import { activityPlacements } from './routes/activity-placements.ts';
import { audits } from './routes/audits.ts';
import { breakPlacements } from './routes/break-placements.ts';
import { explanations } from './routes/explanations.ts';
import { forecasts } from './routes/forecasts.ts';
import { headCounts } from './routes/head-counts.ts';
import { hiringPlans } from './routes/hiring-plans.ts';
import { plans } from './routes/plans.ts';
import { proofChecks } from './routes/proof-checks.ts';
import { intradayUpdates } from './routes/intraday-updates.ts';
import { hours } from './routes/hours.ts';
import { outboundPlans } from './routes/outbound-plans.ts';
import { queueForecasts } from './routes/queue-forecasts.ts';
import { patienceEstimates, queueStates } from './routes/queue-states.ts';
import { replacements } from './routes/replacements.ts';
import { requirements } from './routes/requirements.ts';
import { riskRequirements } from './routes/risk-requirements.ts';
import { rosters } from './routes/rosters.ts';
import { scores } from './routes/scores.ts';
import { skillStaffings } from './routes/skill-staffings.ts';
import { shiftDesigns } from './routes/shift-designs.ts';
import { teamMeasures } from './routes/team-measures.ts';
import { forecastAccuracy, serviceMisses } from './routes/tracking.ts';
import { transientStates } from './routes/transient-states.ts';
import { workloadPlans } from './routes/workload-plans.ts';
import { simulations } from './routes/simulations.ts';
import { swaps } from './routes/swaps.ts';

const STATELESS = {
  forecasts,
  'intraday-updates': intradayUpdates,
  'forecast-accuracy': forecastAccuracy,
  'service-misses': serviceMisses,
  'queue-forecasts': queueForecasts,
  requirements,
  'risk-requirements': riskRequirements,
  'skill-staffings': skillStaffings,
  'queue-states': queueStates,
  'transient-states': transientStates,
  'patience-estimates': patienceEstimates,
  rosters,
  audits,
  hours,
  adherence,
  'team-measures': teamMeasures,
  'activity-placements': activityPlacements,
  'break-placements': breakPlacements,
  scores,
  'proof-checks': proofChecks,
  replacements,
  swaps,
  'shift-designs': shiftDesigns,
  simulations,
  plans,
  explanations,
  'head-counts': headCounts,
  'hiring-plans': hiringPlans,
  'workload-plans': workloadPlans,
  'outbound-plans': outboundPlans,
} as const;

/** What is read for the store in the same way, without an address of its own. */
const FOR_STORE = { 'new-history': newHistory, 'history-rows': historyRows, 'plan-batch': planBatch } as const;

const OPERATIONS = { ...STATELESS, ...FOR_STORE } as const;

export type OperationName = keyof typeof OPERATIONS;

/** The stateless operations; POST /v1/NAME is the address of each. */
export const OPERATION_NAMES = Object.keys(STATELESS) as readonly (keyof typeof STATELESS)[];

/** A request as work for a thread. The body goes over as it came: to read a large one takes seconds that the server has not. */
export type RequestWork = {
  /** `workbook-csv` makes of a workbook the body that it stands for. */
  readonly operation: OperationName | 'workbook-csv';
  readonly body: Uint8Array;
  /** Plain data that the body is read beside, such as what is stored already. */
  readonly beside?: unknown;
  readonly requestSeconds: number;
};

/** Why a body was refused. */
export type BodyRefusal = {
  readonly ok: false;
  readonly kind: 'malformed-body' | 'invalid-input';
  readonly detail: string;
  readonly issues?: readonly Issue[];
};

/** The text of the answer as JSON, or why there is none. */
export type RequestAnswer = { readonly ok: true; readonly text: string } | BodyRefusal;

type Read<T> = { readonly ok: true; readonly value: T } | BodyRefusal;

function readJson(body: Uint8Array): Read<unknown> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, kind: 'malformed-body', detail: 'The body is not UTF-8.' };
  }
  const parsed = parseJson(text);
  if (parsed.ok) return parsed;
  return { ok: false, kind: 'malformed-body', detail: parsed.issues[0]?.message ?? '', issues: parsed.issues };
}

function invalid(issues: readonly Issue[]): BodyRefusal {
  const detail = issues.length === 1 ? '1 mistake in the input.' : `${issues.length} mistakes in the input.`;
  return { ok: false, kind: 'invalid-input', detail, issues };
}

function readBody<T>({ read }: Pick<Operation<T>, 'read'>, body: Uint8Array, beside?: unknown): Read<T> {
  const json = readJson(body);
  if (!json.ok) return json;
  const request = read(json.value, beside);
  return request.ok ? request : invalid(request.issues);
}

async function answer<T>(
  operation: Operation<T>,
  { body, beside }: Pick<RequestWork, 'body' | 'beside'>,
  steps: RequestSteps,
): Promise<RequestAnswer> {
  steps.phase?.('read body');
  const request = readBody(operation, body, beside);
  if (!request.ok) return request;
  steps.phase?.('compute');
  const made = await operation.make(request.value, steps);
  steps.phase?.('write answer');
  return made.ok ? { ok: true, text: JSON.stringify(made.value) } : invalid(made.issues);
}

/** What is wrong with a body as far as reading it tells; undefined where nothing is. */
export function refusalOfBody(name: OperationName, body: Uint8Array): BodyRefusal | undefined {
  const read = readBody<unknown>(OPERATIONS[name], body);
  return read.ok ? undefined : read;
}

/** Reads the body, does the work and writes the answer. */
export function answerRequest(
  { operation, requestSeconds, ...given }: RequestWork,
  steps: Omit<RequestSteps, 'requestSeconds'>,
): Promise<RequestAnswer> {
  if (operation === 'workbook-csv') return Promise.resolve(tableOf(given.body));
  return answer(OPERATIONS[operation] as Operation<unknown>, given, { ...steps, requestSeconds });
}

/** The body `{"csv": TEXT}` that a workbook stands for. */
export function tableOf(workbook: Uint8Array): RequestAnswer {
  const csv = csvOfWorkbook(workbook);
  return csv.ok ? { ok: true, text: JSON.stringify({ csv: csv.value }) } : invalid(csv.issues);
}

/** Reads a small body for the store where it is, so that nobody waits for a thread behind the solves of others. */
export function readForStore(
  operation: keyof typeof FOR_STORE,
  given: Pick<RequestWork, 'body' | 'beside'>,
): RequestAnswer {
  const { read, make } = FOR_STORE[operation] as ReadingOperation<unknown>;
  const request = readBody({ read }, given.body, given.beside);
  return request.ok ? { ok: true, text: JSON.stringify(make(request.value).value) } : request;
}
