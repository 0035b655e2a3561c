import { fromAudit } from '../../contract/audit-mapping.ts';
import { type AuditRequest, parseAuditRequest } from '../../contract/audit-request.ts';
import { makeAudit } from '../../planning/audit.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/audits: roster to audit. */
export const audits: Operation<AuditRequest> = {
  read: parseAuditRequest,
  make: (request) => mapped(makeAudit(request), (audit) => fromAudit(request.team.zone, audit, request.view)),
};
