import { createHash } from 'node:crypto';
import { issue } from '../../contract/messages/render.ts';
import { fromWhen, toAbsence, touches } from '../../contract/resources/absence-mapping.ts';
import { absenceOperations, type AbsenceRead, absenceSchema } from '../../contract/resources/absences.ts';
import { fromScheduledShift } from '../../contract/schedules/scheduled-shift.ts';
import { shiftsTouched, zonesOf } from '../../planning/absences.ts';
import { seesProtected } from '../../planning/access.ts';
import type { AbsenceRecord, Tables } from '../../planning/store.ts';
import { type Answer, type Bound, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { employeeZones, teamNamed } from './references.ts';
import { changed, found, invalid, versionFrom } from './refusals.ts';

type NewAbsence = Extract<ReturnType<typeof toAbsence>, { ok: true }>['value'];

/** The absence of a body, of an employee that some team has. */
async function absenceOf(tables: Tables, body: AbsenceRead): Promise<NewAbsence> {
  const absence = toAbsence(body, await employeeZones(tables, body.employee, '/employee'));
  if (!absence.ok) throw invalid(absence.issues);
  return absence.value;
}

/** An absence without its reason, which is HR's alone. */
function documentOf(zone: string, { reason: _reason, when, ...absence }: AbsenceRecord): object {
  const { creditHoursPerDay, ...rest } = absence;
  return { ...rest, ...fromWhen(zone, when), ...(creditHoursPerDay === undefined ? {} : { creditHoursPerDay }) };
}

/** Zone on whose clocks the times of an absence are written: that of a team of the employee, UTC where there is none any more. */
async function zoneOf(tables: Tables, { employee, when }: Pick<AbsenceRecord, 'employee' | 'when'>): Promise<string> {
  if (when.kind === 'dates') return 'UTC';
  return (await zonesOf(tables, employee))[0] ?? 'UTC';
}

/** The ETag: of hours their version and the zone on whose clocks they are written, which the team may change. */
function etagOf(zone: string, { version, when }: AbsenceRecord): string {
  if (when.kind === 'dates') return String(version);
  return `${version}.${createHash('sha256').update(zone).digest('base64url').slice(0, 16)}`;
}

async function recorded(tables: Tables, status: number, absence: AbsenceRecord): Promise<Answer> {
  const affected = (await shiftsTouched(tables, absence)).map(fromScheduledShift);
  const zone = await zoneOf(tables, absence);
  return {
    status,
    headers: status === 201 ? { Location: `/v1/absences/${absence.id}` } : undefined,
    etag: etagOf(zone, absence),
    body: { ...documentOf(zone, absence), affected },
  };
}

/** The employees that a list is asked for; undefined: everybody. */
async function employeesOf(
  tables: Tables,
  { employee, team: id }: { readonly employee?: string | undefined; readonly team?: string | undefined },
): Promise<readonly string[] | undefined> {
  if (id === undefined) return employee === undefined ? undefined : [employee];
  const { team } = await teamNamed(tables, id, '?team');
  const members = team.employees.map((member) => member.id);
  return employee === undefined ? members : members.filter((member) => member === employee);
}

export const absences: readonly Bound[] = [
  writing(
    absenceOperations.createAbsence,
    async (tables, { body }) => recorded(tables, 201, await tables.absences.create(await absenceOf(tables, body))),
    { locksSchedule: true },
  ),
  reading(absenceOperations.listAbsences, async (tables, { query }) => {
    const { from, to } = query;
    if (from !== undefined && to !== undefined && to < from)
      throw invalid([issue('window-empty', '?to', { from, to })]);
    const page = await tables.absences.list({ employees: await employeesOf(tables, query), from, to }, pageOf(query));
    const zones = new Map<string, string>();
    for (const absence of page.items) if (!zones.has(absence.id)) zones.set(absence.id, await zoneOf(tables, absence));
    const zone = ({ id }: AbsenceRecord): string => zones.get(id) ?? 'UTC';
    const items = page.items.filter((absence) => touches(zone(absence), absence.when, from, to));
    const body = listBody(query, { ...page, items }, absenceSchema, (absence) => documentOf(zone(absence), absence));
    return { status: 200, body };
  }),
  reading(absenceOperations.getAbsence, async (tables, { parameters: { absence: id }, access }) => {
    const absence = found(await tables.absences.get(id), 'absence', id);
    const reason = seesProtected(access) ? absence.reason : undefined;
    const zone = await zoneOf(tables, absence);
    const document = documentOf(zone, absence);
    return {
      status: 200,
      etag: etagOf(zone, absence),
      body: { ...document, ...(reason === undefined ? {} : { reason }) },
    };
  }),
  writing(
    absenceOperations.replaceAbsence,
    async (tables, { parameters: { absence: id }, body, ifMatch, access }) => {
      const present = found(await tables.absences.get(id), 'absence', id);
      const version = versionFrom(ifMatch, present, 'absence', id);
      if (body.employee !== present.employee)
        throw invalid([
          issue('employee-differs', '/employee', { received: body.employee, expected: present.employee }),
        ]);
      const absence = await absenceOf(tables, body);
      // Whoever cannot see the reason on record does not take it away.
      const reason = absence.reason ?? (seesProtected(access) ? undefined : present.reason);
      const replaced = await tables.absences.replace({ ...absence, id, reason }, version);
      return recorded(tables, 200, changed(replaced, 'absence', id));
    },
    { locksSchedule: true },
  ),
  writing(
    absenceOperations.removeAbsence,
    async (tables, { parameters: { absence: id }, ifMatch }) => {
      const present = found(await tables.absences.get(id), 'absence', id);
      const version = versionFrom(ifMatch, present, 'absence', id);
      changed(await tables.absences.remove(id, version), 'absence', id);
      return { status: 204 };
    },
    { locksSchedule: true },
  ),
];
