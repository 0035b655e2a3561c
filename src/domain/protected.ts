import type { LocalDate } from './units.ts';

/** What an employee may be protected for: young age, pregnancy, nursing a child, or health. */
export const PROTECTED_KINDS = ['minor', 'pregnant', 'nursing', 'health'] as const;

export type ProtectedKind = (typeof PROTECTED_KINDS)[number];

/** A dated record of it, first and last day included; without `to` it goes on. Personal data that only human resources see. */
export type ProtectedRecord = {
  readonly kind: ProtectedKind;
  readonly from: LocalDate;
  readonly to?: LocalDate | undefined;
};

/** What rules that hold by such a record are called before everybody else. */
export const PROTECTED_RULE = 'protected-rule';

/** What the rule of a breach or of a bound rule is called before everybody. */
export function shownRule({
  ruleId,
  isProtected,
}: {
  readonly ruleId: string;
  readonly isProtected?: boolean | undefined;
}): string {
  return isProtected === true ? PROTECTED_RULE : ruleId;
}

/** Who asks: human resources, or anybody. */
export type View = 'everybody' | 'hr';
