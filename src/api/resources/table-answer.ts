import { TABLE_FORMS } from '../../contract/resources/made.ts';
import { sheetOfCsv } from '../../contract/sheet.ts';
import type { DocumentHead } from '../../planning/store.ts';
import { writeWorkbook } from '../../workbook/write-workbook.ts';
import type { Answer, Context } from './handler.ts';
import { madeAnswer } from './made.ts';

type Form = keyof typeof TABLE_FORMS;

type Asked = Pick<Context, 'accepted'> & { readonly query: { readonly format?: Form | undefined } };

type Stored = {
  readonly address: string;
  readonly name: string;
  readonly head: DocumentHead;
  readonly text: string;
};

/** A stored document in the form that was asked for: whole as JSON, or its rows as CSV or as a workbook. */
export function tableAnswer(
  { query, accepted }: Asked,
  { address, name, head, text }: Stored,
  rowsOf: () => { readonly csv: string; readonly zone: string },
): Answer {
  const forms = Object.entries(TABLE_FORMS) as readonly (readonly [Form, string])[];
  const form = query.format ?? forms.find(([, type]) => type === accepted)?.[0] ?? 'json';
  const headers = { Vary: 'Accept, Accept-Language' };
  if (form === 'json') return { ...madeAnswer(200, address, name, head, text), headers };
  const { csv, zone } = rowsOf();
  const etag = `${head.id}.${form}`;
  if (form === 'csv') return { status: 200, headers, etag, type: `${TABLE_FORMS.csv}; charset=utf-8`, body: csv };
  return { status: 200, headers, etag, type: TABLE_FORMS.xlsx, body: writeWorkbook([sheetOfCsv(name, csv, zone)]) };
}
