import type { OperationDescription } from '../operations.ts';
import { jobOperations } from './jobs.ts';
import { teamOperations } from './teams.ts';

/** All operations on what is stored, in the order of the document. */
export const RESOURCE_OPERATIONS: readonly OperationDescription[] = [
  ...Object.values(teamOperations),
  ...Object.values(jobOperations),
];
