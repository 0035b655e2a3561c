import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { Explanation, Statement } from '../../../src/domain/explanation.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeExplanation } from '../../../src/planning/explain.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { type Case, dateOf, documentOf, PRICES, type Rule } from '../../fixtures/infeasible/case.ts';
import { CASES } from '../../fixtures/infeasible/cases.ts';
import { cheapestBelow, isFeasible, type Relaxed, relaxedOf } from './cheapest-repair.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

async function explained(given: Case): Promise<Explanation> {
  const problem = parseProblem(documentOf(given));
  if (!problem.ok) throw new Error(problem.issues.map(({ message }) => message).join(' '));
  const engines = await rosterEngines();
  const made = await makeExplanation(
    {
      problem: problem.value,
      question: { ask: 'conflict', repairPrices: PRICES },
      limits: { iterations: 100_000, seed: 1 },
    },
    {
      solve: (one, limits) => makeRoster(one, limits, control, engines),
      boundPrices: () => Promise.resolve(undefined),
    },
  );
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return made.value;
}

const LIMIT = (limit: Rule['limit']): string => (typeof limit === 'number' ? String(limit) : limit.join('>'));

/** The case with nothing but what the members of a conflict say. */
function onlyWith(given: Case, members: readonly Statement[]): Relaxed {
  const has = (code: string, facts: Statement['facts']): boolean =>
    members.some(
      (one) => one.code === code && Object.entries(facts).every(([name, value]) => one.facts[name] === value),
    );
  const whole = relaxedOf(given);
  return {
    people: whole.people.map(({ person, rules }) => {
      const { id } = person;
      return {
        person: {
          ...person,
          off: (person.off ?? []).filter((day) => has('conflict-day-off', { employee: id, date: dateOf(day) })),
          leave: (person.leave ?? []).filter((day) => has('conflict-leave', { employee: id, from: dateOf(day) })),
          unavailable: (person.unavailable ?? []).filter((day) =>
            has('conflict-unavailable', { employee: id, from: `${dateOf(day)} 00:00` }),
          ),
          locks: (person.locks ?? []).filter(([day]) => has('conflict-lock', { employee: id, date: dateOf(day) })),
        },
        rules: rules.filter(({ rule, limit }) => has('conflict-rule', { employee: id, rule, limit: LIMIT(limit) })),
      };
    }),
    floors: whole.floors.filter(({ day, template }) => has('conflict-floor', { date: dateOf(day), template })),
  };
}

/** The case after the steps of a repair. */
function mended(given: Case, steps: readonly Statement[]): Relaxed {
  const relaxed = relaxedOf(given);
  const isOn = (day: number, date: unknown): boolean => String(date).startsWith(dateOf(day));
  for (const { code, facts } of steps) {
    const entry = relaxed.people.find(({ person }) => person.id === facts['employee']);
    const { date, rule, to } = facts;
    if (code === 'repair-hire') {
      const skills = facts['skills'] === undefined ? [] : String(facts['skills']).split(', ');
      const rules = given.rules.filter(({ people }) => people === undefined);
      for (let index = 0; index < Number(facts['people']); index++) {
        relaxed.people.push({ person: { id: `hired ${skills.join()} ${index}`, skills }, rules });
      }
    } else if (code === 'repair-floor') {
      relaxed.floors = relaxed.floors.map((floor) =>
        isOn(floor.day, date) && floor.template === facts['template'] ? { ...floor, people: Number(to) } : floor,
      );
    } else if (entry === undefined) throw new Error(`nobody is changed by ${code}`);
    else if (code === 'repair-rule') {
      entry.rules = entry.rules.map((one) =>
        one.rule === rule && one.limit === facts['limit'] ? { ...one, limit: Number(to) } : one,
      );
    } else if (code === 'repair-rule-exempt') entry.rules = entry.rules.filter((one) => one.rule !== rule);
    else {
      const { off = [], unavailable = [], locks = [] } = entry.person;
      entry.person = {
        ...entry.person,
        off: code === 'repair-day-off' ? off.filter((day) => !isOn(day, date)) : off,
        unavailable:
          code === 'repair-unavailable' ? unavailable.filter((day) => !isOn(day, facts['from'])) : unavailable,
        locks: code === 'repair-lock' ? locks.filter(([day]) => !isOn(day, date)) : locks,
      };
    }
  }
  return relaxed;
}

describe('fifty cases without a roster', () => {
  it('are fifty', () => {
    expect(CASES).toHaveLength(50);
  });

  it.each(CASES)('$name: the conflict is irreducible, the repair mends it, and none is cheaper', async (given) => {
    const known = new Map<string, readonly string[]>();
    expect(isFeasible(given, relaxedOf(given), known)).toBe(false);
    const { conflicts, repair } = await explained(given);
    expect(conflicts.length).toBeGreaterThan(0);
    for (const { members, irreducible } of conflicts) {
      expect(irreducible).toBe(true);
      expect(isFeasible(given, onlyWith(given, members), new Map())).toBe(false);
      for (const member of members) {
        const fewer = members.filter((one) => one !== member);
        expect(isFeasible(given, onlyWith(given, fewer), new Map()), JSON.stringify(member)).toBe(true);
      }
    }
    expect(repair?.proven).toBe(true);
    expect(isFeasible(given, mended(given, repair?.steps ?? []), new Map())).toBe(true);
    expect(repair?.price).toBe((repair?.steps ?? []).reduce((sum, { price }) => sum + price, 0));
    expect(cheapestBelow(given, repair?.price ?? 0)).toBeUndefined();
  });
});
