import type { PayWeek } from './pay.ts';
import type { Lifting } from './agreement.ts';
import type { Interval, LocalDate } from './units.ts';
import type { Severity } from './team.ts';

/** Unit of `measured`, `limit` and `excess`. */
export type MeasureUnit = 'seconds' | 'days' | 'shifts' | 'none';

/** A fact, not a sentence: what was measured, what was allowed, by how much it is past it, and where. */
export type Breach = {
  readonly ruleId: string;
  readonly employeeId: string;
  readonly severity: Severity;
  readonly shiftIds: readonly string[];
  readonly span: Interval;
  readonly unit: MeasureUnit;
  readonly measured: number;
  readonly limit: number;
  /** Always positive: how far the measure is on the wrong side of the limit. */
  readonly excess: number;
  /** Where the limit comes from: a law, a contract, a house rule. */
  readonly source?: string | undefined;
  /** Values that only this rule has, for the message. */
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
  /** What it costs in the objective; only of a rule with a weight. */
  readonly points?: number | undefined;
  /** The other team whose published shifts are part of it. */
  readonly otherTeam?: string | undefined;
  /** The agreements on record that together lift it: then it leaves the roster clean. */
  readonly liftedBy?: readonly Lifting[] | undefined;
  /** True where the rule holds by a protected record: what is told of it depends on who asks. */
  readonly isProtected?: boolean | undefined;
};

/** A rule that could not be judged for an employee, and what is missing. */
export type Unknown = {
  readonly ruleId: string;
  readonly employeeId: string;
  readonly reason: 'past-missing' | 'future-missing' | 'template-missing';
  readonly span: Interval;
  /** True where the rule holds by a protected record. */
  readonly isProtected?: boolean | undefined;
};

/** A rule of the team as a whole that is not kept over a span in which the same people are there, on a date or over a period. */
export type TeamBreach = {
  readonly ruleId: string;
  /** Which of the team's settings, by its id or else its place in the list. */
  readonly setting: string;
  /** `block` where the rule must be kept, `warn` where it has a weight. */
  readonly severity: 'block' | 'warn';
  readonly span: Interval;
  readonly template?: string | undefined;
  /** What `measured` and `limit` count. */
  readonly unit: 'people' | 'hours' | 'money';
  readonly measured: number;
  readonly limit: number;
  /** How far the rule's count is past its limit, always positive; over a span of moments it costs this times its hours. */
  readonly excess: number;
  /** What is priced: agent-hours past the limit where moments are counted, else the excess. */
  readonly amount: number;
  /** Those who were counted then, in the team's order; of a budget everybody with paid hours. */
  readonly employeeIds: readonly string[];
  /** Whom the setting is about, as it chooses them. */
  readonly who: string;
  readonly source?: string | undefined;
};

/** Something a pack's law contains and the pack does not judge. */
export type NotChecked = { readonly pack: string; readonly topic: string; readonly reason: string };

/** A pack that was judged by: how far its reading of the law can be trusted. */
export type JudgedPack = {
  readonly id: string;
  readonly version: string;
  /** Dates of the version; `validTo` absent: still in force. */
  readonly validFrom: LocalDate;
  readonly validTo?: LocalDate | undefined;
  readonly name: string;
  readonly checkedOn: LocalDate;
  /** True when every rule of the pack was read in its own source. */
  readonly verified: boolean;
  readonly disclaimer: string;
};

/** One employee's hours in one calendar week (whole or the part inside the horizon and the known past and future). */
export type LedgerWeek = {
  readonly employeeId: string;
  readonly weekStart: string;
  readonly shifts: number;
  readonly days: number;
  readonly workSeconds: number;
  readonly spanSeconds: number;
  readonly nightSeconds: number;
  readonly creditSeconds: number;
  readonly minSeconds?: number | undefined;
  readonly maxSeconds?: number | undefined;
};

export type Audit = {
  readonly from: string;
  readonly days: number;
  readonly clean: boolean;
  readonly breaches: readonly Breach[];
  readonly unknowns: readonly Unknown[];
  /** Only where the team has rules of this kind. */
  readonly teamBreaches?: readonly TeamBreach[] | undefined;
  readonly packs: readonly JudgedPack[];
  readonly notChecked: readonly NotChecked[];
  readonly ledger: readonly LedgerWeek[];
  /** Pay by workweek of the employees whose contract or pack says how hours are paid. */
  readonly pay: readonly PayWeek[];
  readonly checked: { readonly employees: number; readonly shifts: number; readonly rules: readonly string[] };
};
