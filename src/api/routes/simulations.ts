import { fromSimulation, parseSimulation } from '../../contract/simulation-mapping.ts';
import type { SimulationRequest } from '../../planning/tasks.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/simulations: what callers are to expect of a requirement or a roster; where the time of a request is over, of the replications until then. */
export const simulations: Operation<SimulationRequest> = {
  read: parseSimulation,
  make: async (request, { simulate }) => ({ ok: true, value: fromSimulation(await simulate(request)) }),
};
