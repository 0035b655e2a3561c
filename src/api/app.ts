import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import express from 'express';
import type { ApiDependencies } from './dependencies.ts';
import { allowHosts, jsonAccepted, onlyMethods, safeHeaders, sameOrigin } from './guards.ts';
import { jsonBody } from './json-body.ts';
import { operationHandler } from './operation.ts';
import { ProblemError, sendProblem } from './problem.ts';
import { localsOf, requestLog } from './request-log.ts';
import { audits } from './routes/audits.ts';
import { mountDocs } from './routes/docs.ts';
import { forecasts } from './routes/forecasts.ts';
import { live, ready } from './routes/health.ts';
import { plans } from './routes/plans.ts';
import { requirements } from './routes/requirements.ts';
import { rosters } from './routes/rosters.ts';

/** The API as an Express application: stateless, whole documents in and out. */
export function createApp(dependencies: ApiDependencies): Express {
  const { settings, threads } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(requestLog(dependencies), safeHeaders, allowHosts(settings.hosts), sameOrigin);

  const read = jsonBody(settings.maxBodyBytes);
  const post = (path: string, handler: RequestHandler): void => {
    app.route(path).post(jsonAccepted, read, handler).all(onlyMethods('POST'));
  };
  post('/v1/forecasts', operationHandler(forecasts, dependencies));
  post('/v1/requirements', operationHandler(requirements, dependencies));
  post('/v1/rosters', operationHandler(rosters(settings.requestSeconds), dependencies));
  post('/v1/audits', operationHandler(audits, dependencies));
  post('/v1/plans', operationHandler(plans(settings.requestSeconds), dependencies));

  app.route('/healthz/live').get(live).all(onlyMethods('GET', 'HEAD'));
  app.route('/healthz/ready').get(ready(threads)).all(onlyMethods('GET', 'HEAD'));
  mountDocs(app, dependencies.openapi);

  app.use((request, _response, next) => next(new ProblemError('not-found', `There is nothing at ${request.path}.`)));
  app.use(answerErrors);
  return app;
}

/** The last handler: refusals become their problem; all else is a defect, told in the log and not to the client. */
const answerErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const { requestId, log } = localsOf(response);
  if (response.headersSent) {
    log.error({ err: error }, 'defect after the answer began');
    next(error);
    return;
  }
  if (error instanceof ProblemError) {
    sendProblem(request, response, error, requestId);
    return;
  }
  log.error({ err: error }, 'defect');
  const detail = `This is a defect of the service; its log tells more under the request id ${requestId}.`;
  sendProblem(request, response, new ProblemError('defect', detail), requestId);
};
