import type { Breach, LedgerWeek, Unknown } from '../domain/breach.ts';
import type { AuditDifference, BreachDifference } from '../domain/draft-difference.ts';

/**
 * What stays of a breach when it grows or shrinks. A breach of a period (a day, a week, a month, a run of days) is known by where the period
 * begins, since its shifts change with every edit; any other one by its shifts. The limit tells several rules of one name apart.
 */
export function breachIdentity({ ruleId, employeeId, severity, source, unit, limit, shiftIds, facts }: Breach): string {
  const kind = facts?.['kind'];
  const begins = facts?.['from'] ?? (kind === 'same-date' ? facts?.['date'] : undefined);
  const place = begins === undefined ? shiftIds.toSorted() : begins;
  return JSON.stringify([ruleId, employeeId, severity, source ?? null, unit, limit, kind ?? null, place]);
}

type Pairs<T> = {
  readonly gone: readonly T[];
  readonly added: readonly T[];
  readonly kept: readonly { readonly before: T; readonly after: T }[];
};

/** Entries of two lists paired by a key; of several with one key the first with the first. */
function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (entry: T) => string): Pairs<T> {
  const waiting = Map.groupBy(before, keyOf);
  const added: T[] = [];
  const kept: { readonly before: T; readonly after: T }[] = [];
  for (const entry of after) {
    const match = waiting.get(keyOf(entry))?.shift();
    if (match === undefined) added.push(entry);
    else kept.push({ before: match, after: entry });
  }
  const left = new Set([...waiting.values()].flat());
  return { gone: before.filter((entry) => left.has(entry)), added, kept };
}

export function breachDifference(before: readonly Breach[], after: readonly Breach[]): BreachDifference {
  const { gone, added, kept } = pairs(before, after, breachIdentity);
  return {
    gone,
    added,
    changed: kept.filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.after)),
  };
}

type Judged = {
  readonly breaches: readonly Breach[];
  readonly unknowns: readonly Unknown[];
  readonly ledger: readonly LedgerWeek[];
};

/** What two audits of the same employees and days differ in. */
export function auditDifference(before: Judged, after: Judged): AuditDifference {
  const unknowns = pairs(before.unknowns, after.unknowns, (unknown) => JSON.stringify(unknown));
  const weeks = pairs(before.ledger, after.ledger, ({ employeeId, weekStart }) =>
    JSON.stringify([employeeId, weekStart]),
  );
  if (weeks.gone.length > 0 || weeks.added.length > 0) throw new Error('two audits of other days or employees');
  return {
    breaches: breachDifference(before.breaches, after.breaches),
    unknowns: { gone: unknowns.gone, added: unknowns.added },
    ledger: weeks.kept,
  };
}
