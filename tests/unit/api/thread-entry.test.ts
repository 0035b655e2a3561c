import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { exampleOf } from '../../../src/contract/example.ts';
import { parseRosterBody, rosterBodySchema } from '../../../src/contract/requests.ts';
import { WARM_UP } from '../../../src/jobs/thread-message.ts';
import { runTask } from '../../../src/main/thread.ts';

const stop = (): SharedArrayBuffer => new SharedArrayBuffer(4);

it('a warm-up loads the engines and gives nothing', async () => {
  expect(await runTask({ task: WARM_UP, input: undefined, stop: stop() })).toEqual({ ok: true, output: undefined });
});

it.each(['nonsense', 'toString', '__proto__'])('a task called %s is a defect, told as an answer', async (task) => {
  expect(await runTask({ task, input: undefined, stop: stop() })).toMatchObject({
    ok: false,
    name: 'Error',
    message: `no task is called ${task}`,
  });
});

it('a task that throws is answered with its stack', async () => {
  const answer = await runTask({ task: 'roster', input: undefined, stop: stop() });
  expect(answer).toMatchObject({ ok: false, name: 'TypeError' });
  expect(answer.ok ? '' : answer.stack).toContain('roster');
});

it('the port of progress is closed when the task ends', async () => {
  const read = parseRosterBody(exampleOf(rosterBodySchema));
  const { port1, port2 } = new MessageChannel();
  // A port with messages that nobody reads does not tell that it is closed.
  port1.on('message', () => undefined);
  const closed = once(port1, 'close');
  const answer = await runTask({
    task: 'roster',
    input: read.ok ? read.value : undefined,
    stop: stop(),
    progress: port2,
  });
  expect(answer).toMatchObject({ ok: true, output: { ok: true, value: { status: 'optimal' } } });
  await closed;
});
