import type pg from 'pg';

/**
 * The second wall between organisations: PostgreSQL itself shows a scoped transaction the rows of its organisation alone, also to a statement that forgot
 * to ask for them. Such a transaction runs as a role of its own, which owns nothing, so that the policies hold for it whoever connected; a superuser, as
 * whom the service's own server is used, would pass them. Statements across organisations (`Transactions.query`) are those of whoever connected.
 */

/** Who scoped transactions run as; it cannot log in. */
export const ROWS_ROLE = 'shiftcast_rows';

const POLICY = 'own_organisation';

/** Tables whose rows belong to organisations. */
const OWNED = `
  select c.oid, c.relname as name from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

/** Whether the role is there, and whoever is connected may run as it. */
const MAY_SWITCH = `coalesce((select pg_has_role(oid, 'SET') from pg_roles where rolname = '${ROWS_ROLE}'), false)`;

/** Whether whoever is connected may make roles. */
const MAY_MAKE = `(select rolsuper or rolcreaterole from pg_roles where rolname = current_user)`;

const ROLE = `
do $$ begin
  if not ${MAY_SWITCH} and ${MAY_MAKE} then
    if not exists (select from pg_roles where rolname = '${ROWS_ROLE}') then
      create role ${ROWS_ROLE} nologin nobypassrls;
    end if;
    if not ${MAY_SWITCH} then
      grant ${ROWS_ROLE} to current_user with set true;
    end if;
  end if;
exception
  -- Roles belong to the whole server: the service of another database was quicker.
  when duplicate_object or unique_violation then null;
end $$`;

const POLICIES = `
do $$ declare owned record; begin
  for owned in ${OWNED} loop
    if not exists (select from pg_policy where polrelid = owned.oid and polname = '${POLICY}') then
      execute format('alter table %I enable row level security', owned.name);
      execute format(
        'create policy ${POLICY} on %I using (organisation = (select current_setting(''shiftcast.organisation'', true)))',
        owned.name);
    end if;
  end loop;
end $$`;

const GRANTS = `
grant usage on schema public, pgboss to ${ROWS_ROLE};
grant select, insert, update, delete on all tables in schema public, pgboss to ${ROWS_ROLE};
grant usage, select on all sequences in schema public, pgboss to ${ROWS_ROLE};
alter default privileges in schema public, pgboss grant select, insert, update, delete on tables to ${ROWS_ROLE};
alter default privileges in schema public, pgboss grant usage, select on sequences to ${ROWS_ROLE}`;

async function isTrue(client: pg.ClientBase, condition: string): Promise<boolean> {
  const { rows } = await client.query<{ holds: boolean }>(`select ${condition} as holds`);
  return rows[0]?.holds === true;
}

/** Whether transactions of whoever is connected can run as the role. */
export function maySwitch(client: pg.ClientBase): Promise<boolean> {
  return isTrue(client, MAY_SWITCH);
}

/** Whether every table that belongs to organisations has its policy, and the role may use it. */
export function areRowsSecured(client: pg.ClientBase): Promise<boolean> {
  return isTrue(
    client,
    `(${MAY_SWITCH} or not ${MAY_MAKE}) and not exists (
      select from (${OWNED}) owned where not exists (
        select from pg_policy where polrelid = owned.oid and polname = '${POLICY}')
      or ${MAY_SWITCH} and not has_table_privilege('${ROWS_ROLE}', owned.oid, 'INSERT'))`,
  );
}

/** Gives every table its policy, and the role its rights. Whoever may not make roles goes without the second wall; the first one stands. */
export async function secureRows(client: pg.ClientBase): Promise<void> {
  await client.query(ROLE);
  await client.query(POLICIES);
  if (await maySwitch(client)) await client.query(GRANTS);
}
