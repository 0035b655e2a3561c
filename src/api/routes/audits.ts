import { fromAudit } from '../../contract/audit-mapping.ts';
import { parseAuditRequest } from '../../contract/audit-request.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/audits: roster to audit. */
export const audits: Operation<'audit'> = {
  task: 'audit',
  prepare: (body) => {
    const read = parseAuditRequest(body);
    if (!read.ok) return read;
    const { zone } = read.value.team;
    return { ok: true, value: { input: read.value, write: (audit) => fromAudit(zone, audit) } };
  },
};
