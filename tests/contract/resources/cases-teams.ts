import { teamOperations as operations } from '../../../src/contract/resources/teams.ts';
import { type Arrange, type Case, fresh, made201, type Sent } from './case.ts';
import { publishedFrom } from '../../fixtures/published.ts';
import { smallTeam } from './documents.ts';
import { publishShifts } from './publish.ts';

const stored: Arrange = async (service) => {
  const team = fresh('team');
  await made201(service, '/v1/teams', smallTeam(team));
  return { parameters: { team } };
};

const changed = (change: (team: string) => Partial<Sent>): Arrange => {
  return async (service) => {
    const sent = await stored(service);
    return { ...sent, headers: { 'If-Match': '"1"' }, ...change(sent.parameters?.['team'] ?? '') };
  };
};

/** A body that gives an external id to somebody else than its owner is one mistake; a team that is there already is the other. */
const taken: Arrange = async (service) => {
  const { parameters } = await stored(service);
  return { body: smallTeam(parameters?.['team'] ?? '') };
};

const withSchedule: Arrange = async (service) => {
  const sent = await stored(service);
  const team = sent.parameters?.['team'] ?? '';
  await publishShifts(service, team, [
    publishedFrom('2026-03-02T08:00:00+01:00', '2026-03-02T16:00:00+01:00', {
      employeeId: `${team}-anna`,
      teamId: team,
    }),
  ]);
  return { ...sent, headers: { 'If-Match': '"1"' } };
};

export const teamCases: readonly Case[] = [
  {
    operation: operations.createTeam,
    good: () => Promise.resolve({ body: smallTeam(fresh('team')) }),
    other: { 409: taken },
  },
  { operation: operations.listTeams, good: () => Promise.resolve({ query: { site: 'berlin', limit: '2' } }) },
  { operation: operations.getTeam, good: stored },
  { operation: operations.replaceTeam, good: changed((team) => ({ body: smallTeam(team, { name: 'New' }) })) },
  { operation: operations.removeTeam, good: changed(() => ({})), other: { 409: withSchedule } },
];
