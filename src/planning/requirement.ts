import type { Forecast } from '../domain/forecast.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { Requirement, RequirementParameters, StaffingTarget } from '../domain/requirement.ts';
import { findStaffingPreset, STAFFING_PRESETS } from '../staffing/presets.ts';
import { findRequirementIssues } from '../staffing/requirement-issues.ts';
import { buildRequirement } from '../staffing/requirement.ts';

/** Parameters as asked for: a target, or the name of a preset that brings one. What is given beside a preset counts before it. */
export type RequirementRequest = Omit<RequirementParameters, 'target'> & {
  readonly target?: StaffingTarget | undefined;
  readonly preset?: string | undefined;
};

export type RequirementTask = {
  readonly forecast: Pick<Forecast, 'zone' | 'points'>;
  readonly parameters: RequirementRequest;
};

/** Names of the presets that a request may ask for. */
export const PRESET_NAMES: readonly string[] = STAFFING_PRESETS.map(({ name }) => name);

/** Parameters with what a preset brings. Issues are at `/parameters`. */
export function settleParameters({ preset: name, ...given }: RequirementRequest): Outcome<RequirementParameters> {
  const preset = name === undefined ? undefined : findStaffingPreset(name);
  if (name !== undefined && preset === undefined) {
    const known = PRESET_NAMES.join(', ');
    const message = `There is no preset "${name}".`;
    const facts = { id: name, known };
    return {
      ok: false,
      issues: [{ code: 'unknown-preset', path: '/parameters/preset', message, facts, hint: `Presets: ${known}.` }],
    };
  }
  const target = given.target ?? preset?.target;
  if (target === undefined) {
    const message = 'Neither "target" nor a preset that brings one is given.';
    const facts = { first: 'target', second: 'preset' };
    return {
      ok: false,
      issues: [{ code: 'one-needed', path: '/parameters', message, facts, hint: 'Give one of them.' }],
    };
  }
  return { ok: true, value: { ...given, target, maxOccupancy: given.maxOccupancy ?? preset?.maxOccupancy } };
}

/** All that is wrong with the parameters alone, before there is a forecast; at `/parameters`. */
export function requirementParameterIssues(parameters: RequirementRequest): readonly Issue[] {
  const settled = settleParameters(parameters);
  return settled.ok ? findRequirementIssues({ zone: 'UTC', points: [] }, settled.value) : settled.issues;
}

/** Forecast to requirement. Issues carry paths below `/forecast` and `/parameters`. */
export function makeRequirement({ forecast, parameters }: RequirementTask): Outcome<Requirement> {
  const settled = settleParameters(parameters);
  return settled.ok ? buildRequirement(forecast, settled.value) : settled;
}
