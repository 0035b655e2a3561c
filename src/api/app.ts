import type { ErrorRequestHandler, Express } from 'express';
import express from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import { STATELESS_OPERATIONS } from '../contract/stateless-operations.ts';
import { admit, admitWatchers, identify, rulesOf } from './access.ts';
import { openLimits } from './access-limits.ts';
import { restrictedStore } from '../planning/restricted-tables.ts';
import type { ApiDependencies } from './dependencies.ts';
import { allowHosts, jsonAccepted, onlyMethods, safeHeaders, sameOrigin } from './guards.ts';
import { jsonBody } from './json-body.ts';
import { openMetrics } from './metrics.ts';
import { ProblemError, sendProblem } from './problem.ts';
import { requestHandler } from './request-handler.ts';
import { localsOf, requestLog } from './request-log.ts';
import { OPERATION_NAMES } from './request-work.ts';
import { mountResources } from './resources/resources.ts';
import { linkedCalendar } from './routes/calendars.ts';
import { mountDocs } from './routes/docs.ts';
import { live, ready } from './routes/health.ts';
import { signInDoors } from './routes/sign-in.ts';
import { traceRequests } from './tracing.ts';

/** Stateless operations whose address lists what is stored, too. */
const LISTED: ReadonlySet<string> = new Set(['forecasts', 'requirements', 'rosters', 'audits']);

/** The API as an Express application: the stateless operations, and with a store the resources. */
export function createApp(given: ApiDependencies): Express {
  // Nobody reaches what is stored but by what is theirs of it.
  const dependencies = { ...given, store: given.store === undefined ? undefined : restrictedStore(given.store) };
  const { settings } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  // Which answers have an ETag, and what If-None-Match does to them, is decided by `sendAnswer`; Express would answer any GET with 304 to `*`.
  Object.defineProperty(app.request, 'fresh', { value: false });
  app.set('trust proxy', settings.trustedProxies ?? false);
  app.use(requestLog(dependencies));
  if (given.tracing !== undefined) app.use(traceRequests(given.tracing));
  app.use(safeHeaders(), allowHosts(settings.hosts), sameOrigin);
  const metrics = openMetrics(dependencies.store);
  app.use(metrics.watch);
  const limits = openLimits(rulesOf(settings), dependencies.store);
  const identified = identify(dependencies, limits);
  app.route('/metrics').get(admitWatchers(identified), metrics.show).all(onlyMethods('GET', 'HEAD'));
  // Before anybody is asked for a key: calendar programs have none.
  if (dependencies.store !== undefined)
    app.route('/v1/calendars/:file').get(linkedCalendar(dependencies.store, limits)).all(onlyMethods('GET', 'HEAD'));
  const doors = signInDoors(dependencies, limits);
  app.route('/v1/session/sign-in').get(doors.begin).all(onlyMethods('GET', 'HEAD'));
  app.route('/v1/session/callback').get(doors.finish).all(onlyMethods('GET', 'HEAD'));
  app.route('/v1/session/logout-token').post(doors.signOut).all(onlyMethods('POST'));
  app.use('/v1', identified);

  const read = jsonBody(settings.maxBodyBytes);
  if (dependencies.store !== undefined) mountResources(app, dependencies, dependencies.store);
  const methods = dependencies.store === undefined ? ['POST'] : ['GET', 'HEAD', 'POST'];
  for (const name of OPERATION_NAMES) {
    const allowed = LISTED.has(name) ? methods : ['POST'];
    app
      .route(`/v1/${name}`)
      .post(admit(STATELESS_OPERATIONS[name]), jsonAccepted, read, requestHandler(name, dependencies))
      .all(onlyMethods(...allowed));
  }

  app.route('/healthz/live').get(live).all(onlyMethods('GET', 'HEAD'));
  app.route('/healthz/ready').get(ready(dependencies)).all(onlyMethods('GET', 'HEAD'));
  mountDocs(app, dependencies.openapi);

  app
    .route('/')
    .get((_request, response) => response.redirect('/docs/'))
    .all(onlyMethods('GET', 'HEAD'));
  app.use((request, _response, next) =>
    next(new ProblemError('not-found', detail('no-address', { address: request.path }))),
  );
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
  if (error instanceof URIError) {
    sendProblem(
      request,
      response,
      new ProblemError('not-found', 'The address is not encoded as addresses are.'),
      requestId,
    );
    return;
  }
  log.error({ err: error }, 'defect');
  sendProblem(request, response, new ProblemError('defect', detail('defect', { requestId })), requestId);
};
