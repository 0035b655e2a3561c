import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadFaulty } from './faulty-rule.ts';
import { huntFor } from './hunt.ts';
import { loadCases } from './load-cases.ts';
import type { Mutant } from './rule-check.ts';
import { manualGaps, textGaps, writtenGaps } from './written.ts';
import { rules } from '../../src/rules/registry.ts';
import { teamRules } from '../../src/rules/team/registry.ts';

const FILE = 'src/rules/minimum-rest.ts';
const fault = (from: string, to: string, file = FILE): Mutant => ({ name: 'a fault', file, from, to });
const cases = await loadCases();
const rest = cases.find(({ rule }) => rule.id === 'minimum-rest');
if (rest === undefined) throw new Error('minimum-rest has no checks');

type Told = { readonly code: unknown; readonly out: string; readonly error: string };

/** Runs the command to its end, or kills it: a mutant may make a loop endless. */
function command(...args: readonly string[]): Promise<Told> {
  const program = fileURLToPath(new URL('run.ts', import.meta.url));
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const limits = { timeout: 230_000, killSignal: 'SIGKILL', maxBuffer: 2 ** 24 } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env, ...limits }, (failure, out, error) =>
      resolve({ code: failure === null ? 0 : (failure.code ?? failure.signal), out, error }),
    );
  });
}

describe('the command', () => {
  it('lists every rule of the registry, and finds nothing missing and no mutant alive', async () => {
    const told = await command('--least', '25');
    expect(told.out.split('\n').filter((line) => /^FAILS|LIVES/.test(line))).toEqual([]);
    expect([told.code, told.error]).toEqual([0, '']);
    const listed = told.out
      .split('\n')
      .filter((line) => /: oracle tests\/oracle\/rules\/\S+; manual, en, zh$/.test(line));
    expect(listed.map((line) => line.split(':')[0])).toEqual([...rules, ...teamRules].map(({ id }) => id));
  }, 240_000);

  it('finds oracle, fold and compiled form of every rule agreed on random rosters', async () => {
    const told = await command('--rosters', '40', '--seed', '7');
    expect(told.out.split('\n').filter((line) => line.startsWith('FAILS'))).toEqual([]);
    expect([told.code, told.error]).toEqual([0, '']);
    expect(told.out).toContain('40 rosters, of which');
  }, 240_000);

  it('ends with 1 and says why where something is wrong', async () => {
    const told = await command('--rule', 'no-such-rule');
    expect(told.code).toBe(1);
    expect(told.out).toContain('FAILS: no-such-rule is no rule of the registry');
  });
});

describe('a mutant', () => {
  it('dies where it changes what the rule says, and a change without effect lives', async () => {
    const hunt = huntFor(rest, 1, 40);
    const strict = await loadFaulty('minimum-rest', FILE, fault('rest >= limit', 'rest > limit'));
    expect(hunt.kill(strict)).toBeDefined();
    const same = await loadFaulty('minimum-rest', FILE, fault('rest >= limit', '!(rest < limit)'));
    expect(hunt.kill(same)).toBeUndefined();
  });

  it('in a file that the rule shares with others reaches the rule', async () => {
    const later = fault('seen.end >= next.end ? seen : next', 'next', 'src/rules/latest-end.ts');
    const faulty = await loadFaulty('minimum-rest', FILE, later);
    expect(huntFor(rest, 1, 60).kill(faulty)?.strand).toBe('fold');
  });

  it('proves nothing where it cannot be put in, or where it does not load', async () => {
    const load = (mutant: Mutant) => loadFaulty('minimum-rest', FILE, mutant);
    await expect(load(fault('no such text', 'x'))).rejects.toThrow('stands 0 times');
    await expect(load(fault('limit', 'x'))).rejects.toThrow(/stands \d+ times/);
    await expect(load(fault('rest >= limit', 'rest >= limit'))).rejects.toThrow('changes nothing');
    await expect(load(fault('overtimeDays', 'x', 'src/rules/overtime.ts'))).rejects.toThrow('does not import');
    await expect(load(fault('rest >= limit', 'rest >='))).rejects.toThrow();
  });
});

describe('what is missing of a rule is told', () => {
  it('where the rule itself has a fault', async () => {
    const faulty = await loadFaulty('minimum-rest', FILE, fault('rest >= limit', 'rest > limit'));
    expect(huntFor({ ...rest, rule: faulty }, 1, 40).ownFault(40)).toBeDefined();
    expect(huntFor(rest, 1, 40).ownFault(40)).toBeUndefined();
  });

  it('where it has no checks, few mutants, or no oracle of its own', async () => {
    const { rule, check } = rest;
    expect(await writtenGaps(rule, undefined)).toEqual([
      'has no checks: write tests/rules-check/cases/minimum-rest.ts',
    ]);
    expect(await writtenGaps(rule, rest)).toEqual([]);
    const gapsWith = (change: Partial<typeof check>) => writtenGaps(rule, { rule, check: { ...check, ...change } });
    expect(await gapsWith({ mutants: check.mutants.slice(0, 2) })).toEqual(['has 2 mutants of at least 3']);
    expect(await gapsWith({ compiled: [] })).toEqual(['has no check of kind compiled']);
    expect(await gapsWith({ oracle: 'tests/oracle/rules/none.ts' })).toHaveLength(1);
    expect(await gapsWith({ oracle: 'tests/property/rules/primitives.ts' })).toHaveLength(2);
  });

  it('where the manual or a language does not know it', () => {
    const row = '| `minimum-rest` | `minimumHours` (hours) | kept |';
    expect(manualGaps(rest.rule, `\n## Rules\n\n${row}\n`)).toEqual([]);
    expect(manualGaps(rest.rule, `${row}\n## Rules\n\n`)).toHaveLength(1);
    expect(manualGaps(rest.rule, '\n## Rules\n\n| `minimum-rest` | - | kept |\n')).toHaveLength(1);
    const texts = (text: string) => ({ breaches: { 'minimum-rest': text } });
    expect(textGaps('minimum-rest', { en: texts('rests'), zh: texts('休息') })).toEqual([]);
    expect(textGaps('minimum-rest', { en: texts('rests'), zh: texts('rests') })).toHaveLength(1);
    expect(textGaps('minimum-rest', { en: { breaches: {} }, zh: { breaches: {} } })).toHaveLength(2);
  });
});
