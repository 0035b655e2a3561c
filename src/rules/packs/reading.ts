import type { PackRule } from '../../domain/pack.ts';

/** What every pack of the product is not. */
export const DISCLAIMER =
  'A reading of published law as parameters, not legal advice. Check it with your own counsel before relying on it.';

/** Day on which the packs were last compared with their sources. */
export const CHECKED_ON = '2026-11-22';

type Values = PackRule['values'];
type Severity = PackRule['severity'];

/** A rule whose values were read in the source named. */
export function read(rule: string, values: Values, severity: Severity, source: string): PackRule {
  return { rule, values, severity, source, verified: true };
}

/** A rule whose values are known from elsewhere than the source named. */
export function unread(rule: string, values: Values, severity: Severity, source: string): PackRule {
  return { rule, values, severity, source, verified: false };
}
