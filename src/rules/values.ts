import type { Values } from './rule.ts';
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../domain/units.ts';

/**
 * Reading of a rule's values by name. They were checked against the rule's parameters and filled with defaults when the rule
 * was bound, so a value of another kind here is a defect of the program.
 */
export function numberOf(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new Error(`rule value ${name} is ${String(value)}, not a number`);
  return value;
}

/** A text value, for example a time of day or one of the parameter's choices. */
export function textOf(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`rule value ${name} is ${String(value)}, not a text`);
  return value;
}

/** A list of texts. */
export function listOf(values: Values, name: string): readonly string[] {
  const value = values[name];
  if (!Array.isArray(value)) throw new Error(`rule value ${name} is ${String(value)}, not a list`);
  return value as readonly string[];
}

/** A value in hours as whole seconds. */
export function hoursValueSeconds(values: Values, name: string): Seconds {
  return Math.round(numberOf(values, name) * SECONDS_PER_HOUR);
}

/** A value in minutes as whole seconds. */
export function minutesValueSeconds(values: Values, name: string): Seconds {
  return Math.round(numberOf(values, name) * SECONDS_PER_MINUTE);
}
