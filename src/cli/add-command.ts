import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { RawOptions } from './option-values.ts';
import type { Session } from './run.ts';
import type { Common } from './terminal.ts';

/** What a command does with its file and options. */
export type Handler = (session: Session, common: Common, file: string, raw: RawOptions) => ExitCode | Promise<ExitCode>;

/** Adds a command that takes a file. */
export type AddCommand = (name: string, file: string, fileText: string, about: string, handler: Handler) => Command;
