import type { MeasureUnit } from '../domain/breach.ts';
import { measureText } from './audit-mapping.ts';
import type { Facts, Language } from './messages/catalog.ts';
import { packGapZh } from './messages/packs-zh.ts';
import { teamBreachText } from './team-rules.ts';
import { breachText, noteText, translateIssue, unknownText } from './messages/render.ts';

type Parts = Readonly<Record<string, unknown>>;

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function has<K extends string>(value: Parts, ...names: readonly K[]): value is Parts & Readonly<Record<K, string>> {
  return names.every((name) => typeof value[name] === 'string');
}

/** An ISO time as people write it. */
function localText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function breachMessage(language: Language, breach: Parts & Readonly<Record<'rule' | 'employee' | 'start', string>>) {
  const measure = (name: string): string => measureText(language, breach['unit'] as MeasureUnit, Number(breach[name]));
  const { rule, employee, start, end, source } = breach;
  return breachText(language, rule, {
    ...(breach['facts'] as Facts),
    employee,
    rule,
    measured: measure('measured'),
    limit: measure('limit'),
    excess: measure('excess'),
    start: localText(start),
    end: localText(String(end)),
    ...(typeof source === 'string' ? { source } : {}),
  });
}

/** The message of one thing that a document tells, in a language; undefined where it is none that has a text in the catalogues. */
function messageOf(language: Language, told: Parts): string | undefined {
  if (!has(told, 'message')) return undefined;
  if (has(told, 'rule', 'employee', 'unit', 'start', 'end') && isParts(told['facts']))
    return breachMessage(language, told);
  if (has(told, 'rule', 'setting', 'who', 'unit', 'start', 'end'))
    return teamBreachText(language, told as unknown as Parameters<typeof teamBreachText>[1]);
  if (has(told, 'rule', 'employee', 'reason')) {
    const { rule, employee, reason } = told;
    return unknownText(language, reason, { rule, employee });
  }
  if (has(told, 'code') && isParts(told['facts']) && !has(told, 'hint'))
    return noteText(language, told.code, told['facts'] as Facts);
  return undefined;
}

/**
 * A document of an answer with its breaches, questions, notes and issues told in another language. They are made anew from their facts, as the issues
 * of refusals are; all else stays as it is.
 */
export function translateDocument(language: Language, document: unknown): unknown {
  if (Array.isArray(document)) return document.map((one) => translateDocument(language, one));
  if (!isParts(document)) return document;
  if (has(document, 'code', 'path', 'message', 'hint') && isParts(document['facts']))
    return translateIssue(language, document as unknown as Parameters<typeof translateIssue>[1]);
  if (language === 'zh' && has(document, 'pack', 'topic', 'reason')) {
    const reason = packGapZh(document.pack, document.topic, document.reason);
    return reason === undefined ? document : { ...document, reason };
  }
  const message = messageOf(language, document);
  const parts = Object.entries(document).map(([name, value]) => [name, translateDocument(language, value)] as const);
  return { ...Object.fromEntries(parts), ...(message === undefined ? {} : { message }) };
}
