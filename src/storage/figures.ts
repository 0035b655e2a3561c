import type { JobState } from '../planning/job-store.ts';
import type { StoreFigures } from '../planning/store.ts';
import type { Transactions } from './transactions.ts';

type Counted = { readonly state: string; readonly count: number };

const JOB_STATES: readonly JobState[] = ['queued', 'running', 'succeeded', 'stopped', 'failed'];
const MESSAGE_STATES = ['waiting', 'delivered', 'dead'] as const;

/** The counts of some states, 0 where there is nothing in one. */
function countsOf(states: readonly string[], rows: readonly Counted[]): Readonly<Record<string, number>> {
  const counted = new Map(rows.map(({ state, count }) => [state, count]));
  return Object.fromEntries(states.map((state) => [state, counted.get(state) ?? 0]));
}

/** Counts across organisations: they say how the service does, and nothing of anybody. */
export async function figuresOf({ query }: Pick<Transactions, 'query'>): Promise<StoreFigures> {
  const [jobs, messages, [oldest]] = await Promise.all([
    query<Counted>(`select case when state = 'waiting' then 'running' else state end as state, count(*)::int as count
       from jobs where part_of is null group by 1`),
    query<Counted>('select state, count(*)::int as count from webhook_deliveries group by state'),
    query<{ readonly seconds: number }>(
      `select coalesce(extract(epoch from clock_timestamp() - min(queued_at)), 0)::float8 as seconds
       from jobs where state = 'queued'`,
    ),
  ]);
  return {
    jobs: countsOf(JOB_STATES, jobs),
    messages: countsOf(MESSAGE_STATES, messages),
    oldestQueuedSeconds: oldest?.seconds ?? 0,
  };
}
