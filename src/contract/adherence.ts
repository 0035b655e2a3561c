import { z } from 'zod';
import type { AdherenceReport, AdherenceSums, AdherenceRatios } from '../domain/attendance.ts';
import { isoOf } from '../domain/calendar.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import { type LocalDate, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../domain/units.ts';
import { attendanceSchema, toAttendances } from './attendance.ts';
import { readDocument } from './documents.ts';
import { exampleOf } from './example.ts';
import { checkScheduledTeam, checkSpanOfDays, type RecordedAttendance } from './hours-mapping.ts';
import { LIMITS } from './limits.ts';
import { toTeam } from './problem-mapping.ts';
import { dateSchema, idSchema, measuredSchema, timestampSchema } from './scalars.ts';
import { hoursOf, toShifts } from './shift-mapping.ts';
import { surroundingListSchema } from './shift.ts';
import { teamSchema } from './team.ts';

/** Days of one report, at most: with intervals of a quarter of an hour each has a hundred rows per employee. */
const MOST_ADHERENCE_DAYS = 62;

export const intervalMinutesSchema = z
  .union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)])
  .meta({ description: 'Length of an interval in minutes: 5, 10, 15, 30 or 60.', examples: [30] });

export const adherenceBodySchema = z
  .strictObject({
    team: teamSchema,
    from: dateSchema.meta({ description: 'First date.' }),
    to: dateSchema.meta({ description: 'Last date, included.' }),
    intervalMinutes: intervalMinutesSchema.default(30),
    shifts: surroundingListSchema.meta({
      description: 'What was scheduled; a night of the day before reaches into the first date.',
    }),
    attendance: attendanceSchema,
    employees: z
      .array(idSchema)
      .max(LIMITS.employees)
      .optional()
      .meta({ description: 'Only these employees; default all of the team.' }),
  })
  .meta({
    id: 'AdherenceBody',
    description: 'What was scheduled, and what attendance says was done.',
    examples: [
      {
        team: exampleOf(teamSchema),
        from: '2026-03-02',
        to: '2026-03-02',
        shifts: [],
        attendance: exampleOf(attendanceSchema),
      },
    ],
  });

const hours = z.number().min(0);

const sumsShape = {
  scheduledHours: hours.meta({
    description: 'In shifts, breaks included; gaps of split shifts and duties on call are none of it.',
  }),
  adherentHours: hours.meta({ description: 'Of these, in the scheduled state: its activity, or a break in a break.' }),
  scheduledWorkHours: hours.meta({ description: 'Scheduled without all breaks.' }),
  workedHours: hours.meta({ description: 'Worked, whenever that was.' }),
  outsideHours: hours.meta({ description: 'Of the worked hours, those in no shift.' }),
  adherence: measuredSchema.meta({ description: 'adherentHours / scheduledHours; null where nothing is scheduled.' }),
  conformance: measuredSchema.meta({
    description: 'workedHours / scheduledWorkHours, above 1 for more than was scheduled; null where nothing is.',
  }),
};

const exampleSums = {
  scheduledHours: 9,
  adherentHours: 8.55,
  scheduledWorkHours: 8,
  workedHours: 7.8,
  outsideHours: 0,
  adherence: 0.95,
  conformance: 0.975,
};

const sumsSchema = z.strictObject(sumsShape).meta({
  id: 'AdherenceSums',
  description: 'How far a schedule was kept.',
  examples: [exampleSums],
});

const intervalSchema = z
  .strictObject({ employee: z.string(), start: timestampSchema, end: timestampSchema, ...sumsShape })
  .meta({
    id: 'AdherenceInterval',
    description: 'How far an employee kept an interval.',
    examples: [
      {
        employee: 'anna',
        start: '2026-03-02T09:00:00+08:00',
        end: '2026-03-02T09:30:00+08:00',
        ...exampleSums,
        scheduledHours: 0.5,
        adherentHours: 0.475,
        scheduledWorkHours: 0.5,
        workedHours: 0.475,
        conformance: 0.95,
      },
    ],
  });

const daySchema = z.strictObject({ employee: z.string(), date: dateSchema, ...sumsShape }).meta({
  id: 'AdherenceDay',
  description: 'How far an employee kept a date, by the clock: of a night each date has its own hours.',
  examples: [{ employee: 'anna', date: '2026-03-02', ...exampleSums }],
});

const totalSchema = z.strictObject({ employee: z.string(), ...sumsShape }).meta({
  id: 'AdherenceTotal',
  description: 'How far an employee kept the schedule of all the dates.',
  examples: [{ employee: 'anna', ...exampleSums }],
});

export const adherenceSchema = z
  .strictObject({
    kind: z.literal('adherence').default('adherence'),
    team: z.string(),
    zone: z.string(),
    from: dateSchema,
    to: dateSchema,
    intervalMinutes: intervalMinutesSchema,
    intervals: z.array(intervalSchema).meta({ description: 'Those in which somebody was scheduled or worked.' }),
    days: z.array(daySchema),
    employees: z.array(totalSchema),
    all: sumsSchema.meta({ description: 'Everybody together.' }),
  })
  .meta({
    id: 'Adherence',
    description:
      'Adherence, the share of scheduled time in the scheduled state, and conformance, worked over scheduled work, by employee, interval and day.',
    examples: [
      {
        kind: 'adherence',
        team: 'support',
        zone: 'Asia/Shanghai',
        from: '2026-03-02',
        to: '2026-03-02',
        intervalMinutes: 30,
        intervals: [exampleOf(intervalSchema)],
        days: [exampleOf(daySchema)],
        employees: [exampleOf(totalSchema)],
        all: exampleSums,
      },
    ],
  });

export type AdherenceDocument = z.output<typeof adherenceSchema>;

/** A question for adherence. */
export type AdherenceQuestion = {
  readonly team: Team;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly intervalSeconds: Seconds;
  readonly employees: readonly string[] | undefined;
  readonly scheduled: readonly Shift[];
  readonly attendance: Pick<RecordedAttendance, 'rows' | 'unrecordedBreaks'>;
};

/** Reads the body of a question for adherence. */
export function parseAdherence(input: unknown): Outcome<AdherenceQuestion> {
  const read = readDocument(adherenceBodySchema, input, [checkSpanOfDays(MOST_ADHERENCE_DAYS), checkScheduledTeam]);
  if (!read.ok) return read;
  const { team, from, to, intervalMinutes, shifts, attendance, employees } = read.value;
  return {
    ok: true,
    value: {
      team: toTeam(team),
      from,
      to,
      intervalSeconds: intervalMinutes * SECONDS_PER_MINUTE,
      employees,
      scheduled: toShifts(team.zone, shifts),
      attendance: { rows: toAttendances(attendance, team.zone), unrecordedBreaks: attendance.unrecordedBreaks },
    },
  };
}

function ratio(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}

function fromSums(sums: AdherenceSums & AdherenceRatios) {
  return {
    scheduledHours: hoursOf(sums.scheduledSeconds),
    adherentHours: hoursOf(sums.adherentSeconds),
    scheduledWorkHours: hoursOf(sums.scheduledWorkSeconds),
    workedHours: hoursOf(sums.workedSeconds),
    outsideHours: hoursOf(sums.outsideSeconds),
    adherence: ratio(sums.adherence),
    conformance: ratio(sums.conformance),
  };
}

/** The report as a document. */
export function fromAdherence(
  { id, zone }: Pick<Team, 'id' | 'zone'>,
  intervalSeconds: Seconds,
  report: AdherenceReport,
): AdherenceDocument {
  const minutes = intervalMinutesSchema.parse((intervalSeconds / SECONDS_PER_HOUR) * 60);
  return {
    kind: 'adherence',
    team: id,
    zone,
    from: report.from,
    to: report.to,
    intervalMinutes: minutes,
    intervals: report.intervals.map((one) => ({
      employee: one.employeeId,
      start: isoOf(zone, one.start),
      end: isoOf(zone, one.end),
      ...fromSums(one),
    })),
    days: report.days.map((one) => ({ employee: one.employeeId, date: one.date, ...fromSums(one) })),
    employees: report.employees.map((one) => ({ employee: one.employeeId, ...fromSums(one) })),
    all: fromSums(report.team),
  };
}
