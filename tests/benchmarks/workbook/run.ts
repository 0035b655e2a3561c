import { csvOfWorkbook } from '../../../src/workbook/workbook-csv.ts';
import { writeWorkbook } from '../../../src/workbook/write-workbook.ts';

/** How long a workbook of 100,000 rows of 5 cells takes to write and to read: `npm run -s bench:workbook`. */
const ROUNDS = 5;
const rows = Array.from({ length: 100_000 }, (_, row) => [
  { time: '2026-03-02T09:00' },
  `name ${row % 500}`,
  row,
  row / 7,
  `x${row % 9}`,
]);

const times = Array.from({ length: ROUNDS }, () => {
  const start = performance.now();
  const bytes = writeWorkbook([{ name: 'rows', header: ['start', 'name', 'count', 'share', 'kind'], rows }]);
  const written = performance.now();
  const read = csvOfWorkbook(bytes);
  if (!read.ok || read.value.split('\n').length !== rows.length + 2) throw new Error('not what was written');
  return { write: written - start, read: performance.now() - written, bytes: bytes.length };
});
const median = (of: (time: (typeof times)[number]) => number): number =>
  Math.round(times.map(of).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
console.log(
  `write ${median(({ write }) => write)} ms, read ${median(({ read }) => read)} ms, ${times[0]?.bytes} bytes`,
);
