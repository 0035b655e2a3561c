import type { RequestHandler, Response } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../planning/store.ts';
import { admittedOf } from './access.ts';
import { storeRefusal } from './resources/store-refusal.ts';

/** Figures for Prometheus. They name operations and states, and neither organisations, people nor addresses. */
export type Metrics = {
  /** Times every request. */
  readonly watch: RequestHandler;
  /** GET /metrics: all figures as text. */
  readonly show: RequestHandler;
};

/** Seconds; solves may take minutes. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

function operationOf(response: Response): string {
  return admittedOf(response)?.operationId ?? 'none';
}

/** Figures of this process: of the requests that it answers, and of the store that it asks when it is asked. */
export function openMetrics(store: Store | undefined): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const seconds = new Histogram({
    name: 'shiftcast_request_duration_seconds',
    help: 'Requests by operation and status.',
    labelNames: ['operation', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const underWay = new Gauge({
    name: 'shiftcast_requests_under_way',
    help: 'Requests that are not answered yet.',
    registers,
  });
  const jobs = new Gauge({ name: 'shiftcast_jobs', help: 'Stored jobs by state.', labelNames: ['state'], registers });
  const oldest = new Gauge({
    name: 'shiftcast_oldest_queued_job_seconds',
    help: 'For how long the oldest queued job waits; 0 where none does.',
    registers,
  });
  const messages = new Gauge({
    name: 'shiftcast_webhook_messages',
    help: 'Messages of webhooks by state, of the last 30 days.',
    labelNames: ['state'],
    registers,
  });
  const solvers = new Gauge({ name: 'shiftcast_solvers', help: 'Solver processes that are connected.', registers });

  const ask = async (from: Store): Promise<void> => {
    const [figures, connected] = await Promise.all([from.figures(), from.solvers()]);
    for (const [state, count] of Object.entries(figures.jobs)) jobs.set({ state }, count);
    for (const [state, count] of Object.entries(figures.messages)) messages.set({ state }, count);
    oldest.set(figures.oldestQueuedSeconds);
    solvers.set(connected);
  };

  return {
    watch: (_request, response, next) => {
      const end = seconds.startTimer();
      underWay.inc();
      response.once('close', () => {
        underWay.dec();
        end({ operation: operationOf(response), status: String(response.statusCode) });
      });
      next();
    },
    show: async (_request, response) => {
      try {
        if (store !== undefined) await ask(store);
      } catch (error) {
        throw storeRefusal(error);
      }
      response.type(register.contentType).send(await register.metrics());
    },
  };
}
