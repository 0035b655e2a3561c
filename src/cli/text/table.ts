import Table from 'cli-table3';

/** A column: its head, and whether its cells are numbers, which stand flush right. */
export type Column = { readonly head: string; readonly number?: boolean };

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** A table without lines or colours, as wide as its cells; wide characters count as two columns. Ends in a line break. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const built = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ number }) => (number === true ? 'right' : 'left')),
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) built.push([...row]);
  const lines = built.toString().split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Characters of East Asian scripts, and their punctuation. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** The text filled up with blanks to a width; wide characters count as two columns, as in tables. */
export function padded(text: string, width: number): string {
  const wide = text.match(WIDE)?.length ?? 0;
  return text + ' '.repeat(Math.max(0, width - text.length - wide));
}
