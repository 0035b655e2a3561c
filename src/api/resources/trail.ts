import { issue } from '../../contract/messages/render.ts';
import { trailEntrySchema, trailOperations } from '../../contract/resources/trail.ts';
import { type Bound, reading } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { invalid } from './refusals.ts';

export const trail: readonly Bound[] = [
  reading(trailOperations.listTrail, async (tables, { query }) => {
    const { kind, thing, actor, from, to } = query;
    if (from !== undefined && to !== undefined && to < from)
      throw invalid([issue('window-empty', '?to', { from, to })]);
    const page = await tables.trail.list({ kind, thing, actor, from, to }, pageOf(query, ['version']));
    return { status: 200, body: listBody(query, page, trailEntrySchema, (entry) => entry, 'number') };
  }),
];
