import { apiKeyOperations as operations } from '../../../src/contract/resources/api-keys.ts';
import { type Arrange, type Case, fresh, made201 } from './case.ts';

const newKey = () => ({ name: fresh('key'), role: 'integration' });

const stored: Arrange = async (service) => {
  const { id } = await made201(service, '/v1/api-keys', newKey());
  return { parameters: { key: String(id) } };
};

const taken: Arrange = async (service) => {
  const body = newKey();
  await made201(service, '/v1/api-keys', body);
  return { body };
};

export const accessCases: readonly Case[] = [
  { operation: operations.createApiKey, good: () => Promise.resolve({ body: newKey() }), other: { 409: taken } },
  { operation: operations.listApiKeys, good: () => Promise.resolve({ query: { limit: '2' } }) },
  { operation: operations.getApiKey, good: stored },
  { operation: operations.revokeApiKey, good: stored },
];
