import { detail } from '../../contract/messages/problem-texts.ts';
import { apiKeyOperations, apiKeySchema } from '../../contract/resources/api-keys.ts';
import { keyOperationIssues } from '../../contract/resources/key-operations.ts';
import type { ApiKey } from '../../planning/access-store.ts';
import { makeKey } from '../../planning/keys.ts';
import { ProblemError } from '../problem.ts';
import { type Bound, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { employeeZones, teamNamed } from './references.ts';
import { found, invalid } from './refusals.ts';

function documentOf({ teams, operations, ...key }: ApiKey): object {
  const known = Object.fromEntries(Object.entries(key).filter(([, value]) => value !== undefined));
  return { ...known, ...(teams === 'all' ? {} : { teams }), ...(operations === 'all' ? {} : { operations }) };
}

export const apiKeys: readonly Bound[] = [
  writing(apiKeyOperations.createApiKey, async (tables, { body, access }) => {
    const { name, role, teams = 'all', employee, operations = 'all', days } = body;
    const issues = operations === 'all' ? [] : keyOperationIssues(role, operations);
    if (issues.length > 0) throw invalid(issues);
    if (teams !== 'all') for (const [index, id] of teams.entries()) await teamNamed(tables, id, `/teams/${index}`);
    if (employee !== undefined) await employeeZones(tables, employee, '/employee');
    const { id, text, hash } = makeKey(access.organisation);
    const key = await tables.keys.create({ id, name, hash, role, teams, employee, operations, days });
    if (key === 'exists') throw new ProblemError('conflict', detail('key-exists', { id: name }));
    const document = documentOf(key);
    return {
      status: 201,
      headers: { Location: `/v1/api-keys/${id}` },
      body: { ...document, key: text },
      kept: document,
    };
  }),
  reading(apiKeyOperations.listApiKeys, async (tables, { query }) => {
    const page = await tables.keys.list(pageOf(query));
    return { status: 200, body: listBody(query, page, apiKeySchema, documentOf) };
  }),
  reading(apiKeyOperations.getApiKey, async (tables, { parameters: { key: id } }) => ({
    status: 200,
    body: documentOf(found(await tables.keys.get(id), 'key', id)),
  })),
  writing(apiKeyOperations.revokeApiKey, async (tables, { parameters: { key: id } }) => ({
    status: 200,
    body: documentOf(found(await tables.keys.revoke(id), 'key', id)),
  })),
];
