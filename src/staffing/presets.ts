import type { StaffingTarget } from '../domain/requirement.ts';

/** A planning norm of the trade under a name, with the reason for its numbers. */
export type StaffingPreset = {
  readonly name: string;
  /** Absent where the preset is a cap alone. */
  readonly target?: StaffingTarget;
  readonly maxOccupancy?: number;
  /** Why one would choose it, and what it is not. */
  readonly reason: string;
};

/**
 * The presets. None is a default: a target is a decision of the business, and a requirement without an occupancy cap has none.
 */
export const STAFFING_PRESETS: readonly StaffingPreset[] = [
  {
    name: 'voice-80-20',
    target: { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
    reason:
      'The usual target of voice lines: 80 % of the offered calls answered within 20 s. A convention, owned by no standard; ' +
      'counted of all offered calls, so that callers who hang up count against it.',
  },
  {
    name: 'sales-90-10',
    target: { kind: 'service-level', share: 0.9, thresholdSeconds: 10, base: 'offered' },
    reason: 'Sales lines, where a lost call is a lost order: 90 % of the offered calls answered within 10 s.',
  },
  {
    name: 'asa-40',
    target: { kind: 'asa', asaSeconds: 40 },
    reason:
      'Average speed of answer of 40 s, the normal response time of the trade. An average, not a percentile: some callers ' +
      'wait much longer.',
  },
  {
    name: 'mature-team-asa-20',
    target: { kind: 'asa', asaSeconds: 20 },
    reason: 'Average speed of answer of 20 s, the quick end of the 20 to 30 s that a mature team reaches.',
  },
  {
    name: 'occupancy-85',
    maxOccupancy: 0.85,
    reason:
      'At most 85 % of staffed time busy: 75 to 85 % is what is usually planned, and above 90 % burns people out. It binds ' +
      'in large groups, which meet their service level with hardly a pause; leave it out where shrinkage holds the pauses.',
  },
];

/** The preset of that name, or undefined where there is none. */
export function findStaffingPreset(name: string): StaffingPreset | undefined {
  return STAFFING_PRESETS.find((preset) => preset.name === name);
}
