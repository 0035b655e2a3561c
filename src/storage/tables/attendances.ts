import { sql } from 'kysely';
import type { Attendance } from '../../domain/attendance.ts';
import type { DateSpan } from '../../domain/hours.ts';
import type { AttendanceTable } from '../../planning/attendance-store.ts';
import type { Session } from '../session.ts';
import { byEmployee } from '../trail/change.ts';

type Row = {
  readonly employee: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly activity: string;
};

/** Rows of a statement at a time: their texts are its parameters. */
const AT_ONCE = 5000;

export function attendanceTable(session: Session): AttendanceTable {
  const { organisation, actor } = session.scope;

  const add = (team: string, rows: readonly Attendance[]) =>
    session.count(sql`
      insert into attendances (organisation, team, employee, start_at, end_at, activity, created_by)
      select ${organisation}, ${team}, given.employee, given.start_at, given.end_at, given.activity, ${actor}
      from unnest(${rows.map(({ employeeId }) => employeeId)}::text[], ${rows.map(({ start }) => start)}::bigint[],
        ${rows.map(({ end }) => end)}::bigint[], ${rows.map(({ activity }) => activity)}::text[])
        as given (employee, start_at, end_at, activity)`);

  const replace = (rows: readonly Attendance[]) =>
    session.count(sql`
      update attendances a set replaced_at = now(), replaced_by = ${actor}
      from unnest(${rows.map(({ employeeId }) => employeeId)}::text[], ${rows.map(({ start }) => start)}::bigint[])
        as given (employee, start_at)
      where a.organisation = ${organisation} and a.employee = given.employee and a.start_at = given.start_at
        and a.replaced_at is null`);

  return {
    rows: async ({ employees, span }) => {
      const rows = await session.rows(sql<Row>`
        select employee, start_at, end_at, activity from attendances
        where organisation = ${organisation} and employee = any (${employees}::text[]) and replaced_at is null
          and start_at >= ${span.start} and start_at < ${span.end}
        order by employee, start_at`);
      return rows.map(({ employee, start_at: start, end_at: end, activity }) => ({
        employeeId: employee,
        start,
        end,
        activity,
      }));
    },

    spans: async (team, { from, to }) =>
      session.rows(sql<DateSpan>`
        select distinct first_date as "from", last_date as "to" from attendance_spans
        where organisation = ${organisation} and team = ${team} and last_date >= ${from} and first_date <= ${to}
        order by first_date, last_date`),

    enter: async (team, { from, to }, { added, replaced }) => {
      for (let at = 0; at < replaced.length; at += AT_ONCE) await replace(replaced.slice(at, at + AT_ONCE));
      for (let at = 0; at < added.length; at += AT_ONCE) await add(team, added.slice(at, at + AT_ONCE));
      const span = await session.first(sql<{ readonly id: string }>`
        insert into attendance_spans (organisation, team, first_date, last_date, added, replaced, created_by)
        values (${organisation}, ${team}, ${from}, ${to}, ${added.length}, ${replaced.length}, ${actor})
        returning id`);
      if (span === undefined) throw new Error('an attendance was not entered');
      session.record({
        action: 'create',
        kind: 'attendance',
        thing: span.id,
        parts: [{ after: { team, from, to } }, ...byEmployee(({ employeeId }) => employeeId, replaced, added)],
      });
    },
  };
}
