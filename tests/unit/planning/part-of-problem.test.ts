import { describe, expect, it } from 'vitest';
import { startOfDate } from '../../../src/domain/calendar.ts';
import { partOfProblem } from '../../../src/planning/drafts/part-of-problem.ts';
import { tinyProblem } from '../../fixtures/small-problems.ts';
import { local, shiftOf, smallTeam, SPRING, ZONE } from './drafts.ts';

/** Friday and Saturday: the part ends at the midnight before the clocks go forward. */
const PART = { from: '2026-03-27', days: 2 };
const ids = (shifts: readonly { readonly id: string }[] | undefined) => shifts?.map(({ id }) => id);

const first = shiftOf('ana', '2026-03-27T00:00', '2026-03-27T08:00');
const last = shiftOf('ben', '2026-03-28T22:00', '2026-03-29T07:00');
const before = shiftOf('cem', '2026-03-26T23:00', '2026-03-27T07:00');
const behind = shiftOf('cem', '2026-03-29T00:00', '2026-03-29T09:00');
const all = [first, last, before, behind];

const week = {
  ...tinyProblem(1),
  ...SPRING,
  team: smallTeam(),
  locks: all,
  elsewhere: [],
  past: undefined,
  future: undefined,
  intervalDemands: [
    {
      start: startOfDate(ZONE, '2026-03-26'),
      end: startOfDate(ZONE, '2026-03-27'),
      skill: undefined,
      floor: 0,
      target: 1,
    },
    { start: local('2026-03-26T12:00'), end: local('2026-03-29T12:00'), skill: undefined, floor: 0, target: 2 },
    {
      start: startOfDate(ZONE, '2026-03-29'),
      end: startOfDate(ZONE, '2026-03-30'),
      skill: undefined,
      floor: 0,
      target: 3,
    },
  ],
  templateDemands: [],
};

describe('some days of a problem', () => {
  it('has the shifts that begin within them, and the others as past and future', () => {
    const part = partOfProblem(week, all, PART);
    expect(ids(part.locks)).toEqual([first.id, last.id]);
    expect(ids(part.past)).toEqual([before.id]);
    expect(ids(part.future)).toEqual([behind.id]);
    expect([part.pastFrom, part.futureTo]).toEqual([SPRING.from, '2026-03-29']);
  });

  it('has the demand of its own midnights, none that only touches them', () => {
    expect(partOfProblem(week, all, PART).intervalDemands).toEqual([
      { start: local('2026-03-27T00:00'), end: local('2026-03-29T00:00'), skill: undefined, floor: 0, target: 2 },
    ]);
  });

  it('leaves what is not known of past and future as it is where the part reaches the end of the problem', () => {
    const part = partOfProblem(week, all, SPRING);
    expect([part.past, part.future, part.pastFrom]).toEqual([undefined, undefined, week.pastFrom]);
  });
});
