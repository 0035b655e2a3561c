import { expect, it } from 'vitest';
import { FROM, OFFICE } from '../fixtures/office-history.ts';
import { exampleOf, testService } from './service.ts';

const service = testService();

type Form = (text: string) => object;

const asCsv: Form = (csv) => ({ zone: 'Europe/Berlin', csv });
const asRows: Form = (csv) => ({
  zone: 'Europe/Berlin',
  rows: csv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => ({ timestamp: row.split(',')[0], count: Number(row.split(',')[1]) })),
});

it.each([
  ['CSV', asCsv],
  ['rows', asRows],
])(
  'rows at or after "from" change nothing in a forecast of %s, and are refused where they are broken',
  async (_, form) => {
    const forecastOf = (text: string) => service.post('/v1/forecasts').send({ history: form(text), from: FROM });
    const [cut, whole, broken] = [
      await forecastOf(OFFICE.cut),
      await forecastOf(OFFICE.whole),
      await forecastOf(OFFICE.broken),
    ];
    expect([cut.status, whole.status, broken.status]).toEqual([200, 200, 422]);
    expect(whole.body).toEqual(cut.body);
  },
);

it("rows at or after the horizon's start change nothing in the forecast of a plan", async () => {
  const example = exampleOf('/v1/plans') as { queues: readonly object[]; team: object };
  const forecastOf = async (text: string): Promise<unknown> => {
    const queues = example.queues.map((queue) => ({ ...queue, forecast: {}, history: asCsv(text) }));
    const answer = await service.post('/v1/plans').send({ ...example, queues, horizon: { from: FROM, days: 2 } });
    expect(answer.status).toBe(200);
    return (answer.body as { forecasts: unknown }).forecasts;
  };
  expect(await forecastOf(OFFICE.whole)).toEqual(await forecastOf(OFFICE.cut));
});
