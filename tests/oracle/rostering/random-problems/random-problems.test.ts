import { beforeAll, describe, expect, it } from 'vitest';
import { type Compared, compareEngines } from './compare-engines.ts';
import { DRAWN_RULES, DRAWN_TEAM_RULES } from './drawn-rules.ts';
import { tableOf } from './features.ts';
import { ALWAYS } from './random-problem.ts';
import { rosterEngines } from '../../../../src/main/engines.ts';
import { rules } from '../../../../src/rules/registry.ts';
import { teamRules } from '../../../../src/rules/team/registry.ts';

const SEED = 2;
const PROBLEMS = 26;

describe('on random problems of up to 5 employees and 7 days', () => {
  let all: readonly Compared[] = [];

  beforeAll(async () => {
    const engines = await rosterEngines();
    const compared: Compared[] = [];
    for (let index = 0; index < PROBLEMS; index++) compared.push(await compareEngines(SEED, index, engines));
    all = compared;
  }, 120_000);

  it('every engine agrees with brute force on the optimum, its bound and whether there is a roster', () => {
    const disagreements = all.flatMap(({ index, answers }) =>
      answers.flatMap(({ engine, disagreement }) =>
        disagreement === undefined ? [] : [`problem ${index}, ${engine}: ${disagreement}`],
      ),
    );
    expect(disagreements).toEqual([]);
  });

  it('optima are proven, also by HiGHS and javascript-lp-solver, and some problems have no roster', () => {
    const optimal = all.flatMap(({ answers }) => answers.filter(({ roster }) => roster?.status === 'optimal'));
    const by = new Set(optimal.map((answer) => answer.by));
    expect(optimal.length).toBeGreaterThan(PROBLEMS);
    expect(by).toEqual(new Set(['highs', 'javascript-lp-solver', 'lines']));
    expect(all.filter(({ best }) => best.points === undefined).length).toBeGreaterThan(0);
  });

  it('hold rules and other things that bind', () => {
    const { rules: byRule, features } = tableOf(all);
    const decided = byRule.filter((row) => (row.decided ?? 0) > 0);
    expect(decided.length).toBeGreaterThan(8);
    expect(features.filter(({ bound }) => bound > 0).length).toBeGreaterThan(20);
  });
});

describe('the rules of the registry', () => {
  it('all have values to be drawn, but for those that always hold', () => {
    expect(Object.keys(DRAWN_TEAM_RULES).toSorted()).toEqual(teamRules.map(({ id }) => id).toSorted());
    expect([...ALWAYS, ...Object.keys(DRAWN_RULES)].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });
});
