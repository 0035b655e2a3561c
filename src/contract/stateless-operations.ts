import { z } from 'zod';
import { PEOPLE, PLANNERS } from './access.ts';
import { accuracyBodySchema, accuracySchema } from './accuracy.ts';
import { adherenceBodySchema, adherenceSchema } from './adherence.ts';
import { auditBodySchema } from './audit-request.ts';
import { auditSchema } from './breach.ts';
import { breakPlacementBodySchema, breakPlacementSchema } from './break-placement.ts';
import {
  replacementsBodySchema,
  replacementsSchema,
  scoreBodySchema,
  scoreSchema,
  swapBodySchema,
  swapSchema,
} from './changed-rosters.ts';
import { explanationBodySchema, explanationSchema } from './explanation.ts';
import { forecastSchema } from './forecast.ts';
import { headCountBodySchema, headCountSchema } from './head-count.ts';
import { hiringBodySchema, hiringPlanSchema } from './hiring-plan.ts';
import { hoursBodySchema, hoursSchema } from './hours.ts';
import { intradayBodySchema } from './intraday.ts';
import type { OperationDescription } from './operations.ts';
import { outboundBodySchema, outboundPlanSchema } from './outbound.ts';
import { planResultSchema, planSchema } from './plan.ts';
import { queueForecastsBodySchema, queueForecastsSchema } from './queue-forecasts.ts';
import {
  patienceBodySchema,
  patienceEstimateSchema,
  queueStatesBodySchema,
  queueStatesSchema,
} from './queue-states.ts';
import { forecastRequestSchema, requirementBodySchema, rosterBodySchema } from './requests.ts';
import { placementBodySchema, placementSchema } from './placement.ts';
import { proofCheckBodySchema, proofCheckSchema } from './proof-check.ts';
import { requirementSchema } from './requirement.ts';
import { riskBodySchema, riskRequirementSchema } from './risk-requirement.ts';
import { jobSchema } from './resources/jobs.ts';
import { rosterSchema } from './roster.ts';
import { workloadBodySchema, workloadPlanSchema } from './workload.ts';
import { missBodySchema, serviceMissSchema } from './service-miss.ts';
import { simulationBodySchema, simulationSchema } from './simulation.ts';
import { skillStaffingBodySchema, skillStaffingSchema } from './skill-staffing.ts';
import { measuresBodySchema, teamMeasuresSchema } from './team-measures.ts';
import { transientBodySchema, transientStatesSchema } from './transient-states.ts';
import { designBodySchema, shiftDesignSchema } from './shift-design.ts';

/** The arrows of the flow: whole documents in and out. */

const common = {
  method: 'post',
  tag: 'Planning',
  access: PLANNERS,
  /** They have none, and pass over what they are given. */
  query: z.looseObject({}),
  problems: ['thread-lost', 'busy', 'closing'],
} as const;

const BACKGROUND =
  ' With Prefer it becomes a job in the background: respond-async answers 202 with the job, wait=N the result if it is there within N seconds.';

const jobAnswer = {
  description: 'The job: asked for by Prefer, and not ended within the wait, or stopped without a result.',
  schema: jobSchema,
  headers: ['Location', 'Preference-Applied'],
} as const;

export const STATELESS_OPERATIONS = {
  forecasts: {
    ...common,
    path: '/v1/forecasts',
    operationId: 'makeForecast',
    summary: 'History to forecast',
    description: `Expected contacts per interval with 80 % and 95 % ranges, and how the method did on the history.${BACKGROUND}`,
    body: forecastRequestSchema,
    prefer: true,
    answers: { 200: { description: 'History to forecast', schema: forecastSchema }, 202: jobAnswer },
  },
  'queue-forecasts': {
    ...common,
    path: '/v1/queue-forecasts',
    operationId: 'makeQueueForecasts',
    summary: 'Histories of several queues to forecasts that add up',
    description:
      'Queues, channels and their total, each forecast by itself and reconciled with the least variance (MinT), so that they add up in every interval, day and sample ' +
      `path; ranges of sums are those of paths drawn together.${BACKGROUND}`,
    body: queueForecastsBodySchema,
    prefer: true,
    answers: { 200: { description: 'Forecasts that add up', schema: queueForecastsSchema }, 202: jobAnswer },
  },
  'intraday-updates': {
    ...common,
    path: '/v1/intraday-updates',
    operationId: 'updateForecast',
    summary: 'Forecast and actuals so far to the rest',
    description:
      'The rest of the day and the days after it, by what came so far: level and shape of the day are corrected as far as past errors of the forecast say that errors of a ' +
      'morning last, with ranges that narrow as the day goes; handle times likewise.',
    body: intradayBodySchema,
    answers: { 200: { description: 'The forecast from now on', schema: forecastSchema } },
  },
  'forecast-accuracy': {
    ...common,
    path: '/v1/forecast-accuracy',
    operationId: 'judgeForecasts',
    summary: 'Forecasts and what came to their accuracy',
    description:
      'WAPE, bias, MASE, pinball loss and coverage of forecasts by interval, day, week, queue, time of day and days ahead; and alarms of bias by a cumulative sum with a stated rate of ' +
      'false alarms.',
    body: accuracyBodySchema,
    answers: { 200: { description: 'Forecasts and what came to their accuracy', schema: accuracySchema } },
  },
  'service-misses': {
    ...common,
    path: '/v1/service-misses',
    operationId: 'explainServiceMiss',
    summary: 'Plan and what came to the parts of a miss',
    description:
      'What volume, handle time, roster, shrinkage and adherence took off the service level, as Shapley values: with what the formula leaves unexplained they sum to planned - actual ' +
      'exactly, whatever the order.',
    body: missBodySchema,
    answers: { 200: { description: 'Plan and what came to the parts of a miss', schema: serviceMissSchema } },
  },
  requirements: {
    ...common,
    path: '/v1/requirements',
    operationId: 'makeRequirement',
    summary: 'Forecast to requirement',
    description:
      'People needed per interval by Erlang C or, with patience, Erlang A, and the service to expect of them.',
    body: requirementBodySchema,
    answers: { 200: { description: 'Forecast to requirement', schema: requirementSchema } },
  },
  'risk-requirements': {
    ...common,
    path: '/v1/risk-requirements',
    operationId: 'makeRiskRequirement',
    summary: 'Futures of a forecast and a promise to people',
    description:
      'The least staff that keeps a promise (80 % within 20 s in 9 of 10 weeks, never below 60 % in an hour) in so many of the sample paths of a forecast, by formulas ' +
      `on each path; tried by simulation, with what the risk costs beside the usual rules. A request takes at most REQUEST_SECONDS of the service and then answers with fewer trials.${BACKGROUND}`,
    body: riskBodySchema,
    prefer: true,
    answers: { 200: { description: 'People that keep the promise', schema: riskRequirementSchema }, 202: jobAnswer },
  },
  'skill-staffings': {
    ...common,
    path: '/v1/skill-staffings',
    operationId: 'makeSkillStaffing',
    summary: 'Several queues to people by skill group',
    description:
      'The cheapest people of each skill group in each interval with whom every queue keeps its level under skills-based routing: an integer program with cuts from simulations, ' +
      `a search by simulation, and a check on fresh replications. A request takes at most REQUEST_SECONDS of the service and then answers with the best so far.${BACKGROUND}`,
    body: skillStaffingBodySchema,
    prefer: true,
    answers: { 200: { description: 'People by skill group', schema: skillStaffingSchema }, 202: jobAnswer },
  },
  'queue-states': {
    ...common,
    path: '/v1/queue-states',
    operationId: 'makeQueueStates',
    summary: 'Queues to their service',
    description:
      'Service, waits and occupancy of single queues by Erlang C or, with patience, Erlang A; their derivatives by agents, load and handle time; the agents that ' +
      'targets need, and the load that agents carry.',
    body: queueStatesBodySchema,
    answers: { 200: { description: 'Queues to their service', schema: queueStatesSchema } },
  },
  'transient-states': {
    ...common,
    path: '/v1/transient-states',
    operationId: 'makeTransientStates',
    summary: 'A queue followed in time',
    description:
      'Service of one queue whose contacts, handle times and people change from interval to interval: each begins with those who wait and are talked to at the end of the one before ' +
      '(M(t)/G/n(t)+M by its forward equations, handle times in stages). Beside it what Erlang A says of each interval by itself.',
    body: transientBodySchema,
    answers: { 200: { description: 'A queue followed in time', schema: transientStatesSchema } },
  },
  'patience-estimates': {
    ...common,
    path: '/v1/patience-estimates',
    operationId: 'estimatePatience',
    summary: 'Waits and hang-ups to patience',
    description:
      'Mean patience by maximum likelihood, with those who were answered as censored; or, from counts alone, by Erlang A inverted.',
    body: patienceBodySchema,
    answers: { 200: { description: 'Waits and hang-ups to patience', schema: patienceEstimateSchema } },
  },
  rosters: {
    ...common,
    path: '/v1/rosters',
    operationId: 'makeRoster',
    summary: 'Problem to roster',
    description:
      'The best roster found in the time limit, with a bound of what is possible. Short cover has a price and never makes a problem ' +
      `infeasible. A request takes at most REQUEST_SECONDS of the service and then answers with the best so far.${BACKGROUND}`,
    body: rosterBodySchema,
    prefer: true,
    answers: { 200: { description: 'Problem to roster', schema: rosterSchema }, 202: jobAnswer },
  },
  audits: {
    ...common,
    path: '/v1/audits',
    operationId: 'makeAudit',
    access: PEOPLE,
    summary: 'Roster to audit',
    description: 'Breaches in facts, the hours ledger, what could not be judged, and what a pack does not judge.',
    body: auditBodySchema,
    answers: { 200: { description: 'Roster to audit', schema: auditSchema } },
  },
  hours: {
    ...common,
    path: '/v1/hours',
    operationId: 'makeHours',
    summary: 'What is scheduled and worked to hours',
    description:
      'Hours of people by week, month, quarter or year: scheduled, worked, overtime by tier, nights, Sundays, holidays, rests, leave and the balance against the contract; what they have of ' +
      'each limit that a rule sets over dates; and every breach with its source and what lets it pass.',
    body: hoursBodySchema,
    answers: { 200: { description: 'What is scheduled and worked to hours', schema: hoursSchema } },
  },
  adherence: {
    ...common,
    path: '/v1/adherence',
    operationId: 'makeAdherence',
    summary: 'Schedule and attendance to adherence',
    description:
      'Adherence, the share of scheduled time that was spent in the scheduled state, and conformance, worked over scheduled work, by employee, interval and day.',
    body: adherenceBodySchema,
    answers: { 200: { description: 'Schedule and attendance to adherence', schema: adherenceSchema } },
  },
  'team-measures': {
    ...common,
    path: '/v1/team-measures',
    operationId: 'makeTeamMeasures',
    summary: 'Results of employees to the measures of their team',
    description:
      'Plan completion, enquiry conversion, order success, average order value, reply rate, average response time and 7-day conversion of each employee and the team, each with what it ' +
      'is made of; the next target of each in peak and slack season; and proficiency as the crew of a requirement takes it.',
    body: measuresBodySchema,
    answers: { 200: { description: 'The measures of a team', schema: teamMeasuresSchema } },
  },
  'activity-placements': {
    ...common,
    path: '/v1/activity-placements',
    operationId: 'placeActivities',
    summary: 'Activities into a roster',
    description:
      'Meetings, training and coaching of a problem placed inside the shifts of a roster where they hurt the cover least. Shifts, breaks and what is ' +
      'placed already stay; locked shifts get nothing.',
    body: placementBodySchema,
    answers: { 200: { description: 'Activities into a roster', schema: placementSchema } },
  },
  'break-placements': {
    ...common,
    path: '/v1/break-placements',
    operationId: 'placeBreaks',
    summary: 'Breaks of a roster placed',
    description:
      'The breaks that the templates of a problem ask for, placed in the shifts of a roster where its cover loses least, within the rules of breaks; with ' +
      'what the roster was worth before and after. Locked shifts and locked breaks stay.',
    body: breakPlacementBodySchema,
    answers: { 200: { description: 'Breaks of a roster placed', schema: breakPlacementSchema } },
  },
  scores: {
    ...common,
    path: '/v1/scores',
    operationId: 'makeScore',
    access: PEOPLE,
    summary: 'Any roster to its worth',
    description:
      'The objective with its parts, cover, breaches and hours of a roster as it is given, counted as of a solved one and whatever it breaks; with ' +
      '`against` what makes it out of another one.',
    body: scoreBodySchema,
    answers: { 200: { description: 'What the roster is worth', schema: scoreSchema } },
  },
  'proof-checks': {
    ...common,
    path: '/v1/proof-checks',
    operationId: 'checkProof',
    summary: 'The bound of a roster, counted again',
    description:
      'Counts the certificate of a bound again from the problem alone, by code apart from what solves: the least of each demand, and of each employee over all ' +
      'lines that her rules allow. Says what is certain, whether the claimed bound is it, and what differs.',
    body: proofCheckBodySchema,
    answers: { 200: { description: 'What is certain of the bound', schema: proofCheckSchema } },
  },
  replacements: {
    ...common,
    path: '/v1/replacements',
    operationId: 'findReplacements',
    summary: 'Vacated shifts to who could work them',
    description:
      'For each shift that nobody works any more the people who could, the best first: besides their shifts, in place of one, or by a longer one; with ' +
      'what each does to the objective and the cover against leaving it open, and what stops the others. Each shift is looked at by itself.',
    body: replacementsBodySchema,
    answers: { 200: { description: 'Who could work them', schema: replacementsSchema } },
  },
  swaps: {
    ...common,
    path: '/v1/swaps',
    operationId: 'judgeSwap',
    summary: 'An exchange of shifts, judged for both',
    description:
      'What an exchange of two shifts, or the gift of one, breaks for either, and what it does to cover and objective.',
    body: swapBodySchema,
    answers: { 200: { description: 'The verdict and its reasons', schema: swapSchema } },
  },
  'shift-designs': {
    ...common,
    path: '/v1/shift-designs',
    operationId: 'makeShiftDesign',
    summary: 'Requirement to types of shifts',
    description:
      'From what is needed alone, before anybody is assigned: the cheapest types of shifts within the allowed kinds, with head-counts per day and skill, a ' +
      'bound that no design is below, and shift templates for a team. A request takes at most REQUEST_SECONDS of the service and then answers with the best so far.',
    body: designBodySchema,
    answers: { 200: { description: 'Requirement to types of shifts', schema: shiftDesignSchema } },
  },
  simulations: {
    ...common,
    path: '/v1/simulations',
    operationId: 'makeSimulation',
    summary: 'Requirement or roster to the service to expect',
    description:
      'Contacts simulated one by one, queue by queue and employee by employee: service level, ASA, abandonment and occupancy by interval, day, queue and ' +
      'group, each with its 95 % interval, and the chance that promises are kept. Two rosters of one team are seen with the same contacts. A request takes ' +
      `at most REQUEST_SECONDS of the service and then answers with the replications until then; a job goes on until its limits, and keeps them when it is stopped.${BACKGROUND}`,
    body: simulationBodySchema,
    prefer: true,
    answers: { 200: { description: 'The service to expect', schema: simulationSchema }, 202: jobAnswer },
  },
  plans: {
    ...common,
    path: '/v1/plans',
    operationId: 'makePlan',
    summary: 'The whole chain',
    description: `Histories to forecasts, requirements, roster and audit in one go.${BACKGROUND}`,
    body: planSchema,
    prefer: true,
    answers: { 200: { description: 'The whole chain', schema: planResultSchema }, 202: jobAnswer },
  },
  explanations: {
    ...common,
    path: '/v1/explanations',
    operationId: 'makeExplanation',
    summary: 'Question to reasons',
    description:
      'Why there is no roster and the cheapest change that gives one; for each stretch left short what stops each employee; what a change of the ' +
      'problem would save; why an employee works this and not that. Every statement was verified by a solve or by the rules, and says whether it is ' +
      'proven. The limits are of all solves together; with iterations, of each.',
    body: explanationBodySchema,
    answers: { 200: { description: 'Question to reasons', schema: explanationSchema } },
  },
  'head-counts': {
    ...common,
    path: '/v1/head-counts',
    operationId: 'makeHeadCount',
    summary: 'Requirement to head-counts',
    description:
      'The fewest, or cheapest, people of each contract and set of skills whose lines cover a requirement under the rules, with a bound of what is possible, ' +
      'lines that they could work, and what one more hour would cost. Where it cannot be covered, the smallest cause that was found.',
    body: headCountBodySchema,
    answers: { 200: { description: 'Requirement to head-counts', schema: headCountSchema } },
  },
  'hiring-plans': {
    ...common,
    path: '/v1/hiring-plans',
    operationId: 'makeHiringPlan',
    summary: 'Work over months to hires',
    description:
      'Whole hires by month and contract at the least cost of hiring, wages, overtime, agency hours and shortage, with attrition, training and ramp-up by ' +
      'tenure; staff is an expectation. With the linear bound beside, and what one more hour of each month would cost.',
    body: hiringBodySchema,
    answers: { 200: { description: 'Work over months to hires', schema: hiringPlanSchema } },
  },
  'workload-plans': {
    ...common,
    path: '/v1/workload-plans',
    operationId: 'makeWorkloadPlan',
    summary: 'Work that can wait into quiet intervals',
    description:
      'Call-backs, e-mail, follow-ups and other work that can wait beside contacts that cannot: people besides in each interval, and the idle time of the others, at the ' +
      `least of hours, peaks, changes and lateness, with a bound. With the requirement of all together for a roster.${BACKGROUND}`,
    body: workloadBodySchema,
    prefer: true,
    answers: {
      200: { description: 'Work that can wait into quiet intervals', schema: workloadPlanSchema },
      202: jobAnswer,
    },
  },
  'outbound-plans': {
    ...common,
    path: '/v1/outbound-plans',
    operationId: 'makeOutboundPlan',
    summary: 'Records or a goal to dials and head-count',
    description:
      'Outbound calls by the direct method (records and a deadline) or the goal method (successes worked back through stages and contact rates): dials by list, attempt and ' +
      `hour, head-count by day, what is left over, and the same in other cases.${BACKGROUND}`,
    body: outboundBodySchema,
    prefer: true,
    answers: {
      200: { description: 'Records or a goal to dials and head-count', schema: outboundPlanSchema },
      202: jobAnswer,
    },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
