import type { Organisation, Organisations } from '../planning/access-store.ts';
import { writtenOf } from './pages.ts';
import type { Transactions } from './transactions.ts';

type Row = {
  readonly organisation: string;
  readonly name: string | null;
  readonly created_at: Date;
  readonly created_by: string;
};

function organisationOf({ organisation, name, created_at, created_by }: Row): Organisation {
  return { id: organisation, name: name ?? undefined, created: writtenOf(created_at, created_by) };
}

/** The organisations themselves; with the ledger of jobs the only place that asks across them. */
export function openOrganisations({ query }: Pick<Transactions, 'query'>): Organisations {
  return {
    list: async () => (await query<Row>('select * from organisations order by organisation')).map(organisationOf),
    create: async (id, name, actor) => {
      const [row] = await query<Row>(
        'insert into organisations (organisation, name, created_by) values ($1, $2, $3) on conflict do nothing returning *',
        [id, name, actor],
      );
      return row === undefined ? 'exists' : organisationOf(row);
    },
    hasAdministratorKey: async () => {
      const found = await query(
        "select 1 from api_keys where role = 'administrator' and operations is null and revoked_at is null and expires_at > now() limit 1",
      );
      return found.length > 0;
    },
  };
}
