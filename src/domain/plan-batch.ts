/** What a plan came to, in short. */
export type PlanSummary = {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'unknown';
  readonly endedBy: string;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
  /** First date of the roster, and how many days it has. */
  readonly from: string;
  readonly days: number;
  readonly shifts: number;
  /** People who have a shift. */
  readonly employees: number;
  readonly paidHours: number;
  /** Hours of people missing to the targets. */
  readonly shortHours: number;
  /** Breaches and findings of the audit. */
  readonly findings: number;
};
