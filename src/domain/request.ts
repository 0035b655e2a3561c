import type { Shift } from './shift.ts';
import type { ShiftRequest } from './team.ts';

/** Whether the shifts that start on the request's date grant it. */
export function isGranted(request: ShiftRequest, onDate: readonly Shift[]): boolean {
  switch (request.kind) {
    case 'day-off':
      return onDate.length === 0;
    case 'work':
      return onDate.length > 0;
    case 'shift':
      return onDate.some(({ template }) => template === request.template);
    case 'avoid-shift':
      return onDate.every(({ template }) => template !== request.template);
  }
}
