import type { ActivityToPlace } from '../domain/activity.ts';
import type { ShrinkagePart } from '../domain/requirement.ts';
import type { Team } from '../domain/team.ts';

/**
 * Parts of shrinkage as a roster of this team has to be counted: what it takes off the work itself is placed by it, and nobody is scheduled for it once more.
 *
 * Those are breaks where a template has a meal or breaks, leave where an employee has some, absence in other departments aside, and every part named as an
 * activity that is to be placed.
 */
export function withPlacedParts(
  parts: readonly ShrinkagePart[],
  { employees, shiftTemplates }: Pick<Team, 'employees' | 'shiftTemplates'>,
  activities: readonly ActivityToPlace[],
): readonly ShrinkagePart[] {
  const hasBreaks = shiftTemplates.some(({ meal, breaks = [] }) => meal !== undefined || breaks.length > 0);
  const hasLeave = employees.some(({ leave = [] }) => leave.length > 0);
  const placed = new Set(activities.map(({ id }) => id));
  const isPlaced = ({ id, kind }: ShrinkagePart): boolean =>
    placed.has(id) || (kind === 'breaks' && hasBreaks) || (kind === 'leave' && hasLeave);
  return parts.map((part) => (isPlaced(part) ? { ...part, placedByRoster: true } : part));
}
