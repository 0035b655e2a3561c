import { issue } from '../../contract/messages/render.ts';
import { agreementOperations, agreementSchema } from '../../contract/resources/agreements.ts';
import { checkKnown } from '../../contract/team-checks.ts';
import { agreementSlips } from '../../planning/agreements.ts';
import type { AgreementRecord } from '../../planning/store.ts';
import type { Issue } from '../problem.ts';
import { type Answer, type Bound, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { teamNamed } from './references.ts';
import { absent, changed, found, invalid, versionFrom } from './refusals.ts';

function documentOf({ employee, removed, ...agreement }: AgreementRecord): object {
  return {
    ...agreement,
    ...(employee === undefined ? {} : { employee }),
    ...(removed === undefined ? {} : { removed }),
  };
}

function answerWith(status: number, agreement: AgreementRecord): Answer {
  const headers = status === 201 ? { Location: `/v1/agreements/${agreement.id}` } : undefined;
  return { status, headers, etag: String(agreement.version), body: documentOf(agreement) };
}

export const agreements: readonly Bound[] = [
  writing(agreementOperations.createAgreement, async (tables, { body }) => {
    const { employee } = body;
    const { team } = await teamNamed(tables, body.team, '/team');
    const issues: Issue[] = [];
    const members = new Set(team.employees.map(({ id }) => id));
    checkKnown('unknown-employee', employee, '/employee', members, (one) => issues.push(one));
    const slips = agreementSlips(team, { ...body, employee }, Math.floor(Date.now() / 1000));
    issues.push(...slips.map(({ code, path, facts }) => issue(code, path, facts)));
    if (issues.length > 0) throw invalid(issues);
    return answerWith(201, await tables.agreements.create({ ...body, employee }));
  }),
  reading(agreementOperations.listAgreements, async (tables, { query }) => {
    const { team, from, to } = query;
    if (from !== undefined && to !== undefined && to < from)
      throw invalid([issue('window-empty', '?to', { from, to })]);
    const page = await tables.agreements.list({ team, from, to }, pageOf(query));
    return { status: 200, body: listBody(query, page, agreementSchema, documentOf) };
  }),
  reading(agreementOperations.getAgreement, async (tables, { parameters: { agreement: id } }) =>
    answerWith(200, found(await tables.agreements.get(id), 'agreement', id)),
  ),
  writing(
    agreementOperations.removeAgreement,
    async (tables, { parameters: { agreement: id }, ifMatch }) => {
      const present = found(await tables.agreements.get(id), 'agreement', id);
      if (present.removed !== undefined) throw absent('agreement', id);
      const version = versionFrom(ifMatch, present, 'agreement', id);
      changed(await tables.agreements.remove(id, version), 'agreement', id);
      return { status: 204 };
    },
    { locksSchedule: true },
  ),
];
