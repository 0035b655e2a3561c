import type { Outcome } from '../domain/issue.ts';
import type { TrailHead, TrailVerdict } from './trail-store.ts';

/** What an operator does with a whole database, of all organisations, beside the service. */

/** Somebody who was erased, as older backups are told of it: the mark says nothing without the master key. */
export type Erasure = {
  readonly organisation: string;
  readonly mark: string;
  readonly pseudonym: string;
  readonly at: string;
};

export type BackupReport = {
  /** When the state was taken that the file holds; UTC. */
  readonly at: string;
  /** Last step of the tables. */
  readonly step: string;
  readonly tables: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly sha256: string;
};

export type RestoreReport = Omit<BackupReport, 'bytes'> & {
  /** Persons who were erased after the backup, and are again. */
  readonly erased: number;
  readonly trail: readonly TrailVerdict[];
};

export type Maintenance = {
  /** Newest entries of all trails, to be kept elsewhere. */
  readonly heads: () => Promise<Outcome<readonly TrailHead[]>>;
  readonly verify: (anchors: readonly TrailHead[]) => Promise<Outcome<readonly TrailVerdict[]>>;
  readonly erasures: () => Promise<Outcome<readonly Erasure[]>>;
  /** Writes everything to a new file; paths are absolute. */
  readonly backup: (file: string) => Promise<Outcome<BackupReport>>;
  /** `replace`: what is stored goes, once what the file holds is there as a whole. */
  readonly restore: (
    file: string,
    how: { readonly replace: boolean; readonly erasures: readonly Erasure[] },
  ) => Promise<Outcome<RestoreReport>>;
};
