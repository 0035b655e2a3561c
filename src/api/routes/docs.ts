import type { Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import type { ApiDependencies } from '../dependencies.ts';
import { onlyMethods } from '../guards.ts';

/** GET /openapi.json, /openapi.yaml and /docs: the manual of the API, with assets of this machine alone. */
export function mountDocs(app: Express, openapi: ApiDependencies['openapi']): void {
  app
    .route('/openapi.json')
    .get((_request, response) => {
      response.type('application/json').send(JSON.stringify(openapi.document));
    })
    .all(onlyMethods('GET', 'HEAD'));
  app
    .route('/openapi.yaml')
    .get((_request, response) => {
      response.type('application/yaml').send(openapi.yaml);
    })
    .all(onlyMethods('GET', 'HEAD'));
  const options = { customSiteTitle: 'Shiftcast API', swaggerOptions: { url: '/openapi.json', validatorUrl: null } };
  app.use('/docs', swaggerUi.serveFiles(undefined, options));
  // The page itself would answer for every address below it.
  app.route('/docs/').get(swaggerUi.setup(undefined, options)).all(onlyMethods('GET', 'HEAD'));
}
