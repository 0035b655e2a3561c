import type { MeasureUnit } from '../domain/breach.ts';
import { measureText } from './audit-mapping.ts';
import { fill, type Facts, type Language } from './messages/catalog.ts';
import { packGapZh, packNameZh } from './messages/packs-zh.ts';
import { teamBreachText } from './team-rules.ts';
import { breachText, catalogOf, noteText, translateIssue, unknownText } from './messages/render.ts';

type Parts = Readonly<Record<string, unknown>>;

/** What things are called in sentences, in place of their ids. */
export type Names = {
  readonly employee: (id: string) => string;
  readonly template: (id: string) => string;
  readonly skill: (id: string) => string;
  readonly activity: (id: string) => string;
};

const same = (id: string): string => id;
const IDS: Names = { employee: same, template: same, skill: same, activity: same };

/** Facts with names in place of ids, where they are about such a thing; what is no id is left as it is. */
function namedFacts(names: Names, facts: Facts): Facts {
  const by: Readonly<Record<string, (id: string) => string>> = { ...names, who: names.employee, other: names.employee };
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]): readonly [string, string | number] => {
      const name = by[key];
      if (typeof value !== 'string') return [key, value];
      if (key === 'employees') return [key, value.split(', ').map(names.employee).join(', ')];
      return [key, name === undefined ? value : name(value)];
    }),
  );
}

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

function breachMessage(
  language: Language,
  breach: Parts & Readonly<Record<'rule' | 'employee' | 'start', string>>,
  names: Names,
): string {
  const measure = (name: string): string => measureText(language, breach['unit'] as MeasureUnit, Number(breach[name]));
  const { rule, employee, start, end, source } = breach;
  return breachText(language, rule, {
    ...namedFacts(names, { ...(breach['facts'] as Facts), employee }),
    rule,
    measured: measure('measured'),
    limit: measure('limit'),
    excess: measure('excess'),
    start: localText(start),
    end: localText(String(end)),
    ...(typeof source === 'string' ? { source } : {}),
  });
}

/** A conflict names its rules by their ids: what they ask of the employee stands in the English text alone. */
function conflictMessage(employee: string, rules: readonly string[]): string | undefined {
  const { words } = catalogOf('zh');
  const word = ['conflictNone', 'conflictOne'][rules.length] ?? 'conflict';
  return fill(words[word] ?? '', { employee, rules: rules.join('、') });
}

type TeamFinding = Parameters<typeof teamBreachText>[1];

function teamBreachMessage(language: Language, told: TeamFinding, names: Names): string {
  const { employees, template, who } = told;
  return teamBreachText(language, {
    ...told,
    employees: employees.map(names.employee),
    who: names.employee(who),
    ...(template === undefined ? {} : { template: names.template(template) }),
  });
}

/** The message of one thing that a document tells, in a language; undefined where it is none that has a text in the catalogues. */
function messageOf(language: Language, told: Parts, names: Names): string | undefined {
  if (!has(told, 'message')) return undefined;
  if (has(told, 'rule', 'employee', 'unit', 'start', 'end') && isParts(told['facts']))
    return breachMessage(language, told, names);
  if (has(told, 'rule', 'setting', 'who', 'unit', 'start', 'end'))
    return teamBreachMessage(language, told as unknown as TeamFinding, names);
  if (has(told, 'rule', 'employee', 'reason')) {
    const { rule, employee, reason } = told;
    return unknownText(language, reason, { rule, employee: names.employee(employee) });
  }
  if (has(told, 'code') && isParts(told['facts']) && !has(told, 'hint'))
    return noteText(language, told.code, namedFacts(names, told['facts'] as Facts));
  if (language === 'zh' && has(told, 'employee') && Array.isArray(told['rules']) && Array.isArray(told['dates']))
    return conflictMessage(names.employee(told.employee), told['rules'] as readonly string[]);
  return undefined;
}

/**
 * A document of an answer with its breaches, questions, notes and issues told in another language. They are made anew from their facts, as the issues
 * of refusals are; all else stays as it is. `names` says what employees and their work are called in the sentences; without it they are called by ids.
 */
export function translateDocument(language: Language, document: unknown, names: Names = IDS): unknown {
  if (Array.isArray(document)) return document.map((one) => translateDocument(language, one, names));
  if (!isParts(document)) return document;
  if (has(document, 'code', 'path', 'message', 'hint') && isParts(document['facts']))
    return translateIssue(language, document as unknown as Parameters<typeof translateIssue>[1]);
  if (language === 'zh' && has(document, 'pack', 'topic', 'reason')) {
    const reason = packGapZh(document.pack, document.topic, document.reason);
    return reason === undefined ? document : { ...document, reason };
  }
  const message = messageOf(language, document, names);
  const pack = language === 'zh' && has(document, 'id', 'name', 'disclaimer') ? packNameZh(document.id) : undefined;
  const parts = Object.entries(document).map(
    ([name, value]) => [name, translateDocument(language, value, names)] as const,
  );
  return { ...Object.fromEntries(parts), ...pack, ...(message === undefined ? {} : { message }) };
}
