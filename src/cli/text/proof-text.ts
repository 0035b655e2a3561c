import type { ProofCheckDocument } from '../../contract/proof-check.ts';
import { percent, short } from './numbers.ts';
import type { Speech } from './speech.ts';
import { table } from './table.ts';

/** Whether a certificate holds, what is certain by it, and what differs. */
export function proofCheckText(check: ProofCheckDocument, speech: Speech): string {
  const { say, word } = speech;
  const { verdict, certified, claimed, searched, objective, gap, employees, verified, differences } = check;
  const points = (value: number | null): string => (value === null ? '-' : short(value));
  const lines = [
    word('proof', verdict, { verified, employees }),
    ...(certified === null ? [] : [say('proof.certified', { certified: points(certified), claimed: points(claimed) })]),
    ...((searched ?? 0) > 0 ? [say('proof.searched', { searched: points(searched) })] : []),
    ...(objective === null || gap === null
      ? []
      : [say('proof.gap', { objective: points(objective), gap: percent(gap) })]),
  ];
  if (differences.length === 0) return `${lines.join('\n')}\n`;
  const rows = differences.map(({ what, of, said, found }) => [
    word('proof-what', what),
    of === undefined ? '' : nameOf(what, of, speech),
    points(said),
    points(found),
  ]);
  const head = [
    { head: say('proof.what') },
    { head: say('proof.of') },
    { head: say('proof.said'), number: true },
    { head: say('proof.found'), number: true },
  ];
  return `${lines.join('\n')}\n\n${table(head, rows)}`;
}

function nameOf(what: string, of: string, speech: Speech): string {
  return what === 'line' || what === 'employees' || what === 'locks' ? speech.employee(of) : of;
}
