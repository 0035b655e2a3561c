/** Documents that the tests of the resources send. */

export type Json = Record<string, unknown>;

/** A team of two with one skill and two templates, in Berlin. */
export function smallTeam(id: string, change: Json = {}): Json {
  return {
    kind: 'team',
    id,
    name: `Team ${id}`,
    site: 'berlin',
    zone: 'Europe/Berlin',
    skills: [{ id: 'sales', name: 'Sales' }],
    contracts: [{ id: 'full', maxHoursPerWeek: 40, maxHoursPerDay: 10 }],
    employees: [
      { id: `${id}-anna`, name: 'Anna', contract: 'full', skills: ['sales'] },
      { id: `${id}-ben`, name: 'Ben', contract: 'full', skills: ['sales'] },
    ],
    shiftTemplates: [
      { id: 'early', name: 'Early', start: '08:00', length: 480 },
      { id: 'late', name: 'Late', start: '14:00', length: 480 },
    ],
    rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    ...change,
  };
}

/** Daily rows from a Monday. */
export function dailyRows(days: number, from = '2026-01-05'): readonly { timestamp: string; count: number }[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: days }, (_, index) => ({
    timestamp: new Date(first + index * 86_400_000).toISOString().slice(0, 10),
    count: 300 - 20 * (index % 7),
  }));
}
