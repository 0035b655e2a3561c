import { absenceOperations } from '../../../src/contract/resources/absences.ts';
import { agreementOperations } from '../../../src/contract/resources/agreements.ts';
import { auditOperations } from '../../../src/contract/resources/audits.ts';
import { packOperations } from '../../../src/contract/resources/packs.ts';
import { type Arrange, type Case, fresh, made201, type Sent } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import type { StoredService } from './stored-service.ts';

export async function storedTeam(service: StoredService, change: Json = {}): Promise<string> {
  const team = fresh('team');
  await made201(service, '/v1/teams', smallTeam(team, change));
  return team;
}

const absence = (team: string): Json => ({ employee: `${team}-anna`, from: '2026-03-02', to: '2026-03-04' });

const withAbsence = (change: (team: string) => Sent): Arrange => {
  return async (service) => {
    const team = await storedTeam(service);
    const { id } = await made201(service, '/v1/absences', absence(team));
    return { parameters: { absence: String(id) }, ...change(team) };
  };
};

const agreement = (team: string): Json => ({
  team,
  rule: 'maximum-nights',
  from: '2026-03-01',
  to: '2026-03-31',
  reference: 'Works agreement 12',
  signedOn: '2026-02-12',
});

const withAgreement = (sent: Sent): Arrange => {
  return async (service) => {
    const { id } = await made201(service, '/v1/agreements', agreement(await storedTeam(service)));
    return { parameters: { agreement: String(id) }, ...sent };
  };
};

const first = { headers: { 'If-Match': '"1"' } };

export const peopleCases: readonly Case[] = [
  { operation: packOperations.listPacks, good: () => Promise.resolve({}) },
  { operation: packOperations.getPack, good: () => Promise.resolve({ parameters: { pack: 'cn' } }) },
  {
    operation: absenceOperations.createAbsence,
    good: async (service) => ({ body: absence(await storedTeam(service)) }),
  },
  {
    operation: absenceOperations.listAbsences,
    good: async (service) => ({ query: { team: await storedTeam(service), from: '2026-03-01', to: '2026-03-31' } }),
  },
  { operation: absenceOperations.getAbsence, good: withAbsence(() => ({})) },
  {
    operation: absenceOperations.replaceAbsence,
    good: withAbsence((team) => ({ ...first, body: { ...absence(team), to: '2026-03-05' } })),
  },
  { operation: absenceOperations.removeAbsence, good: withAbsence(() => first) },
  {
    operation: agreementOperations.createAgreement,
    good: async (service) => ({ body: agreement(await storedTeam(service)) }),
  },
  { operation: agreementOperations.listAgreements, good: () => Promise.resolve({ query: { from: '2026-03-01' } }) },
  { operation: agreementOperations.getAgreement, good: withAgreement({}) },
  { operation: agreementOperations.removeAgreement, good: withAgreement(first) },
  {
    operation: auditOperations.createAudit,
    good: async (service) => ({
      parameters: { team: await storedTeam(service) },
      body: { from: '2026-03-02', days: 7 },
    }),
  },
  { operation: auditOperations.listAudits, good: () => Promise.resolve({ query: { limit: '5' } }) },
  {
    operation: auditOperations.getAudit,
    good: async (service) => {
      const team = await storedTeam(service);
      const { id } = await made201(service, `/v1/teams/${team}/audits`, { from: '2026-03-02', days: 7 });
      return { parameters: { audit: String(id) } };
    },
  },
];
