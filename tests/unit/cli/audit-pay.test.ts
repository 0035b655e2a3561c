import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditSchema } from '../../../src/contract/breach.ts';
import { testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();

const pay = {
  days: 'clock',
  tiers: [{ id: 'overtime', basis: 'week', fromHours: 16, multiplier: 1.5 }],
  windows: [{ id: 'night', from: '22:00', to: '06:00', allowancePerHour: 2 }],
};

const team = (contract: object): string =>
  write('team.json', {
    kind: 'team',
    zone: 'Asia/Shanghai',
    contracts: [{ id: 'full', ...contract }],
    employees: [{ id: 'lin', contract: 'full' }],
  });

const roster = (): string =>
  write(
    'roster.csv',
    'employee,start,end\nlin,2026-03-02T09:00,2026-03-02T17:00\nlin,2026-03-03T16:00,2026-03-04T02:00\n',
  );

const given = ['--from', '2026-03-02', '--horizon', '7d'];

it('an audit tells what hours are paid where the contract says so', async () => {
  const file = team({ costPerHour: 20, pay });
  const told = await runInProcess(['audit', roster(), '--team', file, ...given, '--json']);
  expect(auditSchema.parse(JSON.parse(told.out)).pay).toEqual([
    {
      employee: 'lin',
      weekStart: '2026-03-02',
      workHours: 18,
      ordinaryHours: 16,
      tiers: [{ id: 'overtime', hours: 2, multiplier: 1.5, premiumHours: 1, premiumMoney: 20 }],
      windows: [{ id: 'night', hours: 4, premiumHours: 0, premiumMoney: 8 }],
      premiumHours: 1,
      lieuHours: 0,
      allowances: 8,
      premiumMoney: 28,
      totalMoney: 388,
    },
  ]);
  const text = await runInProcess(['audit', roster(), '--team', file, ...given]);
  expect(text.out).toMatch(/^Pay\n[^]*lin[ │|]+2026-03-02[ │|]+18[ │|]+16[ │|]+overtime 2[ │|]+night 4/m);
  await runInProcess(['audit', roster(), '--team', file, ...given, '--pay', '--out', inFolder('pay.csv')]);
  expect(readFileSync(inFolder('pay.csv'), 'utf8').trim().split(/\r?\n/)).toEqual([
    'employee,weekStart,paidAs,id,hours,multiplier,premiumHours,money',
    'lin,2026-03-02,ordinary,,16,1,0,320',
    'lin,2026-03-02,tier,overtime,2,1.5,1,60',
    'lin,2026-03-02,window,night,4,,0,8',
    'lin,,total,,18,,1,388',
  ]);
});

it('an audit says nothing of pay where no contract does', async () => {
  const file = team({ costPerHour: 20 });
  const told = await runInProcess(['audit', roster(), '--team', file, ...given, '--json']);
  expect(JSON.parse(told.out)).not.toHaveProperty('pay');
  expect((await runInProcess(['audit', roster(), '--team', file, ...given])).out).not.toMatch(/^Pay$/m);
});
