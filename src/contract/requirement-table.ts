import { csvOf } from './csv-of.ts';
import type { RequirementRead } from './requirement.ts';

type Row = RequirementRead['intervals'][number];

/** A row per interval, with the people of each part of shrinkage where there are parts. */
export function requirementCsv({ intervals, summary }: RequirementRead): string {
  const parts = (summary?.shrinkageParts ?? []).map(({ part }) => part);
  return csvOf(
    [
      ['start', (row) => row.start],
      ['end', (row) => row.end],
      ['open', (row) => row.open],
      ['contacts', (row) => row.contacts],
      ['ahtSeconds', (row) => row.ahtSeconds],
      ['loadErlang', (row) => row.loadErlang],
      ['positions', (row) => row.positions],
      ['toScheduleExact', (row) => row.toScheduleExact],
      ['toSchedule', (row) => row.toSchedule],
      ['serviceLevel', (row) => row.serviceLevel],
      ['serviceLevelOffered', (row) => row.serviceLevelOffered],
      ['abandonment', (row) => row.abandonment],
      ['asaSeconds', (row) => row.asaSeconds],
      ['occupancy', (row) => row.occupancy],
      ['boundBy', (row) => row.boundBy],
      ...parts.map(
        (part, index) =>
          [`shrinkage ${part}`, (row: Row) => row.shrinkageParts?.[index]?.people] satisfies readonly [string, unknown],
      ),
    ],
    intervals,
  );
}
