import { describe, expect, it } from 'vitest';
import { loadTeamCase } from '../../rules-check/load-cases.ts';
import { teamDisagreement, teamTrial } from '../../rules-check/team-check.ts';
import { teamBreachesOf } from '../../../src/audit/team-rules.ts';
import { teamRules } from '../../../src/rules/team/registry.ts';

describe('the audit of rules of a team as a whole says what the oracle says', () => {
  it.each(teamRules.map(({ id }) => id))('%s', async (rule) => {
    const check = await loadTeamCase(rule);
    if (check === undefined) throw new Error(`${rule} has no checks`);
    let broken = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const trial = teamTrial(rule, check, seed);
      expect(teamDisagreement(teamBreachesOf, trial), `seed ${seed}`).toBeUndefined();
      if (trial.amount > 0) broken++;
    }
    expect(broken).toBeGreaterThan(10);
    expect(broken).toBeLessThan(150);
  });
});
