import { z } from 'zod';
import { baselineSchema, changesSchema } from './baseline.ts';
import { breachSchema, ledgerSchema, unknownSchema } from './breach.ts';
import { exampleOf } from './example.ts';
import { problemSchema } from './problem.ts';
import { breachDifferenceSchema, differenceShape } from './resources/draft-differences.ts';
import { editsSchema } from './resources/draft-edits.ts';
import { teamFindingsShape } from './resources/team-findings.ts';
import { partSchema, uncoveredSchema } from './roster.ts';
import { countSchema, dateSchema, idSchema, noteSchema } from './scalars.ts';
import { shiftSchema, shiftsSchema } from './shift.ts';
import { teamBreachSchema } from './team-rules.ts';

/** Bodies and answers of the operations that look at a roster and change none: score, replacements, swap. */

const monday = { start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T18:00:00+08:00', template: 'day' };
const annasShift = { id: 'anna-monday', employee: 'anna', ...monday };
const bosShift = {
  id: 'bo-tuesday',
  employee: 'bo',
  start: '2026-03-03T09:00:00+08:00',
  end: '2026-03-03T18:00:00+08:00',
  template: 'day',
};

const rosterShape = {
  problem: problemSchema.meta({
    description: 'What the roster is judged and counted by. Its `locks` and `start` say nothing here.',
  }),
  shifts: shiftsSchema.meta({ description: 'The roster: all shifts of the days, locked ones among them.' }),
};

const exampleRoster = { problem: exampleOf(problemSchema), shifts: [annasShift, bosShift] };

export const scoreBodySchema = z
  .strictObject({
    ...rosterShape,
    against: shiftsSchema.optional().meta({ description: 'Another roster of the same days, to compare with.' }),
  })
  .meta({
    id: 'ScoreBody',
    description: 'Any roster, and the problem that it is counted by.',
    examples: [{ ...exampleRoster, against: [annasShift] }],
  });

const differenceSchema = z.strictObject(differenceShape).meta({
  id: 'RosterDifference',
  description: 'What makes one roster out of another, and what that does to audit, cover and objective.',
  examples: [
    {
      employees: [],
      shifts: [],
      audit: { breaches: { gone: [], added: [], changed: [] }, unknowns: { gone: [], added: [] }, ledger: [] },
      cover: [],
      objective: { before: 0, after: 0, parts: [] },
    },
  ],
});

export const scoreSchema = z
  .strictObject({
    kind: z.literal('score'),
    objective: z.number().meta({ description: "Sum of the parts' points." }),
    objectiveParts: z.array(partSchema),
    changes: changesSchema.optional().meta({ description: 'Where the problem has a baseline.' }),
    uncovered: z.array(uncoveredSchema),
    breaches: z.array(breachSchema),
    ...teamFindingsShape,
    unknowns: z.array(unknownSchema),
    ledger: z.array(ledgerSchema).meta({ description: 'Hours by employee and week.' }),
    difference: differenceSchema.optional().meta({ description: 'What makes this roster out of `against`.' }),
  })
  .meta({
    id: 'Score',
    description: 'What a roster is worth, counted from its shifts alone.',
    examples: [
      { kind: 'score', objective: 0, objectiveParts: [], uncovered: [], breaches: [], unknowns: [], ledger: [] },
    ],
  });

const MOST_VACATED = 500;
const MOST_LISTED = 500;

const absenceSchema = z
  .strictObject({ employee: idSchema, from: dateSchema, to: dateSchema.meta({ description: 'Last day, included.' }) })
  .meta({
    id: 'AbsentDays',
    description: 'Somebody who cannot work on some days.',
    examples: [{ employee: 'anna', from: '2026-03-02', to: '2026-03-03' }],
  });

export const replacementsBodySchema = z
  .strictObject({
    ...rosterShape,
    vacated: z.array(idSchema).max(MOST_VACATED).default([]).meta({ description: 'Ids of shifts that nobody works.' }),
    absences: z.array(absenceSchema).max(MOST_VACATED).default([]).meta({
      description: 'People who are absent: all their shifts that start on these days are vacant.',
    }),
    limit: z.int().min(1).max(MOST_LISTED).default(10).meta({
      description: 'Candidates listed for each vacancy, and people who are stopped.',
    }),
  })
  .meta({
    id: 'ReplacementsBody',
    description: 'A roster, and what of it nobody works any more.',
    examples: [{ ...exampleRoster, absences: [{ employee: 'anna', from: '2026-03-02', to: '2026-03-02' }] }],
  });

const shortSchema = z.strictObject({ hours: z.number(), people: z.number() }).meta({
  id: 'ShortChange',
  description: 'More (or, below 0, less) short: agent-hours of interval demands, people of template demands.',
  examples: [{ hours: -7.5, people: 0 }],
});

const shortsSchema = z
  .strictObject({
    here: shortSchema.meta({ description: 'Within the times of the vacated shift.' }),
    elsewhere: shortSchema.meta({ description: 'Where somebody comes from, and beyond the vacated shift.' }),
  })
  .meta({
    id: 'ShortChanges',
    description: 'What becomes more or less short.',
    examples: [{ here: { hours: -7.5, people: 0 }, elsewhere: { hours: 0, people: 0 } }],
  });

const partChanges = z.array(partSchema).meta({ description: 'Parts of the objective that move, by how much.' });
const way = z.enum(['take', 'move', 'lengthen']).meta({
  description:
    'take: besides her shifts; move: in place of an own shift of that day; lengthen: an own shift reaches further.',
});

const teamBreaches = z.array(teamBreachSchema).min(1).meta({
  description: 'Findings of rules of the team as a whole that come or grow.',
});

const candidateSchema = z
  .strictObject({
    employee: z.string(),
    way,
    shift: shiftSchema.meta({ description: 'The shift that she would have.' }),
    instead: shiftSchema.optional().meta({ description: 'The own shift that it takes the place of.' }),
    edits: editsSchema.shape.edits.meta({
      description: 'The same as edits of a draft: POST /v1/rosters/{roster}/edits takes them.',
    }),
    points: z.number().meta({ description: 'Objective against leaving the shift open: below 0 is better.' }),
    parts: partChanges,
    paidHours: z.number().meta({ description: 'Paid hours that she works more.' }),
    short: shortsSchema,
    breaches: z.array(breachSchema).meta({
      description: 'Lesser breaches that come or grow, or such as an agreement on record lifts; none of them forbids.',
    }),
    teamBreaches: teamBreaches.optional(),
  })
  .meta({
    id: 'ReplacementCandidate',
    description: 'Somebody who could work a vacated shift.',
    examples: [
      {
        employee: 'bo',
        way: 'take',
        shift: { ...annasShift, employee: 'bo' },
        edits: [{ op: 'reassign', shift: 'anna-monday', employee: 'bo' }],
        points: -740,
        parts: [{ part: 'below-target', unit: 'people', count: -1, points: -800 }],
        paidHours: 8,
        short: exampleOf(shortsSchema),
        breaches: [],
      },
    ],
  });

const vacancySchema = z
  .strictObject({
    shift: shiftSchema.meta({ description: 'The shift that nobody works.' }),
    open: z
      .strictObject({ points: z.number(), parts: partChanges, short: shortsSchema })
      .meta({ description: 'What it does to leave it open, against the roster with the shift.' }),
    candidates: z
      .array(candidateSchema)
      .meta({ description: 'The best first; one above 0 points is worse than nobody.' }),
    possible: countSchema.meta({
      description: 'Candidates in all, by their own rules: rules of the team are asked about the best ones alone.',
    }),
    stopped: z
      .array(
        z.strictObject({
          employee: z.string(),
          way,
          breaches: z.array(breachSchema),
          teamBreaches: teamBreaches.optional(),
        }),
      )
      .meta({ description: 'People whom a rule that forbids stops, with what stops them least.' }),
    stoppedPeople: countSchema.meta({ description: 'People in all whom a rule that forbids stops.' }),
    stoppedBy: z
      .array(z.strictObject({ rule: z.string(), employees: countSchema }))
      .meta({ description: 'How many people each rule stops: somebody whom several stop counts at each of them.' }),
  })
  .meta({
    id: 'Vacancy',
    description: 'A shift that nobody works, and who could.',
    examples: [
      {
        shift: annasShift,
        open: { points: 800, parts: [], short: exampleOf(shortsSchema) },
        candidates: [exampleOf(candidateSchema)],
        possible: 1,
        stopped: [],
        stoppedPeople: 0,
        stoppedBy: [],
      },
    ],
  });

export const replacementsSchema = z
  .strictObject({
    kind: z.literal('replacements'),
    vacancies: z.array(vacancySchema),
    baseline: baselineSchema
      .pick({ asOf: true, prices: true })
      .meta({ description: 'The prices of a change that were counted.' }),
  })
  .meta({
    id: 'Replacements',
    description: 'Who could work what nobody works any more, each shift by itself with the others open.',
    examples: [
      { kind: 'replacements', vacancies: [exampleOf(vacancySchema)], baseline: { asOf: '2026-03-02', prices: {} } },
    ],
  });

export const swapBodySchema = z
  .strictObject({
    ...rosterShape,
    give: idSchema.meta({ description: 'Id of the shift that is given away.', examples: ['anna-monday'] }),
    take: idSchema
      .optional()
      .meta({ description: 'Id of the shift that comes back for it.', examples: ['bo-tuesday'] }),
    to: idSchema.optional().meta({ description: 'Employee who takes the shift, where nothing comes back.' }),
  })
  .meta({
    id: 'SwapBody',
    description: 'A roster, and an exchange of two of its shifts, or the gift of one.',
    examples: [{ ...exampleRoster, give: 'anna-monday', take: 'bo-tuesday' }],
  });

const hours = z.number().min(0);

export const swapSchema = z
  .strictObject({
    kind: z.literal('swap'),
    verdict: z.enum(['allowed', 'findings', 'refused']).meta({
      description:
        'refused: a rule that forbids would newly be broken, or a shift is locked; findings: something lesser.',
    }),
    reasons: z.array(noteSchema).meta({ description: 'What speaks against it besides breaches.' }),
    sides: z.array(
      z
        .strictObject({
          employee: z.string(),
          paidHoursBefore: hours,
          paidHoursAfter: hours,
          breaches: breachDifferenceSchema,
          unknowns: z.array(unknownSchema),
        })
        .meta({
          id: 'SwapSide',
          description: 'What the exchange means for one of the two.',
          examples: [
            {
              employee: 'anna',
              paidHoursBefore: 40,
              paidHoursAfter: 40,
              breaches: exampleOf(breachDifferenceSchema),
              unknowns: [],
            },
          ],
        }),
    ),
    teamBreaches: teamBreaches.optional(),
    edits: editsSchema.shape.edits.meta({
      description: 'The exchange as edits of a draft: POST /v1/rosters/{roster}/edits takes them.',
    }),
    difference: differenceSchema,
  })
  .meta({
    id: 'Swap',
    description: 'An exchange, judged for both; nothing is changed.',
    examples: [
      {
        kind: 'swap',
        verdict: 'allowed',
        reasons: [],
        sides: [],
        edits: [{ op: 'reassign', shift: 'anna-monday', employee: 'bo' }],
        difference: exampleOf(differenceSchema),
      },
    ],
  });

export type ScoreDocument = z.output<typeof scoreSchema>;
export type ReplacementsDocument = z.output<typeof replacementsSchema>;
export type SwapDocument = z.output<typeof swapSchema>;
