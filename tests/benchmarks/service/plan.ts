import { expectReply, type Target } from '../../faults/client.ts';

/** A team of any size with a week of five shifts for everybody, made and published over HTTP. */

type Json = Readonly<Record<string, unknown>>;

const ZONE = 'Europe/Berlin';
export const MONDAYS = ['2026-03-02', '2026-03-09'] as const;

export const dateOf = (from: string, day: number): string =>
  new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10);
const quarter = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export function teamOf(id: string, people: number) {
  return {
    id,
    zone: ZONE,
    contracts: [{ id: 'full-time', minHoursPerWeek: 30, maxHoursPerWeek: 40, maxDaysPerWeek: 5 }],
    employees: Array.from({ length: people }, (_, index) => ({
      id: `${id}-${String(index + 1).padStart(4, '0')}`,
      contract: 'full-time',
    })),
    shiftTemplates: [
      { id: 'early', start: '07:00', length: 510, meal: { lengthMinutes: 30, paid: false } },
      { id: 'late', start: '12:00', length: 510, meal: { lengthMinutes: 30, paid: false } },
    ],
    rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    packs: ['cn'],
  };
}

/** Five shifts a week for everybody, early or late by turns of people. */
function shiftsOf({ employees }: ReturnType<typeof teamOf>, monday: string): readonly Json[] {
  return employees.flatMap(({ id }, index) =>
    [0, 1, 2, 3, 4].map((day) => {
      const date = dateOf(monday, (day + index) % 7);
      const [from, meal, until, end] =
        index % 2 === 0 ? ['07:00', '11:00', '11:30', '15:30'] : ['12:00', '16:00', '16:30', '20:30'];
      return {
        employee: id,
        template: index % 2 === 0 ? 'early' : 'late',
        start: `${date}T${from}`,
        end: `${date}T${end}`,
        breaks: [{ start: `${date}T${meal}`, end: `${date}T${until}`, paid: false }],
      };
    }),
  );
}

/** One demand for each quarter hour from 0:00 to 24:00. */
function coverOf(people: number): Json {
  return {
    intervals: Array.from({ length: 96 }, (_, index) => ({
      from: quarter(15 * index),
      to: quarter(15 * index + 15),
      target: index < 28 || index >= 82 ? 0 : Math.round(people * 0.3 * Math.sin((Math.PI * (index - 27)) / 56)),
    })),
  };
}

/** Makes a draft of a week with all its shifts. */
export async function draftOf(
  target: Target,
  team: ReturnType<typeof teamOf>,
  monday: string,
): Promise<{ readonly id: string; readonly etag: string }> {
  const cover = coverOf(team.employees.length);
  const body = { horizon: { from: monday, days: 7 }, cover, shifts: shiftsOf(team, monday) };
  const { body: made, etag } = await expectReply(target, 201, 'POST', `/v1/teams/${team.id}/rosters`, { body });
  return { id: String(made['id']), etag: etag ?? '' };
}

export async function publish(target: Target, id: string, etag: string): Promise<void> {
  await expectReply(target, 201, 'POST', `/v1/rosters/${id}/publications`, { headers: { 'If-Match': etag }, body: {} });
}

/** People whose week is some 50 KB of JSON. */
export const FIFTY_KILOBYTES = 24;

/** Publishes a week of a new team, and gives the address of its schedule. */
export async function publishedWeek(target: Target, id: string, people: number): Promise<string> {
  const team = teamOf(id, people);
  await expectReply(target, 201, 'POST', '/v1/teams', { body: team });
  const draft = await draftOf(target, team, MONDAYS[0]);
  await publish(target, draft.id, draft.etag);
  return `/v1/schedules?team=${id}&from=${MONDAYS[0]}&to=${dateOf(MONDAYS[0], 6)}&limit=500`;
}
