import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical.ts';
import { shiftcast } from '../e2e/command.ts';
import { BANK_EMPLOYEES, bankPlan, hasBankHistory } from '../fixtures/bank-week.ts';
import type { Answer, Running } from './api-service.ts';
import { post, startService } from './api-service.ts';

type PlanResult = {
  readonly forecasts: readonly { readonly points: readonly { readonly expected: number; readonly open: boolean }[] }[];
  readonly requirements: readonly {
    readonly summary: { readonly peakPositions: number; readonly scheduledHours: number };
  }[];
  readonly roster: {
    readonly status: string;
    readonly objective: number;
    readonly bound: number;
    readonly gap: number;
    readonly objectiveParts: readonly { readonly part: string; readonly unit: string; readonly count: number }[];
    readonly shifts: readonly { readonly employee: string }[];
    readonly breaches: readonly unknown[];
  };
  readonly audit: {
    readonly clean: boolean;
    readonly breaches: readonly unknown[];
    readonly ledger: readonly unknown[];
  };
};

/** Moves of the search: enough for the gap asked for, few enough for a test. */
const SOLVE = { iterations: 300, seed: 7 };

describe.skipIf(!hasBankHistory())('the bank week of 340 people (needs ../shared/data/calls)', () => {
  let running: Running;
  let answer: Answer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shiftcast-bank-'));
    running = await startService();
    answer = await post(`${running.url}/v1/plans`, bankPlan(SOLVE));
  }, 120_000);

  afterAll(async () => {
    await running.service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes out of the API as forecast, requirement, roster and audit that fit each other', () => {
    expect(answer.status).toBe(200);
    const { forecasts, requirements, roster, audit } = answer.body as unknown as PlanResult;
    expect(forecasts[0]?.points.filter(({ open }) => open)).toHaveLength(5 * 28);
    // The weeks before say about 160,000 calls, 190 positions at the peak and 11,300 hours: a forecast far from it is wrong.
    const calls = forecasts[0]?.points.reduce((sum, { expected }) => sum + expected, 0) ?? 0;
    expect(calls).toBeGreaterThan(150_000);
    expect(calls).toBeLessThan(180_000);
    expect(requirements[0]?.summary.peakPositions).toBeGreaterThan(175);
    expect(requirements[0]?.summary.peakPositions).toBeLessThan(215);
    expect(roster.bound).toBeGreaterThan(0);
    expect(roster.bound).toBeLessThanOrEqual(roster.objective);
    expect(roster.gap).toBeLessThanOrEqual(0.05);
    expect(new Set(roster.shifts.map(({ employee }) => employee)).size).toBe(BANK_EMPLOYEES);
    const short = roster.objectiveParts.find(({ part, unit }) => part === 'below-target' && unit === 'agent-hours');
    expect((short?.count ?? 1e9) / (requirements[0]?.summary.scheduledHours ?? 1)).toBeLessThan(0.03);
    expect(roster.breaches).toEqual([]);
    expect(audit).toMatchObject({ clean: true, breaches: [] });
    expect(audit.ledger).toHaveLength(BANK_EMPLOYEES);
  });

  it('is the same roster by the command line, and its audit finds nothing', async () => {
    const plan = join(folder, 'plan.json');
    writeFileSync(plan, JSON.stringify(bankPlan(SOLVE)));
    const ended = await shiftcast(['plan', plan, '--out', join(folder, 'out')], folder);
    expect(ended.code).toBe(0);
    const file = join(folder, 'out', 'roster.json');
    const roster: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(canonicalJson(roster)).toBe(canonicalJson((answer.body as unknown as PlanResult).roster));
    const audited = await shiftcast(['audit', file, '--json'], folder);
    expect(audited.code).toBe(0);
    expect(JSON.parse(audited.out)).toMatchObject({ kind: 'audit', clean: true });
  }, 120_000);
});
