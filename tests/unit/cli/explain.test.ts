import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explanationSchema } from '../../../src/contract/explanation.ts';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const DESK = 'examples/front-desk/problem.json';
const QUICK = ['--iterations', '100000'];

describe('explain', () => {
  it('tells the conflict and the cheapest repair, and leaves with 1', async () => {
    const told = await runInProcess(['explain', DESK, ...QUICK, '--out', inFolder('why.json')]);
    expect(told.code).toBe(1);
    expect(told.out).toContain('anna is asked to work on 2026-03-04, her day off. [80]');
    const { conflicts, repair } = explanationSchema.parse(JSON.parse(readFileSync(inFolder('why.json'), 'utf8')));
    expect(conflicts.map(({ members, irreducible }) => [members.length, irreducible])).toEqual([[4, true]]);
    expect(repair).toMatchObject({ price: 80, lowerBound: 80, proven: true });
  });

  it('reads a whole question from a file, and answers in Chinese', async () => {
    const question = 'examples/front-desk/question.json';
    const told = await runInProcess(['explain', DESK, ...QUICK, '--question', question, '--lang', 'zh']);
    expect(told.out).toContain('请 anna 在休息日 2026-03-04 上班。 [30]');
  });

  it('asks about a roster that is given', async () => {
    const problem = JSON.parse(readFileSync(DESK, 'utf8')) as { cover: { templates: Record<string, unknown>[] } };
    for (const demand of problem.cover.templates) delete demand['hard'];
    const soft = write('soft.json', problem);
    const roster = inFolder('roster.json');
    expect((await runInProcess(['roster', soft, ...QUICK, '--out', roster])).code).toBe(0);
    const cover = await runInProcess(['explain', soft, ...QUICK, '--ask', 'cover', '--roster', roster]);
    expect(cover.code).toBe(0);
    expect(cover.out).toContain('ben is not there: leave, a day off or her availability.');
    const asked = ['--ask', 'shift', '--employee', 'cleo', '--date', '2026-03-04', '--off'];
    const off = await runInProcess(['explain', soft, ...QUICK, '--roster', roster, ...asked]);
    expect(off.out).toMatch(/cleo could have 2026-03-04 off, at \d+ points more/);
  });

  it('tells parts, stretches and what is wrong in Chinese', async () => {
    const problem = JSON.parse(readFileSync(DESK, 'utf8')) as { cover: { templates: Record<string, unknown>[] } };
    for (const demand of problem.cover.templates) delete demand['hard'];
    const soft = write('soft.json', problem);
    const told = await runInProcess(['explain', soft, ...QUICK, '--ask', 'cover', '--at', '12:00', '--lang', 'zh']);
    expect(told.out).toContain('2026-03-04 ');
    expect(told.out).toContain('求解');
    expect(told.out).not.toMatch(/solve|people|below-target|00:00-00:00/);
    const wrong = await runInProcess(['explain', soft, '--ask', 'shift', '--lang', 'zh']);
    expect(wrong.error).toContain('请填写：文本。');
  });

  it('tells all that is wrong with a question at its option', async () => {
    const asked = ['--ask', 'shift', '--employee', 'zoe', '--date', '2026-04-01'];
    const told = await runInProcess(['explain', DESK, ...asked, '--json']);
    expect(told.code).toBe(2);
    expect(codesOf(told.out)).toEqual(['unknown-employee', 'outside-horizon']);
    expect(told.error).toContain('--employee');
  });
});
