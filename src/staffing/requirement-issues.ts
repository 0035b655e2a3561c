import type { Forecast } from '../domain/forecast.ts';
import type { Issue } from '../domain/issue.ts';
import { dateOf, isoOf } from '../domain/calendar.ts';
import type { RequirementParameters, StaffingTarget } from '../domain/requirement.ts';
import type { Zone } from '../domain/units.ts';
import { crewProficiency } from '../domain/crew.ts';
import { shrinkageAt } from './shrinkage.ts';

/** Times outside this range are a slip of the unit; within it no formula leaves the range of a double. */
const SECONDS_RANGE = { least: 0.001, most: 1e8 } as const;
/** Largest offered load of one interval: the range in which the formulas are proven. */
const MAX_LOAD_ERLANG = 1_000_000;
/** Largest head-count that a floor or ceiling may name. */
const MAX_POSITIONS = 10_000_000;

/** Everything wrong with the input of a requirement, in the order of the document; empty where it can be built. */
export function findRequirementIssues(
  forecast: Pick<Forecast, 'zone' | 'points'>,
  parameters: RequirementParameters,
): readonly Issue[] {
  const further = (parameters.furtherTargets ?? []).flatMap((target, index) =>
    targetIssues(target, `/parameters/furtherTargets/${index}`, parameters),
  );
  return [
    ...targetIssues(parameters.target, '/parameters/target', parameters),
    ...further,
    ...parameterIssues(parameters),
    ...pointIssues(forecast, parameters),
    ...leftTimeIssues(forecast, parameters),
  ];
}

function targetIssues(target: StaffingTarget, path: string, parameters: RequirementParameters): Issue[] {
  switch (target.kind) {
    case 'service-level': {
      const threshold = target.thresholdSeconds;
      const inRange = threshold >= 0 && threshold <= SECONDS_RANGE.most;
      return [
        ...openShareIssues(`${path}/share`, target.share),
        ...(inRange ? [] : [secondsIssue(`${path}/thresholdSeconds`, threshold, 0)]),
      ];
    }
    case 'asa':
      return secondsIssues(`${path}/asaSeconds`, target.asaSeconds);
    case 'abandonment': {
      const issues = openShareIssues(`${path}/share`, target.share);
      if (parameters.patienceSeconds === undefined) {
        issues.push({
          code: 'patience-required',
          path: '/parameters/patienceSeconds',
          message: 'An abandonment target needs the mean patience of the callers.',
          facts: {},
          hint: 'Give patienceSeconds (60 to 120 s where nothing is known), or choose a target by service level or ASA.',
        });
      }
      return issues;
    }
  }
}

function parameterIssues(parameters: RequirementParameters): Issue[] {
  const { ahtSeconds, patienceSeconds, shrinkage, maxOccupancy, floor, ceiling } = parameters;
  const issues = secondsIssues('/parameters/ahtSeconds', ahtSeconds);
  if (patienceSeconds !== undefined) issues.push(...secondsIssues('/parameters/patienceSeconds', patienceSeconds));
  if (!(shrinkage >= 0 && shrinkage < 1)) {
    const hint =
      'Give the share of paid time that is lost, for example 0.3 for 30 %, without the breaks that the roster places.';
    issues.push(shareIssue('/parameters/shrinkage', shrinkage, 'at least 0 and below 1', hint));
  }
  if (maxOccupancy !== undefined && !(maxOccupancy > 0 && maxOccupancy <= 1)) {
    const hint = 'Give the cap as a share, for example 0.85, or leave it out for none.';
    issues.push(shareIssue('/parameters/maxOccupancy', maxOccupancy, 'above 0 and at most 1', hint));
  }
  if (floor !== undefined) issues.push(...countIssues('/parameters/floor', floor));
  if (ceiling !== undefined) issues.push(...countIssues('/parameters/ceiling', ceiling));
  if (floor !== undefined && ceiling !== undefined && floor > ceiling) {
    issues.push({
      code: 'floor-above-ceiling',
      path: '/parameters/floor',
      message: `The floor of ${floor} positions is above the ceiling of ${ceiling}.`,
      facts: { floor, ceiling },
      hint: 'Lower the floor or raise the ceiling.',
    });
  }
  return issues;
}

function pointIssues(forecast: Pick<Forecast, 'points'>, parameters: RequirementParameters): Issue[] {
  const issues: Issue[] = [];
  for (const [index, point] of forecast.points.entries()) {
    const path = `/forecast/points/${index}`;
    const { start, end, expected } = point;
    if (!(end > start && end - start <= SECONDS_RANGE.most)) {
      issues.push({
        code: 'interval-empty',
        path,
        message: 'The interval does not end after its start.',
        facts: { start, end },
        hint: 'Intervals are half-open and of positive length: end must lie behind start.',
      });
      continue;
    }
    if (!(expected >= 0 && expected < Infinity)) {
      issues.push({
        code: 'contacts-not-a-count',
        path: `${path}/expected`,
        message: 'The expected contacts are not a finite number of at least 0.',
        facts: { value: String(expected) },
        hint: 'Give the contacts expected in the interval; 0 where there are none.',
      });
    }
    const ahtIssues = point.ahtSeconds === undefined ? [] : secondsIssues(`${path}/ahtSeconds`, point.ahtSeconds);
    issues.push(...ahtIssues);
    const loadErlang = (expected * (point.ahtSeconds ?? parameters.ahtSeconds)) / (end - start);
    if (ahtIssues.length === 0 && loadErlang > MAX_LOAD_ERLANG && expected < Infinity) {
      issues.push({
        code: 'load-too-large',
        path,
        message: `The interval offers ${loadErlang} erlang; at most ${MAX_LOAD_ERLANG} can be staffed.`,
        facts: { loadErlang, limit: MAX_LOAD_ERLANG },
        hint: 'Check the units: contacts are per interval, the handle time is in seconds.',
      });
    }
  }
  return issues;
}

/** Open intervals in which shrinkage leaves nobody at work, or on whose date nobody of the crew is there; the first of each. */
function leftTimeIssues(
  { zone, points }: Pick<Forecast, 'zone' | 'points'>,
  { shrinkageParts, crew }: RequirementParameters,
): Issue[] {
  const first = (isWrong: (start: number) => boolean): string | undefined => {
    const found = points.find(({ start, open }) => open && isWrong(start));
    return found === undefined ? undefined : isoOf(zone, found.start);
  };
  const idle = shrinkageParts === undefined ? undefined : first(isWholly(shrinkageParts, zone));
  const absent =
    crew === undefined ? undefined : first((start) => crewProficiency(crew, dateOf(zone, start)) === undefined);
  return [
    ...(idle === undefined
      ? []
      : [
          {
            code: 'shrinkage-leaves-nothing',
            path: '/parameters/shrinkageParts',
            message: `At ${idle} the parts of shrinkage leave no time to work.`,
            facts: { causeStart: idle },
            hint: 'Check the shares: those of paid time and those of attended time must each be below 1 in all.',
          },
        ]),
    ...(absent === undefined
      ? []
      : [
          {
            code: 'crew-absent',
            path: '/parameters/crew',
            message: `At ${absent} nobody of the crew is there, or nobody is able to anything.`,
            facts: { causeStart: absent },
            hint: 'Name somebody who is there from the first day on, with a proficiency above 0.',
          },
        ]),
  ];
}

function isWholly(parts: NonNullable<RequirementParameters['shrinkageParts']>, zone: Zone): (start: number) => boolean {
  return (start) => shrinkageAt(parts, zone, start).availableOfAll <= 0;
}

function openShareIssues(path: string, share: number): Issue[] {
  if (share > 0 && share < 1) return [];
  return [shareIssue(path, share, 'above 0 and below 1', 'Give a share, for example 0.8 for 80 %.')];
}

function shareIssue(path: string, value: number, range: string, hint: string): Issue {
  return {
    code: 'share-out-of-range',
    path,
    message: `The share ${value} is not ${range}.`,
    facts: { value: String(value), range },
    hint,
  };
}

function secondsIssues(path: string, seconds: number): Issue[] {
  if (seconds >= SECONDS_RANGE.least && seconds <= SECONDS_RANGE.most) return [];
  return [secondsIssue(path, seconds, SECONDS_RANGE.least)];
}

function secondsIssue(path: string, value: number, least: number): Issue {
  return {
    code: 'seconds-out-of-range',
    path,
    message: `${value} s is not between ${least} s and ${SECONDS_RANGE.most} s.`,
    facts: { value: String(value), least, most: SECONDS_RANGE.most },
    hint: 'Give the time in seconds, for example 180 for three minutes.',
  };
}

function countIssues(path: string, count: number): Issue[] {
  if (Number.isInteger(count) && count >= 0 && count <= MAX_POSITIONS) return [];
  return [
    {
      code: 'positions-not-a-count',
      path,
      message: `${count} is not a whole number of positions from 0 to ${MAX_POSITIONS}.`,
      facts: { value: String(count), most: MAX_POSITIONS },
      hint: 'Give a whole number of people, or leave the limit out.',
    },
  ];
}
