import type { Language } from '../contract/messages/catalog.ts';

/** Where a command speaks: results to `out`, all else to `error`. */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether somebody watches stderr, so that a line may be written over again. */
  readonly watched: boolean;
};

/** Settings that every command shares. */
export type Common = {
  readonly json: boolean;
  readonly out: string | undefined;
  readonly language: Language;
};

/** A line on stderr that shows how far the work is; nothing at all where nobody watches. */
export function progressLine(terminal: Terminal): {
  readonly show: (text: string) => void;
  readonly clear: () => void;
} {
  let shown = false;
  return {
    show: (text) => {
      if (!terminal.watched) return;
      shown = true;
      terminal.error(`\r\u001B[2K${text}`);
    },
    clear: () => {
      if (shown) terminal.error('\r\u001B[2K');
      shown = false;
    },
  };
}

/** What `--out` is to commands that write no document. */
export const OUT_HELP: Readonly<Record<string, string>> = {
  plan: 'folder for forecast, requirement, roster and audit',
  'plan-batch': 'folder with such a folder for each plan',
  backup: 'the file to write, which must not be there yet',
};
