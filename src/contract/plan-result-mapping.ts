import type { Audit } from '../domain/breach.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Requirement } from '../domain/requirement.ts';
import type { TrialFound } from '../domain/plan-trial.ts';
import type { Roster } from '../domain/roster.ts';
import { fromAudit } from './audit-mapping.ts';
import { fromForecast } from './forecast-mapping.ts';
import type { PlanResultDocument } from './plan.ts';
import { fromTrial } from './plan-trial.ts';
import { fromRequirement } from './requirement-mapping.ts';
import { fromRoster } from './roster-mapping.ts';

type Made = {
  readonly forecasts: readonly Forecast[];
  readonly requirements: readonly Requirement[];
  readonly roster: Roster;
  readonly audit: Audit;
  readonly trial?: TrialFound | undefined;
};

/** What a plan made, as a document; `presets` are the presets that its queues named, in their order. */
export function fromPlanResult(made: Made, presets: readonly (string | undefined)[]): PlanResultDocument {
  return {
    kind: 'plan-result',
    forecasts: made.forecasts.map(fromForecast),
    requirements: made.requirements.map((requirement, index) => fromRequirement(requirement, presets[index])),
    roster: fromRoster(made.roster),
    audit: fromAudit(made.roster.problem.team.zone, made.audit),
    ...(made.trial === undefined ? {} : { trial: fromTrial(made.roster.problem.team.zone, made.trial) }),
  };
}
