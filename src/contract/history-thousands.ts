import { csvPlace, type IssueList } from './history-issues.ts';

/** Digits as a separator of thousands parts them, with nothing that speaks against it. */
const GROUPED = /^\+?[1-9]\d{0,2}[.,]\d{3}$/;

const WHOLE_NUMBER = /^\+?\d+$/;

export type ThousandsWatch = {
  readonly see: (field: string, line: number, column: number) => void;
  /** Adds the issue where the column can be read in two ways. */
  readonly tell: (issues: IssueList) => void;
};

/**
 * Looks for counts such as 1.200, which a German reads as twelve hundred and a program as one and a fifth. Counts are whole almost always, so a
 * column whose only fractions look like groups of thousands is refused rather than guessed at: either guess may be wrong by a thousand, and no
 * result shows it. One fraction of any other form (1.5, 0.125) says that the column has fractions. Where commas part the fields and every single
 * count has three places, a program wrote them with three decimals.
 */
export function thousandsWatch(separator: string): ThousandsWatch {
  let first: { readonly field: string; readonly line: number; readonly column: number } | undefined;
  let grouped = 0;
  let whole = 0;
  let fractions = 0;
  return {
    see: (field, line, column) => {
      if (GROUPED.test(field)) {
        grouped += 1;
        first ??= { field, line, column };
      } else if (WHOLE_NUMBER.test(field)) whole += 1;
      else fractions += 1;
    },
    tell: (issues) => {
      if (first === undefined || fractions > 0 || (separator === ',' && whole === 0)) return;
      const { field, line, column } = first;
      const thousands = Number(field.replace(/[.,]/, ''));
      const fraction = Number(field.replace(',', '.'));
      const withFourPlaces = fraction.toFixed(4);
      const facts = { value: field, line, thousands, fraction, withFourPlaces, cells: grouped };
      const message = `"${field}" may mean ${thousands} or ${fraction}; ${grouped === 1 ? '1 count is' : `${grouped} counts are`} written so, and no other has a fraction.`;
      const hint = `Write whole counts without separators (${thousands}), or fractions with another number of digits (${withFourPlaces}).`;
      issues.add('thousands-or-fraction', csvPlace(line, column), message, facts, hint);
    },
  };
}
