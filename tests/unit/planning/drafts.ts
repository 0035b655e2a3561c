import type { Shift } from '../../../src/domain/shift.ts';
import type { Employee, Team } from '../../../src/domain/team.ts';
import { at, shift, type ShiftParts } from '../rules/line.ts';

export const ZONE = 'Europe/Berlin';
/** The week in which the clocks go forward, in the night to Sunday the 29th. */
export const SPRING = { from: '2026-03-23', days: 7 };
/** The week in which they go back, in the night to Sunday the 25th. */
export const AUTUMN = { from: '2026-10-19', days: 7 };

export const local = (text: string): number => at(ZONE, text);
export const shiftOf = (employeeId: string, from: string, to: string, parts: ShiftParts = {}): Shift =>
  shift(ZONE, from, to, { id: `${employeeId}/${from}`, employeeId, ...parts });

const employee = (id: string, more: Partial<Employee> = {}): Employee => ({
  id,
  contract: 'full',
  skills: ['voice'],
  ...more,
});

/** Ana, Ben and Cem, with eleven hours of rest and at most 40 hours a week. */
export function smallTeam(more: Partial<Team> = {}): Team {
  return {
    id: 'desk',
    name: 'Desk',
    site: 'Berlin',
    zone: ZONE,
    weekStart: 'mon',
    skills: [{ id: 'voice', name: 'Voice' }, { id: 'chat' }],
    contracts: [{ id: 'full', maxHoursPerWeek: 40 }],
    employees: [employee('ana', { name: 'Ana' }), employee('ben'), employee('cem')],
    shiftTemplates: [{ id: 'early', name: 'Early', start: '06:00', length: 480 }],
    rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    packs: [],
    holidays: [],
    ...more,
  };
}
