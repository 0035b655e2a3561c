import { fromOutbound, parseOutbound } from '../../contract/outbound.ts';
import type { OutboundRequest } from '../../planning/tasks.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/outbound-plans: records or a goal to dials by hour and head-count by day. */
export const outboundPlans: Operation<OutboundRequest> = {
  read: parseOutbound,
  make: async (request, { outbound }) => mapped(await outbound(request), fromOutbound),
};
