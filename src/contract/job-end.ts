import type { ForecastRead } from './forecast.ts';
import type { OutboundDocument } from './outbound.ts';
import type { QueueForecastsDocument } from './queue-forecasts.ts';
import type { RiskRequirementDocument } from './risk-requirement.ts';
import type { SimulationDocument } from './simulation.ts';
import type { SkillStaffingDocument } from './skill-staffing.ts';
import type { WorkloadDocument } from './workload.ts';

/** How the result of a job came out, as far as the job tells it. */
export type JobEnd = {
  /** It ended because somebody asked it to, and not at its limits. */
  readonly isStopped: boolean;
  /** Where a simulation stood at its end. */
  readonly simulated?:
    | {
        /** Of two rosters those of both. */
        readonly replications: number;
        /** Widest half-width of the service level of a queue over the horizon; null where one replication tells none. */
        readonly halfWidth: number | null;
      }
    | undefined;
};

function endOfSimulation(document: SimulationDocument): JobEnd {
  const sides = [document, ...(document.against === undefined ? [] : [document.against])];
  const levels = sides.flatMap(({ queues }) => queues.map(({ horizon }) => horizon.serviceLevel));
  const widths = levels.flatMap(({ value, halfWidth }) => (value === null ? [] : [halfWidth ?? Infinity]));
  const widest = Math.max(0, ...widths);
  return {
    isStopped: document.endedBy === 'stopped',
    simulated: {
      replications: document.replications * sides.length,
      halfWidth: document.replications > 1 && Number.isFinite(widest) ? widest : null,
    },
  };
}

const hasNote = (notes: readonly { readonly code: string }[], code: string): boolean =>
  notes.some((note) => note.code === code);

/** Documents of jobs without a roster, by their kind. */
type Documents = {
  readonly forecast: ForecastRead;
  readonly 'queue-forecasts': QueueForecastsDocument;
  readonly simulation: SimulationDocument;
  readonly 'skill-staffing': SkillStaffingDocument;
  readonly 'risk-requirement': RiskRequirementDocument;
  readonly 'outbound-plan': OutboundDocument;
  readonly 'workload-plan': WorkloadDocument;
};

/** A forecast takes seconds, and is made to its end. */
const whole = (): JobEnd => ({ isStopped: false });

const ENDS: { readonly [K in keyof Documents]: (document: Documents[K]) => JobEnd } = {
  forecast: whole,
  'queue-forecasts': whole,
  simulation: endOfSimulation,
  'skill-staffing': ({ notes }) => ({ isStopped: hasNote(notes, 'skill-staffing-stopped') }),
  'risk-requirement': ({ notes }) => ({ isStopped: hasNote(notes, 'risk-stopped') }),
  'outbound-plan': ({ totals, cases }) => ({ isStopped: [totals, ...cases.map((one) => one.totals)].includes(null) }),
  'workload-plan': ({ endedBy }) => ({ isStopped: endedBy === 'cancel' }),
};

/** Reads how the result of a job ended. Only for a text that this product has written itself just now: nothing is checked. */
export function jobEndOf(kind: keyof Documents, text: string): JobEnd {
  const end = ENDS[kind] as (document: unknown) => JobEnd;
  return end(JSON.parse(text));
}
