import type { Breach, MeasureUnit } from '../domain/breach.ts';
import type { Line, Shift } from '../domain/shift.ts';
import type { Contract, Employee, Holiday, RuleValue, Severity, ShiftTemplate } from '../domain/team.ts';
import { type Interval, type LocalDate, SECONDS_PER_HOUR, type Weekday, type Zone } from '../domain/units.ts';

/**
 * A rule is written once, as a fold over one employee's line: audit runs the fold, the solver runs the compiled form that
 * the same file derives from the same values. A property test holds the two equal, and both equal to an oracle.
 */

/** One value of a rule: validation, manual and schema come from this record. */
export type Parameter = {
  readonly name: string;
  readonly title: string;
  readonly unit:
    | 'hours'
    | 'minutes'
    | 'days'
    | 'weekends'
    | 'weeks'
    | 'months'
    | 'shifts'
    | 'breaks'
    | 'date'
    | 'time'
    | 'text'
    | 'boolean'
    | 'list'
    | 'choice';
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** Absent: the value must be given. */
  readonly default?: RuleValue | undefined;
  readonly choices?: readonly string[] | undefined;
  /** What a list holds: pairs of templates as first>next (absent), templates of the team, or rests as COUNTxHOURSh/DAYSd, tiers as COUNTx>HOURSh, classes of a rotation. */
  readonly entries?: 'pairs' | 'templates' | 'rests' | 'tiers' | 'rotation' | undefined;
};

export type Values = Readonly<Record<string, RuleValue>>;

/** What a rule may know besides the line: the employee and the calendar. */
export type RuleContext = {
  readonly zone: Zone;
  readonly weekStart: Weekday;
  readonly holidays: readonly Holiday[];
  readonly templates: readonly ShiftTemplate[];
  readonly employee: Employee;
  readonly contract: Contract;
  /** First day and number of days judged or planned, and the same as instants. */
  readonly from: LocalDate;
  readonly days: number;
  readonly horizon: Interval;
  /** Whether the shifts before and behind the horizon are known (known may be empty). */
  readonly pastKnown: boolean;
  readonly futureKnown: boolean;
  /** First and last date of which all shifts are known, where that is not all the past or future; see `contextOfBound`. */
  readonly pastFrom?: LocalDate | undefined;
  readonly futureTo?: LocalDate | undefined;
};

/** Breaches as the rule measures them; the binding of the rule adds severity and source. */
export type Finding = Omit<Breach, 'ruleId' | 'employeeId' | 'severity' | 'source'>;

export type Step<S> = { readonly state: S; readonly findings: readonly Finding[] };

/**
 * What a rule counts in one of its windows of local dates, and the most, or the least, that it may come to. Rules about days off count the days worked, of which
 * they leave so many.
 */
export type Meter = {
  readonly from: LocalDate;
  /** The date behind the window's last. */
  readonly end: LocalDate;
  readonly kind: 'most' | 'least';
  readonly unit: MeasureUnit;
  readonly measured: number;
  readonly limit: number;
  /** Of an average by the week: the days that it is taken over, such as those of the window without leave. */
  readonly averageDays?: number | undefined;
};

/** Calendar days before and behind the horizon that the rule must see to judge it. */
export type Reach = { readonly daysBefore: number; readonly daysAfter: number };

/** Days [firstDay, endDay) of the horizon, counted from its first. */
export type DaySpan = { readonly firstDay: number; readonly endDay: number };

/**
 * The compiled form: what a legal line must satisfy, as arithmetic over the shift chosen on each day of the horizon (at most
 * one a day). `day` counts from 0; weights and limits are whole numbers. Past and future shifts are already inside the constants.
 */
export type Primitive =
  /** Days on which a shift may be chosen at all. */
  | { readonly kind: 'allow'; readonly allows: (day: number, shift: Shift) => boolean }
  /**
   * Pairs of consecutive worked days (`second` follows `first` with only days off between them, `withinDays` apart at most). `allows` looks at
   * the end, date and template of the first (at its start only where `byStarts` says so) and at the start, date and template of the second, and at
   * nothing of the employee.
   */
  | {
      readonly kind: 'order';
      readonly withinDays: number;
      readonly byStarts?: true | undefined;
      readonly allows: (first: Shift, second: Shift) => boolean;
    }
  /** Worked days in a row, with the run that reaches into the horizon from before and the one that follows it. */
  | { readonly kind: 'run'; readonly maximum: number; readonly before: number; readonly after: number }
  /**
   * minimum <= used + sum of weights of the shifts on days [firstDay, endDay) <= maximum; with `onlyWith` the maximum holds for lines with a shift on one
   * of those days alone, and there is no minimum.
   */
  | {
      readonly kind: 'sum';
      readonly firstDay: number;
      readonly endDay: number;
      readonly weigh: (day: number, shift: Shift) => number;
      readonly used: number;
      readonly minimum?: number | undefined;
      readonly maximum?: number | undefined;
      readonly onlyWith?: DaySpan | undefined;
    }
  /**
   * A finite automaton that reads the line day by day (the regular constraint of Pesant 2004). `next` is the state after a day with this shift, or
   * without one, and undefined where no legal line goes on; `accepts` says in which states a line may end. States are whole numbers from 0,
   * as few as the rule can do with. What lies before the horizon is inside `start`, what lies behind it inside `accepts`.
   */
  | {
      readonly kind: 'automaton';
      readonly start: number;
      readonly next: (state: number, day: number, shift: Shift | undefined) => number | undefined;
      readonly accepts: (state: number) => boolean;
      /** Shifts of a day that have one number lead from every state to the same; absent: each is asked about. */
      readonly sees?: ((day: number, shift: Shift) => number) | undefined;
    };

/**
 * The priced form: what the breaches of a line cost at a weight of 1, as costs over the shift chosen on each day of the horizon (at most one a day). The sum of
 * all of them is what `weighExcess` makes of the findings of the fold that are the horizon's affair, or less where the form is not exact; never
 * more, since bounds rest on it. Days count as in `Primitive`.
 */
export type Priced =
  /** The price of a shift by itself. */
  | { readonly kind: 'shift-price'; readonly price: (day: number, shift: Shift) => number }
  /** The price of a pair of consecutive worked days; what `price` may look at is as for `order`. */
  | {
      readonly kind: 'pair-price';
      readonly withinDays: number;
      readonly byStarts?: true | undefined;
      readonly price: (first: Shift, second: Shift) => number;
    }
  /**
   * The price of the sum of weights of the shifts on days [firstDay, endDay), whole numbers that are not negative. From `linearFrom` on the price
   * rises by the same for each unit.
   */
  | {
      readonly kind: 'sum-price';
      readonly firstDay: number;
      readonly endDay: number;
      readonly weigh: (day: number, shift: Shift) => number;
      readonly price: (sum: number) => number;
      readonly linearFrom: number;
    }
  /** An automaton that no line leaves, with the price of each of its steps and of ending in a state. */
  | {
      readonly kind: 'path-price';
      readonly start: number;
      readonly next: (state: number, day: number, shift: Shift | undefined) => number;
      readonly price: (state: number, day: number, shift: Shift | undefined) => number;
      readonly endPrice: (state: number) => number;
    };

/** Units of a breach that a weight is the price of: hours where time is measured, else days, shifts or breaches. */
export function weighExcess({ unit, excess }: Pick<Breach, 'unit' | 'excess'>): number {
  return unit === 'seconds' ? excess / SECONDS_PER_HOUR : excess;
}

/**
 * Necessary: every legal line satisfies them (bounds stay valid). Sufficient: every line that satisfies them is legal. A rule
 * that the primitives express exactly returns the same list twice.
 */
export type Compiled = { readonly necessary: readonly Primitive[]; readonly sufficient: readonly Primitive[] };

export type LineRule<S> = {
  /** Stable name, for example `minimum-rest`; named by its idea, never by its number. */
  readonly id: string;
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly defaultSeverity: Severity;
  /**
   * Whether the rule sees duties on call, which the others pass over: each by itself (`alone`), or with the shifts that it may not overlap (`beside`). A rule
   * that sees them alone looks at each shift by itself.
   */
  readonly seesOnCall?: 'alone' | 'beside';
  /**
   * What a finding must touch to be the horizon's affair: one of its shifts, or, for rules that ask for more work, one of its days.
   * The driver drops the others: what lies wholly before or behind the horizon was judged with its own.
   */
  readonly judges: 'shifts' | 'days';
  /** State before the first known shift. */
  readonly start: (values: Values, context: RuleContext) => S;
  /** Past, horizon and future shifts come in order of start, one by one. */
  readonly extend: (values: Values, context: RuleContext, state: S, next: Shift) => Step<S>;
  /** Findings known only at the end of all shifts. */
  readonly finish: (values: Values, context: RuleContext, state: S) => readonly Finding[];
  /**
   * What the line (all known shifts, in order) has in each window with a day of the horizon: the numbers of the fold, also where nothing is past its limit. Absent
   * for rules that count nothing over dates. Days that nobody has seen count as empty.
   */
  readonly meters?: (values: Values, context: RuleContext, line: Line) => readonly Meter[];
  readonly reach: (values: Values, context: RuleContext) => Reach;
  /**
   * Whether the missing past or future could change the judgement of this line (all known shifts, in order); only asked where
   * `reach` is not 0.
   */
  readonly dependsOnMissing: (values: Values, context: RuleContext, line: Line, missing: 'past' | 'future') => boolean;
  /**
   * Shifts of the line (all known shifts, in order) that the rule cannot judge because it asks for their template and they name none;
   * only for rules that ask for templates. Imported rosters often name none.
   */
  readonly lackTemplate?: (values: Values, context: RuleContext, line: Line) => Line;
  readonly compile: (values: Values, context: RuleContext, past: Line, future: Line) => Compiled;
  /** The priced form, equal to the fold; undefined (or absent) where there is none, and a weight then steers by whole lines alone. */
  readonly compilePriced?: (
    values: Values,
    context: RuleContext,
    past: Line,
    future: Line,
  ) => readonly Priced[] | undefined;
};

/** A rule bound to its values for one employee, with the severity and source that the setting, contract or pack gives. */
export type BoundRule = {
  // The state's type is the rule's own affair: whoever folds passes it back untouched.
  readonly rule: LineRule<unknown>;
  readonly values: Values;
  readonly severity: Severity;
  readonly source?: string | undefined;
  /** True where it holds by a protected record of the employee. */
  readonly isProtected?: boolean | undefined;
  /** Points of each unit of excess, see `weighExcess`; undefined for a rule without a price. */
  readonly weight?: number | undefined;
  /** First and last day on which it applies, both included. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
};

/** A rule whose primitives say exactly what the fold says. */
export function exactly(primitives: readonly Primitive[]): Compiled {
  return { necessary: primitives, sufficient: primitives };
}
