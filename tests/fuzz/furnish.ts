import type { ApiDocument, Operation } from './document.ts';
import type { Asked, Known } from './requests.ts';

/** Good requests in an order in which each finds what it is made below, so that the others meet something that is there. */
const ORDER: readonly string[] = [
  'createTeam',
  'createHistory',
  'appendHistoryRows',
  'createForecast',
  'createRequirement',
  'createAgreement',
  'createAudit',
  'createDraft',
  'publishDraft',
  'createDraft',
  'solveDraft',
  'makeRoster',
  'createAbsence',
];

export type Furnish = (known: Known, number: number) => readonly (() => Asked)[];

export function furnishing({ operations }: ApiDocument): Furnish {
  const byId = new Map(operations.map((operation) => [operation.operationId, operation]));

  const askedOf = (operation: Operation, known: Known, number: number): Asked => {
    const newest = (name: string): string => known.of(name).at(-1) ?? 'none';
    const example = operation.requestBody?.content['application/json']?.example as Readonly<Record<string, unknown>>;
    const isNamed = operation.operationId === 'createTeam' || operation.operationId === 'createHistory';
    const body = {
      ...example,
      ...(isNamed ? { id: `furnished-${number}` } : {}),
      ...('team' in example ? { team: newest('team') } : {}),
    };
    return {
      method: 'POST',
      address: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(newest(name))),
      headers: {
        'Content-Type': 'application/json',
        ...(operation.parameters?.some(({ name }) => name === 'If-Match') === true ? { 'If-Match': '*' } : {}),
        ...(operation.parameters?.some(({ name }) => name === 'Prefer') === true ? { Prefer: 'respond-async' } : {}),
      },
      // Each team has people of its own: what one made for them would stand against the next one's schedule.
      body: Buffer.from(JSON.stringify(body).replaceAll(/\b(?:anna|bo)\b/g, `$&-${number}`)),
      operation,
      kind: 'furnishing',
    };
  };

  return (known, number) =>
    ORDER.flatMap((id) => {
      const operation = byId.get(id);
      return operation === undefined ? [] : [() => askedOf(operation, known, number)];
    });
}
