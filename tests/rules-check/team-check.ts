import type { Death, Mutant } from './rule-check.ts';
import { numbersFrom } from '../fixtures/small-problems.ts';
import { amountOf, type Chosen, type Person, type Said, type Scene, type Worked } from '../oracle/rules/team-rules.ts';
import type { TeamAuditInput } from '../../src/audit/team-rules.ts';
import type { TeamBreach } from '../../src/domain/breach.ts';
import { addDays, datesFrom, plannedInstant } from '../../src/domain/calendar.ts';
import type { Shift } from '../../src/domain/shift.ts';
import type { Team, TeamRuleSetting } from '../../src/domain/team.ts';
import { WEEKDAYS } from '../../src/domain/units.ts';

/** What draws numbers and members of lists. */
export type Draw = {
  readonly below: (most: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
};

/** A setting, and what it says in the oracle's words. */
export type SaidSetting = {
  readonly setting: Pick<TeamRuleSetting, 'values' | 'days' | 'window'>;
  readonly said: Omit<Said, 'rule'>;
};

/** All that holds one rule of a team: it stands in `team-cases/RULE-ID.ts` under the name `check`. */
export type TeamCheck = {
  /** The file with the rule in plain words, which imports nothing of the product. */
  readonly oracle: string;
  readonly settings: (draw: Draw) => SaidSetting;
  /** Faults in any file that the audit of team rules imports, or in itself. */
  readonly mutants: readonly Mutant[];
};

/** The file whose `teamBreachesOf` is held to the oracle. */
export const TEAM_AUDIT = 'src/audit/team-rules.ts';

export type TeamAudit = (input: TeamAuditInput, shifts: readonly Shift[]) => readonly TeamBreach[];

/** Drawn shifts under a drawn setting, and how much of the rule the oracle says is not kept. */
export type TeamTrial = {
  readonly input: TeamAuditInput;
  readonly shifts: readonly Shift[];
  readonly amount: number;
};

const ZONE = 'Europe/Berlin';
const TEMPLATES = { early: 360, late: 840, night: 1320 } as const;

/** People of a drawn team by label, skill, contract, names, or several of these, in both words. */
export function drawChosen({ pick }: Draw): {
  readonly values: Record<string, string | string[]>;
  readonly meant: Chosen;
} {
  return pick<{ readonly values: Record<string, string | string[]>; readonly meant: Chosen }>([
    { values: { group: 'g' }, meant: { group: 'g' } },
    { values: { skill: 's' }, meant: { skill: 's' } },
    { values: { contract: 'x' }, meant: { contract: 'x' } },
    { values: { employees: ['a', 'c'] }, meant: { names: ['a', 'c'] } },
    { values: { group: 'g', contract: 'x' }, meant: { group: 'g', contract: 'x' } },
  ]);
}

/** On which days and at which times of them a setting holds: always, or on some weekdays and in a window. */
export function drawWhen({ pick }: Draw): {
  readonly setting: Pick<TeamRuleSetting, 'days' | 'window'>;
  readonly said: Pick<Said, 'weekdays' | 'window'>;
} {
  const days = pick([undefined, ['sat', 'mon'] as const, ['fri', 'sun'] as const]);
  const window = pick([undefined, ['08:00', '15:30', 480, 930] as const, ['20:00', '07:00', 1200, 420] as const]);
  return {
    setting: {
      ...(days === undefined ? {} : { days }),
      ...(window === undefined ? {} : { window: { from: window[0], to: window[1] } }),
    },
    said: {
      ...(days === undefined ? {} : { weekdays: days.map((day) => WEEKDAYS.indexOf(day)) }),
      ...(window === undefined ? {} : { window: [window[2], window[3]] }),
    },
  };
}

/** Four people over some days around a clock change or the turn of a week, with published shifts before them, and one rule of the team. */
export function teamTrial(rule: string, check: Pick<TeamCheck, 'settings'>, seed: number): TeamTrial {
  const below = numbersFrom(seed * 13 + 5);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const from = pick(['2026-03-28', '2026-10-24', '2026-06-05']);
  const days = 3 + below(2);
  const dates = datesFrom(from, days);
  const people: readonly Person[] = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    groups: below(2) === 0 ? ['g'] : [],
    skills: below(2) === 0 ? ['s'] : ['t'],
    contract: pick(['x', 'y']),
    cost: pick([10, 15]),
  }));
  const worked: Worked[] = people.flatMap(({ id: employee }) =>
    [addDays(from, -1), ...dates].flatMap((date) => {
      if (below(3) === 0) return [];
      const template = pick(['early', 'late', 'night'] as const);
      const start = plannedInstant(ZONE, date, TEMPLATES[template]);
      const end = plannedInstant(ZONE, date, TEMPLATES[template] + 420);
      const pause = below(2) === 0 ? undefined : ([start + 7200, start + 10_800] as const);
      return [{ employee, date, template, start, end, pause, isWork: below(8) > 0 }];
    }),
  );
  const { setting, said } = check.settings({ below, pick });
  const begin = plannedInstant(ZONE, from, 0);
  const end = plannedInstant(ZONE, addDays(from, days), 0);
  const moments = Array.from({ length: (end - begin) / 1800 }, (_, index) => begin + index * 1800);
  const team: Team = {
    id: 'team',
    zone: ZONE,
    weekStart: 'mon',
    skills: [{ id: 's' }, { id: 't' }],
    contracts: [{ id: 'x' }, { id: 'y', costPerHour: 15 }],
    // The cost of a contract stands in for that of whoever has none of her own.
    employees: people.map(({ cost, ...one }) =>
      one.contract === 'y' && cost === 15 ? one : { ...one, costPerHour: cost },
    ),
    shiftTemplates: Object.keys(TEMPLATES).map((id) => ({ id, start: '00:00', length: 420 })),
    rules: [],
    teamRules: [{ rule, ...setting, weight: 1 }],
    packs: [],
    holidays: [],
  };
  const shifts = worked.map(({ employee, date, template, start, end: last, pause, isWork }) => ({
    id: `${employee} ${date}`,
    employeeId: employee,
    start,
    end: last,
    template,
    activity: isWork ? 'work' : 'training',
    breaks: pause === undefined ? [] : [{ start: pause[0], end: pause[1], paid: false }],
  }));
  const templates = Object.keys(TEMPLATES);
  return {
    input: { team, from, days, past: shifts.filter(({ start }) => start < begin), future: [] },
    shifts: shifts.filter(({ start }) => start >= begin),
    amount: amountOf({ zone: ZONE, people, worked, dates, templates, moments } satisfies Scene, { rule, ...said }),
  };
}

/** Where the audit says another amount than the oracle; undefined where they agree. An audit that throws disagrees. */
export function teamDisagreement(audit: TeamAudit, { input, shifts, amount }: TeamTrial): string | undefined {
  try {
    const found = audit(input, shifts);
    const wrong = found.find(({ excess, amount: own }) => !(excess > 0) || !(own > 0));
    if (wrong !== undefined) return `a finding of the excess ${wrong.excess} and the amount ${wrong.amount}`;
    const sum = found.reduce((total, { amount: own }) => total + own, 0);
    return Math.abs(sum - amount) < 1e-6 ? undefined : `audit ${sum}, oracle ${amount}`;
  } catch (error) {
    return `throws ${String(error)}`;
  }
}

export type TeamHunt = {
  /** Where a faulty audit gives itself away on up to `most` trials; undefined where it lives. */
  readonly kill: (faulty: TeamAudit, most: number) => Pick<Death, 'strand' | 'trials' | 'difference'> | undefined;
  /** What is wrong with the audit itself on all trials that were used, at least `least`: it disagrees, or the trials say nothing. */
  readonly ownGaps: (audit: TeamAudit, least: number) => readonly string[];
};

/** Tries audits of one rule on trials that are drawn as they are asked for and kept for the next. */
export function teamHunt(rule: string, check: TeamCheck, { seed }: { readonly seed: number }): TeamHunt {
  const trials: TeamTrial[] = [];
  const trial = (index: number): TeamTrial => (trials[index] ??= teamTrial(rule, check, seed * 100_003 + index));
  const kill: TeamHunt['kill'] = (audit, most) => {
    for (let index = 0; index < most; index++) {
      const difference = teamDisagreement(audit, trial(index));
      if (difference !== undefined) return { strand: 'audit', trials: index + 1, difference };
    }
    return undefined;
  };
  return {
    kill,
    ownGaps: (audit, least) => {
      const most = Math.max(least, trials.length);
      const fault = kill(audit, most);
      if (fault !== undefined) return [`itself disagrees (trial ${fault.trials}): ${fault.difference}`];
      const broken = trials.filter(({ amount }) => amount > 0).length;
      return broken > most / 20 && broken < most
        ? []
        : [`is broken in ${broken} of ${most} trials, which say little of it`];
    },
  };
}
