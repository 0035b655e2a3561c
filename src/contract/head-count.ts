import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import type { HeadCount, HeadCountCause, HeadCounts, HeadCountTask } from '../domain/head-count.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Shift } from '../domain/shift.ts';
import { workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_HOUR, type Zone } from '../domain/units.ts';
import { list, member, number, text, texts } from './cursor.ts';
import { checkAt, type Check, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { problemSchema } from './problem.ts';
import { solveSchema } from './roster.ts';
import { countSchema, idSchema, measuredSchema, noteSchema, peopleSchema, timestampSchema } from './scalars.ts';
import { fromShift } from './shift-mapping.ts';
import { shiftSchema } from './shift.ts';
import { checkKnown, checkOrder, namesOf } from './team-checks.ts';
import { employeesSchema, teamSchema } from './team.ts';

const money = z.number().min(0).max(1e9);

const headCountTeamSchema = teamSchema.extend({ employees: employeesSchema.min(0).default([]) }).meta({
  id: 'HeadCountTeam',
  description: 'A TEAM that may be without employees: contracts, templates and rules are what counts.',
  examples: [
    {
      zone: 'Europe/Berlin',
      skills: [],
      contracts: [{ id: 'full-time', maxHoursPerWeek: 40, maxDaysPerWeek: 5 }],
      employees: [],
      shiftTemplates: [{ id: 'day', start: '09:00', length: 510, meal: { lengthMinutes: 30, paid: false } }],
    },
  ],
});

const headCountGroupSchema = z
  .strictObject({
    contract: idSchema.meta({ description: 'Contract of the team.', examples: ['full-time'] }),
    skills: z.array(idSchema).max(LIMITS.skills).default([]).meta({ description: 'Skills that each of them has.' }),
    from: peopleSchema.default(0).meta({ description: 'Least of them.' }),
    to: peopleSchema.optional().meta({ description: 'Most of them; absent: as many as it takes.' }),
    costPerWeek: money.optional().meta({
      description: 'Money for each of them and seven days. Without any cost each counts 1: the fewest people.',
      examples: [900],
    }),
    costPerHour: z.number().min(0).max(1e6).optional().meta({ description: 'Money for each paid hour besides.' }),
  })
  .meta({
    id: 'HeadCountGroup',
    description: 'People of one contract and one set of skills who could be employed.',
    examples: [{ contract: 'full-time', costPerWeek: 900 }],
  });

const headCountServiceSchema = z
  .strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .meta({
        description:
          'Share of the people wanted that must be there at every moment, rounded up. Default 1, or 0 where shortHour is given. Floors with `hard` must be met too.',
        examples: [0.9],
      }),
    shortHour: money.optional().meta({ description: 'Money for each agent-hour that is missing.', examples: [60] }),
    surplusHour: money.default(0).meta({ description: 'Money for each agent-hour above what is wanted.' }),
  })
  .meta({
    id: 'HeadCountService',
    description: 'How much of the demand must be met, and what the rest costs.',
    examples: [{ share: 1 }],
  });

const headCountProblemSchema = problemSchema.extend({ team: headCountTeamSchema }).meta({
  id: 'HeadCountProblem',
  description: 'A PROBLEM whose team may be without employees. Those it has are there whatever is decided.',
  examples: [
    {
      kind: 'problem',
      team: {
        zone: 'Europe/Berlin',
        contracts: [
          { id: 'full-time', maxHoursPerWeek: 40, maxDaysPerWeek: 5 },
          { id: 'part-time', maxHoursPerWeek: 20 },
        ],
        shiftTemplates: [
          { id: 'day', start: '09:00', length: 510, meal: { lengthMinutes: 30, paid: false } },
          { id: 'half', start: { earliest: '09:00', latest: '13:30', stepMinutes: 30 }, length: 240 },
        ],
        rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
      },
      horizon: { from: '2026-03-02', days: 7 },
      cover: { intervals: [{ from: '09:00', to: '17:30', target: 3 }] },
      past: [],
    },
  ],
});

const example = {
  problem: headCountProblemSchema.meta()?.examples?.[0],
  groups: [
    { contract: 'full-time', costPerWeek: 900 },
    { contract: 'part-time', costPerWeek: 480 },
  ],
  service: { share: 1 },
  solve: { seconds: 10, seed: 1 },
};

export const headCountBodySchema = z
  .strictObject({
    problem: headCountProblemSchema,
    groups: z.array(headCountGroupSchema).min(1).max(200),
    service: headCountServiceSchema.prefault({}),
    solve: solveSchema.omit({ engine: true }).prefault({}),
  })
  .meta({
    id: 'HeadCountBody',
    description: 'A requirement with contracts, templates and rules, and who could be employed.',
    examples: [example],
  });

const lineSchema = z
  .strictObject({
    people: z.array(z.string()).meta({ description: 'Made-up names of those who work it.' }),
    paidHours: z.number().min(0),
    shifts: z.array(shiftSchema).meta({ description: 'The shifts of the first of them; the others work the same.' }),
  })
  .meta({ id: 'HeadCountLine', description: 'One line of work over the horizon.' });

const countedGroupSchema = z
  .strictObject({
    contract: z.string(),
    skills: z.array(z.string()),
    from: countSchema,
    to: countSchema.optional(),
    count: countSchema.meta({ description: 'How many of them.' }),
    relaxed: z.number().min(0).meta({ description: 'How many in the linear program, in parts of people.' }),
    costEach: z.number().min(0).meta({ description: 'Money for one of them over the horizon.' }),
    costPerHour: z.number().min(0),
    paidHours: z.number().min(0),
    cost: z.number().min(0),
    lines: z.array(lineSchema),
  })
  .meta({ id: 'CountedGroup', description: 'How many of a group, and lines that they could work.' });

const nextHourSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    skill: z.string().optional(),
    template: z.string().optional(),
    perHour: z.number(),
  })
  .meta({ id: 'NextHour', description: 'Money for one more agent-hour wanted in a stretch, by the linear program.' });

export const headCountSchema = z
  .strictObject({
    kind: z.literal('head-count').default('head-count'),
    status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']),
    endedBy: z.enum(['proof', 'gap', 'exhausted', 'time', 'iterations', 'cancel', 'memory']),
    objective: measuredSchema.meta({ description: 'Money over the horizon; null where there is no answer.' }),
    bound: measuredSchema.meta({ description: 'Nothing cheaper is possible.' }),
    boundKind: z.enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none']),
    gap: measuredSchema,
    seconds: z.number().min(0),
    iterations: countSchema,
    seed: countSchema,
    people: countSchema.meta({ description: 'All groups together.' }),
    groups: z.array(countedGroupSchema),
    shortCost: z.number(),
    surplusCost: z.number(),
    premiumCost: z.number().meta({ description: 'Premiums of pay, such as for overtime.' }),
    cover: z.array(
      z.strictObject({
        skill: z.string().optional(),
        wantedHours: z.number(),
        shortHours: z.number(),
        surplusHours: z.number(),
      }),
    ),
    evenHour: measuredSchema.meta({
      description: 'Money for one more agent-hour spread as the demand is, by the linear program.',
    }),
    nextHours: z.array(nextHourSchema),
    causes: z.array(noteSchema).meta({ description: 'Why the share cannot be met; empty where it is.' }),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'HeadCounts', description: 'How many people of each contract it takes.' });

export type HeadCountDocument = z.output<typeof headCountSchema>;

const checkGroups: Check = (root, add) => {
  const names = namesOf(member(member(root, 'problem'), 'team'));
  const seen = new Map<string, string>();
  for (const group of list(root, 'groups')) {
    const contract = text(group, 'contract');
    checkKnown('unknown-contract', contract, `${group.path}/contract`, names.contracts, add);
    const skills = texts(group, 'skills');
    for (const { value, path } of skills) checkKnown('unknown-skill', value, path, names.skills, add);
    checkOrder(group, 'from', 'to', add);
    const key = JSON.stringify([contract, [...new Set(skills.map(({ value }) => value))].sort()]);
    const first = seen.get(key);
    if (first !== undefined && contract !== undefined) add(issue('group-repeated', group.path, { contract, first }));
    else seen.set(key, group.path);
    const [week, hour] = [number(group, 'costPerWeek'), number(group, 'costPerHour')];
    if (week === 0 && (hour ?? 0) === 0)
      add(issue('group-without-cost', `${group.path}/costPerWeek`, { contract: contract ?? '' }));
  }
};

/** Reads the body of a request for head-counts. */
export function parseHeadCount(input: unknown): Outcome<HeadCountTask> {
  const checks = [...problemChecks.map((check) => checkAt('problem', check)), checkGroups];
  const read = readDocument(headCountBodySchema, input, checks);
  if (!read.ok) return read;
  const { problem, groups, service, solve } = read.value;
  const { shortHour } = service;
  const weeks = problem.horizon.days / 7;
  return {
    ok: true,
    value: {
      problem: toProblem(problem),
      groups: groups.map(({ contract, skills, from, to, costPerWeek, costPerHour }) => {
        const isFree = costPerWeek === undefined && costPerHour === undefined;
        return {
          contract,
          skills: [...new Set(skills)],
          from,
          to,
          costEach: isFree ? 1 : (costPerWeek ?? 0) * weeks,
          costPerHour: costPerHour ?? 0,
        };
      }),
      share: service.share ?? (shortHour === undefined ? 1 : 0),
      shortHour: shortHour ?? 0,
      surplusHour: service.surplusHour,
      limits: solve,
    },
  };
}

/** A cause as a note: its code with its facts. */
function causeNote(cause: HeadCountCause): Note {
  const { code, ...rest } = cause;
  const facts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries<string | number | readonly string[] | undefined>(rest)) {
    if (typeof value === 'object') {
      if (value.length > 0) facts[name] = value.join(', ');
    } else if (value !== undefined)
      facts[name === 'start' || name === 'end' ? `cause${name === 'start' ? 'Start' : 'End'}` : name] = value;
  }
  return { code, facts };
}

const timesOf = (shifts: readonly Shift[]): string =>
  JSON.stringify(shifts.map(({ start, end, template, skill, breaks }) => [start, end, template, skill, breaks]));

function fromGroup(zone: Zone, { lines, ...group }: HeadCount): HeadCountDocument['groups'][number] {
  const equal = Map.groupBy(
    lines.filter((line) => line.length > 0),
    timesOf,
  );
  return {
    contract: group.contract,
    skills: [...group.skills],
    from: group.from,
    ...(group.to === undefined ? {} : { to: group.to }),
    count: group.count,
    relaxed: group.relaxed,
    costEach: group.costEach,
    costPerHour: group.costPerHour,
    paidHours: group.paidHours,
    cost: group.cost,
    lines: [...equal.values()].map((same) => ({
      people: same.map(([shift]) => shift?.employeeId ?? ''),
      paidHours: (same[0] ?? []).reduce((sum, shift) => sum + workSeconds(shift), 0) / SECONDS_PER_HOUR,
      shifts: (same[0] ?? []).map((shift) => fromShift(zone, shift)),
    })),
  };
}

/** Head-counts as a document. */
export function fromHeadCounts(counts: HeadCounts): HeadCountDocument {
  const { task, groups, cover, nextHours, causes, notes, ...rest } = counts;
  const { zone } = task.problem.team;
  return {
    kind: 'head-count',
    ...rest,
    seed: task.limits.seed,
    people: groups.reduce((sum, { count }) => sum + count, 0),
    groups: groups.map((group) => fromGroup(zone, group)),
    cover: cover.map(({ skill, ...hours }) => ({ ...(skill === undefined ? {} : { skill }), ...hours })),
    nextHours: nextHours.map(({ start, end, ...one }) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      ...one,
    })),
    causes: causes.map((cause) => fromNote(zone, causeNote(cause))),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
