import type { Issue } from '../../domain/issue.ts';
import {
  leastDays,
  RETENTION_KINDS,
  type GivenDays,
  type RetentionDays,
  type RetentionKind,
} from '../../domain/retention.ts';
import type { HourRecordFloor } from '../../rules/packs/record-keeping.ts';
import { issue } from '../messages/render.ts';

type Law = HourRecordFloor & { readonly teams: number };

type View = {
  readonly days: RetentionDays;
  readonly given: GivenDays;
  readonly laws: readonly Law[];
  readonly version: number;
  readonly updated: { readonly at: string; readonly by: string } | undefined;
  readonly ranAt: string | undefined;
};

const plain = <T extends object>(document: T): T =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined)) as T;

/** The periods of an organisation as a document. */
export function fromRetention({ days, given, laws, ...rest }: View) {
  return {
    kinds: RETENTION_KINDS.map((kind) => ({
      kind,
      days: days[kind],
      least: leastDays(kind),
      given: given[kind] !== undefined,
    })),
    laws: laws.map(plain),
    ...plain(rest),
  };
}

/** What is wrong with a period that is shorter than it may be; `path` says where it was given. */
export function shortPeriodIssue(
  path: string,
  {
    kind,
    days,
    least,
    law,
  }: { readonly kind: RetentionKind; readonly days: number; readonly least: number; readonly law: Law | undefined },
): Issue {
  const facts = { kind, days, least };
  if (law === undefined) return issue('retention-too-short', path, facts);
  return issue('retention-below-law', path, { ...facts, source: law.source });
}
