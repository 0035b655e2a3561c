import { SEALED_COLUMNS } from '../../../src/storage/people/document-seal.ts';
import { openedRows } from '../../../src/storage/people/sealed-rows.ts';
import { openTransactions } from '../../../src/storage/transactions.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { ANNAS } from '../../fixtures/stores.ts';

/** The texts of all documents that lie sealed, as whoever has the master key reads them. */
export async function openedDocuments(url: string): Promise<readonly string[]> {
  const log = (): void => undefined;
  const transactions = openTransactions({ url, connections: 1, masterKey: TEST_KEY, log, patienceSeconds: 0 });
  try {
    return await transactions.read(ANNAS, async (session) => {
      const found: string[] = [];
      for (const table of new Set(SEALED_COLUMNS.map((column) => column.table)))
        for await (const { texts } of openedRows(session, table, () => true))
          found.push(...[...texts.values()].map(({ text }) => `${table}: ${text}`));
      return found;
    });
  } finally {
    await transactions.close();
  }
}
