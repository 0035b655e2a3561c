import type { DateSpan } from '../domain/hours.ts';
import type { EmployeeResult, MeasureSettings, TargetSeason, TeamMeasure } from '../domain/team-measures.ts';
import type { Page, PageRequest, WriteOutcome, Written } from './stored.ts';

/** Results of employees as they were imported, how a team's measures are made of them, and its targets. */

export type StoredMeasureSettings = {
  readonly settings: MeasureSettings;
  /** 1 where the team has none of its own. */
  readonly version: number;
  readonly updated: Written | undefined;
};

/** A target that is proposed for a season, with the results that it rests on. */
export type TargetProposal = {
  readonly season: TargetSeason;
  readonly measure: TeamMeasure;
  /** First and last date of the results. */
  readonly from: string;
  readonly to: string;
  readonly best: string;
  readonly bestValue: number;
  readonly proposed: number;
};

/** proposed: nobody has accepted it yet; accepted: in force; replaced: another one of the same season and measure took its place. */
export const TARGET_STATES = ['proposed', 'accepted', 'replaced'] as const;

export type TargetState = (typeof TARGET_STATES)[number];

export type TeamTarget = TargetProposal & {
  readonly id: string;
  readonly team: string;
  readonly state: TargetState;
  readonly created: Written;
  /** What was accepted, which may be another value than the proposed one. */
  readonly target: number | undefined;
  readonly accepted: Written | undefined;
  readonly replaced: Written | undefined;
};

export type AcceptedTarget = { readonly id: string; readonly target: number | undefined };

/** Spans without an end reach as far as there are results. */
export type OpenSpan = { readonly from?: string | undefined; readonly to?: string | undefined };

export type ResultsTable = {
  /** Rows of a team in order of employee and date, at most `limit`. */
  readonly rows: (
    team: string,
    filter: OpenSpan & { readonly employees?: readonly string[] | undefined; readonly limit: number },
  ) => Promise<readonly EmployeeResult[]>;
  /** Enters rows in place of others. Whoever enters or accepts something of a team waits for whoever did before. */
  readonly enter: (
    team: string,
    dates: DateSpan,
    rows: { readonly added: readonly EmployeeResult[]; readonly replaced: readonly EmployeeResult[] },
  ) => Promise<void>;
  /** Lets nobody else enter results of the team, or propose or accept its targets, before this transaction ends. */
  readonly lock: (team: string) => Promise<void>;
  readonly settings: (team: string) => Promise<StoredMeasureSettings>;
  readonly replaceSettings: (
    team: string,
    settings: MeasureSettings,
    version: number,
  ) => Promise<WriteOutcome<StoredMeasureSettings>>;
  /** Keeps proposals; of the same season and measure they take the place of one that nobody has accepted. */
  readonly propose: (team: string, proposals: readonly TargetProposal[]) => Promise<readonly TeamTarget[]>;
  /** The newest first. */
  readonly targets: (
    team: string,
    filter: { readonly season?: TargetSeason | undefined; readonly state?: TargetState | undefined },
    page: PageRequest,
  ) => Promise<Page<TeamTarget>>;
  /** Targets of the team with these ids, whatever their state. */
  readonly named: (team: string, ids: readonly string[]) => Promise<readonly TeamTarget[]>;
  /** Puts proposals in force in place of those in force of the same season and measure. The caller has locked the team and seen that all are proposed. */
  readonly accept: (team: string, wanted: readonly AcceptedTarget[]) => Promise<readonly TeamTarget[]>;
};
