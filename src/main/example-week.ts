import { readFile } from 'node:fs/promises';
import { percent } from '../cli/text/numbers.ts';
import type { PlanResultDocument } from '../contract/plan.ts';

const EXAMPLE = new URL('../../examples/call-centre-week/', import.meta.url);

/** The example plan with the text of its histories in place of their files, as the API takes it. */
async function exampleBody(): Promise<object> {
  const plan = JSON.parse(await readFile(new URL('plan.json', EXAMPLE), 'utf8')) as {
    readonly queues: readonly { readonly history: { readonly file?: string } }[];
  };
  const queues = plan.queues.map(async (queue) => {
    const { file, ...history } = queue.history;
    if (file === undefined) return queue;
    return { ...queue, history: { ...history, csv: await readFile(new URL(file, EXAMPLE), 'utf8') } };
  });
  return { ...plan, queues: await Promise.all(queues) };
}

function summary({ forecasts, requirements, roster, audit }: PlanResultDocument): string {
  const wape = forecasts.map(({ backtest }) => percent(backtest?.wape)).join(', ');
  const peak = requirements.map(({ summary: whole }) => String(whole?.peakToSchedule ?? 0)).join(', ');
  const needed = requirements.reduce((sum, { summary: whole }) => sum + (whole?.scheduledHours ?? 0), 0);
  const part = (name: string): number => roster.objectiveParts.find((one) => one.part === name)?.count ?? 0;
  const short = part('below-target') + part('below-floor');
  const worked = roster.shifts.reduce((sum, { paidHours = 0 }) => sum + paidHours, 0);
  return [
    `example week from ${roster.horizon.from}, ${roster.team.employees.length} employees`,
    `  forecast     error of the backtest (WAPE) ${wape}`,
    `  requirement  ${needed.toFixed(0)} hours to schedule, ${peak} people at the peak`,
    `  roster       ${roster.status} by ${roster.engine} in ${roster.seconds.toFixed(1)} s, gap ${percent(roster.gap)}: ` +
      `${roster.shifts.length} shifts, ${worked.toFixed(0)} paid hours, ${short.toFixed(1)} hours short`,
    `  audit        ${audit.clean ? 'clean' : `${audit.breaches.length} breaches`}, ${audit.unknowns.length} unknown`,
  ].join('\n');
}

/** Plans the example week through the service's own API and tells the result in five lines. Throws where it answers anything but 200. */
export async function planExampleWeek(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/plans`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(await exampleBody()),
  });
  const text = await answer.text();
  if (answer.status !== 200)
    throw new Error(`the example week was answered with ${answer.status}: ${text.slice(0, 2000)}`);
  return summary(JSON.parse(text) as PlanResultDocument);
}
