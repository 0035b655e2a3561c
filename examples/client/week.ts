/**
 * Lists the teams that a key sees, and the published shifts of a week of one of them, by types that `npm run client` made.
 *
 *     SHIFTCAST_KEY=shc_... node examples/client/week.ts support 2026-03-02
 *
 * Node 24 runs it as it is. Another service than the one on this machine: SHIFTCAST_URL. Without a key: the service on this machine.
 */
import { parseArgs } from 'node:util';
import createClient from 'openapi-fetch';
import type { paths } from './api.d.ts';

type Week = { readonly team: string; readonly from: string; readonly to: string; readonly format: 'json' };
type Problem = { readonly title: string; readonly detail?: string | undefined };

const key = process.env['SHIFTCAST_KEY'];
const client = createClient<paths>({
  baseUrl: process.env['SHIFTCAST_URL'] ?? 'http://127.0.0.1:8080',
  headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
});

/** Ends the command with what the service said of the request. */
function refused(problem: Problem): never {
  process.stderr.write(`${problem.title}: ${problem.detail ?? ''}\n`);
  process.exit(1);
}

/** The last day of the week that begins on a date. */
function weekEnd(monday: string): string {
  const day = new Date(`${monday}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 6);
  return day.toISOString().slice(0, 10);
}

async function tellTeams(): Promise<void> {
  const query: { cursor?: string } = {};
  for (;;) {
    const { data, error } = await client.GET('/v1/teams', { params: { query } });
    if (error !== undefined) refused(error);
    for (const { id, zone } of data.items) process.stdout.write(`${id}  ${zone ?? ''}\n`);
    if (data.next === null) return;
    query.cursor = data.next;
  }
}

async function tellWeek(team: string, from: string): Promise<void> {
  const query: { cursor?: string } & Week = { team, from, to: weekEnd(from), format: 'json' };
  for (;;) {
    const { data, error } = await client.GET('/v1/schedules', { params: { query } });
    if (error !== undefined) refused(error);
    if (typeof data === 'string') throw new TypeError('The schedule came as text, not as JSON.');
    for (const { employee, start, end } of data.items) {
      process.stdout.write(`${employee ?? ''}  ${start ?? ''}  ${end ?? ''}\n`);
    }
    if (data.next === null) return;
    query.cursor = data.next;
  }
}

const [team, from] = parseArgs({ allowPositionals: true }).positionals;
await tellTeams();
if (team !== undefined && from !== undefined) await tellWeek(team, from);
