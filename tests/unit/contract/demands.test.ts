import { expect, it } from 'vitest';
import { fromProblem, parseProblem } from '../../../src/contract/problem-mapping.ts';

const team = {
  zone: 'Europe/Berlin',
  contracts: [{ id: 'full' }],
  skills: [{ id: 'sales' }],
  employees: [{ id: 'anna', contract: 'full', skills: ['sales'] }],
  shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
};

const problem = {
  team,
  horizon: { from: '2026-10-24', days: 2 },
  cover: {
    intervals: [
      { from: '00:00', to: '06:00', target: 2, floor: 1, ceiling: 4 },
      { from: '09:00', to: '17:00', skill: 'sales', target: 1 },
    ],
    templates: [{ template: 'day', skill: 'sales', target: 1 }],
  },
  past: [{ employee: 'anna', start: '2026-10-23T09:00', end: '2026-10-23T17:00' }],
  locks: [{ employee: 'anna', start: '2026-10-25T00:00', end: '2026-10-25T06:00' }],
};

const placesOf = (input: unknown): readonly string[] => {
  const read = parseProblem(input);
  return read.ok ? [] : read.issues.map(({ code, path }) => `${code} ${path}`);
};

it('a problem written with its demand resolved reads back as the same, over a night of 25 hours', () => {
  const read = parseProblem(problem);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const written = fromProblem(read.value);
  expect(written.demands?.intervals?.[1]).toMatchObject({
    start: '2026-10-25T00:00:00+02:00',
    end: '2026-10-25T06:00:00+01:00',
  });
  expect(parseProblem(structuredClone(written))).toEqual(read);
});

it('resolved demand is checked like any other: names, order, days, and each time claimed once', () => {
  const base = { team, horizon: problem.horizon };
  const row = { start: '2026-10-24T09:00:00+02:00', end: '2026-10-24T10:00:00+02:00', target: 1 };
  expect(
    placesOf({
      ...base,
      demands: {
        intervals: [
          row,
          { ...row, start: '2026-10-24T09:30:00+02:00' },
          { ...row, skill: 'nothing' },
          { ...row, floor: 2, skill: 'sales' },
          { ...row, start: '2026-10-24T11:00:00+02:00' },
          { ...row, start: '2026-10-26T09:00:00+01:00', end: '2026-10-26T10:00:00+01:00' },
          { ...row, start: '2026-10-25T02:30' },
        ],
        templates: [
          { date: '2026-10-24', template: 'day', target: 1 },
          { date: '2026-10-24', template: 'day', target: 2 },
          { date: '2026-10-26', template: 'late', target: 1 },
        ],
      },
    }).toSorted(),
  ).toEqual(
    [
      'cover-overlap /demands/intervals/1',
      'unknown-skill /demands/intervals/2/skill',
      'min-above-max /demands/intervals/3/floor',
      'span-not-positive /demands/intervals/4/end',
      'outside-horizon /demands/intervals/5',
      'local-time-repeated /demands/intervals/6/start',
      'cover-repeated /demands/templates/1',
      'unknown-template /demands/templates/2/template',
      'outside-horizon /demands/templates/2/date',
    ].toSorted(),
  );
});

it('demand may be claimed by cover or resolved, and not by both at one time', () => {
  const cover = { intervals: [{ from: '09:00', to: '10:00', target: 1 }] };
  const demands = {
    intervals: [{ start: '2026-10-24T09:30:00+02:00', end: '2026-10-24T10:30:00+02:00', target: 1 }],
  };
  expect(placesOf({ team, horizon: problem.horizon, cover, demands })).toEqual(['cover-overlap /demands/intervals/0']);
});
