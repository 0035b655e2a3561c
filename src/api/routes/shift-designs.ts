import { fromShiftDesign, parseDesignBody } from '../../contract/shift-design-mapping.ts';
import type { ShiftDesignTask } from '../../planning/shift-design.ts';
import type { Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/shift-designs: requirement to shift types and head-counts, in the time that a request may take. */
export const shiftDesigns: Operation<ShiftDesignTask> = {
  read: parseDesignBody,
  make: async ({ problem, limits: asked }, { design, requestSeconds }) => {
    const { limits, notes } = clipSeconds(asked, requestSeconds);
    const made = await design({ problem, limits });
    return { ok: true, value: fromShiftDesign({ ...made, notes: [...notes, ...made.notes] }) };
  },
};
