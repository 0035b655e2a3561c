import type { Values } from '../rule.ts';
import type { Employee, RuleValue, Team } from '../../domain/team.ts';
import type { Interval, LocalDate } from '../../domain/units.ts';

/*
 * A rule of the team as a whole says which signed counts of people must stay between which limits. That is one form for all of them: the audit
 * counts it from the shifts, the solver holds a row with a convex cost for it, and both read it from the one file that the rule is written in.
 */

/** One value of a team rule: checks, manual and schema come from this record. */
export type TeamParameter = {
  readonly name: string;
  readonly title: string;
  readonly unit: 'people' | 'hours' | 'money' | 'text' | 'choice' | 'employees' | 'templates';
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** Absent: the value must be given, unless it is `optional`. */
  readonly default?: RuleValue | undefined;
  readonly optional?: true | undefined;
  readonly choices?: readonly string[] | undefined;
};

/** What is counted, and when: people on the work or present at each moment of a span, attending a template, or working on a date; or what is paid. */
export type TeamMeasure =
  | { readonly kind: 'working' | 'present'; readonly span: Interval }
  | { readonly kind: 'template'; readonly date: LocalDate; readonly template: string }
  | { readonly kind: 'day'; readonly date: LocalDate }
  /** Paid hours of the shifts that start on the dates, each times the coefficient of who works it. */
  | { readonly kind: 'paid'; readonly dates: readonly LocalDate[] };

/** One signed count with its limits: the sum of the coefficients of those counted stays between `least` and `most`. */
export type TeamRow = {
  readonly measure: TeamMeasure;
  /** By employee id; who is absent is not counted. */
  readonly coefficients: ReadonlyMap<string, number>;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** What a finding says was measured: how many of these were there; absent: the signed count itself. */
  readonly counted?: ReadonlySet<string> | undefined;
  /** The limit that a finding names; absent: the one of the row that is passed. */
  readonly limit?: number | undefined;
  /** Whom it is about, for the message. */
  readonly who: string;
};

/** What a team rule may know: the people, and the dates and spans on which the setting holds. */
export type TeamContext = Pick<Team, 'zone' | 'weekStart' | 'contracts' | 'shiftTemplates'> & {
  readonly employees: readonly Employee[];
  /** Dates of the horizon on which the setting holds. */
  readonly dates: readonly LocalDate[];
  /** The moments of those dates on which it holds, cut to the horizon. */
  readonly spans: readonly Interval[];
};

export type TeamRule = {
  readonly id: string;
  readonly title: string;
  readonly parameters: readonly TeamParameter[];
  /** What its counts are of; a count of people over moments is priced by the hour. */
  readonly unit: 'people' | 'hours' | 'money';
  /** The part of the objective that it belongs to. */
  readonly part: 'team-rules' | 'budget';
  readonly rows: (values: Values, context: TeamContext) => readonly TeamRow[];
  /** What is wrong with the values as a whole, beyond each by itself: the value at fault and why it does not do. */
  readonly fault?: (values: Values) => { readonly name: string; readonly expected: string } | undefined;
};
