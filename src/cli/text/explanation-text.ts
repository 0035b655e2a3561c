import type { ExplanationDocument } from '../../contract/explanation.ts';
import type { Language } from '../../contract/messages/catalog.ts';
import { EXPLANATION_WORDS, type ExplanationWords } from './explanation-words.ts';
import { short } from './numbers.ts';

type Told = { readonly message: string; readonly proven: boolean };
type Parts = ExplanationDocument['savings'][number]['parts'];

/** A sentence; what no proof stands behind is marked. */
function line({ message, proven }: Told, indent = ''): string {
  return `${indent}${message}${proven ? '' : ' (?)'}\n`;
}

function partsText(words: ExplanationWords, parts: Parts, indent: string): string {
  const told = parts.filter(({ points }) => Math.abs(points) > 1e-9);
  const sign = (value: number): string => `${value > 0 ? '+' : ''}${short(value)}`;
  if (told.length === 0) return '';
  const texts = told.map(
    ({ part, rule, count, unit, points }) =>
      `${words.part[part]}${rule === undefined ? '' : ` ${rule}`} ${sign(count)} ${words.unit[unit]} (${sign(points)})`,
  );
  return `${indent}${texts.join(', ')}\n`;
}

function candidatesText(words: ExplanationWords, candidates: ExplanationDocument['alternatives']): string {
  return candidates
    .map(
      (one) =>
        line(one, '  - ') +
        one.breaches.map(({ message }) => `      ${message}\n`).join('') +
        partsText(words, one.parts, '      '),
    )
    .join('');
}

/** Prices of a bound that are printed; the document has all of them. */
const MOST_PRICES = 12;

function pricesText(
  words: ExplanationWords,
  { bound, boundKind, cover, limits }: NonNullable<ExplanationDocument['prices']>,
): string {
  const all = [...limits, ...cover];
  const left = all.length - MOST_PRICES;
  return (
    `${words.prices(boundKind, short(bound))}\n` +
    all
      .slice(0, MOST_PRICES)
      .map((one) => line(one, '  - '))
      .join('') +
    (left > 0 ? `  ${words.more(left)}\n` : '')
  );
}

/** A template on its date, or the times of a stretch. */
function stretchText(start: string, end: string, template: string | undefined): string {
  const [date, from, to] = [start.slice(0, 10), start.slice(11, 16), end.slice(11, 16)];
  return template === undefined ? `${date} ${from}-${to}` : `${date} ${template}`;
}

/** An explanation for people: the answer in short, then what it rests on. */
export function explanationText(explanation: ExplanationDocument, language: Language = 'en'): string {
  const words = EXPLANATION_WORDS[language];
  const { statements, conflicts, repair, savings, prices, gaps, alternatives, solves, seconds } = explanation;
  const blocks = [
    statements.map((one) => line(one)).join(''),
    ...conflicts.map(
      ({ members }, index) => `${words.conflict(index + 1)}\n${members.map((one) => line(one, '  - ')).join('')}`,
    ),
    repair === undefined
      ? ''
      : `${words.repair(short(repair.price))}\n${repair.steps.map((one) => line({ ...one, message: `${one.message} [${short(one.price)}]` }, '  - ')).join('')}`,
    ...savings.map(({ statement, parts }) =>
      parts.length === 0 ? '' : line(statement) + partsText(words, parts, '  '),
    ),
    prices === undefined ? '' : pricesText(words, prices),
    ...gaps.map(
      ({ start, end, template, skill, candidates }) =>
        `${[stretchText(start, end, template), skill].filter(Boolean).join(' ')}\n${candidatesText(words, candidates)}`,
    ),
    alternatives.length === 0 ? '' : `${words.alternatives}\n${candidatesText(words, alternatives)}`,
    `${words.foot(solves, seconds.toFixed(2))}\n`,
  ];
  return blocks.filter((block) => block !== '').join('\n');
}
