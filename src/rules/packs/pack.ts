import type { NightWindow } from '../night.ts';
import type { RuleValue, Severity } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';

/** One rule of a pack with its values, and where they were read. */
export type PackRule = {
  readonly rule: string;
  readonly values: Readonly<Record<string, RuleValue>>;
  readonly severity: Severity;
  readonly source: string;
  /** False where only a secondary source was seen. */
  readonly verified: boolean;
};

/** A part of the law that the pack leaves to its readers. */
export type PackGap = { readonly topic: string; readonly reason: string };

/** Working-time law or a collective agreement as data: it sets values of rules and adds no arithmetic of its own. */
export type Pack = {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly validFrom: LocalDate;
  readonly checkedOn: LocalDate;
  /** True when every rule of the pack is. */
  readonly verified: boolean;
  readonly disclaimer: string;
  /** What the hours ledger counts as night. */
  readonly night: NightWindow;
  readonly rules: readonly PackRule[];
  readonly notChecked: readonly PackGap[];
};
