import { afterAll, beforeAll, expect, it } from 'vitest';
import { XLSX_TYPE } from '../../../src/contract/sheet.ts';
import { csvOfWorkbook } from '../../../src/workbook/workbook-csv.ts';
import { writeWorkbook } from '../../../src/workbook/write-workbook.ts';
import { expectPublished } from '../service.ts';
import { made201 } from './case.ts';
import { storedHistory } from './cases-histories.ts';
import { edit, madeDraft, MONDAY, published, readDraft } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Tables that come and go as CSV and as workbooks. */

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

type Answer = { readonly status: number; readonly text: string; readonly body: unknown };

function codesOf({ body }: Answer): readonly string[] {
  const { issues = [] } = body as { readonly issues?: readonly { readonly code: string; readonly path: string }[] };
  return issues.map(({ code, path }) => `${code} ${path}`);
}

async function bytesOf(path: string, accept: string) {
  const answer = await service.request
    .get(path)
    .set('Accept', accept)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  return { answer, bytes: answer.body as Uint8Array };
}

const rowsOf = (count: number) => [
  [{ date: '2026-02-02' }, count],
  [{ date: '2026-02-03' }, 13],
];
const workbook = (count: number): Buffer =>
  Buffer.from(writeWorkbook([{ name: 'rows', header: ['timestamp', 'count'], rows: rowsOf(count) }]));

it('enters rows of a history from a workbook and from a CSV as they are', async () => {
  const history = await storedHistory(service);
  const path = `/v1/histories/${history}/rows`;
  const entered = await service.request.post(path).type(XLSX_TYPE).send(workbook(12));
  expect([entered.status, entered.body]).toMatchObject([200, { added: 2, corrected: 0, same: 0 }]);
  expectPublished(entered, 'POST', '/v1/histories/{history}/rows');
  const again = await service.request
    .post(path)
    .type('text/csv; charset=utf-8')
    .send('timestamp,count\n2026-02-02,12\n2026-02-04,9\n');
  expect(again.body).toMatchObject({ added: 1, same: 1 });
  const corrected = await service.request.patch(path).set('If-Match', '*').type(XLSX_TYPE).send(workbook(15));
  expect(corrected.body).toMatchObject({ corrected: 1, same: 1 });
});

it('refuses what is no table, with its reason', async () => {
  const history = await storedHistory(service);
  const post = (type: string, body: string | Buffer) =>
    service.request.post(`/v1/histories/${history}/rows`).type(type).send(body);
  expect(codesOf(await post(XLSX_TYPE, 'no workbook'))).toEqual(['workbook-malformed ']);
  expect(codesOf(await post(XLSX_TYPE, workbook(-1)))).toEqual(['count-negative /csv line 2, column 2']);
  expect((await post('text/csv; charset=latin1', 'timestamp,count\n')).status).toBe(415);
  expect((await post('text/csv', Buffer.from([0xff, 0xfe]))).status).toBe(400);
  expect((await service.request.post('/v1/teams').type(XLSX_TYPE).send(workbook(1))).status).toBe(415);
});

it('reads a large workbook in a thread', async () => {
  const history = await storedHistory(service, {
    history: {
      zone: 'UTC',
      rows: [
        { timestamp: '2020-01-01T00:00', count: 1 },
        { timestamp: '2020-01-01T00:30', count: 1 },
      ],
    },
  });
  const rows = Array.from({ length: 6000 }, (_, index) => [
    { time: new Date(Date.UTC(2020, 0, 2) + index * 1_800_000).toISOString().slice(0, 16) },
    (index * 7919) % 997,
  ]);
  const large = Buffer.from(writeWorkbook([{ name: 'rows', header: ['timestamp', 'count'], rows }]));
  expect(large.length).toBeGreaterThan(24 * 1024);
  const entered = await service.request.post(`/v1/histories/${history}/rows`).type(XLSX_TYPE).send(large);
  expect(entered.body).toMatchObject({ added: 6000 });
});

it('gives forecasts and requirements as CSV and as workbooks', async () => {
  const history = await storedHistory(service);
  const forecast = await made201(service, `/v1/histories/${history}/forecasts`, { days: 7 });
  const parameters = { preset: 'voice-80-20', ahtSeconds: 180 };
  const requirement = await made201(service, `/v1/forecasts/${String(forecast['id'])}/requirements`, { parameters });
  for (const [path, id] of [
    ['/v1/forecasts/{forecast}', forecast['id']],
    ['/v1/requirements/{requirement}', requirement['id']],
  ] as const) {
    const address = path.replace(/\{\w+\}/, String(id));
    const csv = await service.request.get(address).set('Accept', 'text/csv');
    expectPublished(csv, 'GET', path);
    expect(csv.text.split('\n').length).toBeGreaterThan(7);
    const { answer, bytes } = await bytesOf(`${address}?format=xlsx`, '*/*');
    expect(answer.headers['content-type']).toBe(XLSX_TYPE);
    const read = csvOfWorkbook(bytes);
    expect(read.ok && read.value.split('\n')[0]).toBe(csv.text.split('\n')[0]);
    const known = await service.request
      .get(address)
      .set('Accept', XLSX_TYPE)
      .set('If-None-Match', answer.headers['etag'] ?? '');
    expect(known.status).toBe(304);
  }
});

it('takes a published schedule back into a draft, as a workbook', async () => {
  const { team, anna, ben, roster } = await madeDraft(service);
  await published(service, roster);
  const { bytes } = await bytesOf(`/v1/schedules?team=${team}&from=${MONDAY}&to=2026-03-08&format=xlsx`, '*/*');
  const empty = await made201(service, `/v1/teams/${team}/rosters`, { horizon: { from: MONDAY, days: 7 } });
  const imports = `/v1/rosters/${String(empty['id'])}/imports`;
  const brought = await service.request.post(imports).set('If-Match', '"1"').type(XLSX_TYPE).send(Buffer.from(bytes));
  expect([brought.status, brought.body]).toMatchObject([200, { version: 2, added: 1, removed: 0, same: 0 }]);
  const [shift] = (await readDraft(service, String(empty['id']))).shifts;
  expect(shift).toMatchObject({
    employee: anna,
    start: '2026-03-02T08:00:00+01:00',
    template: 'early',
    skill: 'sales',
  });
  expect(shift?.['breaks']).toMatchObject([{ start: '2026-03-02T12:00:00+01:00', paid: false }]);
  const csv = `employee,start,end\n${anna},2026-03-03T09:00,2026-03-03T12:00\n${ben},2026-03-05T09:00,2026-03-05T12:00\n`;
  const again = await service.request.post(imports).set('If-Match', '"2"').type('text/csv').send(csv);
  expect(again.body).toMatchObject({ version: 3, added: 2, removed: 0, same: 0, employees: [anna, ben] });
  const fewer = `employee,start,end\n${ben},2026-03-05T09:00,2026-03-05T12:00\n${ben},2026-03-02T09:00,2026-03-02T12:00\n`;
  const dates = await service.request
    .post(`${imports}?replace=dates`)
    .set('If-Match', '"3"')
    .type('text/csv')
    .send(fewer);
  expect(dates.body).toMatchObject({ version: 4, added: 1, removed: 2, same: 1 });
});

it('tells mistakes of a table by line and column, and changes nothing', async () => {
  const { anna, roster } = await madeDraft(service);
  const post = (csv: string, version = 1, replace = 'none') =>
    service.request
      .post(`/v1/rosters/${roster}/imports`)
      .query({ replace })
      .set('If-Match', `"${version}"`)
      .send({ csv });
  const rows = `${anna},2026-03-03T09:00,2026-03-03T12:00\nnobody,2026-03-03T09:00,2026-03-03T12:00\n${anna},2026-04-03T09:00,2026-04-03T12:00\n`;
  const refused = await post(`employee,start,end\n${rows}`);
  expect(refused.status).toBe(422);
  expect(codesOf(refused)).toEqual(['unknown-employee /csv line 3, column 1', 'outside-horizon /csv line 4, column 2']);
  expect(codesOf(await post('a,b\n1,2\n'))).toEqual(['csv-header /csv line 1']);
  expect((await readDraft(service, roster)).version).toBe(1);
  await edit(service, roster, 1, { op: 'lock', shift: 'one', locked: true });
  const only = `employee,start,end\n${anna},2026-03-03T09:00,2026-03-03T12:00\n`;
  expect(codesOf(await post(only, 2, 'all'))).toEqual(['shift-locked /csv']);
});
