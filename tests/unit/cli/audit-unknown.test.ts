import { beforeAll, expect, it } from 'vitest';
import { auditSchema } from '../../../src/contract/breach.ts';
import { testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const TEAM = 'examples/two-shift-shop/problem.json';

const { write } = testFolder();
let roster: string;

beforeAll(() => {
  const row = (who: string, day: number): string =>
    `${who},2026-03-0${day}T15:00,2026-03-0${day}T23:00\n${who},2026-03-0${day + 1}T15:00,2026-03-0${day + 1}T23:00\n`;
  const people = ['lin', 'mei', 'nan', 'qiu'];
  roster = write('roster.csv', `employee,start,end\n${people.map((who, index) => row(who, 2 + index)).join('')}`);
});

it('a CSV names no templates: a forbidden succession is told as unknown, for people once and for machines each', async () => {
  const told = await runInProcess(['audit', roster, '--team', TEAM]);
  expect(told.out.split('\n').filter((line) => line.includes('forbidden-succession:'))).toEqual([
    '  forbidden-succession: it asks for templates, and shifts name none for 4 employees',
  ]);
  expect(told.out).toContain('Give a ROSTER document, whose shifts name their templates: a CSV cannot.');
  const { unknowns } = auditSchema.parse(
    JSON.parse((await runInProcess(['audit', roster, '--team', TEAM, '--json'])).out),
  );
  const open = unknowns.filter(({ reason }) => reason === 'template-missing');
  expect(open.map(({ rule, employee }) => [rule, employee])).toEqual(
    ['lin', 'mei', 'nan', 'qiu'].map((who) => ['forbidden-succession', who]),
  );
  expect(open[0]).toMatchObject({ start: '2026-03-02T15:00:00+08:00', end: '2026-03-03T23:00:00+08:00' });
});

it('open questions do not change the code, and say how they are answered', async () => {
  const own = write('anna.csv', 'employee,start,end\nanna,2026-03-02T09:00,2026-03-02T14:00\n');
  const open = await runInProcess(['audit', own, '--team', 'examples/three-agents/problem.json']);
  expect(open.code).toBe(0);
  expect(open.out).toContain('Give the shifts before with --past; an empty list says that there are none.');
});

it('judges as many days as an audit may have, and no more', async () => {
  const args = ['audit', roster, '--team', TEAM, '--from', '2026-03-02', '--horizon'];
  const told = await runInProcess([...args, '400d', '--json']);
  expect(auditSchema.parse(JSON.parse(told.out)).horizon).toEqual({ from: '2026-03-02', days: 400 });
  expect((await runInProcess([...args, '401d'])).code).toBe(2);
});
