import { forecastOperations } from '../../../src/contract/resources/forecasts.ts';
import { historyOperations as operations } from '../../../src/contract/resources/histories.ts';
import { requirementOperations } from '../../../src/contract/resources/requirements.ts';
import { type Arrange, type Case, fresh, made201, type Sent } from './case.ts';
import { dailyRows, type Json } from './documents.ts';
import type { StoredService } from './stored-service.ts';

const DAYS = 28;

export async function storedHistory(service: StoredService, change: Json = {}): Promise<string> {
  const id = fresh('history');
  await made201(service, '/v1/histories', {
    id,
    history: { kind: 'history', zone: 'Europe/Berlin', rows: dailyRows(DAYS) },
    ...change,
  });
  return id;
}

async function storedForecast(service: StoredService): Promise<string> {
  const history = await storedHistory(service);
  const { id } = await made201(service, `/v1/histories/${history}/forecasts`, { days: 7 });
  return String(id);
}

const PARAMETERS = { preset: 'voice-80-20', ahtSeconds: 180 };

async function storedRequirement(service: StoredService): Promise<string> {
  const forecast = await storedForecast(service);
  const { id } = await made201(service, `/v1/forecasts/${forecast}/requirements`, { parameters: PARAMETERS });
  return String(id);
}

const inHistory = (sent: Sent): Arrange => {
  return async (service) => ({ parameters: { history: await storedHistory(service) }, ...sent });
};

export const historyCases: readonly Case[] = [
  {
    operation: operations.createHistory,
    good: () => Promise.resolve({ body: { history: { zone: 'UTC', rows: dailyRows(7) } } }),
    other: {
      409: async (service) => ({
        body: { id: await storedHistory(service), history: { zone: 'UTC', rows: dailyRows(7) } },
      }),
    },
  },
  { operation: operations.listHistories, good: () => Promise.resolve({ query: { limit: '1' } }) },
  { operation: operations.getHistory, good: inHistory({}) },
  { operation: operations.removeHistory, good: inHistory({ headers: { 'If-Match': '"1"' } }) },
  { operation: operations.listHistoryDays, good: inHistory({ query: { from: '2026-01-06', to: '2026-01-08' } }) },
  { operation: operations.getHistoryRows, good: inHistory({ query: { date: '2026-01-06' } }) },
  {
    operation: operations.appendHistoryRows,
    good: inHistory({ body: { rows: [{ timestamp: '2026-02-02', count: 12 }] } }),
  },
  {
    operation: operations.correctHistoryRows,
    good: inHistory({ body: { rows: [{ timestamp: '2026-01-06', count: 12 }] }, headers: { 'If-Match': '"1"' } }),
  },
  { operation: forecastOperations.createForecast, good: inHistory({ body: { days: 7 } }) },
  { operation: forecastOperations.listForecasts, good: () => Promise.resolve({ query: { fields: 'from,to' } }) },
  {
    operation: forecastOperations.getForecast,
    good: async (service) => ({ parameters: { forecast: await storedForecast(service) } }),
  },
  {
    operation: forecastOperations.getForecastAccuracy,
    good: async (service) => ({ parameters: { forecast: await storedForecast(service) } }),
  },
  {
    operation: forecastOperations.getHistoryAccuracy,
    good: async (service) => {
      const history = await storedHistory(service);
      await made201(service, `/v1/histories/${history}/forecasts`, { days: 7 });
      return { parameters: { history } };
    },
  },
  {
    operation: requirementOperations.createRequirement,
    good: async (service) => ({
      parameters: { forecast: await storedForecast(service) },
      body: { parameters: PARAMETERS },
    }),
  },
  { operation: requirementOperations.listRequirements, good: () => Promise.resolve({}) },
  {
    operation: requirementOperations.getRequirement,
    good: async (service) => ({ parameters: { requirement: await storedRequirement(service) } }),
  },
];
