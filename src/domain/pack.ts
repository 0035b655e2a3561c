import type { PayPlan } from './pay.ts';
import type { ProtectedKind } from './protected.ts';
import type { RuleValue, Severity } from './rule-value.ts';
import type { LocalDate, LocalTime } from './units.ts';

/** One rule of a pack with its values, and where they were read. */
export type PackRule = {
  readonly rule: string;
  readonly values: Readonly<Record<string, RuleValue>>;
  readonly severity: Severity;
  readonly source: string;
  /** Only for employees with a protected record of one of these kinds, on its dates. */
  readonly protected?: readonly ProtectedKind[] | undefined;
  /** False where only a secondary source was seen. */
  readonly verified: boolean;
};

/** A part of the law that the pack leaves to its readers. */
export type PackGap = { readonly topic: string; readonly reason: string };

/**
 * Working-time law or a collective agreement as data: it sets values of rules and adds no arithmetic of its own. Versions of a pack share its id; on
 * each date the one with the latest `validFrom` up to it is in force, unless its `validTo` has passed.
 */
export type Pack = {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** First date on which this version holds. */
  readonly validFrom: LocalDate;
  /** Last date on which it holds, also without a later version; absent: until a later version. */
  readonly validTo?: LocalDate | undefined;
  readonly checkedOn: LocalDate;
  /** True when every rule of the pack is. */
  readonly verified: boolean;
  readonly disclaimer: string;
  /** What the hours ledger counts as night; `to` at or before `from` is on the next day. */
  readonly night: { readonly from: LocalTime; readonly to: LocalTime };
  /** What the law says of pay; a contract's own plan takes its place. */
  readonly pay?: PayPlan | undefined;
  readonly rules: readonly PackRule[];
  readonly notChecked: readonly PackGap[];
};
