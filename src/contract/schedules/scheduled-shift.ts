import { z } from 'zod';
import { isoOf } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { workSeconds } from '../../domain/shift.ts';
import { countSchema, dateSchema, timestampSchema, zoneSchema } from '../scalars.ts';
import { fromPieces, hoursOf } from '../shift-mapping.ts';
import { shiftSchema } from '../shift.ts';

/** A name as it was when the shift was published. */
const keptName = z.string().optional();

export const scheduledShiftSchema = z
  .strictObject({
    id: z.string().meta({
      description: 'Stays when the shift is moved: employee, date and ordinal of its first publication.',
      examples: ['anna@2026-03-02#1'],
    }),
    employee: z.string().meta({ description: 'Id of the employee.', examples: ['anna'] }),
    employeeName: keptName.meta({ description: "The employee's name when it was published.", examples: ['Anna Lind'] }),
    team: z.string().meta({ description: 'Id of the team.', examples: ['office'] }),
    site: z
      .string()
      .optional()
      .meta({ description: 'Where the team works.', examples: ['Berlin'] }),
    zone: zoneSchema,
    date: dateSchema.meta({ description: 'Local date that it was first published for; a part of its id.' }),
    start: timestampSchema,
    end: timestampSchema.meta({ description: 'End of the attendance, not part of it.' }),
    template: z
      .string()
      .optional()
      .meta({ description: 'Id of the shift template.', examples: ['early'] }),
    templateName: keptName.meta({ description: "The template's name when it was published.", examples: ['Early'] }),
    skill: z
      .string()
      .optional()
      .meta({ description: 'Id of the skill.', examples: ['sales'] }),
    skillName: keptName.meta({ description: "The skill's name when it was published.", examples: ['Sales'] }),
    activity: z.string().meta({ description: 'What is done.', examples: ['work'] }),
    breaks: shiftSchema.shape.breaks,
    pieces: shiftSchema.shape.pieces,
    paidHours: z
      .number()
      .min(0)
      .meta({ description: 'Elapsed hours less unpaid breaks.', examples: [8] }),
    status: z
      .enum(['published', 'cancelled'])
      .meta({ description: 'A cancelled shift is one that was published and is no more.' }),
    sequence: countSchema.meta({ description: 'Starts at 0 and grows with every published change.' }),
    publication: countSchema.meta({ description: "Number of the team's publication that brought the present state." }),
    changedAt: timestampSchema.meta({ description: 'When that was.' }),
  })
  .meta({
    id: 'ScheduledShift',
    description: 'A shift as published.',
    examples: [
      {
        id: 'anna@2026-03-02#1',
        employee: 'anna',
        employeeName: 'Anna Lind',
        team: 'office',
        site: 'Berlin',
        zone: 'Europe/Berlin',
        date: '2026-03-02',
        start: '2026-03-02T08:00:00+01:00',
        end: '2026-03-02T16:30:00+01:00',
        template: 'early',
        templateName: 'Early',
        skill: 'sales',
        skillName: 'Sales',
        activity: 'work',
        breaks: [{ start: '2026-03-02T12:00:00+01:00', end: '2026-03-02T12:30:00+01:00', paid: false }],
        paidHours: 8,
        status: 'published',
        sequence: 0,
        publication: 1,
        changedAt: '2026-02-20T14:05:00+01:00',
      },
    ],
  });

export type ScheduledShiftDocument = z.output<typeof scheduledShiftSchema>;

/** The published shift as it goes out, its times on the clocks of its own zone. */
export function fromScheduledShift(shift: ScheduledShift): ScheduledShiftDocument {
  const { zone, employeeName, site, template, templateName, skill, skillName } = shift;
  return {
    id: shift.id,
    employee: shift.employeeId,
    ...(employeeName === undefined ? {} : { employeeName }),
    team: shift.teamId,
    ...(site === undefined ? {} : { site }),
    zone,
    date: shift.date,
    start: isoOf(zone, shift.start),
    end: isoOf(zone, shift.end),
    ...(template === undefined ? {} : { template }),
    ...(templateName === undefined ? {} : { templateName }),
    ...(skill === undefined ? {} : { skill }),
    ...(skillName === undefined ? {} : { skillName }),
    activity: shift.activity,
    breaks: shift.breaks.map((pause) => ({
      start: isoOf(zone, pause.start),
      end: isoOf(zone, pause.end),
      paid: pause.paid,
      ...(pause.kind === undefined ? {} : { kind: pause.kind }),
    })),
    ...(shift.pieces === undefined || shift.pieces.length === 0 ? {} : { pieces: fromPieces(zone, shift.pieces) }),
    paidHours: hoursOf(workSeconds(shift)),
    status: shift.status,
    sequence: shift.sequence,
    publication: shift.publication,
    changedAt: isoOf(zone, shift.changedAt),
  };
}
