import { ask, expectReply, type Target } from '../../faults/client.ts';
import { hardProblem } from '../../service/api-service.ts';
import { load } from './load.ts';

/** Reads while two solves run in the solver process of the same service. */

export type WhileSolving = {
  readonly target: Target;
  /** Address of a schedule that is kept. */
  readonly path: string;
  readonly team: string;
  readonly milliseconds: number;
};

/** Four clients, each of which asks fifty times a second. */
const CONNECTIONS = 4;
const PAUSE = 20;

/** So many run at a time, and so many are asked for: where one is proven before its time, the next begins. */
const SOLVES = 2;
const ASKED = 8;

async function stateOf(target: Target, job: string): Promise<string> {
  return String((await expectReply(target, 200, 'GET', `/v1/jobs/${job}`)).body['state']);
}

/** Lines of a table: quantiles of what each read takes. Throws where the solves do not run all the time. */
export async function readsWhileSolving({
  target,
  path,
  team,
  milliseconds,
}: WhileSolving): Promise<readonly string[]> {
  const jobs: string[] = [];
  for (let solve = 0; solve < ASKED; solve++) {
    const body = { problem: hardProblem(), solve: { seconds: 300, seed: solve } };
    const headers = { Prefer: 'respond-async' };
    jobs.push(String((await expectReply(target, 202, 'POST', '/v1/rosters', { body, headers })).body['id']));
  }
  const areRunning = async (): Promise<boolean> => {
    const states = await Promise.all(jobs.map((job) => stateOf(target, job)));
    if (states.includes('failed') || states.every((state) => state === 'succeeded'))
      throw new Error(`the solves are ${states.join(', ')}`);
    return states.filter((state) => state === 'running').length === SOLVES;
  };
  while (!(await areRunning())) await new Promise((resolve) => setTimeout(resolve, 100));
  const lines = ['| while two solves run, 200 reads a second | times | p50, ms | p99, ms |', '|---|---|---|---|'];
  for (const [what, at] of [
    ['schedule of a week, as it was', path],
    ['schedule of a week as CSV, read anew', `${path.replace('&limit=500', '')}&format=csv`],
    ['team', `/v1/teams/${team}`],
  ] as const) {
    const { url } = target;
    const { times } = await load({ url, path: at, connections: CONNECTIONS, milliseconds, pause: PAUSE, status: 200 });
    const at99 = times[Math.min(times.length - 1, Math.floor(0.99 * times.length))] ?? Number.NaN;
    lines.push(
      `| ${what} | ${times.length} | ${(times[times.length >> 1] ?? Number.NaN).toFixed(1)} | ${at99.toFixed(1)} |`,
    );
  }
  while (!(await areRunning())) await new Promise((resolve) => setTimeout(resolve, 100));
  for (const job of jobs) await ask(target, 'DELETE', `/v1/jobs/${job}`);
  return [...lines, ''];
}
