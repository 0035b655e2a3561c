import type { ExplanationDocument } from '../../contract/explanation.ts';
import { counted, short } from './numbers.ts';

type Told = { readonly message: string; readonly proven: boolean };
type Parts = ExplanationDocument['savings'][number]['parts'];

/** A sentence; what no proof stands behind is marked. */
function line({ message, proven }: Told, indent = ''): string {
  return `${indent}${message}${proven ? '' : ' (?)'}\n`;
}

function partsText(parts: Parts, indent: string): string {
  const told = parts.filter(({ points }) => Math.abs(points) > 1e-9);
  const sign = (value: number): string => `${value > 0 ? '+' : ''}${short(value)}`;
  if (told.length === 0) return '';
  return `${indent}${told.map(({ part, count, unit, points }) => `${part} ${sign(count)} ${unit} (${sign(points)})`).join(', ')}\n`;
}

function candidatesText(candidates: ExplanationDocument['alternatives']): string {
  return candidates
    .map(
      (one) =>
        line(one, '  - ') +
        one.breaches.map(({ message }) => `      ${message}\n`).join('') +
        partsText(one.parts, '      '),
    )
    .join('');
}

/** Prices of a bound that are printed; the document has all of them. */
const MOST_PRICES = 12;

function pricesText({ bound, boundKind, cover, limits }: NonNullable<ExplanationDocument['prices']>): string {
  const all = [...limits, ...cover];
  const left = all.length - MOST_PRICES;
  return (
    `Prices (${boundKind} bound of ${short(bound)} points)\n` +
    all
      .slice(0, MOST_PRICES)
      .map((one) => line(one, '  - '))
      .join('') +
    (left > 0 ? `  (${left} more)\n` : '')
  );
}

/** An explanation for people: the answer in short, then what it rests on. */
export function explanationText(explanation: ExplanationDocument): string {
  const { statements, conflicts, repair, savings, prices, gaps, alternatives, solves, seconds } = explanation;
  const blocks = [
    statements.map((one) => line(one)).join(''),
    ...conflicts.map(
      ({ members }, index) => `Conflict ${index + 1}\n${members.map((one) => line(one, '  - ')).join('')}`,
    ),
    repair === undefined
      ? ''
      : `Repair (${short(repair.price)} points)\n${repair.steps.map((one) => line({ ...one, message: `${one.message} [${short(one.price)}]` }, '  - ')).join('')}`,
    ...savings.map(({ statement, parts }) => (parts.length === 0 ? '' : line(statement) + partsText(parts, '  '))),
    prices === undefined ? '' : pricesText(prices),
    ...gaps.map(
      ({ start, end, template, skill, candidates }) =>
        `${[start.slice(0, 16).replace('T', ' '), end.slice(11, 16)].join('-')} ${[template, skill].filter(Boolean).join(' ')}`.trimEnd() +
        `\n${candidatesText(candidates)}`,
    ),
    alternatives.length === 0 ? '' : `Alternatives\n${candidatesText(alternatives)}`,
    `${counted(solves, 'solve')}, ${seconds.toFixed(2)} s; (?) is not proven.\n`,
  ];
  return blocks.filter((block) => block !== '').join('\n');
}
