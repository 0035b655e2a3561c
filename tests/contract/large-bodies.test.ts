import { expect, it } from 'vitest';
import type { RequestThreads } from '../../src/api/dependencies.ts';
import type { RequestWork } from '../../src/api/request-work.ts';
import { expectPublished, inProcess, OPERATION_PATHS, testService } from './service.ts';

/** Threads that note the work that they are given. */
function noting(): { readonly given: RequestWork[]; readonly threads: RequestThreads } {
  const given: RequestWork[] = [];
  const run: RequestThreads['run'] = (task, input, control) => {
    given.push(input);
    return inProcess.run(task, input, control);
  };
  return { given, threads: { ...inProcess, run } };
}

/** JSON without an end: to know that it is broken takes reading it to the last byte. */
const broken = (bytes: number): string => `{ "kind": "${'x'.repeat(bytes)}`;

it.each(OPERATION_PATHS)(
  '%s leaves a large body to the thread as it came, to keep the server answering',
  async (path) => {
    const { given, threads } = noting();
    const body = broken(300_000);
    const answer = await testService(threads).post(path).type('application/json').send(body);
    expect(given.map((work) => new TextDecoder().decode(work.body))).toEqual([body]);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ issues: [{ code: 'malformed-json', facts: { line: 1 } }] });
    expectPublished(answer, 'POST', path);
  },
);

it.each(OPERATION_PATHS)('%s tells the mistakes of a small body without waiting for a thread', async (path) => {
  const { given, threads } = noting();
  const service = testService(threads);
  const answers = [
    await service.post(path).send({ wrong: 1 }),
    await service.post(path).type('application/json').send(broken(1000)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 400]);
  expect(given).toEqual([]);
});

it('a large body is refused by content from the thread, with the same issues', async () => {
  const { given, threads } = noting();
  const answer = await testService(threads)
    .post('/v1/audits')
    .send({ wrong: 'x'.repeat(300_000) });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:invalid-input' });
  expect(JSON.stringify(answer.body)).toContain('unknown-key');
  expect(given).toHaveLength(1);
});
