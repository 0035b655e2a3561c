import type { Instant, LocalDate, Seconds } from './units.ts';

/**
 * Why no roster can have fewer points than a bound, in terms of the problem: its certificate. Take any points for one more person in each row of the demand
 * and of the team's rules ("values"). Charged or paid at these values, cover and employees come apart: no roster has fewer points than the least of each row by
 * itself, over all counts of people, and of each employee by herself, over all of her legal lines. The sum of these is a bound whatever the values are, so whoever
 * has the values can count it again; none but good values make it high.
 */
export type BoundProof = {
  /** Sum of `constant` and of the least of every employee's lines: what the values by themselves prove. */
  readonly certified: number;
  /** What the solver's bound has beyond the values: nothing, or a search over all rosters, which the values do not show. */
  readonly rests: 'values' | 'search-tree';
  /** `relaxed-pricing`: the lines of some employees are looked for among more than those that her rules allow, or at less than they cost. */
  readonly kind: 'lagrangian' | 'relaxed-pricing';
  /** Values are whole multiples of 1 / grid. */
  readonly grid: number;
  /** The time over which one more person has the values of `cover`, and of counts of team rules over time. */
  readonly slotSeconds: Seconds;
  /** The points of every roster are multiples of it: the bound is `certified` lifted to the next of these. Absent where it is not lifted. */
  readonly step?: number | undefined;
  /** Points per hour or person missing of what must be met, where the problem has anything of the kind. */
  readonly hardPrice?: number | undefined;
  /** Sum over all rows of the least, over all counts, of the points of a count and the value of those counted. */
  readonly constant: number;
  /** Interval demands: the value of one more person throughout a slot. What is not named has the value 0. */
  readonly cover: readonly CoverValue[];
  readonly templates: readonly TemplateValue[];
  readonly teamRules: readonly TeamRuleValue[];
  /** The least that any legal line of these employees has, its own points less the value of where it counts. */
  readonly lines: readonly LeastLine[];
  /** Employees who work exactly their locks, whatever their rules say of these. */
  readonly asLocked: readonly string[];
};

export type CoverValue = {
  readonly start: Instant;
  readonly end: Instant;
  readonly skill?: string | undefined;
  readonly value: number;
};

export type TemplateValue = {
  readonly date: LocalDate;
  readonly template: string;
  readonly skill?: string | undefined;
  readonly value: number;
};

/** Which of its counts: those at the moments of a stretch, in a template on a date, on a date, or of what is paid from a date to another. */
export type TeamRuleValue = {
  /** The setting's place among the team's rules, from 1. */
  readonly setting: number;
  /** The count's place among those of the setting, from 1. */
  readonly count: number;
  /** Whom the count is of. */
  readonly who: string;
  /** Set for counts over time. */
  readonly span?: { readonly start: Instant; readonly end: Instant } | undefined;
  /** Points of each unit counted; over time of each throughout a slot. */
  readonly value: number;
};

export type LeastLine = { readonly employees: readonly string[]; readonly least: number };

/** What a check of a certificate found to differ from what it says. */
export type ProofDifference = {
  readonly what:
    | 'sum'
    | 'constant'
    | 'value'
    | 'line'
    | 'employees'
    | 'objective'
    | 'bound'
    | 'hard-price'
    | 'locks'
    | 'step';
  /** The employee, or the demand or count, that it is of. */
  readonly of?: string | undefined;
  readonly said: number | null;
  readonly found: number | null;
};

/** What is certain of a roster's bound, counted again from the problem and the certificate alone. */
export type ProofCheck = {
  /** Whether all that the certificate says holds; undefined where time was up before all was looked at. */
  readonly holds: boolean | undefined;
  /** Points that no roster of the problem can go below, by the values alone; null where not all was looked at. */
  readonly certified: number | null;
  /** The bound that the roster claims. */
  readonly claimed: number | null;
  /** What of the claimed bound rests on a search that the certificate does not show; 0 where nothing does. */
  readonly searched: number | null;
  /** Points of the roster, counted from its shifts. */
  readonly objective: number | null;
  /** (objective - certified) / objective. */
  readonly gap: number | null;
  readonly employees: number;
  /** Employees whose lines were all looked at. */
  readonly verified: number;
  readonly differences: readonly ProofDifference[];
};
