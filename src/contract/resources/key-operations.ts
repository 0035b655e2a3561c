import type { Issue } from '../../domain/issue.ts';
import type { Role } from '../access.ts';
import { issue } from '../messages/render.ts';
import { nearest } from '../nearest.ts';
import type { OperationDescription } from '../operations.ts';
import { STATELESS_OPERATIONS } from '../stateless-operations.ts';
import { RESOURCE_OPERATIONS } from './operations.ts';

/** What is wrong with the operations that a key is to be for: there is no such operation, or the role may not call it. */
export function keyOperationIssues(role: Role, operations: readonly string[]): readonly Issue[] {
  const all: readonly OperationDescription[] = [...Object.values(STATELESS_OPERATIONS), ...RESOURCE_OPERATIONS];
  const roles = new Map(all.map(({ operationId, access }) => [operationId, access]));
  return operations.flatMap((operation, index) => {
    const path = `/operations/${index}`;
    const admitted = roles.get(operation);
    if (admitted !== undefined)
      return admitted.includes(role) ? [] : [issue('operation-of-others', path, { role, operation })];
    const near = nearest(operation, [...roles.keys()]);
    return [issue('unknown-operation', path, { id: operation, ...(near === undefined ? {} : { nearest: near }) })];
  });
}
