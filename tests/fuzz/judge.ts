import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import ical from 'ical.js';
import { publishedResponse } from '../fixtures/published-response.ts';
import type { ApiDocument, Operation } from './document.ts';
import { POLLUTED } from './hostile.ts';
import type { Asked } from './requests.ts';
import type { Answered } from './send.ts';

/** What is wrong with an answer, by openapi.yaml and by what no answer may do. */

type Validate = ((value: unknown) => boolean) & { errors?: readonly object[] | null };

/** Kinds of 503 that a service may have while nobody does it any harm. */
const PATIENT: ReadonlySet<string> = new Set(['urn:shiftcast:problem:busy', 'urn:shiftcast:problem:contended']);

/** Whether the process lives and is ready is told to anybody. */
const isOpen = (operation: Operation | undefined): boolean => operation?.path.startsWith('/healthz/') === true;

export type Judge = (asked: Asked, answered: Answered) => readonly string[];

export function judgeOf({ root }: ApiDocument): Judge {
  const ajv = new Ajv2020.default({ strict: false, allErrors: false });
  addFormats.default(ajv);
  ajv.addSchema(root, 'openapi');
  const validators = new Map<string, Validate>();

  const validatorOf = (schema: string): Validate => {
    let validate = validators.get(schema);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `openapi${schema}` }) as Validate;
      validators.set(schema, validate);
    }
    return validate;
  };

  const ofOperation = (operation: Operation, { status, headers, text }: Answered): readonly string[] => {
    const found = publishedResponse(root, { path: operation.path, method: operation.method, status });
    if (found === undefined) return [`the operation does not publish ${status}`];
    const { response: published, schemaOf } = found;
    const wrong: string[] = [];
    for (const name of Object.keys(published.headers ?? {}))
      if (headers[name.toLowerCase()] === undefined) wrong.push(`the header ${name} is missing`);
    if (published.content === undefined)
      return text === '' ? wrong : [...wrong, 'there is a body where none is published'];
    const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
    if (published.content[type] === undefined) return [...wrong, `the type "${type}" is not published`];
    if (type === 'text/calendar') wrong.push(...calendarFaults(text));
    if (!/[/+]json$/.test(type)) return wrong;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return [...wrong, 'the body is no JSON'];
    }
    const validate = validatorOf(schemaOf(type));
    if (!validate(value)) wrong.push(`the body breaks its schema: ${JSON.stringify(validate.errors).slice(0, 400)}`);
    return wrong;
  };

  return ({ operation, isRefused = false }, answered) => {
    const { status, headers, text, failure } = answered;
    if (failure !== undefined || status === 0) return [`no answer: ${failure ?? 'the connection ended'}`];
    const wrong: string[] = [];
    if (status >= 500 && !(status === 503 && PATIENT.has(kindOf(text))))
      wrong.push(`status ${status}: ${text.slice(0, 300)}`);
    if (isRefused && status < 400 && !isOpen(operation)) wrong.push(`what is no key was let in with ${status}`);
    if (headers['x-injected'] !== undefined || text.includes('\nX-Injected')) wrong.push('a header was injected');
    if (text.includes(`"${POLLUTED}":`)) wrong.push('a prototype was polluted');
    return operation === undefined ? wrong : [...wrong, ...ofOperation(operation, answered)];
  };
}

function kindOf(text: string): string {
  try {
    return String((JSON.parse(text) as { readonly type?: unknown }).type);
  } catch {
    return '';
  }
}

/** A calendar is read by another reader, and nothing is in it that the service does not write. */
function calendarFaults(text: string): readonly string[] {
  try {
    const calendar = new ical.Component(ical.parse(text) as unknown[]);
    const strange = calendar
      .getAllSubcomponents('vevent')
      .flatMap((event) => event.getAllSubcomponents().map(({ name }) => name))
      .filter((name) => name === 'valarm');
    return strange.length > 0 ? ['a calendar holds what no shift has'] : [];
  } catch (error) {
    return [`the calendar cannot be read: ${String(error)}`];
  }
}
