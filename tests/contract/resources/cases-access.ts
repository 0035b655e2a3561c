import { apiKeyOperations as operations } from '../../../src/contract/resources/api-keys.ts';
import { sessionOperations } from '../../../src/contract/resources/sessions.ts';
import { userOperations } from '../../../src/contract/resources/users.ts';
import { type Arrange, type Case, fresh, made201, type Sent } from './case.ts';
import type { StoredService } from './stored-service.ts';

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

const newUser = () => ({ name: 'Maria Weber', email: `${fresh('maria')}@example.com`, role: 'hr' });

const withUser = (sent: Sent = {}): Arrange => {
  return async (service) => {
    const { id } = await made201(service, '/v1/users', newUser());
    return { parameters: { user: String(id) }, ...sent };
  };
};

/** Another user has the address. */
const addressTaken = async (service: StoredService) => {
  const body = newUser();
  await made201(service, '/v1/users', body);
  return body;
};

const FIRST = { headers: { 'If-Match': '"1"' } };

export const accessCases: readonly Case[] = [
  { operation: operations.createApiKey, good: () => Promise.resolve({ body: newKey() }), other: { 409: taken } },
  { operation: operations.listApiKeys, good: () => Promise.resolve({ query: { limit: '2' } }) },
  { operation: operations.getApiKey, good: stored },
  { operation: operations.revokeApiKey, good: stored },
  {
    operation: userOperations.createUser,
    good: () => Promise.resolve({ body: newUser() }),
    other: { 409: async (service) => ({ body: await addressTaken(service) }) },
  },
  { operation: userOperations.listUsers, good: () => Promise.resolve({ query: { limit: '2' } }) },
  { operation: userOperations.getUser, good: withUser() },
  {
    operation: userOperations.replaceUser,
    good: withUser({ body: { ...newUser(), state: 'disabled' }, ...FIRST }),
    other: {
      409: async (service) => {
        const body = await addressTaken(service);
        return withUser({ body, ...FIRST })(service);
      },
    },
  },
  { operation: userOperations.removeUser, good: withUser(FIRST) },
  { operation: userOperations.endUserSessions, good: withUser() },
  { operation: sessionOperations.getSession, good: () => Promise.resolve({}) },
  { operation: sessionOperations.endSession, good: () => Promise.resolve({}) },
];
