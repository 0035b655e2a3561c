import { z } from 'zod';
import type { BoundProof, ProofCheck } from '../domain/bound-proof.ts';
import { isZone } from '../domain/calendar.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import { boundProofSchema, toBoundProof } from './bound-proof.ts';
import { list, member, text } from './cursor.ts';
import { type Check, checkAt, readDocument } from './documents.ts';
import { exampleOf } from './example.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { problemSchema } from './problem.ts';
import { rosterSchema } from './roster.ts';
import { countSchema, measuredSchema } from './scalars.ts';
import { checkShifts } from './shift-checks.ts';
import { toShifts } from './shift-mapping.ts';
import { checkDistinct, namesOf } from './team-checks.ts';
import { readInstant } from './timestamps.ts';

/** Seconds of a check where none are named, and the most there may be. */
const SECONDS = { default: 60, most: 3600 };

const problemExample = {
  kind: 'problem' as const,
  team: {
    zone: 'Asia/Shanghai',
    contracts: [{ id: 'full-time' }],
    employees: [{ id: 'anna', contract: 'full-time' }],
    shiftTemplates: [{ id: 'day', start: '09:00', length: 540 }],
  },
  horizon: { from: '2026-03-02', days: 1 },
  cover: { intervals: [{ from: '09:00', to: '18:00', target: 1 }] },
  past: [],
};

export const proofCheckBodySchema = z
  .strictObject({
    problem: problemSchema,
    roster: rosterSchema
      .partial()
      .required({ shifts: true, objective: true, bound: true, proof: true })
      .meta({
        id: 'ProvenRoster',
        description:
          'A roster with the certificate of its bound, as it was answered; of the rest of it nothing is read.',
        examples: [{ shifts: [], objective: 900, bound: 0, proof: exampleOf(boundProofSchema) }],
      }),
    seconds: z
      .number()
      .gt(0)
      .max(SECONDS.most)
      .default(SECONDS.default)
      .meta({ description: 'Time limit; what was not looked at by then is told.' }),
  })
  .meta({
    id: 'ProofCheckBody',
    description: 'A roster whose bound is to be counted again from its certificate.',
    examples: [
      {
        problem: problemExample,
        roster: {
          shifts: [
            {
              employee: 'anna',
              start: '2026-03-02T09:00:00+08:00',
              end: '2026-03-02T18:00:00+08:00',
              template: 'day',
            },
          ],
          objective: 0,
          bound: 0,
          proof: exampleOf(boundProofSchema),
        },
      },
    ],
  });

const differenceSchema = z
  .strictObject({
    what: z
      .enum(['sum', 'constant', 'value', 'line', 'employees', 'objective', 'bound', 'hard-price', 'locks', 'step'])
      .meta({
        description:
          'sum: the parts do not add up to `certified`; constant: the least of all demands and counts; value: no demand or count has it, or it is more than people ' +
          'can cost there; line: the least line of an employee; employees: somebody is missing, unknown or there twice; objective: the points of the shifts; ' +
          'bound: it is above what is certain; hard-price: the points of the roster are of another price for what must be; locks: she is not held by her locks; step: points of rosters are no multiples of it.',
      }),
    of: z.string().optional().meta({ description: 'The employee, or the demand or count.' }),
    said: measuredSchema.meta({ description: 'What the roster says.' }),
    found: measuredSchema.meta({ description: 'What was counted; null: nothing, or of a line more than was said.' }),
  })
  .meta({
    id: 'ProofDifference',
    description: 'What of a certificate does not hold.',
    examples: [{ what: 'line', of: 'anna', said: -900, found: -910 }],
  });

export const proofCheckSchema = z
  .strictObject({
    kind: z.literal('proof-check'),
    verdict: z.enum(['holds', 'fails', 'not-verified-in-time']).meta({
      description: 'Whether all that the certificate says was found to be so.',
    }),
    certified: measuredSchema.meta({
      description:
        'No roster of the problem has fewer points: counted from the values; null where not all was looked at.',
    }),
    claimed: measuredSchema.meta({ description: 'The bound of the roster.' }),
    searched: measuredSchema.meta({
      description: 'What of the claimed bound rests on a search that the certificate does not show.',
    }),
    objective: measuredSchema.meta({ description: 'Points of the roster, counted from its shifts.' }),
    gap: measuredSchema.meta({ description: '(objective - certified) / objective.' }),
    employees: countSchema,
    verified: countSchema.meta({ description: 'Employees all of whose lines were looked at.' }),
    differences: z.array(differenceSchema),
  })
  .meta({
    id: 'ProofCheck',
    description: 'What is certain of a bound.',
    examples: [
      {
        kind: 'proof-check',
        verdict: 'holds',
        certified: 0,
        claimed: 0,
        searched: 0,
        objective: 0,
        gap: 0,
        employees: 1,
        verified: 1,
        differences: [],
      },
    ],
  });

export type ProofCheckDocument = z.output<typeof proofCheckSchema>;

/** A certificate to be checked, as the domain has it. */
export type ProofCheckRequest = {
  readonly problem: Problem;
  readonly roster: {
    readonly shifts: readonly Shift[];
    readonly objective: number | null;
    readonly bound: number | null;
    readonly proof: BoundProof;
  };
  readonly seconds: number;
};

const checkProven: Check = (root, add) => {
  const team = member(member(root, 'problem'), 'team');
  const zone = text(team, 'zone');
  if (zone === undefined || !isZone(zone)) return;
  const roster = member(root, 'roster');
  checkShifts(member(roster, 'shifts'), zone, namesOf(team), true, add);
  checkDistinct(list(roster, 'shifts'), add);
  const proof = member(roster, 'proof');
  for (const one of [...list(proof, 'cover'), ...list(proof, 'teamRules')]) {
    for (const key of ['start', 'end']) readInstant(zone, text(one, key), `${one.path}/${key}`, add);
  }
};

/** Reads the body of a request to check a certificate. */
export function parseProofCheck(input: unknown): Outcome<ProofCheckRequest> {
  const checks = [...problemChecks.map((check) => checkAt('problem', check)), checkProven];
  const read = readDocument(proofCheckBodySchema, input, checks);
  if (!read.ok) return read;
  const { roster, seconds } = read.value;
  const problem = toProblem(read.value.problem);
  const { zone } = problem.team;
  const { objective, bound, proof } = roster;
  return {
    ok: true,
    value: {
      problem,
      roster: { shifts: toShifts(zone, roster.shifts), objective, bound, proof: toBoundProof(zone, proof) },
      seconds,
    },
  };
}

/** What a check found, as a document. */
export function fromProofCheck({ holds, differences, ...check }: ProofCheck): ProofCheckDocument {
  return {
    kind: 'proof-check',
    verdict: holds === undefined ? 'not-verified-in-time' : holds ? 'holds' : 'fails',
    ...check,
    differences: differences.map((one) => ({ ...one })),
  };
}
