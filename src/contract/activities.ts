import { z } from 'zod';
import type { ActivityToPlace, MissingActivity } from '../domain/activity.ts';
import type { Cursor } from './cursor.ts';
import { list, member, minutesAt, number, text, texts } from './cursor.ts';
import type { Add } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { countSchema, dateSchema, idSchema, nameSchema, timeSchema, weekdaysSchema } from './scalars.ts';
import { checkDistinct, checkKnown, type TeamNames } from './team-checks.ts';

const activitySchema = z
  .strictObject({
    id: idSchema
      .refine((id) => id !== 'work', { params: { code: 'piece-of-work' } })
      .meta({ description: 'What the pieces of shifts are called that it becomes.', examples: ['team-meeting'] }),
    name: nameSchema.optional(),
    mode: z.enum(['alone', 'together', 'pair']).default('alone').meta({
      description:
        'alone: everybody named by herself; together: all of those named who are there, at once; pair: everybody named with one of the coaches.',
    }),
    lengthMinutes: z
      .int()
      .min(5)
      .max(480)
      .meta({ description: 'Length in minutes.', examples: [30] }),
    stepMinutes: z.int().min(5).max(240).default(15).meta({ description: 'Grid of starts, from local midnight.' }),
    employees: z.array(idSchema).max(LIMITS.employees).optional().meta({ description: 'Who has it, by id.' }),
    contracts: z.array(idSchema).max(LIMITS.contracts).optional().meta({
      description: 'Who has it, by contract. Without employees and contracts: everybody but the coaches.',
    }),
    coaches: z.array(idSchema).max(LIMITS.employees).optional().meta({ description: 'Who may give it, in pairs.' }),
    count: z
      .int()
      .min(1)
      .max(50)
      .default(1)
      .meta({ description: 'How often it is due: each employee, or together the team.' }),
    per: z.enum(['day', 'week', 'horizon']).default('horizon').meta({
      description: 'How often: on every day that is worked, in every calendar week of the horizon, or in all of it.',
    }),
    days: weekdaysSchema.optional().meta({ description: 'Weekdays on which it may start; absent: any.' }),
    from: timeSchema.optional().meta({ description: 'Earliest start on the wall clock.', examples: ['09:00'] }),
    to: timeSchema.optional().meta({ description: 'Latest end on the same date.', examples: ['17:00'] }),
    leastPresent: z.number().min(0).max(1).default(0.5).meta({
      description: 'Least share of those named who take part, together.',
    }),
    afterStartMinutes: z.int().min(0).max(1440).default(0).meta({
      description: 'It starts at least so long after the start of the shift.',
    }),
    weight: z
      .number()
      .min(0)
      .max(1e6)
      .default(1000)
      .meta({
        description: 'Points of one that is due and not held.',
        examples: [1000],
      }),
  })
  .meta({
    id: 'Activity',
    description: 'A meeting, training or the like, placed inside shifts where it hurts the cover least.',
    examples: [{ id: 'team-meeting', mode: 'together', lengthMinutes: 30, per: 'week', from: '09:00', to: '17:00' }],
  });

export const activitiesSchema = z.array(activitySchema).max(200);

const missingActivitySchema = z
  .strictObject({
    activity: z.string(),
    employee: z.string().optional().meta({ description: 'Absent: of all together.' }),
    from: dateSchema,
    to: dateSchema.meta({ description: 'Last date, included.' }),
    missing: countSchema,
  })
  .meta({
    id: 'MissingActivity',
    description: 'An activity that is due on these dates and not held.',
    examples: [{ activity: 'coaching', employee: 'anna', from: '2026-03-02', to: '2026-03-08', missing: 1 }],
  });

export const missingActivitiesSchema = z.array(missingActivitySchema);

type ActivityRead = z.output<typeof activitySchema>;

/** The activities as they go out. */
export function fromActivities(activities: readonly ActivityToPlace[]): ActivityRead[] {
  return structuredClone(activities) as ActivityRead[];
}

export function fromMissing({
  employeeId,
  activity,
  ...rest
}: MissingActivity): z.output<typeof missingActivitySchema> {
  return { activity, ...(employeeId === undefined ? {} : { employee: employeeId }), ...rest };
}

function checkActivity(activity: Cursor, names: TeamNames, add: Add): void {
  const employees = texts(activity, 'employees');
  const coaches = texts(activity, 'coaches');
  for (const { value, path } of [...employees, ...coaches]) {
    checkKnown('unknown-employee', value, path, names.employees, add);
  }
  for (const { value, path } of texts(activity, 'contracts')) {
    checkKnown('unknown-contract', value, path, names.contracts, add);
  }
  const isPair = text(activity, 'mode') === 'pair';
  const at = member(activity, 'coaches');
  if (isPair && coaches.length === 0)
    add(issue('required', at.path, { field: 'coaches', expected: 'ids of employees' }));
  if (!isPair && at.value !== undefined) add(issue('coaches-without-pair', at.path, {}));
  const named = new Set(employees.map(({ value }) => value));
  for (const { value, path } of coaches) if (named.has(value)) add(issue('coach-of-herself', path, { id: value }));
  const [from, to, length] = [
    minutesAt(activity, 'from'),
    minutesAt(activity, 'to'),
    number(activity, 'lengthMinutes'),
  ];
  if (length === undefined || (from === undefined && to === undefined)) return;
  if ((to ?? 1440) - (from ?? 0) < length) {
    const facts = { id: text(activity, 'id') ?? '', minutes: length };
    add(issue('activity-does-not-fit', `${activity.path}/${to === undefined ? 'from' : 'to'}`, facts));
  }
}

/** The relations of the activities of a document that has a team beside them. */
export function checkActivities(root: Cursor, names: TeamNames, add: Add): void {
  const activities = list(root, 'activities');
  checkDistinct(activities, add);
  for (const activity of activities) checkActivity(activity, names, add);
}
