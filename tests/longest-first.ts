import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: what begins late and takes long leaves a core idle at the end. */
const LONG = [
  'rules-check/check-rules',
  'service/storage/embedded-crash',
  'service/jobs-processes',
  'e2e/readme',
  'e2e/faults',
  'e2e/examples',
  'e2e/api-tour',
  'service/api-process',
  'service/api-run',
  'unit/rostering/solve',
  'benchmarks/rosters/public-instances',
];

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONG.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return rank < 0 ? LONG.length : rank;
}

/** Vitest's order (what took longest last time first, else the largest files), with the files named above before all others of their project. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) =>
      sorted.filter(({ project }) => project.name === name).toSorted((a, b) => rankOf(a) - rankOf(b)),
    );
  }
}
